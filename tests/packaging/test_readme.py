"""The first thing that a newcomer copies from the README is the thing that is tested."""

import os
import re
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def commands(root: Path) -> list[str]:
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks[:2] for line in block.splitlines()]


def test_the_readme_opens_with_two_command_lines(commands: list[str]) -> None:
    assert len(commands) == 2


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else(commands: list[str], root: Path) -> None:
    lines = (root / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[-1] == commands[1]
    assert [line for line in lines[1:-1] if not line.startswith(("#", "set ", "cd "))] == []


def test_ci_can_be_run(root: Path) -> None:
    assert os.access(root / ".ci/run", os.X_OK)


def test_every_file_that_the_readme_links_to_exists(root: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (root / "README.md").read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (root / link).exists()] == []


def test_the_scripts_that_the_readme_names_are_sound_shell(commands: list[str], root: Path) -> None:
    scripts = sorted((root / "packaging/linux").glob("*.sh"))
    assert {command.split()[1] for command in commands} <= {str(path.relative_to(root)) for path in scripts}
    for script in scripts:
        subprocess.run(["sh", "-n", str(script)], check=True)
