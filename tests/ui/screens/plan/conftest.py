"""The plan screen over a real data folder: the presenter with a recording view, and the real screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of, put_in_sight

from cchc_desktop.domain.finding import Finding
from cchc_desktop.services.plan.rows import PlanLine, PlanPage
from cchc_desktop.services.workplace import Desk
from ui.screens.plan.facts import Counted, LineFacts
from ui.screens.plan.presenter import PlanPresenter
from ui.screens.plan.view import PlanScreen
from ui.widgets.context import HeaderFacts
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]


@dataclass
class ViewBook:
    """Keeps what the view would show."""

    lines: tuple[PlanLine, ...] = ()
    counted: Counted | None = None
    line: LineFacts | None = None
    page: PlanPage | None = None
    findings: tuple[Finding, ...] = ()
    frozen: bool = False
    focus: list[str] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)

    def show_lines(self, lines: Sequence[PlanLine], counted: Counted) -> None:
        self.lines, self.counted = tuple(lines), counted

    def show_line(self, facts: LineFacts | None, *, renew: bool) -> None:
        self.line = facts

    def show_texts(self, page: PlanPage, *, renew: bool) -> None:
        self.page = page

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)

    def show_frozen(self, *, frozen: bool) -> None:
        self.frozen = frozen

    def choose_line(self, code: str) -> bool:
        return code in [line.task.code for line in self.lines]

    def focus_field(self, field: str) -> None:
        self.focus.append(field)

    def refuse_field(self, field: str, text: str) -> None:
        self.refusals[field] = text


@dataclass
class Stage:
    """A presenter with all that it talks to."""

    presenter: PlanPresenter
    view: ViewBook
    desk: Desk
    saves: SaveBook
    notices: NoticeBook
    targets: list[str]
    headers: list[HeaderFacts]


@pytest.fixture
def stage(desk: Desk, inline_runner: InlineRunner, book: NoticeBook) -> Stage:
    view, saves, targets, headers = ViewBook(), SaveBook(), [], []
    context = context_of(
        desk,
        inline_runner,
        notices=book.sink(),
        saves=saves,
        open_target=targets.append,
        show_header=headers.append,
    )
    presenter = PlanPresenter(view, context)
    presenter.open()
    return Stage(presenter, view, desk, saves, book, targets, headers)


@pytest.fixture
def targets() -> list[str]:
    return []


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, inline_runner: InlineRunner, book: NoticeBook, targets: list[str]) -> PlanScreen:
    made = PlanScreen(context_of(desk, inline_runner, notices=book.sink(), open_target=targets.append))
    put_in_sight(made, qtbot, inline_runner)
    return made
