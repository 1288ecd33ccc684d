"""Opens a rendered Word file and counts it again: no heading, paragraph or row of the document is lost.

Raises Fault "export-recount" for any difference, as ``recount`` does.
"""

from io import BytesIO
from zipfile import BadZipFile

from docx import Document as open_file  # noqa: N813 - a function with the name of a class
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from cchc_desktop.exports.document import Block, Document, Heading, Paragraph, Table, tables
from cchc_desktop.exports.pdf_style import printable
from cchc_desktop.exports.recounted import compare, difference


def recount_docx(content: bytes, document: Document) -> None:
    """Compare the headings, the paragraphs and the cells of all tables with the document."""
    try:
        file = open_file(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise difference("tệp Word không đọc lại được") from None
    texts = [paragraph.text for paragraph in file.paragraphs]
    missing = next((line for line in _lines(document) if line not in texts), None)
    if missing is not None:
        raise difference(f"tệp Word thiếu đoạn “{missing[:60]}”")
    expected = [_printed(table) for table in tables(document)]
    found = [_written(table) for table in file.tables]
    signature = 1 + sum(isinstance(block, Table) for block in document.blocks)
    compare(found[1:signature] + found[signature + 1 :], expected, "nội dung các bảng của tệp Word")
    footers = {section.footer.paragraphs[0].text for section in file.sections}
    compare(footers, {document.identity.line}, "chân trang của tệp Word")


def _lines(document: Document) -> list[str]:
    blocks: list[Block] = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    texts = [block.text for block in blocks if isinstance(block, Heading | Paragraph)]
    return [printable(line) for text in texts for line in text.splitlines() if line.strip()]


def _printed(table: Table) -> list[str]:
    """The text of each row as it is to be written, the header first."""
    head = "".join(printable(column.title) for column in table.columns)
    cells = (tuple(line.text for cell in row.cells for line in cell) for row in table.rows)
    return [head, *("".join(printable(line) for text in row for line in text.splitlines()) for row in cells)]


def _written(table: WordTable) -> list[str]:
    """The text of each row as it stands in the file."""
    rows = table._tbl.tr_lst  # noqa: SLF001 - the public way walks the grid anew for each cell
    return ["".join(text.text or "" for text in row.iter(qn("w:t"))) for row in rows]
