"""Rules of the house that no single module can keep: one root, short files, no trace of a machine, layers."""

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

FOLDERS = (".ci", "benchmarks", "cchc_desktop", "db", "docs", "packaging", "resources", "tests", "ui")
TEXT = {"", ".in", ".json", ".lock", ".md", ".py", ".qss", ".sh", ".spec", ".toml", ".ts", ".txt", ".yaml", ".yml"}
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "deb.debian" + ".org", "registry.npmjs" + ".org")
MACHINE = re.compile("|".join([r"(?<![\w.])/(?:work|opt|tmp|root|home)/\w", r"\bC:\\+Users\\", *map(re.escape, HOSTS)]))


def _files(root: Path) -> Iterator[Path]:
    yield from (path for path in root.iterdir() if path.is_file() and path.suffix in TEXT and path.name[0] != ".")
    for folder in FOLDERS:
        paths = (path for path in (root / folder).rglob("*") if path.is_file() and path.suffix in TEXT)
        yield from (path for path in paths if "__pycache__" not in path.parts)


def test_the_four_packages_come_from_one_root() -> None:
    modules = [importlib.import_module(name) for name in ("cchc_desktop", "ui", "db", "resources")]
    assert len({Path(str(module.__file__)).parents[1] for module in modules}) == 1


@pytest.mark.parametrize("folder", ["tests", "packaging"])
def test_tests_and_packaging_are_not_packages(folder: str, root: Path) -> None:
    assert list((root / folder).rglob("__init__.py")) == []


def test_the_installed_version_is_that_of_the_project_file(project: dict[str, Any]) -> None:
    assert version(project["name"]) == project["version"]


def test_no_file_holds_more_than_500_lines_of_python(root: Path) -> None:
    python = [path for path in _files(root) if path.suffix == ".py"]
    assert len(python) > 100
    assert [path for path in python if len(path.read_text(encoding="utf-8").splitlines()) > 500] == []


def test_no_file_knows_the_machine_it_was_written_on(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in _files(root)
        for match in MACHINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text", ["at /" + "work/main", "'/" + "tmp/x'", "C:" + r"\Users\An", "https://pypi" + ".org/simple"]
)
def test_a_trace_of_a_machine_is_recognised(text: str) -> None:
    assert MACHINE.search(text)


def test_the_layers_are_kept(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
