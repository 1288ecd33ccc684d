"""How much a database holds, counted in the file itself: what the two who sign a hand-over compare."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from db.engine import connect_to_copy, connect_to_look

_QUERIES = {
    "tasks": "SELECT count(DISTINCT task_code) FROM progress_entry",
    "register_rows": "SELECT count(*) FROM register_row",
    "reports": (
        "SELECT count(*) FROM (SELECT form_code, period_code FROM report_field"
        " UNION SELECT form_code, period_code FROM report_text)"
    ),
    "submissions": "SELECT count(*) FROM submission",
    "evidence": "SELECT count(*) FROM evidence",
    "officers": "SELECT count(*) FROM officer",
}


def tally(database: Path) -> Mapping[str, int]:
    """Count; the file is only read and must not be open anywhere. Raises sqlite3.Error."""
    with closing(connect_to_look(database)) as connection:
        return {name: int(connection.execute(query).fetchone()[0]) for name, query in _QUERIES.items()}


def last_line(database: Path) -> tuple[int, str, str]:
    """Number, hash and time of the last line of the audit trail; zero and empty texts where there is none."""
    with closing(connect_to_look(database)) as connection:
        row = connection.execute("SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1]), str(row[2])) if row else (0, "", "")


def end_run(database: Path, run_id: str, at: str) -> None:
    """Put an orderly end on record for the run in which the database was given away."""
    with closing(connect_to_copy(database)) as connection:
        connection.execute("UPDATE program_run SET ended_at = ? WHERE id = ? AND ended_at = ''", (at, run_id))
        connection.commit()
