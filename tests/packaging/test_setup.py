"""Set-up on machines that cannot go on: each is told what is missing, and nothing is changed.

The shell script is real. apt, dpkg and the user's id are foreign and answer here as the machine in question would.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is for Linux")

REAL = ("cat", "cut", "dirname", "env", "find", "grep", "head", "ls", "mkdir", "mktemp", "rm", "sed", "sh", "tr")


class Machine:
    """A PATH with the ordinary tools and the commands that a test adds."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        for name in REAL:
            (folder / name).symlink_to(str(shutil.which(name)))
        self.command("python3", f'exec "{sys.executable}" "$@"')

    def command(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "sh"), "-euc", f". packaging/linux/setup.sh\n{script}"],
            cwd=self.root,
            env={"PATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Machine:
    folder = tmp_path / "bin"
    folder.mkdir()
    return Machine(folder, root)


def test_an_old_python_is_refused_with_what_to_do(machine: Machine) -> None:
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        machine.command(name, "exit 1")
    done = machine.run("set_up run")
    assert done.returncode == 3
    assert "no Python 3.11 or newer was found" in done.stderr


def test_a_user_without_root_gets_the_line_to_run(machine: Machine) -> None:
    machine.command("dpkg-query", "echo 'installed libegl1, '")
    machine.command("apt-get", "exit 100")
    machine.command("id", "echo 1000")
    done = machine.run("set_up run")
    assert done.returncode == 3
    (line,) = (line for line in done.stderr.splitlines() if "sudo" in line)
    assert line.split()[:5] == ["sudo", "apt-get", "install", "-y", "--no-install-recommends"]
    assert "libxcb-cursor0" in line.split()
    assert "libegl1" not in line.split()


def test_a_package_that_another_one_provides_is_not_missing(machine: Machine) -> None:
    machine.command("dpkg-query", "echo 'installed libglib2.0-0t64, libglib2.0-0 (= 2.80.0-6)'")
    done = machine.run("missing_packages 'libglib2.0-0 libgl1'")
    assert done.stdout.split() == ["libgl1"]


def test_a_package_that_was_removed_is_missing(machine: Machine) -> None:
    machine.command("dpkg-query", "echo 'config-files libgl1, '")
    assert machine.run("missing_packages libgl1").stdout.split() == ["libgl1"]


def test_root_is_told_why_apt_failed(machine: Machine) -> None:
    machine.command("dpkg-query", ":")
    machine.command("apt-get", "echo 'E: no route to the mirror'; exit 100")
    machine.command("id", "echo 0")
    done = machine.run("set_up run")
    assert done.returncode == 3
    assert "no route to the mirror" in done.stderr


def test_a_folder_that_is_not_a_virtual_environment_is_left_alone(machine: Machine, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep", encoding="utf-8")
    done = machine.run("find_python; make_venv", CCHC_VENV=str(precious))
    assert done.returncode == 3
    assert [path.name for path in precious.iterdir()] == ["letter.txt"]


def test_set_up_outside_the_clone_is_refused(machine: Machine, tmp_path: Path) -> None:
    script = machine.root / "packaging/linux/setup.sh"
    command = [str(machine.folder / "sh"), "-euc", f". {script}; set_up run"]
    done = subprocess.run(command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "not the clone" in done.stderr


def test_the_lists_of_system_packages_name_each_package_once(machine: Machine) -> None:
    done = machine.run("listed_packages packaging/linux/system-packages-*.txt")
    names = done.stdout.split()
    assert len(names) > 10
    assert sorted(set(names)) == sorted(names)
