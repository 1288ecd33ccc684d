"""Registers as stored: summaries, tables with what each row owes, and the rows as formulas count them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain import field_text
from cchc_desktop.domain.field_value import Scalar
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import PeriodKind, Window, containing
from cchc_desktop.domain.register import Register, RegisterEntry
from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.services.evidence.evidence import FileRow, files_of_register_rows
from cchc_desktop.services.registers.rows import RegisterRow, RegisterSummary, RegisterTable
from cchc_desktop.services.registers.typed_cells import is_owed, missing
from cchc_desktop.services.session.session import Session
from db.tables import register_row

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a row says: by column as stored, as a value, as shown; ``unreadable`` names columns that have no value."""

    plain: Mapping[str, str]
    values: Mapping[str, Scalar]
    shown: Mapping[str, str]
    unreadable: frozenset[str]
    search_key: str


class RegisterReader:
    """Reads registers. Contents are parsed once: rows seldom change, reports count them again and again."""

    def __init__(self, session: Session, registers: Callable[[], tuple[Register, ...]]) -> None:
        self._session = session
        self._registers = registers
        self._parsed: dict[str, tuple[Register, dict[str, Content]]] = {}

    def register(self, code: str) -> Register:
        """The register with this code; KeyError if there is none."""
        return {register.code: register for register in self._registers()}[code]

    def summaries(self) -> tuple[RegisterSummary, ...]:
        """All registers with their counts, in the order of the packs."""
        first, last = self.year_window()
        this_year = sa.case((register_row.c.day.between(first.isoformat(), last.isoformat()), 1), else_=0)
        query = sa.select(
            register_row.c.register_code,
            sa.func.count().label("rows"),
            sa.func.sum(this_year).label("this_year"),
            sa.func.max(register_row.c.day).label("last_day"),
        ).group_by(register_row.c.register_code)
        with self._session.read() as connection:
            found = {row.register_code: row for row in connection.execute(query)}
        return tuple(_summary(register, found.get(register.code)) for register in self._registers())

    def year_window(self) -> Window:
        """The window of the reporting year in which today lies."""
        return containing(PeriodKind.YEAR, self._session.today()).window

    def table(self, code: str, *, window: Window | None = None, query: str = "") -> RegisterTable:
        """The rows of a window (all unless given) in which every word of the query occurs, by day and entry."""
        register = self.register(code)
        with self._session.read() as connection:
            stored = _stored(connection, code)
            files = files_of_register_rows(connection)
        counted = Counter(self.identities(register, (row.content for row in stored)))
        words = search_key(query).split()
        found: list[RegisterRow] = []
        inside = [row for row in stored if _within(row.day, window)]
        for number, row in enumerate(inside, start=1):
            content = self.content(register, row.content)
            if all(word in content.search_key for word in words):
                found.append(self._row(register, row, content, number=number, files=files, counted=counted))
        return RegisterTable(register, tuple(found), len(stored))

    def row(self, row_id: str) -> tuple[Register, RegisterRow]:
        """One row with its register, numbered among all rows; KeyError if it is gone."""
        place = sa.tuple_(register_row.c.day, register_row.c.sequence)
        with self._session.read() as connection:
            row = connection.execute(sa.select(register_row).where(register_row.c.id == row_id)).first()
            if row is None:
                raise KeyError(row_id)
            before = place <= sa.tuple_(sa.literal(row.day), sa.literal(row.sequence))
            of_register = register_row.c.register_code == row.register_code
            number = connection.scalar(sa.select(sa.func.count()).where(of_register, before))
            files = files_of_register_rows(connection)
        register = self.register(row.register_code)
        counted = self._count_identities(register)
        content = self.content(register, row.content)
        return register, self._row(register, row, content, number=number or 0, files=files, counted=counted)

    def entries(self, code: str) -> tuple[RegisterEntry, ...]:
        """All rows that have a day, as domain values by day and order of entry."""
        register = self.register(code)
        with self._session.read() as connection:
            stored = _stored(connection, code)
        return tuple(
            RegisterEntry(row.id, code, date.fromisoformat(row.day), self.content(register, row.content).values)
            for row in stored
            if row.day
        )

    def content(self, register: Register, text: str) -> Content:
        """The parsed content of a row."""
        known = self._parsed.get(register.code)
        if known is None or known[0] is not register:
            known = self._parsed[register.code] = (register, {})
        found = known[1].get(text)
        if found is None:
            found = known[1][text] = parse(register, text)
        return found

    def identities(self, register: Register, contents: Iterable[str]) -> Iterable[Identity]:
        """By which values each row would be known as entered twice; rows that cannot be told apart are left out."""
        for text in contents:
            found = identity(register, self.content(register, text).plain)
            if found is not None:
                yield found

    def known_identities(self, register: Register) -> set[Identity]:
        """The identities of all stored rows."""
        return set(self._count_identities(register))

    def _count_identities(self, register: Register) -> Counter[Identity]:
        if not register.identity:
            return Counter()
        with self._session.read() as connection:
            query = sa.select(register_row.c.content).where(register_row.c.register_code == register.code)
            contents = connection.scalars(query).all()
        return Counter(self.identities(register, contents))

    def _row(
        self,
        register: Register,
        row: sa.Row[Any],
        content: Content,
        *,
        number: int,
        files: Mapping[str, tuple[FileRow, ...]],
        counted: Mapping[Identity, int],
    ) -> RegisterRow:
        return RegisterRow(
            id=row.id,
            number=number,
            day=date.fromisoformat(row.day) if row.day else None,
            shown=content.shown,
            plain=content.plain,
            files=files.get(row.id, ()),
            findings=tuple(self._findings(register, row.id, row.day, content, counted)),
            search_key=content.search_key,
        )

    def _findings(
        self, register: Register, row_id: str, day: str, content: Content, counted: Mapping[Identity, int]
    ) -> Iterable[Finding]:
        target = f"register-row:{row_id}"
        for column in register.columns:
            at = f"{target}:{column.code}"
            if column.code in content.unreadable:
                text = f"“{column.name}” ghi “{content.shown[column.code]}”, không đọc được theo mẫu sổ hiện hành."
                yield Finding("register.unreadable", Level.WARN, text, at)
            elif is_owed(register, column) and column.code not in content.plain:
                yield Finding("register.required", Level.WARN, missing(column), at)
        if day > self._session.today().isoformat():
            text = f"Ngày {date.fromisoformat(day):%d/%m/%Y} sau ngày hôm nay; hãy kiểm tra lại."
            yield Finding("register.future", Level.WARN, text, f"{target}:{register.date_column}")
        own = identity(register, content.plain)
        if own is not None and counted[own] > 1:
            names = ", ".join(f"“{register.column(code).name}”" for code in register.identity)
            text = f"Có {counted[own]} dòng cùng {names}; hãy xóa dòng nhập trùng."
            yield Finding("register.duplicate", Level.WARN, text, f"{target}:{register.identity[0]}")


def parse(register: Register, text: str) -> Content:
    """Read the stored content of a row; what the register no longer reads is kept and named."""
    plain: dict[str, str] = json.loads(text)
    values: dict[str, Scalar] = {}
    shown: dict[str, str] = {}
    unreadable: set[str] = set()
    for column in register.columns:
        if column.code not in plain:
            continue
        try:
            value = field_text.from_plain(plain[column.code], column.spec)
            values[column.code] = value
            shown[column.code] = field_text.shown(value, column.spec)
        except ValueError:
            shown[column.code] = plain[column.code]
            unreadable.add(column.code)
    return Content(plain, values, shown, frozenset(unreadable), search_key("\n".join(shown.values())))


def identity(register: Register, plain: Mapping[str, str]) -> Identity | None:
    """The values by which a row is known as entered twice; None where the first is empty or the register has none."""
    values = tuple(" ".join(plain.get(code, "").casefold().split()) for code in register.identity)
    return values if values and values[0] else None


def _stored(connection: sa.Connection, code: str) -> list[Any]:
    query = (
        sa.select(register_row.c.id, register_row.c.day, register_row.c.content)
        .where(register_row.c.register_code == code)
        .order_by(register_row.c.day, register_row.c.sequence)
    )
    return list(connection.execute(query))


def _within(day: str, window: Window | None) -> bool:
    return window is None or window[0].isoformat() <= day <= window[1].isoformat()


def _summary(register: Register, found: sa.Row[Any] | None) -> RegisterSummary:
    if found is None:
        return RegisterSummary(register, 0, 0, None)
    last = date.fromisoformat(found.last_day) if found.last_day else None
    return RegisterSummary(register, found.rows, found.this_year, last)
