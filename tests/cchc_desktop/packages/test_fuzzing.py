"""Spoiled packages by the hundred in a child process with little memory; ``benchmarks.fuzzing`` runs longer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(120)
def test_spoiled_packages_are_refused_in_bounded_time_and_memory() -> None:
    options = ["--child", "--seconds", "15", "--cases", "400", "--seed", "2026", "--memory-mb", "1024"]
    root = Path(__file__).parents[3]
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzzing", *options],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert "each refused with its reason" in found.stdout
