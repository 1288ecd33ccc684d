"""Which periods of a form can be reported, and which of them is being written today."""

from collections.abc import Iterable
from datetime import date, timedelta

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.period import Period, PeriodKind, containing
from cchc_desktop.domain.working_calendar import WorkingCalendar

YEARS_BACK = 1
YEARS_AHEAD = 1
REPORTING_TIME = timedelta(days=15)
"""How long after its due day a report is still the one that people write."""

_KINDS = tuple(kind for kind in PeriodKind if kind is not PeriodKind.AD_HOC)


def offered_periods(form: Form, *, today: date, entered: Iterable[Period] = ()) -> tuple[Period, ...]:
    """The periods that the form serves from the last reporting year to the coming report of each kind, oldest first.

    The coming report of a kind is the one whose window closes next: nobody writes later ones yet.
    ``entered`` are periods with entries: they are offered whenever they are, also those on demand.
    """
    this_year = containing(PeriodKind.YEAR, today).year
    years = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
    served = [period for year in years for period in _of_year(year) if form.serves(period)]
    coming = _coming(served, today)
    regular = [period for period in served if period.window[1] < today or period in coming]
    return tuple(sorted({*regular, *entered}, key=_place))


def period_of_today(form: Form, *, today: date, calendar: WorkingCalendar | None) -> Period | None:
    """The report that is being written today: the one that closed last and is not long overdue, else the running one.

    Where several close on the same day it is the longest. None for a form that serves no regular period.
    """
    regular = [period for period in offered_periods(form, today=today) if period.kind is not PeriodKind.AD_HOC]
    closed = [period for period in regular if period.window[1] < today <= _last_day(period, calendar)]
    if closed:
        return max(closed, key=_closing)
    running = [period for period in regular if period.window[1] >= today]
    if running:
        return min(running, key=lambda period: (period.window[1], period.window[0]))
    return max(regular, key=_closing, default=None)


def _coming(served: Iterable[Period], today: date) -> set[Period]:
    """Of each kind the first period that has not closed."""
    first: dict[PeriodKind, Period] = {}
    for period in served:
        known = first.get(period.kind)
        if period.window[1] >= today and (known is None or period.window[1] < known.window[1]):
            first[period.kind] = period
    return set(first.values())


def _last_day(period: Period, calendar: WorkingCalendar | None) -> date:
    due = calendar.due(period) if calendar else None
    return (due.due if due else period.window[1]) + REPORTING_TIME


def _closing(period: Period) -> tuple[date, int]:
    first, last = period.window
    return last, (last - first).days


def _place(period: Period) -> tuple[date, int, str]:
    first, last = period.window
    return last, (last - first).days, period.code


def _of_year(year: int) -> Iterable[Period]:
    for kind in _KINDS:
        period: Period | None = Period(kind, year)
        while period is not None and period.year == year:
            yield period
            period = period.next
