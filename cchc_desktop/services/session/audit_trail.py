"""The audit trail as it travels in a package, and its check."""

import sqlalchemy as sa

from cchc_desktop.domain.snapshot import TrailPart
from cchc_desktop.packages.audit_lines import AuditLine
from cchc_desktop.system.canonical_json import canonical
from db.journal import AuditRow, broken_link, trail
from db.tables import audit


def as_json_lines(connection: sa.Connection, *, until: int) -> bytes:
    """One canonical JSON object a line, oldest first, up to and including a group of writes."""
    return b"".join(canonical(_line(row)) + b"\n" for row in trail(connection) if row.group_id <= until)


def end(connection: sa.Connection) -> TrailPart:
    """Where the trail stands now: how many lines, and the hash of the last one."""
    last = connection.execute(sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).one()
    return {"lines": last.seq, "last_hash": last.hash}


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


def _line(row: AuditRow) -> AuditLine:
    line: AuditLine = {
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
        "previous_hash": row.previous_hash,
        "hash": row.hash,
    }
    return {**line, "run": row.run_id, "elapsed_ms": row.elapsed_ms} if row.run_id else line
