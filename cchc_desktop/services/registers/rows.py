"""Registers as screens show them: one row, a whole table, and what pasting or importing rows would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.register import Register
from cchc_desktop.services.evidence.evidence import FileRow


@dataclass(frozen=True, slots=True)
class RegisterSummary:
    """A register in the list of registers: how many rows it has, and how many in the year's reporting window."""

    register: Register
    rows: int
    rows_this_year: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row. ``shown`` holds each column as read on screen, ``plain`` as stored; an empty column is left out of both.

    ``findings`` are what the row owes: a required column that is empty, an impossible date, a duplicate.
    """

    id: str
    number: int
    day: date | None
    shown: Mapping[str, str]
    plain: Mapping[str, str]
    files: tuple[FileRow, ...]
    findings: tuple[Finding, ...]
    search_key: str


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A register with its rows by day and order of entry; ``total`` counts those that the filter left out, too."""

    register: Register
    rows: tuple[RegisterRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A row that would be added. ``line`` is its place in the source, counted from 1; ``problems`` keep it out."""

    line: int
    plain: Mapping[str, str]
    shown: Mapping[str, str]
    problems: tuple[str, ...]
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """What pasting or importing would do: ``columns`` maps the source's columns to codes, "" where none was found."""

    register: Register
    source: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[IncomingRow, ...]

    @property
    def good(self) -> tuple[IncomingRow, ...]:
        """The rows that would be added."""
        return tuple(row for row in self.rows if not row.problems and not row.duplicate)
