"""The short code on every page."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.exports.code import parse_short_code, short_code


def test_a_code_is_the_first_fifty_bits_of_the_hash_in_groups() -> None:
    assert short_code("00" * 32) == "0000-0000-00"
    assert short_code("ff" * 32) == "ZZZZ-ZZZZ-ZZ"
    assert short_code("08" + "00" * 31) == "1000-0000-00"


def test_anything_but_a_sha256_has_no_code() -> None:
    with pytest.raises(ValueError, match="abc"):
        short_code("abc")


@given(st.binary())
def test_a_printed_code_reads_back_as_itself(content: bytes) -> None:
    code = short_code(hashlib.sha256(content).hexdigest())
    assert parse_short_code(code) == code


@pytest.mark.parametrize("typed", ["7k3m q2xa 9f", " 7K3MQ2XA9F ", "7K3M–Q2XA–9F", "7K 3M-Q2 XA9 F"])
def test_a_code_is_read_in_any_case_and_grouping(typed: str) -> None:
    assert parse_short_code(typed) == "7K3M-Q2XA-9F"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert parse_short_code("oOiI-lL00-11") == "0011-1100-11"


@pytest.mark.parametrize("typed", ["7K3M", "7K3M-Q2XA", "7K3M-Q2XA-9FF", "7K3M-Q2XU-9F", "7K3M-Q2XĐ-9F"])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        parse_short_code(typed)
