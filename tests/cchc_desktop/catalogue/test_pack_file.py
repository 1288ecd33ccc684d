"""A file that is no pack gives one clear fault and never a traceback."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from cchc_desktop.catalogue.library import bundled, load_pack
from cchc_desktop.catalogue.pack_file import MAX_BYTES
from cchc_desktop.catalogue.problem import UNCHANGED, PackFault

PLAN = bundled().source("KH-TQ-2025-H2")


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("plan.toml", PLAN)
    return buffer.getvalue()


def fault_of(path: Path) -> PackFault:
    with pytest.raises(PackFault) as caught:
        load_pack(path)
    fault = caught.value
    assert path.name in fault.what
    assert fault.safe == UNCHANGED
    assert fault.do
    return fault


DAMAGED = [
    ("pack-empty", b""),
    ("pack-empty", b" \r\n\n"),
    ("pack-not-text", b"\xef\xbb\xbf" + PLAN),
    ("pack-not-text", PLAN.decode("utf-8").encode("utf-16")),
    ("pack-not-text", b"title = 'K\xe9 ho\xe1ch'"),
    ("pack-not-text", PLAN[:700] + b"\xff" + PLAN[700:]),
    ("pack-not-toml", zipped()),
    ("pack-too-large", b"#" * (MAX_BYTES + 1)),
    ("pack-damaged", PLAN[: PLAN.index(b'"TQ2025H2-30"') + 4]),
    ("pack-damaged", b"x = " + b"[" * 100_000),
    ("pack-damaged", b"\x00" * 64),
    ("pack-damaged", b"x = " + b"9" * 10_000),
    ("pack-invalid", b"x = 1"),
    ("pack-invalid", PLAN[: PLAN.index(b'[[tasks]]\ncode = "TQ2025H2-30"')]),
]


@pytest.mark.parametrize(("code", "data"), DAMAGED, ids=range(len(DAMAGED)))
def test_damaged_bytes_give_their_own_fault(code: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bộ danh mục.toml"
    path.write_bytes(data)
    assert fault_of(path).code == code


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "không có.toml").code == "pack-missing"


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    assert fault_of(tmp_path).code == "pack-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "ống.toml"
    os.mkfifo(path)
    assert fault_of(path).code == "pack-unreadable"


def test_a_path_that_cannot_exist_is_told(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "a\x00b.toml").code == "pack-unreadable"


@pytest.mark.parametrize("code", ["KH-TQ-2025-H2", "KH-SKHDT-2023", "DVHC-TQ-2025", "TC-XA-2025-DL"])
def test_a_pack_cut_between_any_two_entries_is_refused(code: str, tmp_path: Path) -> None:
    data = bundled().source(code)
    path = tmp_path / "cut.toml"
    starts = [position for position in range(len(data)) if data.startswith(b"\n[[", position)]
    for position in starts[:: max(1, len(starts) // 20)]:
        path.write_bytes(data[: position + 1])
        assert fault_of(path).code == "pack-invalid"


def test_a_pack_cut_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.toml"
    for position in range(1, len(PLAN) - 1, 1999):
        path.write_bytes(PLAN[:position])
        assert fault_of(path).code in {"pack-damaged", "pack-invalid", "pack-not-text"}
