"""A value from outside has the shape that the TypedDict says, or the first misfit is named."""

from typing import Literal, NotRequired, TypedDict

import pytest

from cchc_desktop.packages.shape import first_misfit


class Leaf(TypedDict):
    name: str


class Tree(TypedDict):
    kind: Literal["a", "b"]
    count: int
    good: bool
    leaves: list[Leaf]
    rest: NotRequired[Leaf]
    note: NotRequired[str | None]


FITTING: dict[str, object] = {"kind": "a", "count": 1, "good": True, "leaves": [{"name": "x"}]}


def test_a_value_that_fits_has_no_misfit() -> None:
    assert first_misfit(FITTING, Tree) is None
    assert first_misfit({**FITTING, "rest": {"name": "y"}}, Tree) is None
    assert first_misfit({**FITTING, "note": None}, Tree) is None
    assert first_misfit({**FITTING, "note": "x"}, Tree) is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"kind": "c"}, "kind"),
        ({"kind": ["a"]}, "kind"),
        ({"count": True}, "count"),
        ({"count": "1"}, "count"),
        ({"good": 1}, "good"),
        ({"leaves": {}}, "leaves"),
        ({"leaves": [{"name": "x"}, {"name": None}]}, "leaves[1].name"),
        ({"leaves": ["x"]}, "leaves[0]"),
        ({"leaves": [{}]}, "leaves[0].name"),
        ({"more": 1}, "more"),
        ({"rest": None}, "rest"),
        ({"note": 1}, "note"),
    ],
)
def test_the_first_misfit_is_named_by_its_place(changes: dict[str, object], place: str) -> None:
    assert first_misfit({**FITTING, **changes}, Tree) == place


def test_a_missing_key_is_a_misfit() -> None:
    assert first_misfit({}, Tree) == "count"
