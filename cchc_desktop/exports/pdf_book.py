"""A register as a landscape book on A4: the same book gives the same bytes on every machine."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from cchc_desktop.exports.document import Book, Table
from cchc_desktop.exports.fonts import RENDERING, FamilyName, family
from cchc_desktop.exports.pdf_columns import book_head, book_signatures
from cchc_desktop.exports.pdf_page import Pages, PageSigns
from cchc_desktop.exports.pdf_style import LANDSCAPE, Styles, paragraphs
from cchc_desktop.exports.pdf_table import table_flow

_TABLE_SIZE = 10.5
_CAPTION_ROOM = 40.0


def render_book(book: Book, *, family_name: FamilyName = "bundled") -> bytes:
    """The PDF, all fonts embedded. It is laid out twice, because each page says how many there are."""
    with RENDERING:
        styles = Styles(family(family_name))
        _, pages = _laid_out(book, styles, pages=1)
        content, _ = _laid_out(book, styles, pages=pages)
    return content


def _laid_out(book: Book, styles: Styles, *, pages: int) -> tuple[bytes, int]:
    target = BytesIO()
    paper = Pages(
        target,
        PageSigns(styles.family, book.identity, book.mark, pages),
        parts={"book": LANDSCAPE},
        title=book.title,
        author=" ".join(book.issuer),
    )
    paper.build([*_flows(book, styles)])
    return target.getvalue(), paper.page


def _flows(book: Book, styles: Styles) -> Iterator[Flowable]:
    yield book_head(book, styles)
    yield Spacer(0, 10)
    yield from paragraphs(book.title, styles.title)
    yield from paragraphs(book.span, styles.attached)
    yield Spacer(0, 10)
    yield table_flow(book.table, styles=styles, page=LANDSCAPE, size=_TABLE_SIZE, middle=False)
    if book.evidence is not None:
        yield from _evidence(book.evidence, styles)
    yield KeepTogether([Spacer(0, 12), book_signatures(book, styles)])


def _evidence(table: Table, styles: Styles) -> Iterator[Flowable]:
    """The files of the rows below them; the caption never stands alone at the foot of a page."""
    flow = table_flow(table, styles=styles, page=LANDSCAPE, size=_TABLE_SIZE, middle=False)
    yield CondPageBreak(_CAPTION_ROOM + flow.opening_height)
    yield Spacer(0, 14)
    yield from paragraphs(table.caption, styles.caption)
    yield flow
