"""Registers (sổ theo dõi): rows that are kept all year, from which the figures of reports are counted.

Rows are stored only when every cell of them was read: a text that cannot be read is refused with a sentence and stays
in the editor. A completed report does not lock its registers; commands say when they touch its window.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.period import Window
from cchc_desktop.domain.register import Register, RegisterEntry
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.services.evidence.evidence import Attached, Evidence
from cchc_desktop.services.registers.book import book_snapshot
from cchc_desktop.services.registers.incoming import Preview, no_step
from cchc_desktop.services.registers.reading import RegisterReader, identity
from cchc_desktop.services.registers.rows import Incoming, RegisterRow, RegisterSummary, RegisterTable
from cchc_desktop.services.registers.source import Step
from cchc_desktop.services.registers.typed_cells import CellReading, RowReading, read_cell, read_row
from cchc_desktop.services.reports.touched import touched_notice
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.system.canonical_json import canonical
from db.journal import Work
from db.tables import evidence_use, register_row

BATCH = 500
"""Rows that are written between two steps of the progress."""


@dataclass(frozen=True, slots=True)
class RowsWritten:
    """What a command wrote: the rows, and a sentence for the user, empty when there is nothing to tell."""

    ids: tuple[str, ...]
    notice: str = ""


class Registers:
    """Queries and commands on the registers of the packs in use, or on the ``registers`` given."""

    def __init__(self, session: Session, evidence: Evidence, registers: Sequence[Register] | None = None) -> None:
        self._session = session
        self._evidence = evidence
        self._reader = RegisterReader(
            session, lambda: session.packs.registers() if registers is None else (*registers,)
        )

    def register(self, code: str) -> Register:
        """The register with this code; KeyError if there is none."""
        return self._reader.register(code)

    def summaries(self) -> tuple[RegisterSummary, ...]:
        """All registers with their counts, in the order of the packs."""
        return self._reader.summaries()

    def table(self, code: str, *, window: Window | None = None, query: str = "") -> RegisterTable:
        """The rows of a window (all unless given) in which every word of the query occurs, whatever its diacritics."""
        return self._reader.table(code, window=window, query=query)

    def row(self, row_id: str) -> tuple[Register, RegisterRow]:
        """One row with its register; KeyError if it is gone."""
        return self._reader.row(row_id)

    def entries(self, code: str) -> tuple[RegisterEntry, ...]:
        """All rows that have a day, as domain values for formulas, by day and order of entry."""
        return self._reader.entries(code)

    def read_cell(self, register: Register, column: str, text: str, *, day: date | None = None) -> CellReading:
        """Read one typed cell without storing it; ``day`` is the day of its row. Touches no database."""
        return read_cell(register, column, text, today=self._session.today(), day=day)

    def read_row(self, register: Register, values: Mapping[str, str]) -> RowReading:
        """Read the typed texts of a row without storing it. Touches no database."""
        return read_row(register, values, today=self._session.today())

    def add(self, code: str, values: Mapping[str, str]) -> Outcome[RowsWritten]:
        """Add a row from typed texts by column.

        Raises Refusal with one finding for each column that cannot be read or is owed, "register.value:<column>".
        """
        register = self.register(code)
        reading = read_row(register, values, today=self._session.today())
        if reading.problems:
            raise Refusal(*_problems(register, reading))
        return self._add(register, reading.plain, f"Thêm dòng vào {register.name}")

    def edit(self, row_id: str, column: str, text: str) -> Outcome[RowsWritten]:
        """Change one column of a row to a typed text; an empty text empties it.

        Raises Refusal "register.value:<column>" for a text that cannot be read and for a column that is owed.
        """
        with self._session.command("Sửa dòng của sổ theo dõi") as work:
            row = work.row(register_row, row_id)
            register = self.register(row["register_code"])
            day = date.fromisoformat(row["day"]) if row["day"] else None
            cell = read_cell(register, column, text, today=self._session.today(), day=day)
            if cell.problem:
                raise Refusal(_refused(column, cell.problem, f"register-row:{row_id}:{column}"))
            before = self._reader.content(register, row["content"]).plain
            plain = {**before, column: cell.plain}
            changed = work.update(register_row, row_id, **_stored(register, plain))
            notice = touched_notice(work.connection, register, (before, plain)) if changed else ""
        return Outcome(RowsWritten((row_id,), notice), frozenset(work.touched))

    def duplicate(self, row_id: str, *, day: date | None = None) -> Outcome[RowsWritten]:
        """Add a row with the same values, dated ``day``, or like the copied one where no day is given."""
        register, row = self.row(row_id)
        plain = dict(row.plain)
        if day is not None:
            plain[register.date_column] = day.isoformat()
        return self._add(register, plain, f"Chép dòng trong {register.name}")

    def delete(self, row_ids: Iterable[str]) -> Outcome[RowsWritten]:
        """Remove rows; can be undone. Their files stay in the store of evidence."""
        ids = tuple(row_ids)
        label = "Xóa dòng của sổ theo dõi" if len(ids) == 1 else f"Xóa {format_count(len(ids))} dòng của sổ theo dõi"
        removed: dict[str, list[Mapping[str, str]]] = {}
        with self._session.command(label) as work:
            for row_id in ids:
                row = work.row(register_row, row_id)
                removed.setdefault(row["register_code"], []).append(json.loads(row["content"]))
                uses = sa.select(evidence_use.c.id).where(evidence_use.c.register_row_id == row_id)
                for use in work.connection.scalars(uses).all():
                    work.delete(evidence_use, use)
                work.delete(register_row, row_id)
            notice = " ".join(filter(None, (self._touched(work, code, rows) for code, rows in removed.items())))
        return Outcome(RowsWritten(ids, notice), frozenset(work.touched))

    def attach(
        self, row_id: str, source: Path, *, progress: Callable[[int, int], None] | None = None
    ) -> Outcome[Attached]:
        """Copy a file in and attach it to a row; Fault for a file that cannot be copied."""
        return self._evidence.attach_to_register_row(row_id, source, progress=progress)

    def preview_paste(
        self, code: str, text: str, progress: Step = no_step, *, columns: Sequence[str] | None = None
    ) -> Incoming:
        """Say what pasting cells would do; ``columns`` gives the code of each source column where it was put right."""
        return self._preview(code).of_text(text, progress, columns=columns)

    def preview_file(
        self, code: str, path: Path, progress: Step = no_step, *, columns: Sequence[str] | None = None
    ) -> Incoming:
        """Say what importing a workbook or a text table (.csv, .tsv, .txt) would do; Fault for anything else."""
        return self._preview(code).of_file(path, progress, columns=columns)

    def apply(self, incoming: Incoming, progress: Step = no_step) -> Outcome[RowsWritten]:
        """Add the good rows of a preview in one transaction that is undone as one."""
        register, good = incoming.register, incoming.good
        with self._session.command(f"Dán {format_count(len(good))} dòng") as work:
            sequence = _last_sequence(work.connection, register.code)
            ids: list[str] = []
            for start in range(0, len(good), BATCH):
                progress(start, len(good))
                rows = [
                    _row(register, row.plain, sequence + start + number)
                    for number, row in enumerate(good[start : start + BATCH], start=1)
                ]
                ids += work.insert_many(register_row, rows)
            progress(len(good), len(good))
            notice = touched_notice(work.connection, register, (row.plain for row in good))
        return Outcome(RowsWritten(tuple(ids), notice), frozenset(work.touched))

    def export_xlsx(self, code: str, window: Window | None = None, *, personal: bool = False) -> bytes:
        """The rows as a workbook that ``preview_file`` reads back; personal columns only where asked for."""
        from cchc_desktop.services.registers.sheets import workbook_of  # openpyxl: at its first use only

        return workbook_of(self.table(code, window=window), window=window, personal=personal)

    def book_snapshot(self, code: str, window: Window) -> Snapshot:
        """The register as a book for printing, without personal columns; Refusal where no leader could sign it."""
        return book_snapshot(self._session, self.table(code, window=window), window)

    def _touched(self, work: Work, code: str, rows: Iterable[Mapping[str, str]]) -> str:
        try:
            return touched_notice(work.connection, self.register(code), rows)
        except KeyError:  # a register of a pack that is in use no more: no report counts it
            return ""

    def _preview(self, code: str) -> Preview:
        register = self.register(code)
        return Preview(register, self._reader.known_identities(register), today=self._session.today())

    def _add(self, register: Register, plain: Mapping[str, str], label: str) -> Outcome[RowsWritten]:
        own = identity(register, plain)
        known = own is not None and own in self._reader.known_identities(register)
        with self._session.command(label) as work:
            sequence = _last_sequence(work.connection, register.code) + 1
            row_id = work.insert(register_row, **_row(register, plain, sequence))
            notice = touched_notice(work.connection, register, (plain,))
        if known:
            names = ", ".join(f"“{register.column(code).name}”" for code in register.identity)
            notice = " ".join(filter(None, (f"Sổ đã có dòng cùng {names}; hãy kiểm tra dòng nhập trùng.", notice)))
        return Outcome(RowsWritten((row_id,), notice), frozenset(work.touched))


def _row(register: Register, plain: Mapping[str, str], sequence: int) -> dict[str, str | int]:
    return {"register_code": register.code, "sequence": sequence, **_stored(register, plain)}


def _stored(register: Register, plain: Mapping[str, str]) -> dict[str, str]:
    content = {code: text for code, text in plain.items() if text}
    return {"day": content.get(register.date_column, ""), "content": canonical(content).decode()}


def _last_sequence(connection: sa.Connection, code: str) -> int:
    query = sa.select(sa.func.max(register_row.c.sequence)).where(register_row.c.register_code == code)
    return connection.scalar(query) or 0


def _problems(register: Register, reading: RowReading) -> Iterable[Finding]:
    for code, sentence in reading.problems.items():
        yield _refused(code, sentence, f"register:{register.code}")


def _refused(column: str, sentence: str, target: str) -> Finding:
    return Finding(f"register.value:{column}", Level.BLOCK, sentence, target)
