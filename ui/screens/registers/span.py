"""Which days the table shows: a month, quarter or year of reporting, the days of a link, or all."""

from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.period import Period, PeriodKind, Window, containing

KINDS = (("month", "Tháng"), ("quarter", "Quý"), ("year", "Năm"), ("all", "Tất cả"))
_PERIOD_KINDS = {"month": PeriodKind.MONTH, "quarter": PeriodKind.QUARTER, "year": PeriodKind.YEAR}


@dataclass(frozen=True, slots=True)
class Span:
    """The chosen days. ``period`` for a reporting period, ``days`` for those of a link, neither for all."""

    period: Period | None = None
    days: Window | None = None

    @property
    def kind(self) -> str:
        """The chip that is pressed; "" for the days of a link."""
        if self.period is None:
            return "all" if self.days is None else ""
        return next(word for word, kind in _PERIOD_KINDS.items() if kind is self.period.kind)

    @property
    def window(self) -> Window | None:
        """First and last day; None for all."""
        return self.period.window if self.period is not None else self.days

    @property
    def label(self) -> str:
        """The words beside the chips."""
        if self.period is not None:
            return self.period.label
        return "Tất cả các ngày" if self.days is None else days_words(self.days)

    @property
    def tip(self) -> str:
        """The days in full."""
        return days_words(self.window) if self.window else "Mọi dòng của sổ"

    def moved(self, steps: int) -> "Span":
        """The period after or before; the same where there is none."""
        if self.period is None:
            return self
        return Span(self.period.next if steps > 0 else self.period.previous)


def span_of(kind: str, today: date) -> Span:
    """The period of this kind that holds today; all for "all"."""
    return Span(containing(_PERIOD_KINDS[kind], today)) if kind in _PERIOD_KINDS else Span()


def days_words(window: Window) -> str:
    """Words such as "Từ 15/9/2025 đến 14/12/2025" with full days and months."""
    return f"Từ {window[0]:%d/%m/%Y} đến {window[1]:%d/%m/%Y}"


def link_days(first: str, last: str) -> Span:
    """The days of a link "register:<code>:<from>:<to>"; all where they are not given or no days."""
    try:
        return Span(days=(date.fromisoformat(first), date.fromisoformat(last)))
    except ValueError:
        return Span()
