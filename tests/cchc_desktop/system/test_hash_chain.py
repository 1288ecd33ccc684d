"""The rule of the hash chain, in the smallest form."""

import pytest

from cchc_desktop.system.hash_chain import FIRST_HASH, Break, Link, break_at, hash_of


def link(number: int, previous: str, text: str = "a") -> Link:
    covered = {"text": text, "previous_hash": previous}
    return Link(number, previous, hash_of(covered), covered)


def test_a_line_that_follows_has_no_break() -> None:
    first = link(1, FIRST_HASH)
    assert break_at(first, after=0, previous_hash=FIRST_HASH) is None
    assert break_at(link(2, first.hash), after=1, previous_hash=first.hash) is None


@pytest.mark.parametrize(
    ("number", "after", "expected"),
    [(3, 1, Break.GAP), (1, 1, Break.ORDER), (0, 0, Break.ORDER), (-5, 3, Break.ORDER)],
)
def test_a_line_with_another_number_is_missing_one_or_out_of_order(number: int, after: int, expected: Break) -> None:
    assert break_at(link(number, FIRST_HASH), after=after, previous_hash=FIRST_HASH) is expected


def test_a_line_after_another_line_breaks_the_chain() -> None:
    assert break_at(link(2, "f" * 64), after=1, previous_hash=FIRST_HASH) is Break.CHAIN


@pytest.mark.parametrize("covered", [{"text": "b"}, {"text": 1.5}, {"text": "e\u0302"}, {}])
def test_a_line_that_says_something_else_is_altered(covered: dict[str, object]) -> None:
    whole = link(1, FIRST_HASH)
    altered = Link(1, FIRST_HASH, whole.hash, covered)
    assert break_at(altered, after=0, previous_hash=FIRST_HASH) is Break.ALTERED
