"""2,000 rows pasted into a register (read, previewed, journalled, stored) against a bare sqlite3 loop storing them."""

import sqlite3
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.services.workplace import open_workplace
from cchc_desktop.system.clock import system_clock
from db.engine import PRAGMAS

ROWS = 2_000
REGISTER = "VB"
HEADER = "Ngày ban hành\tSố, ký hiệu\tLoại văn bản\tTrích yếu nội dung\tPhạm vi"


class Pair:
    """Both ways on the same disk, with the same settings; each paste brings rows that are not there yet."""

    def __init__(self, data: Path) -> None:
        self._workplace = open_workplace(data, clock=system_clock, library=bundled())
        self._desk = self._workplace.command_line_desk()
        self._pastes = 0
        self._bare = sqlite3.connect(data / "bare-rows.db", isolation_level=None)
        for name, value in PRAGMAS:
            self._bare.execute(f"PRAGMA {name} = {value}")
        self._bare.execute("CREATE TABLE entry (id TEXT PRIMARY KEY, day TEXT, content TEXT)")

    def ours(self) -> None:
        incoming = self._desk.registers.preview_paste(REGISTER, f"{HEADER}\n" + "\n".join(self._lines()))
        done = self._desk.registers.apply(incoming)
        assert len(done.value.ids) == ROWS
        self._pastes += 1

    def bare(self) -> None:
        rows = [(str(uuid.uuid4()), "2025-10-05", line) for line in self._lines()]
        self._bare.execute("BEGIN IMMEDIATE")
        self._bare.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        self._bare.execute("COMMIT")

    def _lines(self) -> list[str]:
        text = "Kế hoạch triển khai công tác cải cách hành chính trên địa bàn xã\tCải cách hành chính"
        return [f"5/10/2025\t{self._pastes}.{place}/KH-UBND\tKế hoạch\t{text}" for place in range(ROWS)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bare.close()
        self._workplace.store.close(with_backup=False)
