"""Run by test_hand_over_kills in its own process: hands over or receives, and is killed at one point after another.

Arguments: what is done ("give", "receive", "replace"), a folder with what it starts from, a folder for the trials.
Each trial is a child of its own that kills itself (SIGKILL) at its n-th step; says how many trials were killed.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.hand_overs import handed_over, no_step
from support.workplaces import empty_workplace, fixed_clock

from cchc_desktop.packages.container import ContainerWriter
from cchc_desktop.services.hand_over import arrival
from db import handed_over as given_away
from db.journal import Work

MOST = 400


def give(folder: Path) -> None:
    handed_over(empty_workplace(folder / "du-lieu"), folder / "usb").file.stat()


def receive(folder: Path) -> None:
    (file,) = (folder / "usb").glob("*.cchc-ban-giao")
    offer = arrival.inspect(file, step=no_step)
    arrival.receive(offer, folder / "noi-nhan", fixed_clock(), step=no_step)


DEEDS: dict[str, Callable[[Path], None]] = {"give": give, "receive": receive, "replace": receive}


class Countdown:
    """Kills this process at the n-th call of anything that changes a disk."""

    def __init__(self, at: int) -> None:
        self.left = at
        for owner, names in (
            (Path, ("replace", "rename", "mkdir", "unlink", "rmdir")),
            (os, ("fsync",)),
            (ContainerWriter, ("add", "finish")),
            (Work, ("__init__", "_record")),
            (given_away, ("write_mark", "publish", "announce")),
        ):
            for name in names:
                setattr(owner, name, self._killing(getattr(owner, name)))

    def _killing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return step


def was_killed(deed: Callable[[Path], None], folder: Path, at: int) -> bool:
    child = os.fork()
    if child == 0:
        Countdown(at)
        deed(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the deed itself failed"
    return os.WIFSIGNALED(status)


what, start, trials = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
for number in range(MOST):
    trial = trials / f"{number:03}"
    shutil.copytree(start, trial)
    if not was_killed(DEEDS[what], trial, number):
        sys.stdout.write(f"{number}\n")
        break
else:
    raise SystemExit("it never came to its end")
