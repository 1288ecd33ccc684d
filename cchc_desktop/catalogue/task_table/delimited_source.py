"""A task table as text with separators: a CSV or TSV file, or cells pasted from Excel or Word."""

from itertools import islice

from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, Cell, Grid, Line, Source, Step, no_step
from cchc_desktop.catalogue.task_table.legacy_encoding import proposal
from cchc_desktop.catalogue.task_table.limits import count_lines
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.separated_text import records

_SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE = 200_000
_SAMPLE_RECORDS = 400
_EVERY = 500
_MOST_TOLD = 20


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else the Windows code page of Vietnam.

    A file in an encoding from before Unicode comes out letter for letter as its bytes, to be recognised later.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        by_bytes = data.decode("cp1252", errors="replace")
    if proposal([by_bytes]) is not None:
        return by_bytes
    try:
        return data.decode("cp1258")
    except UnicodeDecodeError:
        return by_bytes


def separator_of(text: str) -> str | None:
    """The separator that cuts the most lines into the same number of cells (at least 3); None for running text."""
    best, best_score = None, 0.0
    for separator in _SEPARATORS:
        counts = [len(row) for row in _sample_rows(text, separator)]
        usual = max(set(counts), key=counts.count) if counts else 0
        share = counts.count(usual) / len(counts) if counts else 0.0
        wide = sum(1 for count in counts if count >= 3) / len(counts) if counts else 0.0
        score = share * wide
        if max(counts, default=0) >= 3 and wide >= 0.5 and score > best_score:
            best, best_score = separator, score
    return best


def read_delimited(text: str, separator: str, *, name: str, step: Step = no_step) -> Source:
    """Read the records; quoted cells may hold separators and line breaks. Places count records, as Excel does.

    Raises Fault as ``system.separated_text`` and ``limits`` say: no row is lost without a word.
    """
    remarks: list[str] = []
    lines: list[Line] = []
    total, widest = text.count("\n") + 1, 0
    for number, (record, end) in enumerate(records(text, separator, name=name), start=1):
        if number % _EVERY == 0:
            step(end, total, f"Đang đọc dòng {end}/{total}")
        if any(cell.strip() for cell in record):
            widest = max(widest, len(record))
            lines.append(Line(number, tuple(Cell(cell) for cell in record[:MOST_COLUMNS])))
            if len(remarks) < _MOST_TOLD and any(_holds_rows(cell, separator, widest) for cell in record):
                remarks.append(f"Dòng {number}: {_ROWS_IN_CELL}")
        count_lines(name, filled=len(lines), number=number)
    return Source(name, (Grid("", tuple(lines), ragged=True),), tuple(remarks))


_ROWS_IN_CELL = (
    'một ô trong ngoặc kép chứa cả dòng khác của bảng; kiểm tra xem có thừa hoặc thiếu dấu ngoặc kép (") không.'
)


def _holds_rows(cell: str, separator: str, widest: int) -> bool:
    """Whether a quoted cell over several lines has as many separators inside as a row of the table."""
    return "\n" in cell and cell.count(separator) >= max(2, widest - 1)


def _sample_rows(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for row, _end in islice(records(text[:_SAMPLE], separator, name=""), _SAMPLE_RECORDS):
            if any(cell.strip() for cell in row):
                found.append(row)
    except Fault:
        return found  # the sample ends inside a cell, or this is not the separator
    return found
