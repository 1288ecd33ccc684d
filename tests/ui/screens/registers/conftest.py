"""The Registers screen over a real data folder: presenters with recording views, and the real screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of, put_in_sight

from cchc_desktop.domain.register import Register
from cchc_desktop.services.history.versions import Version
from cchc_desktop.services.registers.rows import IncomingRow, RegisterRow, RegisterSummary
from cchc_desktop.services.workplace import Desk
from ui.screens.registers.book_presenter import BookPresenter
from ui.screens.registers.entry_presenter import EntryPresenter
from ui.screens.registers.incoming_presenter import IncomingFacts, IncomingPresenter
from ui.screens.registers.page import EmptyFacts, FilterFacts
from ui.screens.registers.presenter import RegistersPresenter
from ui.screens.registers.row_presenter import RowPresenter
from ui.screens.registers.saving import Unsaved
from ui.screens.registers.view import RegistersScreen
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]


@dataclass
class Page:
    """Keeps what list, filter and table would show."""

    summaries: tuple[RegisterSummary, ...] = ()
    code: str = ""
    register: Register | None = None
    rows: tuple[RegisterRow, ...] = ()
    filter: FilterFacts | None = None
    empty: EmptyFacts | None = None
    unavailable: str = ""
    chosen: list[str] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)

    def show_list(self, rows: Sequence[RegisterSummary], code: str) -> None:
        self.summaries, self.code = tuple(rows), code

    def show_register(self, register: Register) -> None:
        self.register = register

    def show_rows(self, rows: Sequence[RegisterRow]) -> None:
        self.rows = tuple(rows)

    def show_filter(self, facts: FilterFacts) -> None:
        self.filter = facts

    def show_empty(self, facts: EmptyFacts | None) -> None:
        self.empty = facts

    def show_unavailable(self, sentence: str, advice: str) -> None:
        self.unavailable = f"{sentence} {advice}"

    def choose_row(self, row_id: str) -> bool:
        self.chosen.append(row_id)
        return True

    def open_row(self, register: Register, row: RegisterRow, field: str) -> None:
        self.opened.append((row.id, field))


@dataclass
class Cells:
    """Keeps what stands in the entry line."""

    now: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    focused: list[str] = field(default_factory=list)
    told: str = ""

    def texts(self) -> Mapping[str, str]:
        return dict(self.now)

    def fill(self, texts: Mapping[str, str]) -> None:
        self.now, self.problems = dict(texts), {}

    def show_cell(self, column: str, text: str, problem: str) -> None:
        self.now[column] = text
        self.problems[column] = problem

    def focus(self, column: str) -> None:
        self.focused.append(column)

    def tell(self, level: str, text: str) -> None:
        self.told = text


@dataclass
class Pane:
    """Keeps what the pane of a row would show; ``pending`` runs when the presenter asks to commit."""

    folder: Path
    row: RegisterRow | None = None
    focus: str = ""
    history: tuple[Version, ...] = ()
    refusals: dict[str, str] = field(default_factory=dict)
    copying: list[str] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    flushed: int = 0

    def show_row(self, register: Register, row: RegisterRow, *, focus: str) -> None:
        self.row, self.focus = row, focus

    def show_nothing(self) -> None:
        self.row = None

    def show_history(self, rows: Sequence[Version]) -> None:
        self.history = tuple(rows)

    def flush(self) -> None:
        self.flushed += 1

    def show_refusal(self, column: str, text: str) -> None:
        self.refusals[column] = text

    def refuse_pages(self, use_id: str, text: str) -> None:
        self.refused_pages = {use_id: text}

    def show_copying(self, text: str) -> None:
        self.copying.append(text)

    def reading_folder(self) -> Path:
        return self.folder

    def open_path(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@dataclass
class Preview:
    """Keeps what the preview of incoming rows would show."""

    facts: IncomingFacts | None = None
    rows: tuple[IncomingRow, ...] = ()
    steps: list[str] = field(default_factory=list)

    def show_incoming(self, facts: IncomingFacts, rows: Sequence[IncomingRow]) -> None:
        self.facts, self.rows = facts, tuple(rows)

    def close_incoming(self) -> None:
        self.facts = None

    def begin(self, text: str) -> None:
        self.steps.append(text)

    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append(f"{done}/{total}")

    def end(self) -> None:
        self.steps.append("end")


@dataclass
class Paper:
    """Keeps what the preview of the book would show."""

    captions: list[str] = field(default_factory=list)
    content: bytes = b""
    opened: list[Path] = field(default_factory=list)

    def show_book(self, caption: str) -> None:
        self.captions.append(caption)

    def show_pdf(self, content: bytes) -> None:
        self.content = content

    def close_book(self) -> None:
        self.captions.append("closed")

    def open_path(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@dataclass
class Bench:
    """The presenters with their recording views; changes come back to them as the window would bring them."""

    desk: Desk
    notices: NoticeBook
    saves: SaveBook
    page: Page
    cells: Cells
    pane: Pane
    preview: Preview
    paper: Paper
    presenter: RegistersPresenter
    entry: EntryPresenter
    row: RowPresenter
    incoming: IncomingPresenter
    book: BookPresenter

    def open(self, code: str) -> None:
        self.presenter.choose(code)
        assert self.page.register is not None
        self.entry.open(self.page.register)

    def type(self, **texts: str) -> None:
        for column, text in texts.items():
            self.cells.now[column] = text
            self.entry.typed()
            self.entry.leave(column)


@pytest.fixture
def bench(desk: Desk, book: NoticeBook, inline_runner: InlineRunner, tmp_path: Path) -> Bench:
    saves, sink = SaveBook(), book.sink()
    unsaved = Unsaved(saves, desk.session.now)
    page, cells, pane, preview, paper = Page(), Cells(), Pane(tmp_path / "xem"), Preview(), Paper()
    presenter = RegistersPresenter(page, desk, runner=inline_runner, notices=sink, unsaved=unsaved)
    entry = EntryPresenter(cells, desk, runner=inline_runner, notices=sink, unsaved=unsaved, added=presenter.note_added)
    row = RowPresenter(pane, desk, runner=inline_runner, notices=sink, unsaved=unsaved)
    incoming = IncomingPresenter(preview, desk, runner=inline_runner, notices=sink, unsaved=unsaved)
    paper_presenter = BookPresenter(paper, desk, runner=inline_runner, notices=sink)
    inline_runner.subscribe(lambda _topics, _initiator: (presenter.reload(), row.reload()))
    made = Bench(desk, book, saves, page, cells, pane, preview, paper, presenter, entry, row, incoming, paper_presenter)
    presenter.reload()
    made.open("VB")
    return made


@pytest.fixture
def saves() -> SaveBook:
    return SaveBook()


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, book: NoticeBook, inline_runner: InlineRunner, saves: SaveBook
) -> Iterator[RegistersScreen]:
    """The real screen, shown."""
    made = RegistersScreen(context_of(desk, inline_runner, notices=book.sink(), saves=saves))
    put_in_sight(made, qtbot, inline_runner)
    yield made
    made.row.close()
