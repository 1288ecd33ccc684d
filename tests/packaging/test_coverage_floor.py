"""The ratchet of the coverage turns one way."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def ratchet(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("coverage_floor", root / "packaging/coverage_floor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("floor", "reached", "new"), [(80, 80.0, 80), (80, 80.99, 80), (80, 91.2, 91), (0, 100.0, 100)]
)
def test_the_floor_rises_to_the_whole_per_cent_that_was_reached(
    floor: int, reached: float, new: int, ratchet: ModuleType
) -> None:
    assert ratchet.raised_floor(floor, reached) == new


def test_the_floor_never_falls(ratchet: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"79\.99 %, below the floor of 80 %"):
        ratchet.raised_floor(80, 79.99)


def test_the_floor_in_force_is_a_percentage(root: Path) -> None:
    assert 0 < int((root / "packaging/coverage-floor.txt").read_text(encoding="utf-8")) <= 100
