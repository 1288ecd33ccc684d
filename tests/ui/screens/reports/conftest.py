from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.kept_year import kept_workplace
from support.screens import SaveBook, context_of
from support.workplaces import desk_of

from cchc_desktop.services.workplace import Desk
from ui.widgets.context import AppContext, HeaderFacts
from ui.widgets.notices import Notice, NoticeBook
from ui.widgets.runner import InlineRunner


class RecordingView:
    """Every call that a presenter makes on its view, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)

        def record(*args: Any, **named: Any) -> None:
            self.calls.append((name, (*args, *named.values())))

        return record

    def last(self, name: str) -> Any:
        """The first argument of the last call of this name; all of them where there are several."""
        args = next(args for called, args in reversed(self.calls) if called == name)
        return args[0] if len(args) == 1 else args

    def count(self, name: str) -> int:
        return sum(called == name for called, _args in self.calls)


@dataclass
class Stage:
    """A desk with everything around it that a screen is given; the lists are records."""

    desk: Desk
    context: AppContext
    runner: InlineRunner
    posted: list[Notice]
    said: list[str]
    targets: list[str]
    headers: list[HeaderFacts]


@pytest.fixture
def view() -> RecordingView:
    return RecordingView()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """The desk of the preparer on 16 December 2025: a year of registers, no report begun."""
    yield from _staged(tmp_path / "du-lieu")


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Stage]:
    """The same desk with the report of quarter III ready to complete."""
    yield from _staged(tmp_path / "du-lieu", "2025-H1", "2025-Q3")


def _staged(folder: Path, *reports: str) -> Iterator[Stage]:
    workplace = kept_workplace(folder, *reports)
    desk = desk_of(workplace)
    book, saves, targets, headers = NoticeBook(), SaveBook(), list[str](), list[HeaderFacts]()
    runner = InlineRunner(book.sink())
    context = context_of(
        desk, runner, notices=book.sink(), saves=saves, open_target=targets.append, show_header=headers.append
    )
    yield Stage(desk, context, runner, book.posted, saves.said, targets, headers)
    workplace.store.close(with_backup=False)
