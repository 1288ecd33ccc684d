"""The locked libraries are those that pyproject.toml asks for, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUN, DEV = "packaging/requirements.lock", "packaging/requirements-dev.lock"
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)(?: {4}--hash=sha256:[0-9a-f]{64}.*\n)+)",
    re.MULTILINE,
)


def _pins(path: Path) -> dict[str, str]:
    return {match["name"]: match["version"] for match in ENTRY.finditer(path.read_text(encoding="utf-8"))}


def _asked(root: Path, project: dict[str, Any], lock: str) -> list[Requirement]:
    lines = [line for line in (root / "packaging/build.in").read_text().splitlines() if not line.startswith("#")]
    lines += project["dependencies"]
    if lock == DEV:
        lines += project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_every_direct_dependency_is_locked_within_its_range(lock: str, root: Path, project: dict[str, Any]) -> None:
    pins = _pins(root / lock)
    asked = {canonicalize_name(wanted.name): wanted.specifier for wanted in _asked(root, project, lock)}
    assert asked.keys() - pins.keys() == set()
    assert [name for name, specifier in asked.items() if pins[name] not in specifier] == []


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_every_line_of_a_lock_is_a_pin_with_hashes_or_a_comment(lock: str, root: Path) -> None:
    rest = ENTRY.sub("", (root / lock).read_text(encoding="utf-8"))
    assert [line for line in rest.splitlines() if line.strip() and not line.lstrip().startswith("#")] == []


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_a_lock_holds_no_address(lock: str, root: Path) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert re.findall(r"--(?!hash=sha256:)\S*", text) == []


def test_the_tests_run_with_the_libraries_of_the_program(root: Path) -> None:
    assert _pins(root / RUN).items() <= _pins(root / DEV).items()


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_qt_stays_below_the_version_that_aborts_under_python_3_11(lock: str, root: Path) -> None:
    major, minor = _pins(root / lock)["pyside6-essentials"].split(".")[:2]
    assert (int(major), int(minor)) < (6, 12)


def test_the_build_tool_of_the_project_file_is_locked(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as file:
        (builder,) = tomllib.load(file)["build-system"]["requires"]
    wanted = Requirement(builder)
    assert _pins(root / RUN)[wanted.name] in wanted.specifier
