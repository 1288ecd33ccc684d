"""The working calendar (lịch làm việc) and the due dates of reports, both pack data that the province may edit.

Saturday and Sunday are days off (Quyết định 188/1999/QĐ-TTg); public holidays are those of the Labour Code 2019,
Article 112; swapped days are announced every year. A term that ends on a day off moves to the next working day (Civil
Code 2015, Article 148.5), while superiors usually want a report before it: both days are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Period

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DueRule:
    """When reports of some periods are due: ``working_days`` after the close of the window, or ``calendar_day``.

    ``periods`` are period parts ("Q1", "H1", "M", ...; see ``Period.part``). ``calendar_day`` is a day of the month in
    which the window closes, 0 where the rule counts working days. ``note`` says on what the rule rests.
    """

    periods: tuple[str, ...]
    working_days: int = 0
    calendar_day: int = 0
    note: str = ""

    def serves(self, period: Period) -> bool:
        """Whether the rule is meant for this period."""
        return period.is_one_of(self.periods)


@dataclass(frozen=True, slots=True)
class DueDate:
    """The due day as the rule gives it, and the last working day that is not after it."""

    due: date
    last_working_day: date
    note: str = ""

    @property
    def falls_on_day_off(self) -> bool:
        """Whether the due day itself is no working day."""
        return self.due != self.last_working_day


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days off and worked weekend days by date, each with its reason, and the rules of due dates in order."""

    header: PackHeader
    days_off: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)
    due_rules: tuple[DueRule, ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work: a weekday that is not off, or a weekend day worked instead of another."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def reason_off(self, day: date) -> str:
        """Why offices do not work on this day ("Quốc khánh", "Chủ nhật"); empty for a working day."""
        if self.is_working_day(day):
            return ""
        if day in self.days_off:
            return self.days_off[day]
        return "Thứ Bảy" if day.weekday() == _SATURDAY else "Chủ nhật"

    def last_working_day(self, day: date) -> date:
        """The day itself if it is worked, otherwise the nearest working day before it."""
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, otherwise the nearest working day after it."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def after(self, day: date, working_days: int) -> date:
        """The working day that comes this many working days after ``day``; ``day`` itself for 0."""
        for _step in range(working_days):
            day = self.next_working_day(day + _ONE_DAY)
        return day

    def due(self, period: Period) -> DueDate | None:
        """When the report of a period is due by the first rule that serves it; None where no rule does."""
        rule = next((rule for rule in self.due_rules if rule.serves(period)), None)
        if rule is None:
            return None
        close = period.window[1]
        day = close.replace(day=rule.calendar_day) if rule.calendar_day else self.after(close, rule.working_days)
        return DueDate(day, self.last_working_day(day), rule.note)
