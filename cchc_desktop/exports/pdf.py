"""A document on paper in the form of Decree 30/2020/NĐ-CP: the same document gives the same bytes on every machine."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Spacer,
)

from cchc_desktop.exports.document import Annex, Block, Document, Heading, Paragraph, Table
from cchc_desktop.exports.fonts import RENDERING, FamilyName, family
from cchc_desktop.exports.pdf_columns import ShortRule, head_block, signature_block
from cchc_desktop.exports.pdf_page import Pages, PageSigns
from cchc_desktop.exports.pdf_style import LANDSCAPE, PORTRAIT, SHORT_RULE, Geometry, Styles, paragraphs
from cchc_desktop.exports.pdf_table import TableFlow, table_flow

_WIDE_TABLE = 8  # columns from which a portrait table is set smaller
_OPENING_LINES = 2
_BOLD_LEVELS = 3  # points "a)" are upright (Decree 30/2020, Appendix I, II.6)


def render_pdf(document: Document, *, family_name: FamilyName = "bundled") -> bytes:
    """The PDF, all fonts embedded. It is laid out twice, because each page says how many there are."""
    with RENDERING:
        styles = Styles(family(family_name))
        _, pages = _laid_out(document, styles, pages=1)
        content, _ = _laid_out(document, styles, pages=pages)
    return content


def _laid_out(document: Document, styles: Styles, *, pages: int) -> tuple[bytes, int]:
    target = BytesIO()
    paper = Pages(
        target,
        PageSigns(styles.family, document.identity, document.mark, pages),
        parts={"text": PORTRAIT} | {_annex_part(place): LANDSCAPE for place in range(len(document.annexes))},
        title=f"{document.kind} {document.title}",
        author=" ".join(document.head.issuer),
    )
    paper.build([*_report(document, styles), *_annexes(document, styles)])
    return target.getvalue(), paper.page


def _report(document: Document, styles: Styles) -> Iterator[Flowable]:
    yield head_block(document.head, styles)
    yield Spacer(0, 16)
    yield from paragraphs(document.kind, styles.title)
    yield from _title(document.title, styles)
    yield Spacer(0, 4)
    yield from paragraphs(document.reconstruction, styles.reconstruction)
    yield Spacer(0, 8)
    if document.addressee:
        yield from paragraphs(f"Kính gửi: {document.addressee}", styles.addressee)
        yield Spacer(0, 8)
    *blocks, closing = document.blocks
    yield from _blocks(blocks, styles, page=PORTRAIT)
    yield KeepTogether([*_blocks([closing], styles, page=PORTRAIT), Spacer(0, 8), signature_block(document, styles)])


def _title(text: str, styles: Styles) -> Iterator[Flowable]:
    yield from paragraphs(text, styles.title)
    yield ShortRule(min(stringWidth(text, styles.title.fontName, styles.title.fontSize), PORTRAIT.width) * SHORT_RULE)


def _annexes(document: Document, styles: Styles) -> Iterator[Flowable]:
    for position, annex in enumerate(document.annexes):
        yield NextPageTemplate(_annex_part(position))
        yield PageBreak()
        yield from _annex(annex, document.reconstruction, styles)


def _annex_part(position: int) -> str:
    return f"annex-{position}"


def _annex(annex: Annex, reconstruction: str, styles: Styles) -> Iterator[Flowable]:
    yield from paragraphs(annex.label, styles.title)
    yield from paragraphs(annex.title.upper(), styles.title)
    yield from paragraphs(annex.attached_to, styles.attached)
    yield from paragraphs(reconstruction, styles.reconstruction)
    yield Spacer(0, 8)
    yield from _blocks(annex.blocks, styles, page=LANDSCAPE)


def _blocks(blocks: Iterable[Block], styles: Styles, *, page: Geometry) -> Iterator[Flowable]:
    """The blocks; headings wait until it is known how much room what follows them needs."""
    waiting: list[Flowable] = []
    for block in blocks:
        flows = list(_block(block, styles, page))
        if isinstance(block, Heading):
            waiting += flows
            continue
        yield CondPageBreak(_height(waiting, page) + _opening_height(flows, styles, page))
        yield from (*waiting, *flows)
        waiting = []
    yield from waiting


def _block(block: Block, styles: Styles, page: Geometry) -> Iterator[Flowable]:
    match block:
        case Heading():
            yield from paragraphs(block.text, styles.point if block.level > _BOLD_LEVELS else styles.heading)
        case Paragraph():
            yield from paragraphs(block.text, styles.basis if block.italic else styles.body)
        case Table():
            yield from _table(block, styles, page)


def _table(table: Table, styles: Styles, page: Geometry) -> Iterator[Flowable]:
    yield from paragraphs(table.caption, styles.caption)
    in_annex = page is LANDSCAPE
    size = 10 if in_annex or len(table.columns) >= _WIDE_TABLE else 12
    yield table_flow(table, styles=styles, page=page, size=size, middle=not in_annex)
    yield Spacer(0, 8)


def _opening_height(flows: list[Flowable], styles: Styles, page: Geometry) -> float:
    """The room that the beginning of a block needs: two lines of text, or caption, header and first row of a table."""
    for position, flow in enumerate(flows):
        if isinstance(flow, TableFlow):
            return _height(flows[:position], page) + flow.opening_height
    return styles.body.leading * _OPENING_LINES


def _height(flows: list[Flowable], page: Geometry) -> float:
    return sum(flow.wrap(page.width, page.height)[1] + flow.getSpaceAfter() for flow in flows)
