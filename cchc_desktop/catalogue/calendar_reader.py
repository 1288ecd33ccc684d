"""Reads the entries of a working calendar: days off, worked weekend days, rules of due dates."""

from datetime import date

from cchc_desktop.catalogue.table import Table
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.domain.working_calendar import DueRule, WorkingCalendar


def read_calendar(document: Table, header: PackHeader) -> WorkingCalendar:
    """Read the calendar; problems are noted on the tables."""
    return WorkingCalendar(
        header=header,
        days_off=_read_days(document, "days_off", required=True),
        worked=_read_days(document, "worked", required=False),
        due_rules=tuple(_read_rule(entry) for entry in document.entries("due", required=False)),
    )


def _read_days(document: Table, key: str, *, required: bool) -> dict[date, str]:
    days: dict[date, str] = {}
    for entry in document.entries(key, required=required):
        day, name = entry.day("day"), entry.text("name")
        if day in days and day != date.min:
            entry.note("day-duplicate", "day", value=format_date(day))
        days[day] = name
        entry.finish()
    return days


def _read_rule(entry: Table) -> DueRule:
    rule = DueRule(
        periods=entry.texts("periods"),
        working_days=entry.optional_integer("working_days"),
        calendar_day=entry.optional_integer("calendar_day"),
        note=entry.optional_text("note"),
    )
    entry.finish()
    return rule
