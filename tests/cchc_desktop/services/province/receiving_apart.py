"""Run by test_receiving_kills in a process of its own: receives, and is killed at one point after another.

Arguments: a folder with the province's folder and a stick, a folder for the trials. Each trial is a child of its own
that kills itself (SIGKILL) at its n-th step; says how many trials were killed.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.communes import LIBRARY
from support.workplaces import fixed_clock

from cchc_desktop.services.province import copying
from cchc_desktop.services.province.desk import at_command_line
from cchc_desktop.services.workplace import open_workplace
from db.journal import Work

MOST = 400


def receive(folder: Path) -> None:
    workplace = open_workplace(folder / "tinh", clock=fixed_clock(), library=LIBRARY)
    receiving = at_command_line(workplace).receiving
    plan = receiving.look([folder / "usb"])
    Countdown(int(os.environ["KILL_AT"]))
    receiving.receive(plan)


class Countdown:
    """Kills this process at the n-th call of anything that changes a disk."""

    def __init__(self, at: int) -> None:
        self.left = at
        for owner, names in (
            (Path, ("replace", "mkdir", "unlink")),
            (os, ("fsync",)),
            (copying, ("_read",)),
            (Work, ("__init__", "_record")),
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


def was_killed(folder: Path, at: int) -> bool:
    child = os.fork()
    if child == 0:
        os.environ["KILL_AT"] = str(at)
        receive(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the receipt itself failed"
    return os.WIFSIGNALED(status)


start, trials = Path(sys.argv[1]), Path(sys.argv[2])
for number in range(MOST):
    trial = trials / f"{number:03}"
    shutil.copytree(start, trial)
    if not was_killed(trial, number):
        sys.stdout.write(f"{number}\n")
        break
else:
    raise SystemExit("it never came to its end")
