"""Canonical JSON: one value, one sequence of bytes."""

import unicodedata

import pytest

from cchc_desktop.system.canonical_json import canonical, sha256


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert canonical({"b": [1, True, None], "a": "Xã Yên Sơn"}) == '{"a":"Xã Yên Sơn","b":[1,true,null]}'.encode()


def test_the_order_in_which_keys_were_set_does_not_matter() -> None:
    assert canonical({"x": 1, "đ": 2}) == canonical({"đ": 2, "x": 1})


def test_control_characters_are_escaped_as_the_standard_says() -> None:
    assert canonical("a\n\x01\u2028") == '"a\\n\\u0001\u2028"'.encode()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"percent": 41.05}, id="a float"),
        pytest.param([1.0], id="a float that is whole"),
        pytest.param(unicodedata.normalize("NFD", "Xã"), id="text that is not NFC"),
        pytest.param({unicodedata.normalize("NFD", "xã"): 1}, id="a key that is not NFC"),
        pytest.param({1: "a"}, id="a key that is not text"),
        pytest.param("\ud800", id="half a surrogate pair"),
        pytest.param(2**53, id="an integer that readers round"),
        pytest.param(b"bytes", id="bytes"),
        pytest.param({1, 2}, id="a set"),
    ],
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


def test_nesting_beyond_measure_is_refused_like_any_other_value() -> None:
    value: object = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError, match="nested too deeply"):
        canonical(value)


def test_the_hash_is_that_of_the_standard() -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
