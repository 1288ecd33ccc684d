"""The power goes while somebody types: the database opens, and lacks at most what was typed in the last second."""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from end_to_end import apart
from end_to_end.program import Program, rows_of
from support.workplaces import new_workplace

from cchc_desktop.services import data_care
from cchc_desktop.system.clock import system_clock

KILLS = 10 if os.environ.get("CI") else 4
AT_ONCE = 4
PROMISED_SECONDS = 1.0


@dataclass(frozen=True)
class Killed:
    """What the typist had left, each with its time, and when it was killed."""

    folder: Path
    left: tuple[dict[str, Any], ...]
    at: float


def kill_one(folder: Path, settings: Path, after: float) -> Killed:
    """Let somebody type, and pull the plug this many seconds after the first field was left."""
    line = apart.command("typist.py", folder)
    environment = apart.environment(settings)
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True) as typist:
        assert typist.stdout is not None
        first = typist.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            typist.wait(timeout=after)
        at = time.monotonic()
        typist.kill()
        rest, complaints = typist.communicate()
    assert first, complaints
    whole = [text for text in (first + rest).splitlines(keepends=True) if text.endswith("\n")]
    return Killed(folder, tuple(json.loads(text) for text in whole), at)


@pytest.fixture
def killed(tmp_path: Path) -> list[Killed]:
    """Programs that were killed while somebody typed."""
    begun = tmp_path / "begun"
    new_workplace(begun).store.close(with_backup=False)
    moments = [random.uniform(1.1, 2.0) for _ in range(KILLS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [
            pool.submit(
                kill_one, Path(shutil.copytree(begun, tmp_path / f"du-lieu-{number}")), tmp_path / "cau-hinh", after
            )
            for number, after in enumerate(moments)
        ]
    return [run.result() for run in runs]


def test_every_field_that_was_left_a_second_before_the_kill_is_there(
    killed: list[Killed], open_program: Callable[[Path], Program]
) -> None:
    for run in killed:
        database = run.folder / "cchc.db"
        assert rows_of(database, "PRAGMA quick_check") == [("ok",)]
        owed = [field for field in run.left if field["left"] <= run.at - PROMISED_SECONDS]
        assert owed, "nothing was typed early enough"
        for field in owed:
            query = f"SELECT {field['column']} FROM progress_entry WHERE id = ?"
            assert rows_of(database, query, field["entry"]) == [(field["text"],)], (field, run.at)
        assert data_care.check(run.folder, system_clock) == ()

    last = open_program(killed[-1].folder)
    last.sign_in()
    screen = last.go("tasks")
    assert [(len(screen.detail.cards),)] == last.stored("SELECT count(*) FROM progress_entry")
