"""Codes of packs name files, so that not every text may be one."""

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.domain.pack import is_pack_code

BAD = ["", "../../x", "a/b", "C:\\x", "CON", "nul.txt", ".", "-a", "a.", "a" * 41, "a b", "a\x00", "\u202e", "Mã"]


@pytest.mark.parametrize("code", BAD)
def test_a_text_that_cannot_name_a_file_is_no_code(code: str) -> None:
    assert not is_pack_code(code)


def test_every_bundled_pack_has_a_fit_code() -> None:
    assert all(is_pack_code(header.code) for header in bundled().headers)


def test_a_pack_with_such_a_code_is_refused_with_its_place() -> None:
    text = bundled().source("LLV-VN-2025").decode().replace('code = "LLV-VN-2025"', 'code = "../x"', 1)
    with pytest.raises(PackFault) as caught:
        read_pack(text, name="a.toml")
    assert [(item.code, item.entry, item.key) for item in caught.value.problems] == [
        ("pack-code-malformed", "header", "code")
    ]
