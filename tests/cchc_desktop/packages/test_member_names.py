"""Which names may stand in a package."""

import unicodedata

import pytest

from cchc_desktop.packages.member_names import collisions, fault_of, shown


@pytest.mark.parametrize("name", ["X/data/snapshot.json", "X/bag-info.txt", "X/data/evidence/0123456789ab_a.b.pdf"])
def test_a_plain_name_has_no_fault(name: str) -> None:
    assert fault_of(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("X/../../x", "traversal"),
        ("..", "traversal"),
        ("/etc/passwd", "absolute-path"),
        ("X\\data\\x", "backslash"),
        ("C:/x", "drive-letter"),
        ("c:x", "drive-letter"),
        ("X/data/", "folder"),
        ("X/CON", "device-name"),
        ("X/data/nul.txt", "device-name"),
        ("X/com1.tar.gz", "device-name"),
        ("X/LPT9 .txt", "device-name"),
        ("X/dữ liệu", "name-encoding"),
        ("X/a:b", "unsafe-name"),
        ("X/a.", "unsafe-name"),
        ("X/a ", "unsafe-name"),
        ("X/.hidden", "unsafe-name"),
        ("X//a", "unsafe-name"),
        ("X/./a", "unsafe-name"),
        ("X/a\x00b", "unsafe-name"),
        ("X/a\nb", "unsafe-name"),
        ("X/" + "a" * 300, "unsafe-name"),
        ("", "unsafe-name"),
    ],
)
def test_a_name_that_is_not_the_same_file_everywhere_is_named_by_its_fault(name: str, kind: str) -> None:
    assert fault_of(name) == kind


def test_names_that_some_machine_takes_for_one_another_collide() -> None:
    nfc, nfd = "Xã", unicodedata.normalize("NFD", "Xã")
    found = list(collisions(["a", "A", "a", nfc, nfd, "XÃ"]))
    assert found == [("A", "case-collision"), ("a", "duplicate"), (nfd, "nfc-collision"), ("XÃ", "case-collision")]


def test_what_is_shown_has_no_control_characters_and_fits_a_line() -> None:
    assert shown("a\x1b[31m\nb") == "a�[31m�b"
    assert len(shown("x" * 1000)) == 120
