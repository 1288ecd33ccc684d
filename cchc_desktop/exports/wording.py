"""Numbers, dates and names of documents in the form that official Vietnamese documents use.

Sources: Decree 30/2020/NĐ-CP, Appendix I, part II (number, place and date), and the usage of provincial reports
("1.855", "41,05%", "05 nhiệm vụ", "Kế hoạch số 12/KH-UBND ngày 05/10/2025").
"""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from cchc_desktop.domain.number import format_decimal, format_points, percent
from cchc_desktop.domain.vietnamese import format_date, format_long_date

_KIB = 1024
_GAP = "\u00a0" * 6  # room to write a number or a day by hand; does not collapse or break


def points(number: str) -> str:
    """Points with two decimals and a comma, "1.5" as "1,50"; "" stays ""."""
    return format_points(Decimal(number)) if number else ""


def share(part: Decimal, whole: Decimal) -> str:
    """The share in percent with two decimals, rounded half up: "41,05%"; "" where there is no whole."""
    return percent(Fraction(part) / Fraction(whole)) if whole else ""


def count(number: int) -> str:
    """A count in running text: below ten with a leading zero ("05"), thousands with a point ("1.855")."""
    return f"{number:02d}" if number < 10 else format_decimal(Decimal(number))


def size(number_of_bytes: int) -> str:
    """The size of a file: "812 byte", "95 KB", "1,4 MB"."""
    if number_of_bytes < _KIB:
        return f"{number_of_bytes} byte"
    if number_of_bytes < _KIB * _KIB:
        return f"{round(number_of_bytes / _KIB)} KB"
    return f"{number_of_bytes / _KIB / _KIB:.1f} MB".replace(".", ",")


def day(iso: str) -> str:
    """A date in running text, "2025-10-05" as "05/10/2025"; "" stays ""."""
    return format_date(date.fromisoformat(iso)) if iso else ""


def full_date(iso: str, *, year: int) -> str:
    """The date at the head of a document; without a date there is room to write it, before the ``year``."""
    return format_long_date(date.fromisoformat(iso)) if iso else f"ngày{_GAP}tháng{_GAP}năm {year}"


def year_of(rfc3339: str) -> int:
    """The year of a moment in its own offset."""
    return datetime.fromisoformat(rfc3339).year


def number_and_notation(number: str, notation: str) -> str:
    """Number and notation, "05/BC-UBND"; a number below ten gets its zero, an empty one leaves room to write."""
    written = number.strip()
    if not written:
        return f"{_GAP}/{notation}"
    return f"{written.zfill(2) if written.isdecimal() else written}/{notation}"


def reference(title: str, *, number: str, iso: str) -> str:
    """How a text names another document: "Kế hoạch CCHC số 12/KH-UBND ngày 05/10/2025"."""
    parts = [title]
    if number:
        parts.append(f"số {number}")
    if iso:
        parts.append(f"ngày {day(iso)}")
    return " ".join(part for part in parts if part)


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?", "…")) else f"{stripped}."
