"""Reminders by e-mail (thư đôn đốc): one draft for each unit that owes something, saying what and since when.

The addresses of the communes are not known here: the receiver stays open for the officer to fill in.
"""

from collections.abc import Sequence
from datetime import datetime

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import ascii_slug, format_date, uncapitalised
from cchc_desktop.exports.mail import Mail, mail_bytes
from cchc_desktop.services.province.board import Cell


def reminder_name(unit: Unit, period: Period) -> str:
    """The file name of the draft for a unit."""
    return f"don-doc_{period.code}_{unit.code}_{ascii_slug(unit.full_name)}.eml"


def reminder_mail(unit: Unit, period: Period, *, missing: Sequence[Cell], at: datetime) -> bytes:
    """The draft for a unit; ``missing`` is what it owes."""
    label = uncapitalised(period.label)
    found = (
        f"Qua theo dõi việc nộp hồ sơ cải cách hành chính {label}, đến {at:%H:%M} ngày {format_date(at.date())} "
        f"{DEPARTMENT.office} chưa nhận được của đơn vị:"
    )
    wanted = (
        f"Đề nghị {unit.office} khẩn trương hoàn thành, ký và gửi gói nộp về {DEPARTMENT.office} bằng USB hoặc thư "
        "điện tử. Gói lớn hơn mức của một thư thì chương trình CCHC Desktop tự chia thành nhiều thư."
    )
    lines = [
        f"Kính gửi: {unit.office}",
        "",
        found,
        *map(_line, missing),
        "",
        wanted,
        "Trường hợp đã gửi, đề nghị liên hệ để đối chiếu.",
        "",
        "Trân trọng./.",
        DEPARTMENT.office,
        "",
    ]
    return mail_bytes(Mail("", f"[CCHC] Đôn đốc nộp hồ sơ {label} - {unit.full_name}", "\n".join(lines)))


def _line(each: Cell) -> str:
    due = f", hạn gửi {format_date(each.owed.due)}" if each.owed.due else ""
    late = f", quá hạn {each.days_late} ngày" if each.is_late else ""
    return f"- {each.owed.title}{due}{late}"
