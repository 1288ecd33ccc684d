"""A run of the program over a data folder (lần chạy): begun and ended on record, so that a crash is noticed.

A run that has no end is one that was cut off: power, crash, a killed process. Its number and the milliseconds since
its beginning stand in each line of the audit trail, so that the order and the spans hold whatever the wall clock says.
"""

import platform
import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa

from cchc_desktop.system.clock import Clock, SteadyClock, steady_seconds
from db.tables import audit, program_run


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its identity, and the clock that never goes back."""

    id: str
    elapsed: SteadyClock = field(repr=False)
    begun: float = field(repr=False)

    def elapsed_ms(self) -> int:
        """Milliseconds since the run began."""
        return round((self.elapsed() - self.begun) * 1000)


def start(elapsed: SteadyClock = steady_seconds) -> Run:
    """A run that begins now."""
    return Run(str(uuid.uuid4()), elapsed, elapsed())


def record(connection: sa.Connection, run: Run, clock: Clock) -> None:
    """Put the beginning of a run on record."""
    last = connection.scalar(sa.select(sa.func.max(audit.c.seq))) or 0
    connection.execute(
        sa.insert(program_run).values(
            id=run.id,
            started_at=clock().isoformat(timespec="seconds"),
            machine=platform.node(),
            first_seq=last + 1,
        )
    )


def end(connection: sa.Connection, run: Run, clock: Clock) -> None:
    """Put the orderly end of a run on record."""
    connection.execute(
        sa.update(program_run).where(program_run.c.id == run.id).values(ended_at=clock().isoformat(timespec="seconds"))
    )


def cut_off(connection: sa.Connection, run: Run) -> tuple[str, ...]:
    """The runs right before this one that have no end, newest first; empty where the last one ended in order."""
    before = sa.select(program_run.c.id, program_run.c.ended_at).where(program_run.c.id != run.id)
    found = []
    for row in connection.execute(before.order_by(sa.literal_column("rowid").desc())):
        if row.ended_at:
            break
        found.append(row.id)
    return tuple(found)
