"""The library reads what it is asked for, and one pack file from anywhere."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.catalogue.library import Library, bundled, load_pack
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.catalogue.reader import read_header
from cchc_desktop.domain.plan import Plan

CODES = [
    "KH-TQ-2025-H2",
    "KH-SKHDT-2023",
    "TC-XA-2025-DL",
    "DVHC-TQ-2025",
    "BC-CCHC-XA",
    "SO-XA-2025",
    "CT-XA-2025",
    "LLV-VN-2025",
]


def stored(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_eight_packs_ship_with_the_program() -> None:
    assert sorted(header.code for header in bundled().headers) == sorted(CODES)


def test_the_newest_plan_comes_first() -> None:
    assert [plan.header.code for plan in bundled().plans] == ["KH-TQ-2025-H2", "KH-SKHDT-2023"]
    assert [criteria.header.code for criteria in bundled().criteria_sets] == ["TC-XA-2025-DL"]


@pytest.mark.parametrize("code", CODES)
def test_a_bundled_pack_has_no_warning_and_the_header_of_the_index(code: str) -> None:
    library = bundled()
    loaded = library.pack(code)
    assert loaded.warnings == ()
    assert loaded.header in library.headers


@pytest.mark.parametrize("code", CODES)
def test_the_digest_is_that_of_the_stored_bytes(code: str) -> None:
    library = bundled()
    assert library.sha256(code) == hashlib.sha256(library.source(code)).hexdigest() == library.pack(code).sha256


def test_units_come_with_the_header_of_their_list() -> None:
    header = bundled().units_header
    assert (header.kind, header.valid_from, header.valid_to) == ("units", date(2025, 7, 1), None)


@pytest.mark.parametrize("code", ["KHONG-CO", "TC-XA-2025-DL"])
def test_a_code_that_is_no_plan_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        bundled().plan(code)


def test_a_code_that_is_no_criteria_set_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        bundled().criteria_set("KH-TQ-2025-H2")


def test_a_plan_is_read_without_reading_the_entries_of_the_other_packs(tmp_path: Path) -> None:
    plan = stored(tmp_path, "plan.toml", bundled().source("KH-SKHDT-2023"))
    broken = stored(tmp_path, "units.toml", bundled().source("DVHC-TQ-2025") + b"[[units]]\nname = broken\n")
    library = Library([plan, broken])
    assert len(library.plan("KH-SKHDT-2023").tasks) == 21
    with pytest.raises(PackFault, match=r"units\.toml"):
        _ = library.units


def test_a_damaged_header_in_the_folder_is_told_with_its_file(tmp_path: Path) -> None:
    data = bundled().source("KH-SKHDT-2023").replace(b'issuer = "', b'issued = "')
    library = Library([stored(tmp_path, "plan.toml", data)])
    with pytest.raises(PackFault, match=r"plan\.toml"):
        _ = library.headers


def test_a_new_plan_in_the_folder_needs_no_code(tmp_path: Path) -> None:
    text = bundled().source("KH-SKHDT-2023").decode("utf-8").replace("KH-SKHDT-2023", "KH-SKHDT-2026")
    text = text.replace("valid_from = 2023-01-01\nvalid_to = 2023", "valid_from = 2026-01-01\nvalid_to = 2026")
    library = Library([stored(tmp_path, "plan_2026.toml", text.encode("utf-8"))])
    assert library.plan("KH-SKHDT-2026").header.valid_from == date(2026, 1, 1)


def test_a_pack_file_is_loaded_with_its_bytes(tmp_path: Path) -> None:
    data = bundled().source("KH-TQ-2025-H2")
    loaded = load_pack(stored(tmp_path, "kế hoạch.toml", data))
    assert isinstance(loaded.pack, Plan)
    assert loaded.source == data
    assert loaded.header.code == "KH-TQ-2025-H2"


def test_a_pack_saved_with_windows_line_ends_reads_the_same(tmp_path: Path) -> None:
    data = bundled().source("KH-TQ-2025-H2").replace(b"\n", b"\r\n")
    path = stored(tmp_path, "plan.toml", data)
    assert load_pack(path).pack == bundled().plan("KH-TQ-2025-H2") == Library([path]).plan("KH-TQ-2025-H2")


def test_criteria_that_point_to_no_task_of_the_plans_are_warned_of(tmp_path: Path) -> None:
    text = bundled().source("TC-XA-2025-DL").decode("utf-8").replace('["TQ2025H2-07"]', '["TQ2025H2-99"]')
    path = stored(tmp_path, "criteria.toml", text.encode("utf-8"))
    warnings = load_pack(path, beside=bundled().plans).warnings
    assert [(item.code, item.entry, item.key) for item in warnings] == [("task-unknown", "1.3.2", "tasks")]
    assert load_pack(path).warnings == ()


@pytest.mark.parametrize("code", ["BC-CCHC-XA", "SO-XA-2025", "CT-XA-2025", "LLV-VN-2025"])
def test_the_header_is_read_without_the_entries(code: str) -> None:
    text = bundled().source(code).decode("utf-8")
    head = text.partition("\n[[")[0]
    assert read_header(f"{head}\n[[not toml", name="thử.toml") == bundled().pack(code).header
