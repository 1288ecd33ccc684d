"""The model of a data folder: plain dicts of what was acknowledged, and what each command does to them.

A row is known by its table and by what people know it by: an identity, the code of a task, period and field. Rows are
never changed in place, so a copy of the outer dict is a copy of everything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Key = tuple[str, str]
Row = Mapping[str, Any]
Rows = dict[Key, Row]
Step = dict[Key, tuple[Row | None, Row | None]]
"""The rows that one transaction changed, before and after."""

FROZEN = ("complete", "signed", "exported")
UNKNOWN = "?"
"""The identity of a row that should have been added and was not."""


@dataclass(frozen=True)
class Present:
    """The moment, and who sits at the desk."""

    now: datetime
    officer: str
    role: str


class Draft:
    """Rows on which a command is carried out; each ``commit`` ends a transaction.

    Identities and hashes that nobody can foretell are taken from the rows that were ``found`` afterwards.
    """

    def __init__(self, before: Rows, found: Rows, present: Present) -> None:
        self.rows = dict(before)
        self.found = found
        self.present = present
        self.states: list[Rows] = []
        self._new: dict[str, list[str]] = {}
        for table, key in sorted(found.keys() - before.keys(), key=lambda key: _order(key, found)):
            self._new.setdefault(table, []).append(key)

    def commit(self) -> None:
        """End a transaction."""
        self.states.append(dict(self.rows))

    def new(self, table: str) -> str:
        """The identity of the next row that was added to a table."""
        waiting = self._new.get(table)
        return waiting.pop(0) if waiting else UNKNOWN

    def learned(self, table: str, key: str, name: str) -> Any:
        """A value that the program alone could know."""
        return self.found.get((table, key), {}).get(name)

    def put(self, table: str, key: str, **values: Any) -> None:
        """Add a row."""
        self.rows[table, key] = values

    def change(self, table: str, key: str, **values: Any) -> None:
        """Change fields of a row."""
        self.rows[table, key] = {**self.rows[table, key], **values}

    def drop(self, table: str, key: str) -> None:
        """Remove a row."""
        del self.rows[table, key]

    def row(self, table: str, key: str) -> Row | None:
        """A row, or None."""
        return self.rows.get((table, key))

    def of(self, table: str, **wanted: Any) -> Iterator[tuple[str, Row]]:
        """The rows of a table that have these values."""
        return rows_of(self.rows, table, **wanted)

    def next_sequence(self, table: str, **wanted: Any) -> int:
        """The place behind the last of these rows."""
        return max((row["sequence"] for _, row in self.of(table, **wanted)), default=0) + 1

    def progress_is_frozen(self, day: str) -> bool:
        """Whether a completed progress report covers this day."""
        return any(day <= row["reference_day"] for _, row in self._completed("progress"))

    def is_frozen(self, kind: str) -> bool:
        """Whether a submission of this kind is completed."""
        return any(True for _ in self._completed(kind))

    def report_is_frozen(self, period: str) -> bool:
        """Whether the latest revision of the report of a period is completed."""
        latest = self.latest("report", period)
        return latest is not None and latest[1]["state"] in FROZEN

    def latest(self, kind: str, period: str) -> tuple[str, Row] | None:
        """The latest revision of a submission."""
        mine = self.of("submission", kind=kind, period_code=period)
        return max(mine, key=lambda item: item[1]["revision"], default=None)

    def _completed(self, kind: str) -> Iterator[tuple[str, Row]]:
        return ((key, row) for key, row in self.of("submission", kind=kind) if row["state"] in FROZEN)


@dataclass
class Undo:
    """What the officer at the desk can take back and do again, oldest first."""

    undoable: list[Step] = field(default_factory=list)
    redoable: list[Step] = field(default_factory=list)

    def done(self, before: Rows, states: list[Rows], *, undoable: bool) -> None:
        """Note the transactions of a command that was carried out."""
        for state in states:
            step = difference(before, state)
            before = state
            if step:
                self.redoable.clear()
            if step and undoable:
                self.undoable.append(step)


def rows_of(rows: Rows, table: str, **wanted: Any) -> Iterator[tuple[str, Row]]:
    """The rows of a table that have these values."""
    for (where, key), row in rows.items():
        if where == table and all(row[name] == value for name, value in wanted.items()):
            yield key, row


def difference(before: Rows, after: Rows) -> Step:
    """The rows that differ."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {key: (before.get(key), after.get(key)) for key in keys}


def taken_back(rows: Rows, step: Step) -> Rows:
    """The rows without what this step changed in them."""
    changed = dict(rows)
    for key, (before, after) in step.items():
        if before is None:
            changed.pop(key, None)
        elif after is None:
            changed[key] = before
        elif key in changed:
            old = {name: value for name, value in before.items() if after[name] != value}
            changed[key] = {**changed[key], **old}
    return changed


def is_overtaken(rows: Rows, step: Step) -> bool:
    """Whether a row was written after this step, or another row has come to refer to one that the step added."""
    for key, (before, after) in step.items():
        now = rows.get(key)
        if (now is None) != (after is None):
            return True
        if now is None or after is None:
            continue
        if before is None and (now != after or _is_referred_to(rows, key)):
            return True
        if before is not None and any(now[name] != after[name] for name in after if after[name] != before[name]):
            return True
    return False


def _is_referred_to(rows: Rows, key: Key) -> bool:
    return any(key[1] in row.values() for other, row in rows.items() if other != key)


def iso(day: date | None) -> str:
    """A day as stored."""
    return day.isoformat() if day else ""


def _order(key: Key, found: Rows) -> tuple[str, Any, str]:
    return key[0], found[key].get("sequence", 0), key[1]
