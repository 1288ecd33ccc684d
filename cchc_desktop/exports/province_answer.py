"""An answer of the province on paper: receipt (phiếu tiếp nhận), return (phiếu trả lại), result (thông báo kết quả).

Form: Decree 30/2020/NĐ-CP, Appendix III: head, number, date, recipients and signature of documents with a name of
their kind. What counts is the signed file; the paper is for the records, and for a unit without its machine at hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.officer import DEPARTMENT_SIGNING_POSTS
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.province_answer import Answer, AnswerKind
from cchc_desktop.domain.vietnamese import format_moment, uncapitalised
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.department_paper import department_head, leader_signature
from cchc_desktop.exports.document import (
    Align,
    Block,
    Column,
    Document,
    Identity,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    bold,
    cell,
)
from cchc_desktop.exports.official import SAMPLE_MARK
from cchc_desktop.exports.pdf import render_pdf
from cchc_desktop.exports.wording import count

_FACTS = (Column("Nội dung", 52), Column("Thông tin", 114))
_REMARKS = (Column("STT", 12, Align.CENTRE), Column("Vị trí trong hồ sơ", 58), Column("Ý kiến của Sở Nội vụ", 96))
_TYPES = {
    AnswerKind.RECEIVED: ("PHIẾU TIẾP NHẬN", "PTN"),
    AnswerKind.RETURNED: ("PHIẾU TRẢ LẠI", "PTL"),
    AnswerKind.ACCEPTED: ("THÔNG BÁO", "TB"),
}


@dataclass(frozen=True, slots=True)
class AnswerPaper:
    """What stands on the paper; ``sha256`` is that of the signed answer, ``code`` the one read by telephone, or "".

    ``title`` names kind and form of the submission, ``received_at`` is the province's own time (ISO).
    """

    answer: Answer
    sha256: str
    title: str
    received_at: str
    code: str
    is_sample: bool = False


def answer_pdf(paper: AnswerPaper) -> bytes:
    """The PDF; the same answer gives the same bytes. Raises Refusal for text that no font has."""
    return render_pdf(answer_document(paper))


def answer_document(paper: AnswerPaper) -> Document:
    """The paper as a document."""
    answer = paper.answer
    kind, notation = _TYPES[answer.kind]
    return Document(
        head=department_head(notation, datetime.fromisoformat(answer.at).date()),
        kind=kind,
        title=_title(answer),
        addressee="",
        blocks=tuple(_blocks(paper)),
        signature=_signature(answer),
        recipients=(_office(answer), "Lưu: VT, CCHC"),
        annexes=(),
        identity=Identity(
            DEPARTMENT.office,
            parse_period(answer.of.period_code).label,
            f"{answer.kind.title}, bản {answer.of.revision}",
            short_code(paper.sha256),
        ),
        mark=SAMPLE_MARK if paper.is_sample else "",
    )


def _title(answer: Answer) -> str:
    period = uncapitalised(parse_period(answer.of.period_code).label)
    about = f"hồ sơ cải cách hành chính {period} của {_office(answer)}"
    if answer.kind is AnswerKind.ACCEPTED:
        return f"Về kết quả thẩm định {about}"
    return f"{about[:1].upper()}{about[1:]}"


def _blocks(paper: AnswerPaper) -> Iterator[Block]:
    answer = paper.answer
    opening = {
        AnswerKind.RECEIVED: f"{DEPARTMENT.office} đã tiếp nhận hồ sơ của {_office(answer)} như sau:",
        AnswerKind.RETURNED: f"{DEPARTMENT.office} đã thẩm định và trả lại hồ sơ của {_office(answer)} để hoàn thiện:",
        AnswerKind.ACCEPTED: f"{DEPARTMENT.office} đã thẩm định và duyệt hồ sơ của {_office(answer)}:",
    }[answer.kind]
    yield Paragraph(opening)
    yield Table(_FACTS, tuple(Row((cell(name), bold(text))) for name, text in _facts(paper) if text))
    if answer.note:
        yield from (Paragraph(line) for line in f"Ý kiến chung: {answer.note}".split("\n") if line.strip())
    if answer.remarks:
        yield Paragraph(_before_remarks(answer))
        rows = (
            Row((cell(str(each.sequence)), cell(each.place), cell(*each.text.split("\n")))) for each in answer.remarks
        )
        yield Table(_REMARKS, tuple(rows))
    yield Paragraph(_closing(answer))


def _facts(paper: AnswerPaper) -> Iterator[tuple[str, str]]:
    answer, of = paper.answer, paper.answer.of
    yield "Đơn vị nộp", f"{of.unit_name} (mã {of.unit_code})"
    yield "Loại hồ sơ", paper.title
    yield "Kỳ báo cáo", parse_period(of.period_code).label
    yield "Bản", f"Bản {of.revision}, mã in trên từng trang {short_code(of.snapshot_sha256)}"
    yield "Tiếp nhận lúc", _moment(paper.received_at)
    if answer.kind is not AnswerKind.RECEIVED:
        yield "Kết quả", "Trả lại để hoàn thiện" if answer.kind is AnswerKind.RETURNED else "Duyệt"
        yield "Trả lời lúc", _moment(answer.at)
    yield "Người thực hiện", " - ".join(filter(None, (answer.by.name, answer.by.post)))
    yield "Mã đọc qua điện thoại", paper.code


def _before_remarks(answer: Answer) -> str:
    many = count(len(answer.remarks))
    if answer.kind is AnswerKind.RETURNED:
        return f"Đơn vị trả lời từng ý kiến trong {many} ý kiến sau:"
    return f"Đơn vị lưu ý {many} ý kiến sau cho các kỳ tiếp theo:"


def _closing(answer: Answer) -> str:
    revision = answer.of.revision
    return {
        AnswerKind.RECEIVED: "Phiếu này xác nhận đã nhận đủ tệp hồ sơ; kết quả thẩm định được trả lời riêng./.",
        AnswerKind.RETURNED: f"Đề nghị đơn vị hoàn thiện, trả lời từng ý kiến và gửi bản {revision + 1}./.",
        AnswerKind.ACCEPTED: f"Bản {revision} là bản chính thức dùng để tổng hợp./.",
    }[answer.kind]


def _signature(answer: Answer) -> SignatureBlock:
    """Leaders of the department sign their own answers; others confirm a receipt, and leave the rest to a leader."""
    if answer.by.post in DEPARTMENT_SIGNING_POSTS:
        return leader_signature(answer.by.post, answer.by.name)
    if answer.kind is AnswerKind.RECEIVED:
        return SignatureBlock(("NGƯỜI TIẾP NHẬN",), answer.by.name)
    return leader_signature()


def _office(answer: Answer) -> str:
    return f"UBND {uncapitalised(answer.of.unit_name)}"


def _moment(iso: str) -> str:
    return format_moment(datetime.fromisoformat(iso))
