"""The tables of a Word file: each as a grid, vertical and horizontal merges repeated, tables inside cells as text.

Fault
|-- docx-bomb         unpacks to more than any plan
|-- docx-damaged      cut or broken
`-- table-too-long    as limits says, or its XML is longer than that of any plan
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, Cell, Grid, Line, Source, Step, no_step
from cchc_desktop.catalogue.task_table.limits import count_lines, too_long
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.spreadsheet_file import SAFE, is_bomb

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tc

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_XML = 40 * 1024 * 1024  # 13 times as much stands in memory; a plan of 300 pages has a tenth of it
_EVERY = 50  # rows between two steps
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,  # lxml's XMLSyntaxError
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What python-docx and its parsers let through when a document is broken, beside their own OpcError."""


def read_docx(data: bytes, *, name: str, step: Step = no_step) -> Source:
    """Read all tables of the document, in order; Fault as the docstring of this module says."""
    _refuse_bomb(data, name)
    from docx import Document  # 150 ms with lxml: only where a Word file is really read
    from docx.opc.exceptions import OpcError

    try:
        tables = Document(io.BytesIO(data)).tables
        grids = tuple(
            Grid(f"bảng {number}" if len(tables) > 1 else "", tuple(_lines(table._tbl.tr_lst, name, step)))  # noqa: SLF001
            for number, table in enumerate(tables, start=1)
        )
    except (*_BROKEN, OpcError) as error:
        raise _damaged(name) from error
    return Source(name, grids)


def _lines(rows: "list[CT_Row]", name: str, step: Step) -> Iterator[Line]:
    """Rows straight from their elements: python-docx's own grid of cells takes time that grows with the square."""
    open_merges: dict[int, Cell] = {}
    filled = 0
    for number, row in enumerate(rows, start=1):
        if number % _EVERY == 0:
            step(number, len(rows), f"Đang đọc dòng {number}/{len(rows)}")
        cells: list[Cell] = [Cell()] * min(row.grid_before, MOST_COLUMNS)
        for element in row.tc_lst:
            if len(cells) >= MOST_COLUMNS:
                break
            cell = _merged(element, number, len(cells), open_merges)
            cells.append(cell)
            cells += [Cell(cell.text, cell.top, across=True)] * min(element.grid_span - 1, MOST_COLUMNS - len(cells))
        filled += any(cell.text.strip() for cell in cells)
        count_lines(name, filled=filled, number=number)
        yield Line(number, tuple(cells))


def _merged(element: "CT_Tc", number: int, column: int, open_merges: dict[int, Cell]) -> Cell:
    """The cell, with the text of the one above where it is the rest of a vertical merge."""
    text, merge = _text(element), element.vMerge
    if merge == "restart":
        open_merges[column] = Cell(text, number)
        return open_merges[column]
    if merge is None or column not in open_merges:
        open_merges.pop(column, None)
        return Cell(text)
    return open_merges[column]  # Word never shows what stands in the rest of a merged cell


def _text(element: "CT_Tc") -> str:
    """Paragraphs and typed line breaks as lines; deleted text of tracked changes is left out, list marks are kept."""
    lines = []
    paragraphs = list(element.iter(f"{_W}p"))
    for paragraph in paragraphs:
        text = "".join(_run_text(node) for node in paragraph.iter() if not _is_deleted(node))
        listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        lines.append(f"- {text}" if listed and text.strip() and len(paragraphs) > 1 else text)
    return "\n".join(lines)


def _run_text(node: object) -> str:
    tag = getattr(node, "tag", "")
    if tag == f"{_W}t":
        return str(getattr(node, "text", "") or "")
    if tag == f"{_W}tab":
        return " "
    if tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    return "-" if tag == f"{_W}noBreakHyphen" else ""


def _is_deleted(node: object) -> bool:
    return getattr(node, "tag", "") == f"{_W}delText"


def _refuse_bomb(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(name) from error
    if is_bomb(members):
        raise Fault(
            "docx-bomb",
            what=f"Tệp “{name}” khi giải nén lớn bất thường, không giống một văn bản Word; đã dừng trước khi mở.",
            safe=SAFE,
            do="Hãy hỏi lại nơi gửi tệp; không nên mở tệp này bằng chương trình khác.",
        )
    if any(member.file_size > _LONGEST_XML for member in members if member.filename.endswith((".xml", ".rels"))):
        raise too_long(name, "dài bất thường")


def _damaged(name: str) -> Fault:
    return Fault(
        "docx-damaged",
        what=f"Tệp “{name}” bị hỏng hoặc bị cắt cụt nên không đọc được như một văn bản Word.",
        safe=SAFE,
        do="Hãy mở tệp bằng Word, lưu lại dưới tên khác (.docx) rồi chọn tệp mới; hoặc xin lại tệp từ nơi gửi.",
    )
