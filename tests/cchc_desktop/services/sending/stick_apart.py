"""Run by test_stick_kills in a process of its own: writes packages to a stick, and is killed at a step of it.

Reads lines "folder stick step" and forks a child for each, which kills itself (SIGKILL) before that step. Says "killed"
or, when it came through, the names of all steps.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.loop_sticks import BLOCK
from support.signed_folders import the_plan
from support.workplaces import LIBRARY

from cchc_desktop.services.sending import stick_file
from cchc_desktop.services.workplace import open_workplace
from cchc_desktop.system import read_back, volumes
from cchc_desktop.system.clock import system_clock
from cchc_desktop.system.removable import plugged_in
from db.journal import Work

CHUNK = 4 * BLOCK
ROOM = 1 << 20


class Countdown:
    """Kills this process before the n-th call of anything that changes a disk or takes time; knows all that were."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.names: list[str] = []
        for owner, names in (
            (Path, ("replace", "unlink", "mkdir")),
            (os, ("fsync", "link", "preadv")),
            (Work, ("__init__", "_record")),
        ):
            for name in names:
                setattr(owner, name, self._killing(name, getattr(owner, name)))

    def step(self, name: str) -> None:
        """One more step."""
        self.names.append(name)
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def progress(self, _done: int, _total: int, words: str) -> bool:
        """A part was written or read."""
        self.step(words)
        return True

    def _killing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            self.step(name)
            return real(*given, **named)

        return step


def write(folder: Path, stick_path: Path, at: int) -> list[str]:
    stick_file._CHUNK = read_back.CHUNK = CHUNK  # type: ignore[attr-defined]  # small parts, so that there are many
    stick_file._SYNC_EVERY = 4 * CHUNK  # type: ignore[attr-defined]  # as above
    volumes._PLUGGED_IN = (f"{stick_path.parent}/",)  # type: ignore[attr-defined]  # where the test mounts it
    desk = open_workplace(folder, clock=system_clock, library=LIBRARY).command_line_desk()
    (stick,) = plugged_in()
    countdown = Countdown(at)
    assert desk.sticks.write(the_plan(desk).id, stick, progress=countdown.progress).value.may_unplug
    countdown.step("the end")
    return countdown.names


def attempt(folder: Path, stick: Path, at: int) -> str:
    answer, others = os.pipe()
    child = os.fork()
    if child == 0:
        names = write(folder, stick, at)
        os.write(others, ";".join(names).encode())
        os._exit(0)
    os.close(others)
    with os.fdopen(answer) as told:
        line = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    assert os.WEXITSTATUS(status) == 0, "the write itself failed"
    return line


for order in sys.stdin:
    folder, stick, step = order.split("\t")
    sys.stdout.write(attempt(Path(folder), Path(stick), int(step)) + "\n")
    sys.stdout.flush()
