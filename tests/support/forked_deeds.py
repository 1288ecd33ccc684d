"""Deeds on a data folder in a process of their own: what it held open is let go when it ends."""

import json
import os
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from support.disk_deeds import DEEDS, Act
from support.failing_disk import Try

from cchc_desktop.system.fault import Fault


def attempt(deed: str | Callable[[Path], Act], folder: Path, harm: Callable[[], None]) -> Try:
    """Prepare a deed in ``folder`` (one of ``DEEDS`` where it is a name), let ``harm`` come, and do it.

    The code is that of the Fault.
    """
    answer, others = os.pipe()
    prepare = DEEDS["start" if deed == "upgrade" else deed] if isinstance(deed, str) else deed
    child = os.fork()
    if child == 0:
        try:
            outcome = _outcome(prepare, folder, harm)
            os.write(others, json.dumps(asdict(outcome)).encode())
        finally:
            os._exit(0)
    os.close(others)
    with os.fdopen(answer) as told:
        line = told.read()
    os.waitpid(child, 0)
    return Try(**json.loads(line)) if line else Try("bug", "the process of the deed died")


def _outcome(prepare: Callable[[Path], Act], folder: Path, harm: Callable[[], None]) -> Try:
    try:
        act = prepare(folder)
        harm()
        act()
    except Fault as fault:
        return Try(fault.code, f"{fault.what} {fault.safe} {fault.do}")
    except BaseException:  # noqa: BLE001 - told to the test, which fails
        return Try("bug", traceback.format_exc())
    return Try("done")
