from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.fixtures import desk, leader_desk, workplace
from support.screens import SaveBook, context_of

from cchc_desktop.services.workplace import Desk
from ui.screens.submissions.answer_page import AnswerCard, TakenLine
from ui.screens.submissions.comparison_page import ComparisonPage, SideChoice
from ui.screens.submissions.custody_page import CustodyPage
from ui.screens.submissions.page import Choice, ExportCard, Page, Question, RevisionCard
from ui.screens.submissions.presenter import Presenter
from ui.screens.submissions.send_page import SendPage
from ui.screens.submissions.signing_page import SignaturesPage, TokenChoice, WaysPage
from ui.widgets.context import HeaderFacts
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "leader_desk", "workplace"]


@dataclass
class FakeView:
    """Keeps what the presenter asks the screen to show."""

    choice: Choice | None = None
    waiting: list[tuple[str, str]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    findings: tuple[object, ...] = ()
    revisions: tuple[RevisionCard, ...] = ()
    previews: list[tuple[bytes, str]] = field(default_factory=list)
    sides: SideChoice | None = None
    comparisons: list[ComparisonPage] = field(default_factory=list)
    no_comparison: str = ""
    texts: list[str] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    password_refusal: str = ""
    focused: list[str] = field(default_factory=list)
    folder: str = ""
    export: ExportCard | None = None
    steps: list[str] = field(default_factory=list)
    scan_steps: list[str] = field(default_factory=list)
    is_busy: bool = False
    question: Question | None = None
    confirmed: Callable[[str], None] | None = None
    opened: list[Path] = field(default_factory=list)
    ways: WaysPage | None = None
    tokens: tuple[TokenChoice, ...] = ()
    token_text: str = ""
    signing_refusal: tuple[str, str, bool] = ("", "", False)
    signatures: SignaturesPage | None = None
    sending: SendPage | None = None
    custody: CustodyPage | None = None
    no_custody: str = ""
    custody_shown: int = 0
    answer: AnswerCard | None = None
    is_taking: bool = False
    taken: tuple[TakenLine, ...] = ()
    code_refusal: str = ""

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def show_choice(self, choice):
        self.choice = choice

    def show_waiting(self, waiting):
        self.waiting = list(waiting)

    def show_page(self, page):
        self.pages.append(page)

    def show_findings(self, findings):
        self.findings = tuple(findings)

    def show_revisions(self, revisions):
        self.revisions = tuple(revisions)

    def show_sides(self, choice):
        self.sides = choice

    def show_comparison(self, page):
        self.comparisons.append(page)

    def show_no_comparison(self, text):
        self.no_comparison = text

    def show_preview(self, content, caption):
        self.previews.append((content, caption))

    def show_place_of_preview(self, place):
        self.preview_place = place

    def show_no_preview(self, text):
        self.texts.append(text)

    def refuse_field(self, name, text):
        self.refusals[name] = text

    def refuse_password(self, text):
        self.password_refusal = text

    def focus_field(self, name):
        self.focused.append(name)

    def show_folder(self, folder):
        self.folder = folder

    def show_export(self, card):
        self.export = card

    def show_budget(self, lines):
        self.budget = lines

    def export_started(self, text):
        self.steps.append(text)

    def export_step(self, done, total, text):
        self.steps.append(text)

    def export_ended(self):
        self.steps.append("ended")

    def scan_started(self, text):
        self.scan_steps.append(text)

    def scan_step(self, done, total, text):
        self.scan_steps.append(text)

    def scan_ended(self):
        self.scan_steps.append("ended")

    def show_ways(self, page):
        self.ways = page

    def show_tokens(self, choices, text):
        self.tokens, self.token_text = tuple(choices), text

    def refuse_signing(self, way, text, *, ask_sure=False):
        self.signing_refusal = (way, text, ask_sure)

    def signing_started(self, text):
        self.steps.append(text)

    def signing_ended(self):
        self.steps.append("signing ended")

    def show_signatures(self, page):
        self.signatures = page

    def show_answer(self, card):
        self.answer = card

    def show_taking(self, *, shown):
        self.is_taking = shown

    def show_taken(self, lines):
        self.taken = tuple(lines)

    def refuse_code(self, text):
        self.code_refusal = text

    def show_sending(self, page):
        self.sending = page

    def sending_started(self, text):
        self.steps.append(text)

    def sending_step(self, done, total, text):
        self.steps.append(text)

    def sending_ended(self):
        self.steps.append("sending ended")

    def show_custody(self, page):
        self.custody, self.no_custody = page, ""

    def show_no_custody(self, text):
        self.custody, self.no_custody = None, text

    def show_custody_tab(self):
        self.custody_shown += 1

    def set_busy(self, busy):
        self.is_busy = busy

    def ask(self, question, confirmed):
        self.question, self.confirmed = question, confirmed

    def open_path(self, path):
        self.opened.append(path)
        return True


@dataclass
class Stage:
    """A presenter with everything around it; the runner tells changes as the window would."""

    desk: Desk
    view: FakeView
    presenter: Presenter
    book: NoticeBook
    saves: SaveBook
    targets: list[str]
    headers: list[HeaderFacts]


@pytest.fixture
def stage_of(book: NoticeBook, inline_runner: InlineRunner) -> Callable[[Desk], Stage]:
    def make(desk: Desk) -> Stage:
        view, saves, targets, headers = FakeView(), SaveBook(), [], []
        context = context_of(
            desk,
            inline_runner,
            notices=book.sink(),
            saves=saves,
            open_target=targets.append,
            show_header=headers.append,
        )
        presenter = Presenter(view, context)
        presenter.printing.look(in_sight=False)  # drawing 24 pages at each step is what only some tests ask for
        inline_runner.subscribe(lambda topics, initiator: presenter.read())
        return Stage(desk, view, presenter, book, saves, targets, headers)

    return make


@pytest.fixture
def stage(stage_of: Callable[[Desk], Stage], desk: Desk) -> Stage:
    return stage_of(desk)
