"""The evidence screen over a real data folder: the presenter with a recording view, and the real screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of, put_in_sight
from support.stored_files import written

from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.evidence.orphans import EvidenceOrphans
from cchc_desktop.services.library.library import EvidenceLibrary, LibraryFile
from cchc_desktop.services.library.places import Place
from cchc_desktop.services.workplace import Desk
from ui.screens.evidence.facts import Counted, FileFacts, Line, Show, StripFacts, Strips, Totals, Work
from ui.screens.evidence.presenter import EvidencePresenter
from ui.screens.evidence.view import EvidenceScreen, build
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]


@dataclass
class ViewBook:
    """Keeps what the screen would show."""

    folder: Path
    lines: tuple[Line, ...] = ()
    counted: Counted | None = None
    is_empty: bool = False
    file: FileFacts | None = None
    totals: Totals | None = None
    strips: dict[Strips, StripFacts] = field(default_factory=dict)
    filters: tuple[str, frozenset[Show]] = ("", frozenset())
    focus: list[str] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    refused_pages: dict[str, str] = field(default_factory=dict)
    works: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    places: tuple[Place, ...] = ()
    told: str = ""
    watching: str = ""
    looks: list[int] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    chosen: str = ""

    def show_lines(self, lines: Sequence[Line], counted: Counted, *, is_empty: bool) -> None:
        self.lines, self.counted, self.is_empty = tuple(lines), counted, is_empty

    def show_file(self, facts: FileFacts | None, *, renew: bool) -> None:
        self.file = facts

    def show_totals(self, totals: Totals) -> None:
        self.totals = totals

    def show_strip(self, place: Strips, facts: StripFacts | None) -> None:
        self.strips.pop(place, None)
        if facts is not None:
            self.strips[place] = facts

    def choose_line(self, file_id: str) -> bool:
        self.chosen = file_id
        return file_id in [line.file.id for line in self.lines]

    def show_filters(self, text: str, pressed: frozenset[Show]) -> None:
        self.filters = (text, pressed)

    def focus_field(self, name: str) -> None:
        self.focus.append(name)

    def focus_use(self, use_id: str) -> None:
        self.focus.append(use_id)

    def refuse_field(self, name: str, text: str) -> None:
        self.refusals[name] = text

    def refuse_pages(self, use_id: str, text: str) -> None:
        self.refused_pages[use_id] = text

    def start_work(self, work: Work, text: str) -> None:
        self.works.append(f"start {work.value}")

    def step_work(self, work: Work, done: int, total: int, text: str) -> None:
        self.steps.append(text)

    def end_work(self, work: Work) -> None:
        self.works.append(f"end {work.value}")

    def show_places(self, places: Sequence[Place], told: str) -> None:
        self.places, self.told = tuple(places), told

    def close_places(self) -> None:
        self.places = ()

    def show_watching(self, folder: str) -> None:
        self.watching = folder

    def look_again(self, milliseconds: int) -> None:
        self.looks.append(milliseconds)

    def reading_folder(self) -> Path:
        return self.folder

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    def names(self) -> list[str]:
        return [line.file.name for line in self.lines]


@dataclass
class Stage:
    """A presenter with all that it talks to."""

    presenter: EvidencePresenter
    view: ViewBook
    desk: Desk
    library: EvidenceLibrary
    saves: SaveBook
    notices: NoticeBook
    targets: list[str]
    folder: Path

    def add(self, name: str, content: bytes = b"", **described: object) -> LibraryFile:
        """A file in the library, number, day and title as given."""
        source = written(self.folder / "nguon", name, content or name.encode())
        file_id = self.library.register([self.library.copy_in(source)]).value.ids[0]
        self.desk.evidence.describe(file_id, **described)  # type: ignore[arg-type]
        self.presenter.reload()
        return self.file(name)

    def file(self, name: str) -> LibraryFile:
        """The file as stored now."""
        return next(file for file in self.library.files() if file.name == name)

    def place(self, text: str) -> Place:
        """A place by its words."""
        return next(place for place in self.library.places() if place.text == text)

    def deed(self, place: Strips, words: str) -> None:
        """Press a button of a line above the table."""
        next(deed for deed in self.view.strips[place].deeds if deed.text == words).run()


@pytest.fixture
def stage(desk: Desk, inline_runner: InlineRunner, book: NoticeBook, tmp_path: Path) -> Stage:
    view, saves, targets = ViewBook(tmp_path / "xem"), SaveBook(), list[str]()
    context = context_of(desk, inline_runner, notices=book.sink(), saves=saves, open_target=targets.append)
    library = EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)
    presenter = EvidencePresenter(
        view, context, library=library, inbox=EvidenceInbox(desk.session), orphans=EvidenceOrphans(desk.session)
    )
    inline_runner.subscribe(lambda _topics, _initiator: presenter.reload())
    presenter.open()
    return Stage(presenter, view, desk, library, saves, book, targets, tmp_path)


@pytest.fixture
def targets() -> list[str]:
    return []


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, inline_runner: InlineRunner, book: NoticeBook, targets: list[str]
) -> Iterator[EvidenceScreen]:
    made = build(context_of(desk, inline_runner, notices=book.sink(), open_target=targets.append))
    put_in_sight(made, qtbot, inline_runner)
    yield made
    made.pane.preview.show_file(None)
