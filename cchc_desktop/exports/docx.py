"""A document as an editable Word file in the form of Decree 30/2020/NĐ-CP: communes issue from their document system.

The same document gives the same bytes. Real styles, tables and sections: what a clerk edits keeps its form.
"""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document as new_file  # noqa: N813 - a function with the name of a class
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from cchc_desktop.exports import docx_style as styles
from cchc_desktop.exports.document import Annex, Block, Document, Heading, Paragraph, Table
from cchc_desktop.exports.docx_columns import add_head, add_rule, add_signatures
from cchc_desktop.exports.docx_field import add_field, restart_page_numbers
from cchc_desktop.exports.docx_table import table_element
from cchc_desktop.exports.office_archive import restamped
from cchc_desktop.exports.pdf_style import LANDSCAPE, PORTRAIT, Geometry, printable

_TABLE_SIZE = 12
_ANNEX_TABLE_SIZE = 10
_TITLE_SIZE = 14
_LONGEST_PROPERTY = 255  # characters that the file format allows
_WIDE_TABLE = 8  # columns from which a portrait table is set smaller


def render_docx_file(document: Document, *, created: datetime) -> bytes:
    """The Word file; ``created`` is the moment of the snapshot, which stands in the properties."""
    file = new_file()
    styles.define_styles(file)
    _set_properties(file, document, created)
    _set_page(file.sections[0], document)
    _write_text(file, document)
    for annex in document.annexes:
        _write_annex(file, annex, document.reconstruction)
    target = BytesIO()
    file.save(target)
    return restamped(target.getvalue(), lambda _name, data: data)


def _set_properties(file: WordFile, document: Document, created: datetime) -> None:
    moment = created.astimezone(UTC).replace(tzinfo=None)
    properties = file.core_properties
    properties.title = f"{document.kind} {document.title}"[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = " ".join(document.head.issuer)[:_LONGEST_PROPERTY]
    properties.subject = document.identity.line[:_LONGEST_PROPERTY]
    properties.comments = properties.keywords = ""
    properties.language, properties.revision = styles.LANGUAGE, 1
    properties.created = properties.modified = moment
    relations = file.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]  # the picture of an empty page that python-docx ships


def _set_page(section: Section, document: Document) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)
    section.different_first_page_header_footer = True
    _write_header(section.first_page_header, document, numbered=False)
    _write_header(section.header, document, numbered=True)
    for footer in (section.first_page_footer, section.footer):
        _write_footer(footer, document)


def _write_header(header: _Header, document: Document, *, numbered: bool) -> None:
    """The page number in the middle, from page 2 on; the mark of samples and drafts on every page."""
    paragraph = header.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER
    if numbered:
        add_field(paragraph, "PAGE")
    if document.mark:
        header.add_paragraph(document.mark, style=styles.MARK)


def _write_footer(footer: _Footer, document: Document) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = styles.IDENTITY
    paragraph.add_run(document.identity.line)


def _write_text(file: WordFile, document: Document) -> None:
    add_head(file, document.head)
    _add(file, document.kind, styles.TITLE).paragraph_format.space_before = Pt(14)
    _add(file, document.title, styles.TITLE)
    add_rule(file, document.title, size=_TITLE_SIZE, width=PORTRAIT.width, share=True)
    if document.reconstruction:
        _add(file, document.reconstruction, styles.ATTACHED)
    if document.addressee:
        _add(file, f"Kính gửi: {document.addressee}", styles.ADDRESSEE)
    else:
        _add(file, "", styles.GAP).paragraph_format.space_after = Pt(6)
    *blocks, closing = document.blocks
    _write_blocks(file, tuple(blocks), page=PORTRAIT)
    _write_blocks(file, (closing,), page=PORTRAIT)
    file.paragraphs[-1].paragraph_format.keep_with_next = True
    add_signatures(file, document)


def _write_annex(file: WordFile, annex: Annex, reconstruction: str) -> None:
    section = file.add_section()
    file.paragraphs[-1].style = styles.GAP  # the paragraph that ends the section before
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    restart_page_numbers(section)
    for text, style in (
        (annex.label, styles.TITLE),
        (annex.title.upper(), styles.TITLE),
        (annex.attached_to, styles.ATTACHED),
        (reconstruction, styles.ATTACHED),
    ):
        if text:
            _add(file, text, style)
    _add(file, "", styles.GAP).paragraph_format.space_after = Pt(4)
    _write_blocks(file, annex.blocks, page=LANDSCAPE)


def _write_blocks(file: WordFile, blocks: tuple[Block, ...], *, page: Geometry) -> None:
    for block in blocks:
        match block:
            case Heading():
                for line in filter(str.strip, block.text.splitlines()):
                    _add(file, line, styles.heading_style(block.level))
            case Paragraph():
                for line in filter(str.strip, block.text.splitlines()):
                    _add(file, line, styles.BASIS if block.italic else styles.BODY)
            case Table():
                _write_table(file, block, page=page)


def _write_table(file: WordFile, table: Table, *, page: Geometry) -> None:
    if table.caption:
        _add(file, table.caption, styles.CAPTION)
    is_small = page is LANDSCAPE or len(table.columns) >= _WIDE_TABLE
    style, size = (styles.ANNEX_TABLE, _ANNEX_TABLE_SIZE) if is_small else (styles.TABLE, _TABLE_SIZE)
    after = _add(file, "", styles.GAP)
    after.paragraph_format.space_after = Pt(0 if table.note else 6)
    after._p.addprevious(table_element(table, style=style, size=size, page=page))  # noqa: SLF001 - python-docx has no other place
    for line in filter(str.strip, table.note.splitlines()):
        _add(file, line, styles.NOTE)


def _add(file: WordFile, text: str, style: str) -> WordParagraph:
    return file.add_paragraph(printable(text), style=style)
