"""Reads what a value of a form field, a register column or a table column is: type, unit, decimals, options, bounds."""

from collections.abc import Iterable

from cchc_desktop.catalogue.table import Table
from cchc_desktop.domain.field_type import FieldType, Option, TableColumn, ValueSpec

FIELD_TYPES = tuple(FieldType)
COLUMN_TYPES = tuple(kind for kind in FieldType if kind not in (FieldType.TABLE, FieldType.HEADING))

_DEFAULT_DECIMALS = {FieldType.PERCENT: 2, FieldType.DECIMAL: 2}


def read_value(entry: Table, *, allowed: Iterable[FieldType]) -> ValueSpec:
    """Read the keys that say what is asked for; decimals left out are 2 for percentages and decimals, otherwise 0."""
    kind = read_type(entry, allowed=allowed)
    decimals = entry.optional_integer("decimals") if "decimals" in entry else _DEFAULT_DECIMALS.get(kind, 0)
    return ValueSpec(
        type=kind,
        unit=entry.optional_text("unit"),
        decimals=decimals,
        options=_read_options(entry),
        minimum=entry.optional_decimal("minimum"),
        maximum=entry.optional_decimal("maximum"),
        columns=_read_columns(entry) if FieldType.TABLE in allowed else (),
    )


def read_type(entry: Table, *, allowed: Iterable[FieldType]) -> FieldType:
    """Read ``type``; text after a problem."""
    names = {kind.value: kind for kind in allowed}
    value = entry.text("type")
    if value and value not in names:
        entry.note("value-type-unknown", "type", value=value, allowed=", ".join(names))
    return names.get(value, FieldType.TEXT)


def _read_options(entry: Table) -> tuple[Option, ...]:
    options = []
    for row in entry.tables("options"):
        options.append(Option(row.text("code"), row.text("label")))
        row.finish()
    return tuple(options)


def _read_columns(entry: Table) -> tuple[TableColumn, ...]:
    columns = []
    for row in entry.tables("columns"):
        columns.append(TableColumn(row.text("code"), row.text("name"), read_value(row, allowed=COLUMN_TYPES)))
        row.finish()
    return tuple(columns)
