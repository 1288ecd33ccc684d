"""What the mails with a package say: whose it is, which revision, how many mails there are, what the receiver does."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc_desktop.domain.evidence_limits import MEGABYTE
from cchc_desktop.domain.number import format_count, format_decimal
from cchc_desktop.services.submissions.rows import SubmissionRow

_LISTED = 20


@dataclass(frozen=True, slots=True)
class Carried:
    """The package that the mails carry; ``files`` are the attachments in order, ``sha256`` is "" while not known."""

    name: str
    sha256: str
    size: int
    files: Sequence[str]


def mail_subject(unit_name: str, row: SubmissionRow, *, number: int, count: int) -> str:
    """The subject of mail ``number`` of ``count``."""
    one_of = f" (thư {number}/{count})" if count > 1 else ""
    return f"[CCHC] {unit_name} - {row.kind.label} - {row.period.label} - bản {row.revision}{one_of}"


def mail_text(unit_name: str, addressee: str, row: SubmissionRow, *, carried: Carried, number: int) -> str:
    """The text of mail ``number`` (from 1)."""
    form = f", biểu mẫu {row.form_code}" if row.form_code else ""
    hashed = [f"- Mã băm SHA-256 của gói nộp: {carried.sha256}"] if carried.sha256 else []
    lines = [
        f"Kính gửi: {addressee}",
        "",
        f"{unit_name} gửi gói nộp hồ sơ cải cách hành chính:",
        f"- Hồ sơ: {row.kind.label}{form}",
        f"- Kỳ: {row.period.label}",
        f"- Bản: {row.revision}",
        f"- Mã in trên từng trang: {row.code}",
        f"- Gói nộp: {carried.name}, {megabytes(carried.size)} ({format_count(carried.size)} byte)",
        *hashed,
        "",
        *(_in_parts(carried, number) if len(carried.files) > 1 else _in_one(carried)),
        "",
        "Trân trọng./.",
        unit_name,
        "",
    ]
    return "\n".join(lines)


def megabytes(size: int) -> str:
    """A size in words: "12,3 MB"; below a tenth of a megabyte in kilobytes."""
    if size < MEGABYTE // 10:
        return f"{format_count(max(1, round(size / 1024)))} KB"
    return f"{format_decimal(Decimal(size) / MEGABYTE, 1)} MB"


def _in_one(carried: Carried) -> list[str]:
    keep = "1. Lưu tệp đính kèm (hoặc cả thư thành tệp .eml) vào một thư mục; không giải nén, không nén lại, không sửa."
    return [
        f"Thư này kèm 1 tệp là cả gói nộp: {carried.files[0]}",
        "",
        "Đề nghị cơ quan nhận:",
        keep,
        *_receiving("chọn tệp hoặc thư mục đó", first=2),
    ]


def _in_parts(carried: Carried, number: int) -> list[str]:
    count = len(carried.files)
    cut = (
        f"Gói nộp lớn hơn mức của một thư nên được chia thành {count} phần, gửi trong {count} thư. Đây là thư "
        f"{number}/{count}, kèm phần {number}."
    )
    keep = (
        f"1. Lưu tệp đính kèm của cả {count} thư (hoặc lưu cả thư thành tệp .eml) vào một thư mục; không giải nén, "
        "không nén lại, không sửa; tên tệp có bị đổi cũng không sao."
    )
    return [
        cut,
        *_listed(carried.files),
        "",
        "Đề nghị cơ quan nhận:",
        keep,
        *_receiving(
            "chọn thư mục đó. Chương trình tự ghép các phần theo đúng thứ tự; thiếu phần nào sẽ báo phần đó", first=2
        ),
    ]


def _listed(files: Sequence[str]) -> list[str]:
    lines = [f"- Phần {at}: {name}" for at, name in enumerate(files, start=1)]
    return lines if len(lines) <= _LISTED else [*lines[: _LISTED // 2], "- ...", lines[-1]]


def _receiving(how: str, *, first: int) -> list[str]:
    return [
        f"{first}. Mở CCHC Desktop ở bàn cấp tỉnh, mục Tiếp nhận, {how}.",
        f"{first + 1}. Đối chiếu mã băm nếu cần, rồi gửi lại phiếu tiếp nhận cho đơn vị.",
    ]
