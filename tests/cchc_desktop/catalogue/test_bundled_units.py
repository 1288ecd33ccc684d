"""The 124 communes of the province."""

from collections import Counter

import pytest

from cchc_desktop.catalogue.library import bundled


def test_117_xa_and_7_phuong_have_codes_of_their_own() -> None:
    units = bundled().units
    assert Counter(unit.kind for unit in units) == {"Xã": 117, "Phường": 7}
    assert len({unit.code for unit in units}) == 124
    assert len({unit.full_name for unit in units}) == 124


def test_codes_are_text_and_keep_their_leading_zero() -> None:
    assert all(len(unit.code) == 5 and unit.code.startswith("0") for unit in bundled().units)


def test_a_unit_is_found_by_its_official_code() -> None:
    unit = bundled().unit("02473")
    assert unit.office == "UBND xã Yên Sơn"
    assert unit.heading == ("ỦY BAN NHÂN DÂN", "XÃ YÊN SƠN")


def test_units_named_with_a_number_print_their_kind_before_the_date() -> None:
    places = {unit.name: unit.place for unit in bundled().units if unit.place != unit.name}
    assert places == {"Hà Giang 1": "Phường Hà Giang 1", "Hà Giang 2": "Phường Hà Giang 2"}


def test_the_other_spelling_of_a_name_is_kept_beside_it() -> None:
    spellings = {unit.name: unit.spellings for unit in bundled().units if unit.spellings}
    assert spellings["Thái Hòa"] == ("Thái Hoà",)
    assert spellings["Phó Bảng"] == ("Phố Bảng",)


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        bundled().unit("99999")
