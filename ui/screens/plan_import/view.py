"""The screen of the import: the steps above, one page below them, back and next at the foot."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.screens.plan_import.changes_page import ChangesPage
from ui.screens.plan_import.facts import Review, Step
from ui.screens.plan_import.facts_page import DonePage, FactsPage
from ui.screens.plan_import.presenter import PlanImportPresenter
from ui.screens.plan_import.review_page import ReviewPage
from ui.screens.plan_import.source_page import SourcePage
from ui.widgets import buttons, theme
from ui.widgets.context import AppContext, header_facts
from ui.widgets.labels import HintLabel, TitleLabel
from ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from cchc_desktop.services.plan.importing import Comparison, Imported, PlanFacts

_SHOWN_STEPS = (Step.SOURCE, Step.REVIEW, Step.CHANGES, Step.FACTS)


class PlanImportScreen(QWidget):
    """Implements ``ViewPort`` of ui.screens.plan_import.facts."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.title = TitleLabel("Nhập bảng nhiệm vụ")
        self.steps = [QLabel() for _ in _SHOWN_STEPS]
        self.source = SourcePage()
        self.review = ReviewPage()
        self.changes = ChangesPage()
        self.facts = FactsPage(lambda: context.services.session.today())
        self.done = DonePage()
        self.pages = QStackedWidget()
        self.back = buttons.plain("&Quay lại", "arrow-left", tip="Về bước trước, không mất gì (Alt+Q)")
        self.why_not = HintLabel()
        self.next = buttons.primary("&Tiếp tục", tip="Sang bước sau (Alt+T)")
        self.strip = ProgressStrip()
        self.presenter = PlanImportPresenter(self, context.services, runner=context.runner, notices=context.notices)
        self._arrange()
        self._connect()
        self.setObjectName("screen-plan-import")
        self.setAccessibleName("Nhập bảng nhiệm vụ")
        self.presenter.begin()

    def shown(self) -> None:
        """The screen came into sight."""
        self._focus(self.presenter.step)

    def refresh(self, topics: frozenset[str]) -> None:
        """The plan in use was changed, also by an undo: compare anew what is being compared."""
        del topics
        self._context.show_header(header_facts(self._context.services.session.workspace))
        self.presenter.plan_changed()

    def open_target(self, target: str) -> None:
        """Show "plan-import" or the file of "plan-import:<path>"."""
        path = target.partition(":")[2]
        if path:
            self.presenter.choose_file(Path(path))

    def show_step(self, step: Step) -> None:
        """Bring this step into sight."""
        self.pages.setCurrentIndex(step)
        self.back.setVisible(step not in (Step.SOURCE, Step.DONE))
        for label, own in zip(self.steps, _SHOWN_STEPS, strict=True):
            state = "current" if own is step else "done" if own < step else "waiting"
            label.setText(f"{'✓' if own < step else own + 1}  {own.title}")
            label.setStyleSheet(_STEP_LOOKS[state])
            label.setAccessibleName(f"Bước {own + 1}: {own.title}")
        self._focus(step)

    def show_review(self, review: Review) -> None:
        """Show the table, its questions and remarks."""
        self.review.show_review(review)

    def show_question(self, index: int) -> None:
        """Bring this question into sight."""
        self.review.questions.show_question(index)

    def show_changes(self, comparison: "Comparison", *, as_edition: bool) -> None:
        """Show what the table changes."""
        self.changes.show_changes(comparison, as_edition=as_edition)

    def show_facts(self, facts: "PlanFacts") -> None:
        """Fill the fields of the plan."""
        self.facts.show_facts(facts)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field."""
        self.facts.show_findings(findings)

    def show_done(self, imported: "Imported") -> None:
        """Say what was imported."""
        self.done.show_done(imported)
        self._context.show_header(header_facts(self._context.services.session.workspace))

    def show_trouble(self, text: str) -> None:
        """Say at the first step why nothing could be read."""
        self.source.trouble.show_finding("block", text)

    def show_deeds(self, *, may_go_on: bool, next_text: str, why_not: str) -> None:
        """Name the button that goes on and say whether it can be pressed."""
        self.next.setText(next_text)
        self.next.setEnabled(may_go_on)
        self.why_not.setText(why_not)

    def start_job(self, text: str) -> None:
        """A job begins: nothing else is begun meanwhile."""
        self.pages.setEnabled(False)
        self.next.setEnabled(False)
        self.strip.start(text)

    def step_job(self, done: int, total: int, text: str) -> None:
        """The job is so far."""
        self.strip.step(done, total, text)

    def end_job(self) -> None:
        """The job is over."""
        self.strip.finish()
        self.pages.setEnabled(True)

    def _focus(self, step: Step) -> None:
        first = {Step.SOURCE: self.source.drop.button, Step.CHANGES: self.changes.edition, Step.DONE: self.done.open}
        target = first.get(step, self.next)
        if self.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        for page in (self.source, self.review, self.changes, self.facts, self.done):
            self.pages.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.SPACE)
        head.addWidget(self.title)
        head.addStretch(1)
        for label in self.steps:
            head.addWidget(label)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.SPACE)
        foot.addWidget(self.back)
        foot.addWidget(self.strip, 1)
        foot.addStretch(0)
        foot.addWidget(self.why_not)
        foot.addWidget(self.next)
        self.why_not.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        presenter, review = self.presenter, self.review
        self.source.file_chosen.connect(presenter.choose_file)
        self.source.pasted.connect(presenter.paste)
        review.role_chosen.connect(presenter.set_column)
        review.encoding.accepted.connect(lambda: presenter.confirm_encoding(yes=True))
        review.encoding.refused.connect(lambda: presenter.confirm_encoding(yes=False))
        review.questions.answered.connect(presenter.answer)
        review.questions.all_accepted.connect(presenter.accept_suggestions)
        review.questions.forgotten.connect(presenter.forget_answers)
        self.changes.edition_chosen.connect(lambda: presenter.choose_kind(as_edition=True))
        self.changes.new_chosen.connect(lambda: presenter.choose_kind(as_edition=False))
        self.facts.changed.connect(presenter.change_facts)
        self.done.opened.connect(lambda: self._context.open_target("plan"))
        self.back.clicked.connect(presenter.go_back)
        self.next.clicked.connect(presenter.go_on)
        self.strip.cancelled.connect(presenter.stop)


_STEP_LOOKS = {
    "current": f"background: {theme.ACCENT_SOFT}; color: {theme.ACCENT_DARK}; font-weight: 600;"
    f" border-radius: 14px; padding: 4px 12px",
    "done": f"color: {theme.ACCENT}; padding: 4px 12px",
    "waiting": f"color: {theme.INK_SOFT}; padding: 4px 12px",
}


def build(context: AppContext) -> QWidget:
    """Make the screen."""
    return PlanImportScreen(context)
