"""Reads the entries of a pack of registers."""

from cchc_desktop.catalogue.table import Table
from cchc_desktop.catalogue.value_reader import COLUMN_TYPES, read_value
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.register import Column, Register, RegisterSet

DEFAULT_SHARE = 10


def read_registers(document: Table, header: PackHeader) -> RegisterSet:
    """Read the registers; problems are noted on the tables."""
    return RegisterSet(header, tuple(_read_register(entry) for entry in document.entries("registers")))


def _read_register(entry: Table) -> Register:
    register = Register(
        code=entry.text("code"),
        name=entry.text("name"),
        date_column=entry.text("date_column"),
        columns=_read_columns(entry),
        evidence=entry.flag("evidence", default=True),
        heads_down=entry.flag("heads_down"),
        identity=entry.texts("identity"),
        note=entry.optional_text("note"),
    )
    entry.finish()
    return register


def _read_columns(entry: Table) -> tuple[Column, ...]:
    rows = entry.tables("columns")
    if not rows:
        entry.note("list-empty" if "columns" in entry else "key-missing", "columns")
    return tuple(_read_column(row) for row in rows)


def _read_column(row: Table) -> Column:
    column = Column(
        code=row.text("code"),
        name=row.text("name"),
        spec=read_value(row, allowed=COLUMN_TYPES),
        required=row.flag("required"),
        share=row.integer("share") if "share" in row else DEFAULT_SHARE,
        personal=row.flag("personal"),
        note=row.optional_text("note"),
    )
    row.finish()
    return column
