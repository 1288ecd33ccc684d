"""The process that has the folder open: it carries out one command after another and says when each is done.

One parent without Qt, without open files and without threads is forked for each opening of a folder, which takes a
few milliseconds instead of a second. Run as a script with the number of the socket to its master.
"""

import importlib
import os
import signal
import socket
import struct
import sys
import traceback
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from support.any_sequence.reading import complaints, shown, stored
from support.workplaces import LIBRARY

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.services.data_care.data_check import examine
from cchc_desktop.services.session import accounts
from cchc_desktop.services.workplace import Desk, Workplace, open_workplace
from cchc_desktop.system.fault import Fault

MESSAGE = struct.Struct("<cI")
_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
_POINTS = (*_CHANGES, "open", "sqlite3.connect")


@dataclass
class Host:
    """The open folder, who sits at the desk, and what time it is."""

    moment: datetime = datetime(2025, 12, 10, 9, 0)  # noqa: DTZ001 - set anew by each request
    folder: Path = field(default_factory=Path)
    workplace: Workplace | None = None
    desk: Desk | None = None

    def clock(self) -> datetime:
        """The time that the wall clock shows."""
        return self.moment

    def open(self, folder: Path) -> None:
        """Open a folder; nobody has signed in then."""
        self.folder, self.desk = folder, None
        self.workplace = open_workplace(folder, clock=self.clock, library=LIBRARY)

    @property
    def at_work(self) -> Desk:
        """The desk of who signed in."""
        assert self.desk is not None
        return self.desk

    def look(self) -> dict[str, Any]:
        """All rows, and whether something can be taken back or done again."""
        assert self.workplace is not None
        session = self.desk.session if self.desk else None
        return {
            "rows": stored(self.workplace.store),
            "undo": bool(session and session.undo_label),
            "redo": bool(session and session.redo_label),
        }

    def look_closely(self) -> dict[str, Any]:
        """What the services show, and everything that is wrong with the data."""
        desk = self.at_work
        problems = [problem.text for problem in examine(desk.session.store) if problem.serious]
        return {"shown": shown(desk), "complaints": [*problems, *complaints(desk)]}


class Fuse:
    """Ends the process at a point of its way: at a statement, a commit, or when it touches a file or a folder."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._only_changes = False
        sa.event.listen(sa.engine.Engine, "before_cursor_execute", lambda *_: self.burn())
        sa.event.listen(sa.engine.Engine, "commit", lambda _: self.burn(is_change=True))
        sys.addaudithook(lambda event, _: self.burn(is_change=event in _CHANGES) if event in _POINTS else None)

    def light(self, points: int | None, *, only_changes: bool = False) -> None:
        """Let the process live for this many points, for ever with None; ``only_changes`` counts no mere looking."""
        self._left, self._only_changes = points, only_changes

    def burn(self, *, is_change: bool = False) -> None:
        """Come to the next point."""
        if self._left is None or (self._only_changes and not is_change):
            return
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def serve(channel: Connection) -> None:
    """Carry out commands until the other side is gone."""
    host, fuse = Host(), Fuse()
    while True:
        try:
            host.moment, points, only_changes, command = channel.recv()
        except (EOFError, ConnectionResetError):
            return
        fuse.light(points, only_changes=only_changes)
        reply = _carried_out(command, host)
        fuse.burn(is_change=True)  # done, and nobody knows yet
        fuse.light(None)
        channel.send(reply)


def _carried_out(command: Any, host: Host) -> tuple[str, Any]:
    try:
        return "done", command.do(host)
    except Refusal as refusal:
        return "refused", [finding.code for finding in refusal.findings]
    except Fault as fault:
        return "fault", fault.code
    except BaseException:  # noqa: BLE001 - told to the test, which fails
        return "broken", traceback.format_exc()


def _cheap_passwords() -> None:
    """The same hashes with the least work, in this process only: they are made for every opening of a folder."""
    accounts.PasswordHasher = partial(  # type: ignore[misc, assignment]  # a class is called as this function is
        accounts.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1
    )


def _bring_along() -> None:
    """Import once what the services import at its first use."""
    for module in ("cchc_desktop.exports.unprintable", "cchc_desktop.services.submissions.dispatch", "db.upgrade"):
        importlib.import_module(module)


def main(master: socket.socket) -> None:
    """Fork a server for each channel that comes in, and bury those that ended."""
    _cheap_passwords()
    _bring_along()
    while True:
        message, channels, _flags, _from = socket.recv_fds(master, MESSAGE.size, 1)
        if not message:
            return
        order, number = MESSAGE.unpack(message)
        if order == b"W":
            _, status = os.waitpid(number, 0)
            master.sendall(MESSAGE.pack(b"W", os.waitstatus_to_exitcode(status) & 0xFF))
            continue
        child = os.fork()
        if child == 0:
            master.close()
            serve(Connection(channels[0]))
            os._exit(0)
        os.close(channels[0])
        master.sendall(MESSAGE.pack(b"F", child))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
