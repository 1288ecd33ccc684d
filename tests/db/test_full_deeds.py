"""Save, attach, export, backup, restore and upgrade on a small disk with more and more room: before or after.

Some amounts of room have their turn here; with CCHC_EVERY_POINT=1 every page does (docs/reliability.md).
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.disk_deeds import draw_package, make_folder, make_old_folder
from support.disk_outcomes import DEEDS, is_done
from support.failing_disk import Try
from support.forked_deeds import attempt
from support.small_disk import PAGE, SmallDisk, small_disk

from db import revision

EVERY = os.environ.get("CCHC_EVERY_POINT") == "1"
CASES = [*(deed for deed in DEEDS if deed != "upgrade"), *(f"upgrade {old}" for old in revision.KNOWN[:-1])]
ASKING = (
    "db.backup.require_free",
    "db.evidence_files.require_free",
    "cchc_desktop.packages.writer.require_free",
    "cchc_desktop.services.data_care.restore.require_free",
    "cchc_desktop.system.outgoing_files.require_free",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder that each deed begins with."""
    place = tmp_path_factory.mktemp("truoc")
    make_folder(place / "nay")
    draw_package(place / "nay")
    begun = dict.fromkeys(DEEDS, place / "nay")
    for old in revision.KNOWN[:-1]:
        begun[f"upgrade {old}"] = place / old
        make_old_folder(place / old, old)
    return begun


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path, 48) as mounted:
        yield mounted


@contextmanager
def a_copy(of: Path, disk: SmallDisk) -> Iterator[Path]:
    disk.empty()
    folder = disk.path / "du-lieu"
    shutil.copytree(of, folder)
    yield folder
    disk.empty()
    shutil.rmtree(folder)


def require_full(outcome: Try, folder: Path, disk: SmallDisk) -> int:
    """A refusal says that the disk is full, which one, and how many megabytes are needed: these are returned."""
    assert outcome.code == "disk-full", outcome
    assert str(disk.path) in outcome.text
    assert str(folder) in outcome.text
    assert "còn trống" in outcome.text
    assert "khóa" not in outcome.text
    assert "chương trình khác" not in outcome.text
    found = re.search(r"cần ([\d.]+) MB", outcome.text)
    assert found is not None, outcome.text
    return int(found[1].replace(".", ""))


def pages() -> Iterator[int]:
    """The amounts of room that have their turn."""
    number = 0
    while True:
        yield number
        number += 1 if EVERY else max(1, number)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("asks_first", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_a_deed_on_a_filling_disk_is_done_or_leaves_everything_as_it_was(
    case: str, asks_first: bool, prepared: dict[str, Path], disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed, before = case.split()[0], prepared[case]
    if not asks_first:
        for name in ASKING:
            monkeypatch.setattr(name, lambda _folder, _needed: None)
    outcomes: list[str] = []
    for number in pages():
        with a_copy(before, disk) as folder:
            outcome = attempt(deed, folder, lambda number=number: disk.leave(number * PAGE))
            disk.empty()
            if outcome.code != "done":
                require_full(outcome, folder, disk)
            assert is_done(deed, folder, before) or outcome.code != "done", (number, outcome)
            outcomes.append(outcome.code)
        if outcomes[-2:] == ["done", "done"]:
            break
    assert outcomes[0] == "disk-full"
    tell(f"ENOSPC {case}: {len(outcomes)} tries, {outcomes.count('disk-full')} refused")


@pytest.mark.parametrize("case", CASES)
def test_the_megabytes_that_a_refusal_names_are_enough(case: str, prepared: dict[str, Path], disk: SmallDisk) -> None:
    deed, before = case.split()[0], prepared[case]
    with a_copy(before, disk) as folder:
        needed = require_full(attempt(deed, folder, lambda: disk.leave(0)), folder, disk)
    with a_copy(before, disk) as folder:
        outcome = attempt(deed, folder, lambda: disk.leave(needed * 1_000_000 // PAGE * PAGE))
        assert outcome.code == "done", outcome
        disk.empty()
        assert is_done(deed, folder, before)


def tell(line: str) -> None:
    """The numbers of a run; seen with pytest -s."""
    sys.stderr.write(f"\n{line}\n")
