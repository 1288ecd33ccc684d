"""What is installed is what was checked out: four packages with their data, and nothing else."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

PACKAGES = ("cchc_desktop", "db", "resources", "ui")


@pytest.fixture(scope="session")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_the_four_packages_and_its_own_metadata(names: list[str], project: dict[str, Any]) -> None:
    metadata = f"cchc_desktop-{project['version']}.dist-info"
    assert {name.split("/")[0] for name in names} == {*PACKAGES, metadata}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_a_package_is_in_the_wheel(package: str, names: list[str], root: Path) -> None:
    files = (path for path in (root / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert sorted(path.relative_to(root).as_posix() for path in files) == sorted(
        name for name in names if name.startswith(f"{package}/")
    )


@pytest.mark.parametrize(
    ("folder", "ending", "at_least"),
    [
        ("resources/catalogues", ".toml", 4),
        ("resources/fonts", ".ttf", 4),
        ("resources/fonts", "OFL.txt", 1),
        ("resources/fonts_ui", ".ttf", 2),
        ("resources/icons", ".svg", 20),
        ("resources/translations", "qtbase_vi.qm", 1),
        ("db/migrations", ".py", 2),
    ],
)
def test_data_without_which_the_program_cannot_start_is_in_the_wheel(
    folder: str, ending: str, at_least: int, names: list[str]
) -> None:
    assert sum(name.startswith(f"{folder}/") and name.endswith(ending) for name in names) >= at_least


def test_the_command_is_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        text = archive.read(name).decode()
    assert "cchc-desktop = cchc_desktop.__main__:main" in text


def test_the_same_checkout_gives_the_same_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 2, 2, 0, 0, 0)}
