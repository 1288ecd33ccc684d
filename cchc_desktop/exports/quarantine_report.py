"""What the province could not receive, on paper: a slip for one file (phiếu báo) or the list of all (danh sách).

Form: Decree 30/2020/NĐ-CP, Appendix III: head, number, date, recipients and signature of documents with a name of
their kind. The names come from outside: what no font has is replaced by a mark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.vietnamese import printable
from cchc_desktop.exports.department_paper import department_head, leader_signature
from cchc_desktop.exports.document import (
    Align,
    Block,
    Column,
    Document,
    Identity,
    Paragraph,
    Row,
    Table,
    bold,
    cell,
)
from cchc_desktop.exports.official import SAMPLE_MARK
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.unprintable import legible
from cchc_desktop.exports.wording import count

_FACTS = (Column("Nội dung", 46), Column("Thông tin", 120))
_LIST = (
    Column("STT", 12, Align.CENTRE),
    Column("Tệp, nơi gửi đến", 62),
    Column("Giữ từ", 26, Align.CENTRE),
    Column("Lý do không tiếp nhận được", 66),
)


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file in quarantine: when it came (ISO), from where, every reason. ``size`` in bytes."""

    name: str
    size: int
    sha256: str
    source: str
    at: str
    reasons: tuple[str, ...]


def quarantine_pdf(files: Sequence[HeldFile], *, drawn: datetime, sample: bool) -> bytes:
    """The slip of one file, or the list of several; the same files give the same bytes. At least one is owed."""
    return render_pdf(quarantine_document(files, drawn=drawn, sample=sample))


def quarantine_document(files: Sequence[HeldFile], *, drawn: datetime, sample: bool) -> Document:
    """The paper as a document."""
    is_slip = len(files) == 1
    day = drawn.date()
    return Document(
        head=department_head("PB" if is_slip else "DS", day),
        kind="PHIẾU BÁO" if is_slip else "DANH SÁCH",
        title="Gói nộp không tiếp nhận được" if is_slip else "Các gói nộp không tiếp nhận được",
        addressee="",
        blocks=tuple(_slip(files[0]) if is_slip else _listed(files)),
        signature=leader_signature(),
        recipients=("Đơn vị gửi", "Lưu: VT, CCHC") if is_slip else ("Các đơn vị gửi", "Lưu: VT, CCHC"),
        annexes=(),
        identity=Identity(DEPARTMENT.office, "Gói nộp đang cách ly", f"Lập ngày {day:%d/%m/%Y}", ""),
        mark=SAMPLE_MARK if sample else "",
    )


def _slip(file: HeldFile) -> Iterator[Block]:
    yield Paragraph(f"{DEPARTMENT.office} không tiếp nhận được tệp sau đây:")
    facts = (
        ("Tệp", _shown(file.name)),
        ("Nơi gửi đến", _shown(file.source)),
        ("Giữ từ", _moment(file.at)),
        ("Dung lượng", f"{count(file.size)} byte"),
        ("Mã băm SHA-256", f"{file.sha256[:32]} {file.sha256[32:]}"),
    )
    yield Table(_FACTS, tuple(Row((cell(name), bold(text))) for name, text in facts if text))
    yield Paragraph("Lý do:")
    for number, reason in enumerate(file.reasons, start=1):
        yield Paragraph(f"{number}. {_shown(reason)}")
    yield Paragraph(
        "Tệp được giữ nguyên ở mục cách ly, không có số liệu nào của tệp được ghi nhận. Đề nghị đơn vị kiểm tra theo "
        "lý do trên, gửi lại đúng tệp .zip do chương trình kết xuất, không sửa, không nén lại./."
    )


def _listed(files: Sequence[HeldFile]) -> Iterator[Block]:
    yield Paragraph(
        f"{DEPARTMENT.office} đang giữ cách ly {count(len(files))} tệp không tiếp nhận được; không có số liệu nào của "
        "các tệp này được ghi nhận."
    )
    rows = [
        Row(
            (
                cell(str(number)),
                cell(_shown(file.name), _shown(file.source)),
                cell(_moment(file.at)),
                cell(*(f"{_shown(reason)}" for reason in file.reasons)),
            )
        )
        for number, file in enumerate(files, start=1)
    ]
    yield Table(_LIST, tuple(rows))
    yield Paragraph("Đề nghị các đơn vị gửi lại đúng tệp .zip do chương trình kết xuất, không sửa, không nén lại./.")


def _moment(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{moment:%H:%M} {moment:%d/%m/%Y}"


def _shown(text: str) -> str:
    """A text from outside with a mark in the place of each character that cannot be printed."""
    return legible(printable(text))
