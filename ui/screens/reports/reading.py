"""Reading a report: one job for the worker that brings all that the screen shows of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.register import Register
from ui.screens.reports.facts import Choices

if TYPE_CHECKING:
    from cchc_desktop.domain.form import Form
    from cchc_desktop.services.reports.rows import ReportSheet
    from cchc_desktop.services.workplace import Desk

AD_HOC = "AD"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading brought. ``sheet`` is None where there is no form, or the form has no period yet."""

    forms: "tuple[Form, ...]"
    form: str
    periods: tuple[Period, ...]
    period: Period | None
    sheet: "ReportSheet | None"
    working_day_before: date | None
    registers: tuple[Register, ...] = ()

    @property
    def choices(self) -> Choices:
        """What can be chosen, and what is chosen."""
        shown = self.periods
        if self.period is not None and self.period not in shown:
            shown = (*shown, self.period)
        chosen = next((form for form in self.forms if form.code == self.form), None)
        return Choices(
            forms=tuple((form.code, form.header.title) for form in self.forms),
            form=self.form,
            periods=tuple((period.code, period.label) for period in reversed(shown)),
            period=self.period.code if self.period else "",
            may_be_ad_hoc=chosen is not None and AD_HOC in chosen.periods,
        )


def read(desk: "Desk", form: str, period: Period | None) -> Reading:
    """Read a report; the first form for an unknown one, the period that people work on where none is given."""
    reports = desk.reports
    forms = tuple(reports.forms())
    codes = [item.code for item in forms]
    if not codes:
        return Reading((), "", (), None, None, None)
    code = form if form in codes else codes[0]
    periods = tuple(reports.periods(code))
    chosen = period if code == (form or code) else None
    if chosen is None or not (chosen in periods or forms[codes.index(code)].serves(chosen)):
        chosen = reports.default_period(code)
    if chosen is None:
        return Reading(forms, code, periods, None, None, None)
    sheet = reports.sheet(code, chosen)
    return Reading(
        forms, code, periods, chosen, sheet, _working_day_before(desk, sheet), desk.session.packs.registers()
    )


def _working_day_before(desk: "Desk", sheet: "ReportSheet") -> date | None:
    calendar = desk.session.packs.calendar()
    if calendar is None or sheet.due is None:
        return None
    return calendar.last_working_day(sheet.due.due - timedelta(days=1))
