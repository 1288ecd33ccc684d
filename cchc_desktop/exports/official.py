"""The parts that every official document of a unit takes from its snapshot: head, signature, recipients, identity."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc_desktop.domain.page_code import PageCode
from cchc_desktop.domain.snapshot import DefinitionPart, DocumentPart, Snapshot
from cchc_desktop.exports.document import (
    Annex,
    Block,
    Document,
    Identity,
    OfficialHead,
    Paragraph,
    SignatureBlock,
)
from cchc_desktop.exports.reply_list import reply_annexes
from cchc_desktop.exports.wording import full_date, number_and_notation, sentence, year_of

SAMPLE_MARK = "DỮ LIỆU MẪU"
PREVIEW_MARK = "BẢN XEM TRƯỚC"
DRAFT_MARK = "BẢN DỰ THẢO"

_AS_ABOVE = "Như trên"

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of official document (Decree 30/2020, Article 7): its name inside a text and what depends on it.

    ``addressed`` types have "Kính gửi" (reports to a superior). ``arabic`` annexes are "Phụ lục 01", as Công văn
    581/BNV-CCHC calls those of the periodic report; others have Roman numerals.
    """

    name: str
    addressed: bool = True
    arabic: bool = False


REPORT = DocumentType("Báo cáo")
PERIODIC_REPORT = DocumentType("Báo cáo", arabic=True)
PLAN = DocumentType("Kế hoạch", addressed=False)


def official_document(
    snapshot: Snapshot,
    *,
    kind: DocumentType = REPORT,
    title: str,
    blocks: tuple[Block, ...],
    annexes: tuple[tuple[str, tuple[Block, ...]], ...],
    code: str,
) -> Document:
    """The document around these blocks; ``annexes`` are titles with their blocks, ``code`` "" makes a preview.

    Replies to the province's remarks are the last annex, so that the numbers named in the text stay.
    """
    form = snapshot["document"]
    year = year_of(snapshot["created_at"])
    number = number_and_notation(form["number"], form["notation"])
    attached = (
        f"(Kèm theo {kind.name} số {number} {full_date(form['date'], year=year)} của {snapshot['unit']['office']})"
    )
    annexes = _with_reason((*annexes, *reply_annexes(snapshot)), snapshot)
    labels = annex_labels(len(annexes), arabic=kind.arabic)
    return Document(
        head=OfficialHead(
            issuer=tuple(snapshot["unit"]["heading"]),
            number=f"Số: {number}",
            place_and_date=f"{snapshot['unit']['place']}, {full_date(form['date'], year=year)}",
        ),
        kind=kind.name.upper(),
        title=title,
        addressee=form["addressee"] if kind.addressed else "",
        blocks=blocks,
        signature=SignatureBlock(form=tuple(snapshot["signer"]["form"]), name=snapshot["signer"]["name"]),
        recipients=tuple(_recipients(form, kind)),
        annexes=tuple(
            Annex(label=label, title=name, attached_to=attached, blocks=content)
            for label, (name, content) in zip(labels, annexes, strict=True)
        ),
        identity=identity(snapshot, code=code),
        reconstruction=snapshot["definition"]["reconstruction"],
        mark=mark(snapshot, code=code),
    )


def _with_reason(
    annexes: tuple[tuple[str, tuple[Block, ...]], ...], snapshot: Snapshot
) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """The annexes, the first of which says why the revision before was opened again; alone where there is no other."""
    if not snapshot["reopen_reason"]:
        return annexes
    now = snapshot["revision"]
    reason = Paragraph(
        f"Bản số {now}, lập lại từ bản số {now - 1}. Lý do mở lại: {sentence(snapshot['reopen_reason'])}", italic=True
    )
    if not annexes:
        return (("Lý do lập lại bản này", (reason,)),)
    (title, blocks), *others = annexes
    return ((title, (reason, *blocks)), *others)


def _recipients(form: DocumentPart, kind: DocumentType) -> Iterator[str]:
    """Who receives the document; "Như trên" means the addressee, whom a document that is not addressed must name."""
    for line in form["recipients"]:
        yield form["addressee"] if line == _AS_ABOVE and not kind.addressed and form["addressee"] else line


def as_draft(document: Document, snapshot: Snapshot) -> Document:
    """The same document as it stands in a file to be edited: what is not frozen is a draft, not a preview."""
    return replace(
        document,
        identity=identity(snapshot, code="", unfrozen=DRAFT_MARK),
        mark=mark(snapshot, code="", unfrozen=DRAFT_MARK),
    )


def identity(snapshot: Snapshot, *, code: str, unfrozen: str = PREVIEW_MARK) -> Identity:
    """What the foot of each page says; what is not frozen has no code and says so."""
    version = f"Bản chốt số {snapshot['revision']}" if code else unfrozen
    return Identity(
        snapshot["unit"]["office"],
        snapshot["period"]["label"],
        version,
        code,
        page_code(snapshot, code=code) if code else None,
    )


def page_code(snapshot: Snapshot, *, code: str) -> PageCode:
    """What the square on each page of a frozen snapshot says; ``code`` is its short code."""
    return PageCode(
        unit=snapshot["unit"]["code"],
        period=snapshot["period"]["code"],
        kind=snapshot["kind"],
        revision=snapshot["revision"],
        code=code.replace("-", ""),
    )


def mark(snapshot: Snapshot, *, code: str, unfrozen: str = PREVIEW_MARK) -> str:
    """The mark across each page: sample data, a preview, both, or "" for a real frozen document."""
    marks = [text for text, holds in ((SAMPLE_MARK, snapshot["sample"]), (unfrozen, not code)) if holds]
    return " - ".join(marks)


def annex_labels(number: int, *, arabic: bool = False) -> tuple[str, ...]:
    """Annexes are numbered where there are two or more, in Roman numerals (Decree 30/2020, Appendix I, III.1)."""
    if number == 1:
        return ("Phụ lục",)
    if arabic:
        return tuple(f"Phụ lục {place:02}" for place in range(1, number + 1))
    return tuple(f"Phụ lục {numeral}" for numeral in _NUMERALS[:number])


def definition_note(definition: DefinitionPart) -> str:
    """Which catalogue pack the tasks or the criteria are taken from."""
    parts = [
        f"Danh mục sử dụng: {definition['title']}",
        f"cơ quan ban hành: {definition['issuer']}",
        f"phiên bản: {definition['edition']}",
        f"mã: {definition['code']}",
    ]
    if definition["legal_basis"]:
        parts.append(f"căn cứ: {definition['legal_basis']}")
    return sentence("; ".join(parts))
