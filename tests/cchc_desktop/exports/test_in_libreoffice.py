"""What clerks do with the editable files: they open them in an office program. Here LibreOffice does."""

import os
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from support.report_snapshots import plan_snapshot, register_snapshot, report_snapshot

from cchc_desktop.exports.render import render_docx, render_workbook

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
HASH = "5e" * 32
FONTS = """<?xml version="1.0"?>
<fontconfig>
  <dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
  <alias binding="same">
    <family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer>
  </alias>
</fontconfig>
"""
"""A test machine has no Times New Roman: our own metric twin stands in for it, as on the PDF."""


def printed_by_office(path: Path, folder: Path) -> str:
    """The text of the pages that LibreOffice prints."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    (folder / "fonts.conf").write_text(FONTS.format(fonts=resources.files("resources") / "fonts", cache=folder))
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=surroundings)
    pdf = folder / f"{path.stem}.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
    return " ".join(text.decode().split())


def test_the_word_file_of_a_report_prints_its_head_its_sections_and_its_annexes(tmp_path):
    snapshot = report_snapshot()
    (tmp_path / "bao-cao.docx").write_bytes(render_docx(snapshot, sha256=HASH))
    text = printed_by_office(tmp_path / "bao-cao.docx", tmp_path)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Phụ lục 01" in text
    assert "Phụ lục 02" in text
    for section in snapshot["report"]["sections"]:
        assert section["title"].split()[0].upper() in text.upper()
    assert [part["code"] for part in snapshot["report"]["figures"] if part["code"] not in text] == []


def test_the_word_file_of_a_plan_prints_every_task(tmp_path):
    snapshot = plan_snapshot()
    (tmp_path / "ke-hoach.docx").write_bytes(render_docx(snapshot, sha256=HASH))
    text = printed_by_office(tmp_path / "ke-hoach.docx", tmp_path)
    assert "KẾ HOẠCH" in text
    for field in snapshot["plan"]["fields"]:
        assert field["name"].split()[0] in text
        assert all(" ".join(task["name"].split()[:2]) in text for task in field["tasks"])


@pytest.mark.parametrize("made", [report_snapshot, plan_snapshot, register_snapshot])
def test_the_workbooks_open_and_print(tmp_path, made):
    snapshot = made()
    (tmp_path / "bang.xlsx").write_bytes(render_workbook(snapshot, sha256=HASH))
    assert snapshot["unit"]["office"].split()[-1] in printed_by_office(tmp_path / "bang.xlsx", tmp_path)
