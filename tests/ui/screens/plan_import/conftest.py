"""The import at a real desk: a presenter with a recording view, and the real screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import context_of, put_in_sight

from cchc_desktop.domain.finding import Finding
from cchc_desktop.services.plan.importing import Comparison, Imported, PlanFacts
from cchc_desktop.services.workplace import Desk
from ui.screens.plan_import.facts import Review, Step
from ui.screens.plan_import.presenter import PlanImportPresenter
from ui.screens.plan_import.view import PlanImportScreen, build
from ui.widgets.context import HeaderFacts
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]


@dataclass
class ImportBook:
    """Keeps what the screen would show."""

    step: Step = Step.SOURCE
    review: Review | None = None
    question: int = -1
    comparison: Comparison | None = None
    as_edition: bool = True
    facts: PlanFacts | None = None
    findings: tuple[Finding, ...] = ()
    done: Imported | None = None
    trouble: str = ""
    may_go_on: bool = False
    next_text: str = ""
    why_not: str = ""
    jobs: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    running: int = 0

    def show_step(self, step: Step) -> None:
        self.step = step

    def show_review(self, review: Review) -> None:
        self.review = review

    def show_question(self, index: int) -> None:
        self.question = index

    def show_changes(self, comparison: Comparison, *, as_edition: bool) -> None:
        self.comparison, self.as_edition = comparison, as_edition

    def show_facts(self, facts: PlanFacts) -> None:
        self.facts = facts

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)

    def show_done(self, imported: Imported) -> None:
        self.done = imported

    def show_trouble(self, text: str) -> None:
        self.trouble = text

    def show_deeds(self, *, may_go_on: bool, next_text: str, why_not: str) -> None:
        self.may_go_on, self.next_text, self.why_not = may_go_on, next_text, why_not

    def start_job(self, text: str) -> None:
        self.jobs.append(text)
        self.running += 1

    def step_job(self, done: int, total: int, text: str) -> None:
        self.steps.append(text)

    def end_job(self) -> None:
        self.running -= 1


@dataclass
class Stage:
    """A presenter with everything around it."""

    desk: Desk
    view: ImportBook
    presenter: PlanImportPresenter
    book: NoticeBook


@pytest.fixture
def stage(desk: Desk, book: NoticeBook, inline_runner: InlineRunner) -> Stage:
    view = ImportBook()
    presenter = PlanImportPresenter(view, desk, runner=inline_runner, notices=book.sink())
    presenter.begin()
    return Stage(desk, view, presenter, book)


@pytest.fixture
def headers() -> list[HeaderFacts]:
    return []


@pytest.fixture
def targets() -> list[str]:
    return []


@pytest.fixture
def screen(
    qtbot: QtBot,
    desk: Desk,
    book: NoticeBook,
    inline_runner: InlineRunner,
    headers: list[HeaderFacts],
    targets: list[str],
) -> PlanImportScreen:
    made = build(
        context_of(
            desk,
            inline_runner,
            notices=book.sink(),
            open_target=targets.append,
            show_header=headers.append,
        )
    )
    assert isinstance(made, PlanImportScreen)
    put_in_sight(made, qtbot, inline_runner)
    return made
