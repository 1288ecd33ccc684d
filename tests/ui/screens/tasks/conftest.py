"""The Tasks screen over a real data folder: presenters with recording views, and the real screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of, put_in_sight

from cchc_desktop.domain.subject import Subject
from cchc_desktop.services.tasks.rows import TaskRow
from cchc_desktop.services.workplace import Desk
from ui.screens.tasks.attachments import Attachments
from ui.screens.tasks.detail_facts import DetailFacts
from ui.screens.tasks.detail_presenter import DetailPresenter, Place
from ui.screens.tasks.presenter import EmptyFacts, FilterFacts, TasksPresenter
from ui.screens.tasks.view import TasksScreen
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]


@dataclass
class BoardBook:
    """Keeps what the table side would show."""

    rows: tuple[TaskRow, ...] = ()
    filter: FilterFacts | None = None
    empty: EmptyFacts | None = None
    outside: bool = False
    chosen: list[str] = field(default_factory=list)

    def show_rows(self, rows: Sequence[TaskRow]) -> None:
        self.rows = tuple(rows)

    def show_filter(self, facts: FilterFacts) -> None:
        self.filter = facts

    def show_empty(self, facts: EmptyFacts | None) -> None:
        self.empty = facts

    def show_outside(self, *, outside: bool) -> None:
        self.outside = outside

    def choose_row(self, code: str) -> bool:
        shown = code in [row.code for row in self.rows]
        if shown:
            self.chosen.append(code)
        return shown

    def choose_first_row(self) -> None:
        self.chosen.append(self.rows[0].code)

    def numbers(self) -> list[str]:
        return [row.number for row in self.rows]


@dataclass
class PaneBook:
    """Keeps what the pane would show."""

    folder: Path
    task: DetailFacts | None = None
    history: Subject | None = None
    refused: list[tuple[Place, str]] = field(default_factory=list)
    focused: list[Place] = field(default_factory=list)
    copying: list[str] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    in_sight: bool = True

    def show_task(self, facts: DetailFacts) -> None:
        self.task = facts

    def show_nothing(self) -> None:
        self.task = None

    def show_history(self, of: Subject | None) -> None:
        self.history = of

    def show_refusal(self, place: Place, text: str) -> bool:
        self.refused.append((place, text))
        return self.in_sight

    def focus_place(self, place: Place) -> None:
        self.focused.append(place)

    def show_copying(self, name: str) -> None:
        self.copying.append(name)

    def step_copying(self, done: int, total: int, text: str) -> None:
        self.copying.append(f"{done}/{total} {text}")

    def end_copying(self) -> None:
        self.copying.append("end")

    def reading_folder(self) -> Path:
        return self.folder

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    @property
    def shown(self) -> DetailFacts:
        assert self.task is not None
        return self.task


@dataclass
class Workbench:
    """A presenter with its recording view; changes come back to it as the window would bring them."""

    desk: Desk
    notices: NoticeBook
    saves: SaveBook
    board_view: BoardBook
    pane: PaneBook
    detail: DetailPresenter
    attachments: Attachments
    board: TasksPresenter


@pytest.fixture
def bench(desk: Desk, book: NoticeBook, inline_runner: InlineRunner, tmp_path: Path) -> Workbench:
    board_view, pane, saves, sink = BoardBook(), PaneBook(tmp_path / "xem"), SaveBook(), book.sink()
    detail = DetailPresenter(pane, desk, runner=inline_runner, notices=sink, save_state=saves)
    attachments = Attachments(pane, desk, runner=inline_runner, notices=sink, save_state=saves)
    board = TasksPresenter(board_view, desk, runner=inline_runner, detail=detail)
    inline_runner.subscribe(lambda _topics, _initiator: (board.reload(), detail.reload()))
    return Workbench(desk, book, saves, board_view, pane, detail, attachments, board)


@pytest.fixture
def saves() -> SaveBook:
    return SaveBook()


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, book: NoticeBook, inline_runner: InlineRunner, saves: SaveBook
) -> Iterator[TasksScreen]:
    """The real screen, shown."""
    made = TasksScreen(context_of(desk, inline_runner, notices=book.sink(), saves=saves))
    put_in_sight(made, qtbot, inline_runner)
    yield made
    made.detail.show_nothing()
