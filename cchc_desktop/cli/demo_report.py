"""Filling in the periodic report of the sample commune from a year of register entries, as an official would.

The typed figures of all periods come from one run of twelve reporting months, so that sums, balances and cumulative
figures of quarters, half-years and the year agree with each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from cchc_desktop.cli.demo_registers import Row, Rows
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.period import Period, PeriodKind, Window
from cchc_desktop.services.workplace import Desk

FORM = "BC-CCHC-XA"
OPENING_BALANCE = 43
_LATE = ("BC3.2.6", "BC3.2.7")
_WHY_LATE = (
    "Hồ sơ đất đai phải xác minh thực địa nhiều lần do mưa lũ; đã xin lỗi, hẹn lại ngày trả kết quả và yêu cầu "
    "công chức phụ trách rút kinh nghiệm."
)
_CHECKED = "Đã kiểm tra, số liệu đúng với sổ theo dõi."
NOTHING = "Trong kỳ báo cáo không phát sinh."

_STANDING = {
    "BC1.2.1": "4", "BC3.1.1": "392", "BC3.1.2": "392", "BC3.1.3": "37", "BC4.1.1": "5", "BC4.1.2": "7",
    "BC4.2.1": "38", "BC4.2.2": "36", "BC4.2.3": "1", "BC4.3.1": "9", "BC5.1.2": "34", "BC5.4.1": "20",
    "BC5.5.1": "61", "BC6.1.1": "18.450", "BC6.3.1": "128", "BC6.4.1": "4.620", "BC7.2.7": "268",
    "BC1.4.2": "Phát phiếu", "BC5.1.1": "Đã phê duyệt", "BC3.5.1": "88,45",
}  # fmt: skip
_NOT_ARISING = ("BC2.2.1", "BC2.2.2", "BC5.6.1", "BC6.2.1", "BC6.2.2", "BC4.2.4")


@dataclass(frozen=True, slots=True)
class _Month:
    """Dossiers and documents of one reporting month."""

    window: Window
    new: int
    before: int
    in_time: int
    late: int
    closing: int
    documents: int
    files: int

    @property
    def settled(self) -> int:
        return self.before + self.in_time + self.late


def typed_figures(rows: Rows, period: Period, *, seed: int = 2025) -> Mapping[str, str]:
    """What an official types for a period, by field code: the fields of the bundled form that nothing derives."""
    year = period.cumulative_window[1].year
    months = _months(rows, year, Random(seed))  # noqa: S311 - sample data, not secrets
    inside = [month for month in months if _within(month.window, period.window)]
    so_far = [month for month in months if month.window[1] <= period.window[1]]
    first = months.index(inside[0])
    figures = _dossiers(inside, opening=months[first - 1].closing if first else OPENING_BALANCE)
    figures |= {
        "BC2.3.3": 3 * len(inside), "BC2.3.1": len(inside) // 3, "BC2.3.2": len(inside) // 3, "BC3.4.1": 2,
        "BC5.3.1": 61 if len(so_far) == 12 else 0,
        "BC6.1.2": Decimal("1380.5") * len(so_far), "BC6.4.2": Decimal("371.2") * len(so_far),
    }  # fmt: skip
    shown = {code: format_decimal(Decimal(value)) for code, value in figures.items()}
    return {**_STANDING, **dict.fromkeys(_NOT_ARISING, "Không phát sinh"), **shown}


def _dossiers(months: Sequence[_Month], *, opening: int) -> dict[str, int | Decimal]:
    new, settled = sum(month.new for month in months), sum(month.settled for month in months)
    online = sum(month.new * 92 // 100 for month in months)
    full = sum(month.new * 60 // 100 for month in months)
    sent_full, sent_part = full * 9 // 10, (online - full) * 8 // 10
    documents, files = sum(month.documents for month in months), sum(month.files for month in months)
    return {
        "BC3.2.1": opening + new, "BC3.2.2": new, "BC3.2.3": opening,
        "BC3.2.4": sum(month.before for month in months), "BC3.2.5": sum(month.in_time for month in months),
        "BC3.2.8": months[-1].closing,
        "BC7.1.1": documents, "BC7.1.2": documents, "BC7.1.3": files, "BC7.1.4": files * 7 // 10,
        "BC7.1.5": documents * 2 + 5,
        "BC7.2.1": online, "BC7.2.2": sent_full + sent_part, "BC7.2.3": full, "BC7.2.4": sent_full,
        "BC7.2.5": new * 4 // 10, "BC7.2.6": new * 4 // 10 * 9 // 10, "BC7.2.8": 60 + len(months),
        "BC7.3.1": new - 1, "BC7.3.2": new * 97 // 100, "BC7.3.3": settled - 1, "BC7.3.4": settled * 98 // 100 - 1,
        "BC7.4.1": new * 2 // 100,
    }  # fmt: skip


def _months(rows: Rows, year: int, random: Random) -> list[_Month]:
    made: list[_Month] = []
    balance = OPENING_BALANCE
    for index in range(1, 13):
        window = Period(PeriodKind.MONTH, year, index).window
        new, closing = random.randint(180, 260), random.randint(30, 60)
        late = sum(_returned_late(row, window) for row in rows["HM"])
        settled = balance + new - closing
        before = (settled - late) * 77 // 100
        documents, files = random.randint(55, 90), random.randint(10, 16)
        made.append(_Month(window, new, before, settled - late - before, late, closing, documents, files))
        balance = closing
    return made


def _returned_late(row: Row, window: Window) -> bool:
    returned, promised = day_of(row["ngay_tra"]), day_of(row["ngay_hen"])
    return returned is not None and promised is not None and returned > promised and window[0] <= returned <= window[1]


def _within(inner: Window, outer: Window) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def day_of(text: str) -> date | None:
    """The day that was typed; None for an empty text."""
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day has no time zone


def fill_report(desk: Desk, period: Period, rows: Rows) -> None:
    """Type every figure, draft every section, write what no data tell, and explain every warning."""
    reports = desk.reports
    served = {row.field.code for section in reports.sheet(FORM, period).sections for row in section.fields}
    for code, text in typed_figures(rows, period).items():
        if code in served:
            reports.type_field(FORM, period, code, text)
    reports.redraft(FORM, period)
    for finding in reports.sheet(FORM, period).findings:
        kind, _, section = finding.code.partition(":")
        if kind == "report.text-required":
            reports.set_text(FORM, period, section, NOTHING)
    for finding in reports.sheet(FORM, period).findings:
        if finding.level is Level.WARN:
            late = any(code in finding.text for code in _LATE)
            reports.explain(FORM, period, finding.code, _WHY_LATE if late else _CHECKED)
