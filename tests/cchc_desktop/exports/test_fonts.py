"""The fonts that documents are set in."""

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest
import reportlab

from cchc_desktop.exports import fonts

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
SYSTEM_NAMES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")


@pytest.fixture
def system_folder(tmp_path: Path) -> Path:
    """A folder of system fonts, with Liberation in the place of Times New Roman."""
    for style, name in zip(STYLES, SYSTEM_NAMES, strict=True):
        source = files("resources") / "fonts" / f"LiberationSerif-{style}.ttf"
        (tmp_path / name).write_bytes(source.read_bytes())
    return tmp_path


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    assert len(set(fonts.vietnamese_letters())) == 134
    assert {"ỵ", "Ữ", "đ", "Ơ", "ẳ"} <= set(fonts.vietnamese_letters())


@pytest.mark.parametrize("style", STYLES)
def test_each_bundled_style_has_every_letter_that_reports_need(style: str) -> None:
    needed = fonts.vietnamese_letters() + "“”‘’–…•§°×≥≤→·−" + "".join(map(chr, range(32, 127)))
    assert fonts.missing_characters(needed, fonts.bundled_font(style)) == ""


def test_the_bundled_files_are_those_of_liberation_2_1_5_with_their_licence() -> None:
    folder = files("resources") / "fonts"
    regular = hashlib.sha256((folder / "LiberationSerif-Regular.ttf").read_bytes()).hexdigest()
    assert regular == "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text("utf-8")


def test_the_system_family_is_used_when_it_is_complete(system_folder: Path) -> None:
    family = fonts.system_family(system_folder)
    assert family is not None
    assert family.style(bold=True, italic=True) == "System-BoldItalic"


def test_a_system_family_with_a_missing_file_is_not_used(system_folder: Path) -> None:
    (system_folder / "timesbi.ttf").unlink()
    assert fonts.system_family(system_folder) is None


def test_a_system_file_that_is_no_font_is_not_used(system_folder: Path) -> None:
    (system_folder / "times.ttf").write_bytes(b"no font")
    assert fonts.system_family(system_folder) is None


def test_a_system_font_without_vietnamese_letters_is_not_used(system_folder: Path) -> None:
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    (system_folder / "timesi.ttf").write_bytes(vera.read_bytes())
    assert fonts.system_family(system_folder) is None


def test_without_a_system_family_the_bundled_one_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert fonts.family("system") == fonts.bundled_family()
