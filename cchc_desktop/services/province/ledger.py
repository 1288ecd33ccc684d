"""What was received, read by place: the revisions that a package is judged beside."""

import json

import sqlalchemy as sa

from cchc_desktop.domain.reception import Known, Place, ReceivedState, Revision
from db.tables import received

_LINEAGE = (
    received.c.id,
    received.c.revision,
    received.c.snapshot_sha256,
    received.c.state,
    received.c.received_at,
    received.c.snapshot,
)


def known_at(connection: sa.Connection, place: Place) -> tuple[Known, ...]:
    """The revisions received at a place, oldest first."""
    query = (
        sa.select(*_LINEAGE)
        .where(
            received.c.unit_code == place.unit_code,
            received.c.kind == place.kind,
            received.c.form_code == place.form_code,
            received.c.period_code == place.period_code,
        )
        .order_by(received.c.revision, received.c.received_at)
    )
    return tuple(_known(row) for row in connection.execute(query).mappings())


def known_by_hash(connection: sa.Connection, sha256: str) -> str:
    """When this very package file was received; empty where it was not."""
    query = sa.select(received.c.received_at).where(received.c.package_sha256 == sha256)
    return str(connection.scalar(query) or "")


def _known(row: sa.RowMapping) -> Known:
    snapshot = json.loads(row["snapshot"])
    revision = Revision(row["revision"], snapshot["submission_id"], snapshot["parent_id"], row["snapshot_sha256"])
    return Known(row["id"], revision, ReceivedState(row["state"]), row["received_at"])
