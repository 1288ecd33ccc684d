"""The whole schema, column by column: told by the history, or left out for a reason."""

import pytest

from cchc_desktop.services.history.bringing_back import WRITTEN
from cchc_desktop.services.history.fields import FIELDS, NOT_TOLD, UNJOURNALLED
from db.tables import metadata

COLUMNS = [
    (table.name, column.name)
    for table in metadata.sorted_tables
    if table.name not in UNJOURNALLED
    for column in table.columns
    if column.name != "id"
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_each_journalled_column_is_told_or_left_out_for_a_reason(table: str, column: str) -> None:
    told, left_out = column in FIELDS.get(table, {}), bool(NOT_TOLD.get((table, column)))
    assert told != left_out


def test_only_columns_of_the_schema_are_told_or_left_out() -> None:
    named = {*NOT_TOLD, *((table, column) for table, fields in FIELDS.items() for column in fields)}
    assert named <= set(COLUMNS)


@pytest.mark.parametrize("table", sorted(FIELDS))
def test_each_told_field_can_be_brought_back_or_says_why_not(table: str) -> None:
    free = [code for code, field in FIELDS[table].items() if not field.barred]
    assert (table in WRITTEN) == bool(free)
    assert all(field.barred.endswith(".") for field in FIELDS[table].values() if field.barred)
