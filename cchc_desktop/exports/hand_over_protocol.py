"""The minutes of a hand-over of data (biên bản bàn giao), for two signatures.

Form: Decree 30/2020/NĐ-CP, Appendix III, sample 1.10 (biên bản).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.exports.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Identity,
    OfficialHead,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    bold,
    cell,
)
from cchc_desktop.exports.official import SAMPLE_MARK
from cchc_desktop.exports.pdf import render_pdf

_COUNT_COLUMNS = (Column("STT", 12, Align.CENTRE), Column("Nội dung", 108), Column("Số lượng", 46, Align.CENTRE))


@dataclass(frozen=True, slots=True)
class ProtocolFacts:
    """What the minutes say; ``counts`` are lines with their number, ``received`` is empty on the giver's copy."""

    heading: tuple[str, ...]
    office: str
    place_and_date: str
    moment: str
    giver: str
    giver_post: str
    receiver: str
    receiver_post: str
    reason: str
    machine: str
    folder: str
    code: str
    file: str
    counts: tuple[tuple[str, str], ...]
    missing: str
    open_submissions: tuple[str, ...]
    deadlines: tuple[str, ...]
    officers: tuple[str, ...]
    received: str
    sample: bool


def protocol_pdf(facts: ProtocolFacts) -> bytes:
    """The PDF; the same facts give the same bytes."""
    return render_pdf(protocol_document(facts))


def protocol_document(facts: ProtocolFacts) -> Document:
    """The minutes as a document."""
    return Document(
        head=OfficialHead(issuer=facts.heading, number="Số: ........./BB-UBND", place_and_date=facts.place_and_date),
        kind="BIÊN BẢN",
        title="Bàn giao dữ liệu công tác cải cách hành chính",
        addressee="",
        blocks=tuple(_blocks(facts)),
        signature=SignatureBlock(("BÊN NHẬN",), facts.receiver),
        recipients=(),
        annexes=(),
        identity=Identity(facts.office, "Biên bản bàn giao dữ liệu", facts.moment, facts.code),
        mark=SAMPLE_MARK if facts.sample else "",
        countersignature=SignatureBlock(("BÊN GIAO",), facts.giver),
    )


def _blocks(facts: ProtocolFacts) -> Iterator[Block]:
    yield Paragraph(f"Lúc {facts.moment}, tại {facts.office}, hai bên lập biên bản bàn giao dữ liệu như sau:")
    yield Heading("I. HAI BÊN BÀN GIAO")
    yield Paragraph(f"1. Bên giao: {_person(facts.giver, facts.giver_post)}.")
    yield Paragraph(f"2. Bên nhận: {_person(facts.receiver, facts.receiver_post)}.")
    yield Paragraph(f"3. Lý do bàn giao: {facts.reason.rstrip('.')}.")
    yield Heading("II. NỘI DUNG BÀN GIAO")
    yield Paragraph(
        f"Toàn bộ dữ liệu CCHC Desktop của {facts.office}, trước khi bàn giao dùng trên máy {facts.machine}, "
        f"tại thư mục {facts.folder}, ghi vào tệp “{facts.file}”, gồm:"
    )
    yield _counts(facts)
    yield Paragraph(f"Mã xác nhận của tệp: {facts.code}. Máy nhận phải hiện đúng mã này trước khi ghi dữ liệu.")
    if facts.missing:
        yield Paragraph(facts.missing)
    yield from _listed("III. HỒ SƠ CÒN DỞ DANG", facts.open_submissions, "Không có hồ sơ nào đang làm dở.")
    yield from _listed("IV. VIỆC SẮP ĐẾN HẠN, QUÁ HẠN", facts.deadlines, "Không có việc nào sắp đến hạn hoặc quá hạn.")
    yield from _listed("V. TÀI KHOẢN ĐI CÙNG DỮ LIỆU", facts.officers, "Không có tài khoản nào.")
    yield Heading("VI. TRÁCH NHIỆM SAU BÀN GIAO")
    yield Paragraph(
        "Từ thời điểm bàn giao, dữ liệu trên máy giao chỉ để xem; mọi việc nhập, sửa, ký, kết xuất làm trên máy nhận. "
        "Bên giao không dùng bản chép nào khác của dữ liệu này để làm việc."
    )
    yield Paragraph(f"Mật khẩu của các tài khoản giữ nguyên; mỗi người tự đổi mật khẩu khi cần.{facts.received}")
    yield Paragraph("Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.")


def _counts(facts: ProtocolFacts) -> Table:
    rows = [
        Row((cell(str(number)), cell(name), bold(count) if count else cell()))
        for number, (name, count) in enumerate(facts.counts, start=1)
    ]
    return Table(_COUNT_COLUMNS, tuple(rows))


def _listed(title: str, lines: tuple[str, ...], nothing: str) -> Iterator[Block]:
    yield Heading(title)
    if not lines:
        yield Paragraph(nothing)
    for number, line in enumerate(lines, start=1):
        yield Paragraph(f"{number}. {line.rstrip('.;')}{'.' if number == len(lines) else ';'}")


def _person(name: str, post: str) -> str:
    return f"{name} - {post}" if post else name
