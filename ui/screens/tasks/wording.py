"""The words of the screen: dates, days left, how a time was understood, what a percentage may be."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc_desktop.domain.time_phrase import TimeFrame

if TYPE_CHECKING:
    from cchc_desktop.services.tasks.rows import EntryRow, TaskRow

PERCENT_STEPS = (0, 25, 50, 75, 100)


def written(day: date | None) -> str:
    """A date in a table or a field, always as wide: 05/03/2025; empty for None."""
    return f"{day:%d/%m/%Y}" if day else ""


def parse_percent(text: str) -> Decimal:
    """Read a typed percentage, "60" or "60%"; ValueError with a Vietnamese sentence for anything else."""
    typed = text.strip().removesuffix("%").strip()
    if not (typed.isascii() and typed.isdigit() and int(typed) <= 100):
        raise ValueError("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100.")
    return Decimal(int(typed))


def show_percent(value: Decimal) -> str:
    """A percentage as it stands in its field."""
    return str(int(value))


def days_words(row: "TaskRow") -> str:
    """How many days are left, or by how many the due day has passed; empty when that does not matter any more."""
    if row.days_left is None or row.status.is_done or row.not_arising:
        return ""
    if row.days_left < 0:
        return f"quá {-row.days_left} ngày"
    return f"còn {row.days_left} ngày" if row.days_left else "hôm nay"


def due_words(row: "TaskRow") -> str:
    """The due day and the days left, on two lines; the plan's own words where there is no due day."""
    return "\n".join(part for part in (written(row.due) or row.time, days_words(row)) if part)


def time_words(frame: TimeFrame) -> str:
    """How the time of the plan was understood, in one sentence."""
    if not frame.understood:
        return "Chương trình chưa hiểu thời gian này; nhiệm vụ chưa được tính hạn. Đề nghị đặt hạn nội bộ."
    parts = []
    if frame.start and frame.end:
        parts.append(f"từ {written(frame.start)} đến hết {written(frame.end)}")
    elif frame.end:
        parts.append(f"hạn {written(frame.end)}")
    elif frame.start:
        parts.append(f"từ {written(frame.start)}, không có hạn")
    if frame.recurrence:
        parts.append(frame.recurrence.label.lower())
    if frame.condition:
        parts.append(f"tùy điều kiện: {frame.condition}")
    return "Hiểu là: " + "; ".join(parts) + "."


def entry_title(entry: "EntryRow") -> str:
    """The heading of an entry."""
    return f"{written(entry.day)}  ·  {entry.percent}%"


def field_words(code: str, name: str) -> str:
    """A field of reform with its number; a name that the plan prints in capitals is written in running letters."""
    return f"{code}. {name.capitalize() if name.isupper() else name}"
