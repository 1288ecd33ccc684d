"""What must hold inside a working calendar: no day both off and worked, rules of due dates that give one day."""

from collections.abc import Iterator

from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.value_integrity import period_problems
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.domain.working_calendar import DueRule, WorkingCalendar

MAX_WORKING_DAYS = 60
LAST_CALENDAR_DAY = 28  # a day that every month has

_SATURDAY = 5


def calendar_problems(calendar: WorkingCalendar, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Worked days that are no weekend or off at the same time, and rules that give no day or two."""
    for number, day in enumerate(calendar.worked, start=1):
        entry = f"worked[{number}]"
        if entry in faulty:
            continue
        if day.weekday() < _SATURDAY:
            yield problem("worked-not-weekend", entry, key="day", value=format_date(day))
        if day in calendar.days_off:
            yield problem("day-off-and-worked", entry, key="day", value=format_date(day))
    for number, rule in enumerate(calendar.due_rules, start=1):
        if f"due[{number}]" not in faulty:
            yield from _rule_problems(rule, f"due[{number}]")


def _rule_problems(rule: DueRule, entry: str) -> Iterator[Problem]:
    if not rule.periods:
        yield problem("list-empty", entry, key="periods")
    yield from period_problems(rule.periods, entry)
    if bool(rule.working_days) == bool(rule.calendar_day):
        yield problem("due-rule-unclear", entry, key="working_days")
    for key, value, most in (
        ("working_days", rule.working_days, MAX_WORKING_DAYS),
        ("calendar_day", rule.calendar_day, LAST_CALENDAR_DAY),
    ):
        if not 0 <= value <= most:
            yield problem("parameter-out-of-range", entry, key=key, value=value, allowed=f"1 đến {most}")
