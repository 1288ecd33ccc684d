"""The first start over a real library and real folders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.workplaces import LIBRARY, empty_workplace

from cchc_desktop.services.workplace import FirstStart, Workplace
from ui.widgets.runner import InlineRunner


@dataclass
class Ends:
    """Where the first start led to."""

    starts: list[tuple[FirstStart, Path]] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def done(self, start: FirstStart, folder: Path) -> None:
        self.starts.append((start, folder))

    def existing(self, folder: Path) -> None:
        self.opened.append(folder)


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def suggested(tmp_path: Path) -> Path:
    return tmp_path / "CCHC Desktop"


@pytest.fixture
def given(ends: Ends, suggested: Path, inline_runner: InlineRunner) -> dict[str, object]:
    """What presenter and page are built with."""
    return {
        "library": LIBRARY,
        "runner": inline_runner,
        "on_done": ends.done,
        "on_open_existing": ends.existing,
    }


@pytest.fixture
def begun() -> Iterator[Callable[[Ends], Workplace]]:
    """Carry out the one start that was asked for, with the real service."""
    opened: list[Workplace] = []

    def carry_out(ends: Ends) -> Workplace:
        ((start, folder),) = ends.starts
        workplace = empty_workplace(folder)
        opened.append(workplace)
        workplace.begin(start)
        return workplace

    yield carry_out
    for workplace in opened:
        workplace.store.close(with_backup=False)
