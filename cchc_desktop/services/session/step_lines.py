"""The lines of a step in the journal, each with its row as it stands, or as it was where it stands no more."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from db.tables import audit, metadata

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One write of a step; ``values`` is its whole row, empty where nothing of it is known any more."""

    group_id: int
    action: str
    table: str
    row_id: str
    field: str
    values: Values
    old: Any
    new: Any

    def change(self, field: str) -> tuple[Any, ...]:
        """The old and the new value of a field where this line changed it."""
        return (self.old, self.new) if self.field == field else ()


def step_lines(
    connection: sa.Connection, groups: Iterable[int], *, without: Iterable[str] = (), limit: int | None = None
) -> Iterator[StepLine]:
    """The lines of these steps in order; ``without`` names tables that are left out."""
    query = sa.select(audit).where(audit.c.group_id.in_(tuple(groups)), audit.c.table_name.not_in(tuple(without)))
    for row in connection.execute(query.order_by(audit.c.seq).limit(limit)).all():
        old, new = (json.loads(text) if text else None for text in (row.old, row.new))
        yield StepLine(
            group_id=row.group_id,
            action=row.action,
            table=row.table_name,
            row_id=row.row_id,
            field=row.field,
            values=known_values(connection, row.table_name, row.row_id) or _whole(old) or _whole(new),
            old=old,
            new=new,
        )


def row_values(connection: sa.Connection, table: str, row_id: str) -> Values:
    """A row as it stands; empty where there is none."""
    found = metadata.tables[table]
    return dict(connection.execute(sa.select(found).where(found.c.id == row_id)).mappings().first() or {})


def known_values(connection: sa.Connection, table: str, row_id: str) -> Values:
    """A row as it stands, or as it was when it was removed; empty where there never was one."""
    removed = (
        sa.select(audit.c.old)
        .where(audit.c.table_name == table, audit.c.row_id == row_id, audit.c.action == "delete")
        .order_by(audit.c.seq.desc())
        .limit(1)
    )
    return row_values(connection, table, row_id) or _whole(json.loads(connection.scalar(removed) or "null"))


def _whole(value: Any) -> Values:
    return value if isinstance(value, dict) else {}
