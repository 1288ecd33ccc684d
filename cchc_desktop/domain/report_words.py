"""The words of a report that follow from its period and its unit: names of this and of the next period, and dates.

"Phương hướng, nhiệm vụ" looks at the part of the year that comes next, whether a report of it is asked for or not:
quarter II after quarter I, the last half after the first, quarter IV after nine months.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from cchc_desktop.domain.field_text import shown, shown_value
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import FieldValue
from cchc_desktop.domain.period import Period, PeriodKind
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import format_date

NO_NEXT = "thời gian tới"
"""What stands for the next period behind a report on demand."""

_LAST_QUARTER = 4


def period_words(period: Period) -> str:
    """The period in running text: "quý I năm 2026", "từ ngày 01/7/2025 đến ngày 15/8/2025"."""
    if period.given is not None:
        first, last = period.given
        return f"từ ngày {format_date(first)} đến ngày {format_date(last)}"
    return period.label[0].lower() + period.label[1:]


def coming_period(period: Period) -> Period | None:
    """The part of the year that the report plans for; None behind a report on demand."""
    if period.kind is PeriodKind.AD_HOC:
        return None
    if period.kind is PeriodKind.NINE_MONTHS:
        return Period(PeriodKind.QUARTER, period.year, _LAST_QUARTER)
    return period.next


def planning_horizon(period: Period) -> date:
    """The last day that the plan for the coming period looks at: plans count whole months, so the end of its last one.

    Behind a report on demand it is the end of the month after its last day.
    """
    coming = coming_period(period)
    if coming is not None:
        return _end_of_month(coming.window[1])
    last = period.window[1]
    return _end_of_month(date(last.year + last.month // 12, last.month % 12 + 1, 1))


def report_names(period: Period, unit: Unit, plan_title: str) -> Mapping[str, str]:
    """What the place-holders of titles and drafts stand for that are no figures, by place-holder."""
    coming = coming_period(period)
    first, last = period.window
    return {
        "ky": period_words(period),
        "ky_sau": period_words(coming) if coming else NO_NEXT,
        "nam": str(period.year),
        "tu_ngay": format_date(first),
        "den_ngay": format_date(last),
        "don_vi": unit.office,
        "xa": f"{unit.kind.lower()} {unit.name}",
        "ke_hoach": plan_title,
    }


def figure_words(value: FieldValue, spec: ValueSpec) -> str:
    """A figure in running text: as printed in tables, but a whole number below 10 gets a leading zero ("05 văn bản").

    What did not arise is counted as 0; an empty value gives an empty text.
    """
    number = value.number
    if number is None or not spec.type.is_number:
        return shown_value(value, spec)
    text = shown(number, spec)
    is_small = spec.type is FieldType.INTEGER and 0 <= number < 10
    return f"{'ước ' if value.estimate else ''}{text.zfill(2) if is_small else text}"


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
