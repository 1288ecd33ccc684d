"""Programs of the tests that need a process of their own: to be killed, or to obey permissions, scale or platform."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OBEYING = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Root obeys file permissions only without these powers."""


def command(script: str, *arguments: object, obeying: bool = False) -> list[str]:
    """The command line of a script of this folder."""
    prefix = OBEYING if obeying and os.geteuid() == 0 else ()
    return [*prefix, sys.executable, str(HERE / script), *map(str, arguments)]


def environment(settings: Path, **more: str) -> dict[str, str]:
    """Windows off screen, our packages on the path, settings beside the data."""
    roots = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    return {
        **os.environ,
        "PYTHONPATH": roots,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(settings),
        "PYTHONWARNINGS": "error",
        **more,
    }


def run(line: Sequence[str], settings: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run to the end and show what was said when it failed."""
    ended = subprocess.run(
        line, check=False, capture_output=True, text=True, env=environment(settings, **more), timeout=90
    )
    assert ended.returncode == 0, f"exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended
