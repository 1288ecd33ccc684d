"""The evidence files that frozen submissions name: they prove what was sent, also when no row names them any more."""

import json

import sqlalchemy as sa

from db.tables import submission


def frozen_files(connection: sa.Connection) -> dict[str, str]:
    """The names of the files, by SHA-256. A snapshot that cannot be read names none; the check of the data tells it."""
    found: dict[str, str] = {}
    for content in connection.scalars(sa.select(submission.c.snapshot).where(submission.c.snapshot.is_not(None))):
        try:
            parts = json.loads(content).get("evidence", ())
        except (ValueError, AttributeError):
            continue
        found.update({part["sha256"]: part["name"] for part in parts})
    return found
