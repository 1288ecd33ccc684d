"""One field saved through the service (change, audit line, commit) against one bare commit through sqlite3."""

import itertools
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.services.workplace import open_workplace
from cchc_desktop.system.clock import system_clock
from db.engine import PRAGMAS

TASK = "TQ2025H2-58"


class Pair:
    """Both ways on the same disk, with the same settings."""

    def __init__(self, data: Path) -> None:
        self._workplace = open_workplace(data, clock=system_clock, library=bundled())
        self._desk = self._workplace.command_line_desk()
        self._entry = self._desk.tasks.add_entry(TASK).value
        self._numbers = itertools.count()
        self._bare = sqlite3.connect(data / "bare.db", isolation_level=None)
        for name, value in PRAGMAS:
            self._bare.execute(f"PRAGMA {name} = {value}")
        self._bare.execute("CREATE TABLE entry (id TEXT PRIMARY KEY, result TEXT)")
        self._bare.execute("INSERT INTO entry VALUES ('1', '')")

    def ours(self) -> None:
        self._desk.tasks.edit_entry(self._entry, result=f"Kết quả {next(self._numbers)}")

    def bare(self) -> None:
        self._bare.execute("BEGIN IMMEDIATE")
        self._bare.execute("UPDATE entry SET result = ? WHERE id = '1'", (f"Kết quả {next(self._numbers)}",))
        self._bare.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bare.close()
        self._workplace.store.close(with_backup=False)
