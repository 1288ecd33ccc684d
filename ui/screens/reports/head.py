"""The head of the report in words: which figures count, until when it is due, how far it is."""

from datetime import date
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.vietnamese import format_date
from ui.screens.reports.facts import HeadFacts
from ui.screens.reports.figures import counted, is_filled

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportSheet

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def head(sheet: "ReportSheet", findings: tuple[Finding, ...], *, working_day_before: date | None) -> HeadFacts:
    """The head; ``working_day_before`` is the last working day before the due day, None where no calendar tells."""
    rows = [row for section in sheet.sections for row in section.fields if counted(row)]
    first, last = sheet.window
    return HeadFacts(
        title=sheet.title,
        reconstruction=sheet.form.header.reconstruction,
        window=f"Số liệu từ {format_date(first)} đến {format_date(last)}",
        due=_due_words(sheet, working_day_before),
        due_note=sheet.due.note if sheet.due else "",
        filled=f"Đã nhập {sum(map(is_filled, rows))}/{len(rows)}",
        blocking=sum(finding.level is Level.BLOCK for finding in findings),
        warning=sum(finding.level is Level.WARN for finding in findings),
        offered=sum(row.offered is not None for row in rows),
    )


def _due_words(sheet: "ReportSheet", before: date | None) -> str:
    if sheet.due is None:
        return "Chưa có hạn gửi trong lịch làm việc"
    due = sheet.due.due
    words = f"Hạn gửi: {_WEEKDAYS[due.weekday()]} {format_date(due)}"
    if sheet.due.falls_on_day_off:
        return f"{words} (ngày nghỉ); ngày làm việc cuối trước hạn: {_short(sheet.due.last_working_day, due.year)}"
    return f"{words}; nên gửi từ {_short(before, due.year)} trở về trước" if before else words


def _short(day: date, year: int) -> str:
    return format_date(day) if day.year != year else format_date(day).rpartition("/")[0]
