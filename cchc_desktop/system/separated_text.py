"""Text with separators (CSV, TSV) cut into records; where quotes show that rows would be lost, a fault says the line.

Fault
|-- quote-open       a cell begins with a quotation mark that nothing closes
`-- cell-too-long    a cell of a million letters
"""

import csv
import io
from collections.abc import Iterator

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.spreadsheet_file import SAFE

_LONGEST_CELL = 1_000_000
_END = "\ue000\ue001"  # private letters; they end up inside a cell where a quotation mark was left open


def records(text: str, separator: str, *, name: str) -> Iterator[tuple[list[str], int]]:
    """Each record with the number of its last line; quoted cells may hold separators and line breaks.

    ``name`` is what faults call the text. Raises Fault as the docstring of this module says.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=separator)
    while True:
        first = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _too_long(name, first) from error
        if record == [_END]:
            return
        if record and record[-1].endswith(_END):
            raise _open_quote(name, first)
        yield record, reader.line_num


def _open_quote(name: str, line: int) -> Fault:
    return Fault(
        "quote-open",
        what=f'“{name}”: từ dòng {line} có dấu ngoặc kép (") mở ở đầu ô mà không đóng,'
        " nên các dòng sau không tách được.",
        safe=SAFE,
        do="Hãy sửa dấu ngoặc kép ở dòng đó, hoặc mở tệp bằng Excel, lưu thành kiểu “Excel Workbook (*.xlsx)”.",
    )


def _too_long(name: str, line: int) -> Fault:
    return Fault(
        "cell-too-long",
        what=f'“{name}”: ô ở dòng {line} dài quá 1.000.000 ký tự, có thể do thiếu dấu ngoặc kép (").',
        safe=SAFE,
        do="Hãy sửa ô ở dòng đó rồi chọn lại tệp.",
    )
