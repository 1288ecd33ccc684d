"""A task table as text with separators: a CSV or TSV file, or cells pasted from Excel or Word."""

import csv
import io
from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, MOST_LINES, Cell, Grid, Line, Source, Step, no_step
from cchc_desktop.catalogue.task_table.legacy_encoding import proposal

_SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE = 200_000
_EVERY = 500
_LONGEST_CELL = 1_000_000


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
    """Read the records; quoted cells may hold separators and line breaks. Places count records, as Excel does."""
    lines = tuple(_lines(text, separator, step))
    return Source(name, (Grid("", lines, ragged=True),))


def _lines(text: str, separator: str, step: Step) -> Iterator[Line]:
    total = text.count("\n")
    for number, (record, end) in enumerate(_records(text, separator), start=1):
        if end % _EVERY == 0:
            step(end, total, f"Đang đọc dòng {end}/{total}")
        if any(cell.strip() for cell in record):
            yield Line(number, tuple(Cell(cell) for cell in record[:MOST_COLUMNS]))
        if number >= MOST_LINES:
            return


def _sample_rows(text: str, separator: str) -> list[list[str]]:
    return [row for row, _end in _records(text[:_SAMPLE], separator) if any(cell.strip() for cell in row)][:400]


def _records(text: str, separator: str) -> Iterable[tuple[list[str], int]]:
    """Each record with the number of its last line; a broken one ends the reading."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            record = next(reader)
        except (StopIteration, csv.Error):
            return
        yield record, reader.line_num
