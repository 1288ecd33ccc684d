from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.screens import SaveBook, context_of
from support.workplaces import desk_of, new_workplace

from cchc_desktop.services.workplace import Desk
from ui.widgets.context import AppContext, HeaderFacts
from ui.widgets.notices import Notice, NoticeBook
from ui.widgets.runner import InlineRunner


@dataclass
class Stage:
    """A desk with everything around it that a screen is given; ``posted``, ``said`` and ``targets`` are records."""

    desk: Desk
    context: AppContext
    runner: InlineRunner
    posted: list[Notice]
    said: list[str]
    targets: list[str]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    workplace = new_workplace(tmp_path / "du-lieu")
    desk = desk_of(workplace)
    book, saves, targets = NoticeBook(), SaveBook(), list[str]()
    runner = InlineRunner(book.sink())

    def show_header(facts: HeaderFacts) -> None:
        assert facts.period == "Năm 2025"

    context = context_of(
        desk, runner, notices=book.sink(), saves=saves, open_target=targets.append, show_header=show_header
    )
    yield Stage(desk, context, runner, book.posted, saves.said, targets)
    workplace.store.close(with_backup=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "Kế hoạch CCHC.pdf"
    file.write_bytes(b"%PDF-1.7 ke hoach")
    return file
