"""A process that has a data folder open and can be killed at any moment, seen from the test."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from support.any_sequence.host import MESSAGE

PATIENCE = 60
"""Seconds after which a command that has not come to its end is a failure."""


@dataclass(frozen=True)
class Fate:
    """When the process is killed: at a point of its way, or so many seconds after the command was sent."""

    points: int | None = None
    seconds: float | None = None
    only_changes: bool = False
    """Whether only commits and changes of the folder count as points."""
    opening: int | None = None
    """After how many points the next opening is cut off as well."""

    @property
    def is_deadly(self) -> bool:
        """Whether a kill is meant at all."""
        return self.points is not None or self.seconds is not None


LIVE = Fate()


class Parent:
    """The process of which the others are forked."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "support.any_sequence.host", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )

    def fork(self) -> "Killable":
        """A new process."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._socket, [MESSAGE.pack(b"F", 0)], [theirs.fileno()])
            _, number = MESSAGE.unpack(self._receive())
        return Killable(self, Connection(ours.detach()), number)

    def bury(self, number: int) -> None:
        """Wait until a process is gone, with everything that it held."""
        self._socket.sendall(MESSAGE.pack(b"W", number))
        self._receive()

    def close(self) -> None:
        """Let the process end."""
        self._socket.close()
        self._process.wait(timeout=PATIENCE)

    def _receive(self) -> bytes:
        return self._socket.recv(MESSAGE.size, socket.MSG_WAITALL)


class Killable:
    """One process; it ends once."""

    def __init__(self, parent: Parent, channel: Connection, number: int) -> None:
        self._parent = parent
        self._channel = channel
        self._number = number
        self.is_alive = True

    def ask(self, command: Any, moment: datetime, fate: Fate = LIVE) -> tuple[str, Any] | None:
        """Let a command be carried out. None where the process was killed before it could say that it was done."""
        self._channel.send((moment, fate.points, fate.only_changes, command))
        if fate.seconds is not None and not self._channel.poll(fate.seconds):
            os.kill(self._number, signal.SIGKILL)
        elif not self._channel.poll(PATIENCE):
            raise AssertionError(f"no answer to {command} within {PATIENCE} seconds")
        try:
            reply: tuple[str, Any] = self._channel.recv()
        except (EOFError, ConnectionResetError):
            assert fate.is_deadly, f"the process ended by itself at {command}"
            self._gone()
            return None
        if fate.seconds is not None:
            self.kill()
        return reply

    def kill(self) -> None:
        """Kill the process now."""
        if self.is_alive:
            os.kill(self._number, signal.SIGKILL)
            self._gone()

    def _gone(self) -> None:
        self.is_alive = False
        self._channel.close()
        self._parent.bury(self._number)
