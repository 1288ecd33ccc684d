"""A register (sổ theo dõi), as pack data: dated rows kept all year, from which report figures are counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.field_type import ValueSpec
from cchc_desktop.domain.field_value import Scalar
from cchc_desktop.domain.pack import PackHeader


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register; ``share`` is its part of the printed width, relative to the other columns.

    ``personal`` marks personal data: shown on screen, never printed in a book that leaves the office, never exported.
    """

    code: str
    name: str
    spec: ValueSpec
    required: bool = False
    share: int = 10
    personal: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register. ``date_column`` names the column of type date by which a row falls into a reporting period.

    ``identity`` names the columns that together tell a row that is entered twice; empty where rows may repeat.
    ``heads_down`` registers are typed in series (survey slips): the form keeps the date and jumps to the next row.
    """

    code: str
    name: str
    date_column: str
    columns: tuple[Column, ...]
    evidence: bool = True
    heads_down: bool = False
    identity: tuple[str, ...] = ()
    note: str = ""

    def column(self, code: str) -> Column:
        """The column with this code; KeyError if there is none."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class RegisterSet:
    """All registers of a pack in the order in which they are offered."""

    header: PackHeader
    registers: tuple[Register, ...]

    def register(self, code: str) -> Register:
        """The register with this code; KeyError if there is none."""
        for register in self.registers:
            if register.code == code:
                return register
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One row: its identity, its day, and the values by column code; a column that is empty is left out."""

    id: str
    register: str
    day: date
    values: Mapping[str, Scalar]
