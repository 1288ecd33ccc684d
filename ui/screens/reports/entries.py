"""What the official enters: figures, overrides, texts, explanations; each goes to the database by itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cchc_desktop.domain.field_value import EMPTY, FieldValue, ValueState
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Period
from ui.screens.reports.page import ViewPort
from ui.widgets.context import AppContext
from ui.widgets.saver import Saver

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk

Where = Callable[[], tuple[str, Period] | None]


class Entries:
    """One method for each thing that is entered. ``where`` tells the report that is open, None before it is read."""

    def __init__(self, context: AppContext, view: ViewPort, saver: Saver, where: Where) -> None:
        self._view, self._saver, self._where = view, saver, where
        self._desk: Desk = context.services

    def commit(self, code: str, value: FieldValue) -> None:
        """Store a typed value, an empty one, or that the matter did not arise."""
        reports = self._desk.reports

        def job(form: str, period: Period) -> object:
            if value.state is ValueState.NOT_ARISING:
                return reports.set_not_arising(form, period, code)
            return reports.set_field(form, period, code, value)

        self._save_field(code, job)

    def override(self, code: str, text: str, reason: str) -> None:
        """Put a typed figure, with its reason, in the place of the derived one."""
        self._save_field(code, lambda form, period: self._desk.reports.override(form, period, code, text, reason))

    def clear_override(self, code: str) -> None:
        """Let the derived figure count again."""
        self._save_field(code, lambda form, period: self._desk.reports.clear_override(form, period, code))

    def leave_override(self, code: str) -> None:
        """The derived figure is left as it is: what was refused in its place is owed no more."""
        self._save(("field", code), lambda _form, _period: None)

    def accept_offered(self, code: str) -> None:
        """Take over the value of the previous period; all that are offered for an empty code."""
        self._save_field(code, lambda form, period: self._desk.reports.accept_offered(form, period, code))

    def clear(self, code: str) -> None:
        """Leave the figure empty again."""
        self.commit(code, EMPTY)

    def write(self, section: str, text: str) -> None:
        """Store the narrative of a section."""
        self._save(("text", section), lambda form, period: self._desk.reports.set_text(form, period, section, text))

    def redraft(self, section: str) -> None:
        """Write the lines of the program anew from the data; lines that were typed stay. All sections for ""."""
        self._save(("text", section), lambda form, period: self._desk.reports.redraft(form, period, section))

    def explain(self, finding: str, text: str) -> None:
        """Store the explanation of a warning."""
        self._save(("explain", finding), lambda form, period: self._desk.reports.explain(form, period, finding, text))

    def _save_field(self, code: str, job: Callable[[str, Period], object]) -> None:
        def refused(findings: tuple[Finding, ...]) -> None:
            self._view.show_refusal(code, " ".join(finding.text for finding in findings))

        self._save(("field", code), job, refused)

    def _save(
        self,
        place: tuple[str, str],
        job: Callable[[str, Period], object],
        refused: Callable[[tuple[Finding, ...]], None] | None = None,
    ) -> None:
        where = self._where()
        if where is None:
            return
        form, period = where
        self._saver.run((form, period.code, *place), lambda: job(form, period), refused=refused)
