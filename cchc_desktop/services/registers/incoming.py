"""What pasting or importing rows into a register would do: every cell read, every problem told by line and column."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cchc_desktop.domain.register import Register
from cchc_desktop.services.registers.headers import find_header, match_header, match_positions
from cchc_desktop.services.registers.reading import Identity, identity
from cchc_desktop.services.registers.rows import Incoming, IncomingRow
from cchc_desktop.services.registers.source import SourceRow, Step, rows_of_file, rows_of_text
from cchc_desktop.services.registers.typed_cells import missing, read_row

PASTED = "Dán từ bảng tính"
_STEP = 200


def no_step(done: int, total: int) -> None:
    """Tell nobody."""


class Preview:
    """Reads rows from outside for one register; ``known`` are the identities of its stored rows."""

    def __init__(self, register: Register, known: set[Identity], *, today: date) -> None:
        self._register = register
        self._known = known
        self._today = today

    def of_text(self, text: str, progress: Step, *, columns: Sequence[str] | None) -> Incoming:
        """Read pasted cells."""
        return self._read(rows_of_text(text), PASTED, progress, columns=columns)

    def of_file(self, path: Path, progress: Step, *, columns: Sequence[str] | None) -> Incoming:
        """Read a file."""
        return self._read(rows_of_file(path, progress), path.name, progress, columns=columns)

    def _read(
        self, rows: Sequence[SourceRow], source: str, progress: Step, *, columns: Sequence[str] | None
    ) -> Incoming:
        cells = [row.cells for row in rows]
        header = find_header(self._register, cells)
        titles = cells[header] if header is not None else ()
        body = rows[header + 1 :] if header is not None else rows
        width = max(len(titles), *(len(row.cells) for row in body), 0)
        codes = self._codes(titles, [row.cells for row in body], columns)
        codes = (*codes, *[""] * (width - len(codes)))[:width]
        named = tuple(titles[place] if place < len(titles) else "" for place in range(width))
        found: list[IncomingRow] = []
        seen = set(self._known)
        for done, row in enumerate(body):
            if done % _STEP == 0:
                progress(done, len(body))
            if row.cells != titles:  # a header that repeats at the top of each printed page
                found.append(self._row(row, codes, seen))
        progress(len(body), len(body))
        return Incoming(self._register, source, tuple(zip(named, codes, strict=True)), tuple(found))

    def _codes(
        self, titles: Sequence[str], body: Sequence[Sequence[str]], columns: Sequence[str] | None
    ) -> tuple[str, ...]:
        if columns is not None:
            return tuple(columns)
        return match_header(self._register, titles) if titles else match_positions(self._register, body)

    def _row(self, row: SourceRow, codes: Sequence[str], seen: set[Identity]) -> IncomingRow:
        typed = {code: text for code, text in zip(codes, row.cells, strict=False) if code}
        reading = read_row(self._register, typed, today=self._today)
        told = {codes[place]: text for place, text in row.problems.items() if codes[place]}
        problems = tuple(
            f"Cột “{column.name}”: {'chưa nhập.' if sentence == missing(column) else sentence}"
            for column in self._register.columns
            if (sentence := told.get(column.code) or reading.problems.get(column.code))
        )
        own = identity(self._register, reading.plain)
        is_known = own is not None and own in seen
        if own is not None and not problems:
            seen.add(own)
        refused = {code: typed.get(code, "") for code in (*reading.problems, *told)}
        return IncomingRow(row.line, reading.plain, {**reading.shown, **refused}, problems, is_known)
