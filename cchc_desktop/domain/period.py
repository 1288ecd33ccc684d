"""Reporting periods (kỳ báo cáo) and their data windows under Decree 09/2019/NĐ-CP, Article 12.

The window runs from day 15 of the month before the first month of the period to day 14 of its last month, both
inclusive. Figures of overlapping periods (quarter I, half-year, year) may not be added.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cchc_desktop.domain.vietnamese import YEARS, format_date

Window = tuple[date, date]

_CODE = re.compile(r"(?P<year>\d{4})(?:-(?P<part>Y|9M|M(?P<month>\d{2})|Q(?P<quarter>[1-4])|H(?P<half>[12])))?")
_AD_HOC_CODE = re.compile(r"(\d{4}-\d{2}-\d{2})--(\d{4}-\d{2}-\d{2})")
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(Enum):
    """The kinds of reporting period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTHS = "nine-months"
    YEAR = "year"
    AD_HOC = "ad-hoc"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "month": "Tháng",
            "quarter": "Quý",
            "half-year": "6 tháng",
            "nine-months": "9 tháng",
            "year": "Năm",
            "ad-hoc": "Đột xuất",
        }[self.value]


PARTS = (
    "M", *(f"M{month:02}" for month in range(1, 13)), "Q", "Q1", "Q2", "Q3", "Q4", "H", "H1", "H2", "9M", "Y", "AD",
)  # fmt: skip
"""What a pack may name as the periods that something is meant for; see ``Period.is_one_of``."""

_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_COUNT = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
    PeriodKind.AD_HOC: 1,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: its kind, its year and its place in the year, counted from 1.

    Only an ad hoc period carries ``given``, its own window; make one with ``ad_hoc``.
    Raises ValueError when the parts do not belong together.
    """

    kind: PeriodKind
    year: int
    index: int = 1
    given: Window | None = None

    def __post_init__(self) -> None:
        if self.year not in YEARS:
            raise ValueError(f"Năm {self.year} nằm ngoài khoảng {YEARS[0]} - {YEARS[-1]}.")
        if not 1 <= self.index <= _COUNT[self.kind]:
            raise ValueError(f"Không có kỳ thứ {self.index}: kỳ “{self.kind.label}” có {_COUNT[self.kind]} kỳ mỗi năm.")
        if (self.given is not None) != (self.kind is PeriodKind.AD_HOC):
            raise ValueError("Chỉ kỳ báo cáo đột xuất mới có khoảng thời gian riêng, và phải có.")
        if self.given is not None and self.given[0] > self.given[1]:
            raise ValueError("Ngày bắt đầu của kỳ báo cáo phải không sau ngày kết thúc.")

    @property
    def code(self) -> str:
        """The permanent code: "2025-M07", "2025-Q4", "2025-H2", "2025-9M", "2025-Y", "2025-07-01--2025-08-15"."""
        if self.given is not None:
            return f"{self.given[0].isoformat()}--{self.given[1].isoformat()}"
        part = {
            PeriodKind.MONTH: f"M{self.index:02}",
            PeriodKind.QUARTER: f"Q{self.index}",
            PeriodKind.HALF_YEAR: f"H{self.index}",
            PeriodKind.NINE_MONTHS: "9M",
            PeriodKind.YEAR: "Y",
        }[self.kind]
        return f"{self.year}-{part}"

    @property
    def part(self) -> str:
        """The part of the year that the code names: "M07", "Q4", "H2", "9M", "Y"; "AD" for an ad hoc period."""
        return "AD" if self.given is not None else self.code.partition("-")[2]

    def is_one_of(self, parts: Iterable[str]) -> bool:
        """Whether one of these period parts means this period; "M", "Q" and "H" mean each month, quarter or half."""
        return any(part in (self.part, self.part.rstrip("0123456789")) for part in parts)

    @property
    def label(self) -> str:
        """The words of the report, e.g. "Quý IV năm 2025"."""
        if self.given is not None:
            return f"Đột xuất từ {format_date(self.given[0])} đến {format_date(self.given[1])}"
        if self.kind is PeriodKind.YEAR:
            return f"Năm {self.year}"
        part = {
            PeriodKind.MONTH: f"Tháng {self.index}",
            PeriodKind.QUARTER: f"Quý {_ROMAN[(self.index - 1) % 4]}",
            PeriodKind.HALF_YEAR: "6 tháng đầu" if self.index == 1 else "6 tháng cuối",
            PeriodKind.NINE_MONTHS: "9 tháng",
        }[self.kind]
        return f"{part} năm {self.year}"

    @property
    def window(self) -> Window:
        """First and last day whose figures belong to the period, both inclusive."""
        if self.given is not None:
            return self.given
        length = _MONTHS[self.kind]
        last = self.index * length if self.kind is not PeriodKind.NINE_MONTHS else 9
        first = last - length
        start = date(self.year, first, 15) if first else date(self.year - 1, 12, 15)
        return start, date(self.year, last, 14)

    @property
    def next(self) -> "Period":
        """The period of the same kind that follows; ValueError for an ad hoc period."""
        return self._shifted(1)

    @property
    def previous(self) -> "Period":
        """The period of the same kind before this one; ValueError for an ad hoc period."""
        return self._shifted(-1)

    @property
    def same_last_year(self) -> "Period":
        """The same period of the year before (cùng kỳ năm trước); ValueError for an ad hoc period."""
        return self._shifted(-_COUNT[self.kind])

    @property
    def cumulative_window(self) -> Window:
        """From the start of the reporting year that holds the last day, 15 December, to the last day (lũy kế năm)."""
        last = self.window[1]
        year = last.year + (last >= date(last.year, 12, 15))
        return date(year - 1, 12, 15), last

    def _shifted(self, steps: int) -> "Period":
        if self.kind is PeriodKind.AD_HOC:
            raise ValueError("Kỳ báo cáo đột xuất không có kỳ trước và kỳ sau.")
        years, index = divmod(self.index - 1 + steps, _COUNT[self.kind])
        return Period(self.kind, self.year + years, index + 1)


def ad_hoc(start: date, end: date) -> Period:
    """A period on demand (đột xuất) with its own window, both days inclusive; ValueError if the end comes first."""
    return Period(PeriodKind.AD_HOC, end.year, given=(start, end))


def parse(code: str) -> Period:
    """Read a period code; "2025" alone means the year. Raises ValueError with a Vietnamese sentence."""
    typed = code.strip().upper()
    if found := _AD_HOC_CODE.fullmatch(typed):
        try:
            days = [date.fromisoformat(day) for day in found.groups()]
        except ValueError:
            raise ValueError(f"Mã kỳ báo cáo “{code}” có ngày không có thật.") from None
        return ad_hoc(days[0], days[1])
    found = _CODE.fullmatch(typed)
    if found is None:
        raise ValueError(
            f"Không hiểu mã kỳ báo cáo “{code}”. Mã đúng có dạng 2025-M07, 2025-Q4, 2025-H2, 2025-9M hoặc 2025-Y."
        )
    kind, index = _kind_and_index(found)
    return Period(kind, int(found["year"]), index)


def _kind_and_index(found: re.Match[str]) -> tuple[PeriodKind, int]:
    if found["month"]:
        return PeriodKind.MONTH, int(found["month"])
    if found["quarter"]:
        return PeriodKind.QUARTER, int(found["quarter"])
    if found["half"]:
        return PeriodKind.HALF_YEAR, int(found["half"])
    return (PeriodKind.NINE_MONTHS if found["part"] == "9M" else PeriodKind.YEAR), 1


def containing(kind: PeriodKind, day: date) -> Period:
    """The period of this kind whose window holds the day.

    Raises ValueError for an ad hoc period, and for nine months when the day falls after 14 September's close.
    """
    if kind is PeriodKind.AD_HOC:
        raise ValueError("Kỳ báo cáo đột xuất phải nêu rõ ngày bắt đầu và ngày kết thúc.")
    months = day.year * 12 + day.month - 1 + (day.day >= 15)  # the reporting month counted from year 0
    year, month = divmod(months, 12)
    index = month // _MONTHS[kind] + 1
    if index > _COUNT[kind]:
        raise ValueError(f"Ngày {format_date(day)} không thuộc kỳ 9 tháng nào.")
    return Period(kind, year, index)
