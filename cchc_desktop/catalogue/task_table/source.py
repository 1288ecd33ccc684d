"""Where a task table comes from: a file of whatever kind it really is, or pasted text.

Fault
|-- file-missing, file-unreadable, file-too-large, password-protected, xls-old, bomb, damaged: as spreadsheet_file says
|-- docx-bomb, docx-damaged: as docx_source says
|-- table-too-long, table-doubtful: as limits says
|-- quote-open, cell-too-long: as separated_text says
|-- doc-old              Word 97-2003
|-- table-unknown        nothing that a task table can be in (a picture, a PDF, ...)
`-- table-empty          no text at all
"""

import io
import zipfile
from pathlib import Path

from cchc_desktop.catalogue.task_table.delimited_source import decoded, read_delimited, separator_of
from cchc_desktop.catalogue.task_table.docx_source import read_docx
from cchc_desktop.catalogue.task_table.grid import Source, Step, no_step
from cchc_desktop.catalogue.task_table.html_source import read_html
from cchc_desktop.catalogue.task_table.limits import (
    LONGEST_PAGE,
    LONGEST_TEXT,
    bounded,
    refuse_long_text,
    refuse_unprinted,
)
from cchc_desktop.catalogue.task_table.printed_source import read_printed
from cchc_desktop.catalogue.task_table.xlsx_source import read_xlsx
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.spreadsheet_file import SAFE, FileKind, kind_of, open_guarded, read_capped

PASTED = "Nội dung đã dán"

_WORD_PART = "word/document.xml"
_OLD_WORD = "WordDocument".encode("utf-16-le")
_TABLE_TAG = "<table"


def read_file(path: Path, *, step: Step = no_step) -> Source:
    """Read the tables of a file, by what it is and not by its name; Fault as the docstring of this module says."""
    data = read_capped(path)
    if not data.strip():
        raise _empty(path.name)
    kind = kind_of(data)
    if kind is FileKind.XLSX and not _is_cut_docx(data):
        return bounded(read_xlsx(data, name=path.name, step=step))
    if kind is FileKind.XLSX or (kind is FileKind.OTHER and _is_docx(data)):
        return bounded(read_docx(data, name=path.name, step=step))
    if kind is FileKind.OTHER and _OLD_WORD in data:
        raise _old_word(path.name)
    if kind in (FileKind.XLS, FileKind.ENCRYPTED):
        open_guarded(data, name=path.name)  # raises, with the words for the kind
    text = _text_of(data) if kind is not FileKind.OTHER or data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    if not text:
        raise _unknown(path.name)
    return read_text(text, name=path.name, step=step)


def read_text(text: str, *, name: str = PASTED, step: Step = no_step) -> Source:
    """Read pasted text or a text file: a web page, cells with separators, or a printed table."""
    if not text.strip():
        raise _empty(name)
    refuse_long_text(text, name, most=LONGEST_TEXT)
    if _TABLE_TAG in text[:200_000].lower():
        refuse_long_text(text, name, most=LONGEST_PAGE)
        return bounded(read_html(text, name=name, step=step))
    separator = separator_of(text)
    if separator is None:
        refuse_unprinted(text, name)
        return read_printed(text, name=name, step=step)
    return bounded(read_delimited(text, separator, name=name, step=step))


def _text_of(data: bytes) -> str:
    text = decoded(data)
    return "" if "\x00" in text else text


def _is_cut_docx(data: bytes) -> bool:
    """An archive that cannot be listed is told as the kind of file that its first parts belong to."""
    return _WORD_PART.encode() in data and b"xl/workbook.xml" not in data


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _WORD_PART in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _empty(name: str) -> Fault:
    return Fault(
        "table-empty",
        what=f"“{name}” không có nội dung.",
        safe=SAFE,
        do="Hãy chọn tệp có bảng nhiệm vụ, hoặc sao chép cả bảng trong Word, Excel rồi dán lại.",
    )


def _old_word(name: str) -> Fault:
    return Fault(
        "doc-old",
        what=f"Tệp “{name}” là văn bản Word kiểu cũ (97-2003), dù tên tệp có thể khác.",
        safe=SAFE,
        do="Hãy mở tệp bằng Word, chọn Lưu thành (Save As), kiểu “Word Document (*.docx)”, rồi chọn tệp mới.",
    )


def _unknown(name: str) -> Fault:
    return Fault(
        "table-unknown",
        what=f"Tệp “{name}” không phải là tệp Excel (.xlsx), Word (.docx), CSV, văn bản hay trang web.",
        safe=SAFE,
        do="Hãy chọn đúng tệp; với tệp PDF, hãy mở ra, chọn cả bảng, sao chép rồi dán vào ô bên dưới.",
    )
