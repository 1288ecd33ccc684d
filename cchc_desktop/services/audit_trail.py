"""The audit trail as it travels in a package, and its check."""

import sqlalchemy as sa

from cchc_desktop.system.canonical_json import canonical
from db.journal import AuditRow, broken_link, trail
from db.tables import audit


def as_json_lines(connection: sa.Connection, *, until: int) -> bytes:
    """One canonical JSON object a line, oldest first, up to and including a group of writes."""
    return b"".join(canonical(_line(row)) + b"\n" for row in trail(connection) if row.group_id <= until)


def signing_group(connection: sa.Connection, submission_id: str) -> int:
    """The group of writes in which a submission was signed."""
    found = connection.scalar(
        sa.select(sa.func.max(audit.c.group_id)).where(
            audit.c.table_name == "submission", audit.c.row_id == submission_id, audit.c.field == "signed_at"
        )
    )
    return int(found or 0)


def first_broken(connection: sa.Connection) -> int | None:
    """The number of the first line whose chain does not hold, or None."""
    return broken_link(trail(connection))


def _line(row: AuditRow) -> dict[str, str | int | None]:
    return {
        "seq": row.seq,
        "group": row.group_id,
        "at": row.at,
        "officer": row.officer_id,
        "action": row.action,
        "table": row.table_name,
        "row": row.row_id,
        "field": row.field,
        "old": row.old,
        "new": row.new,
        "reason": row.reason,
        **({"run": row.run_id, "elapsed_ms": row.elapsed_ms} if row.run_id else {}),
        "previous_hash": row.previous_hash,
        "hash": row.hash,
    }
