"""Whether a value read from JSON has the shape that a TypedDict describes: all its keys, no others, right types."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Literal, get_args, get_origin, get_type_hints, is_typeddict


def first_misfit(value: object, shape: object) -> str | None:
    """Where ``value`` first leaves ``shape``, e.g. "progress.fields[2].name"; None when it fits everywhere.

    ``shape`` is made of str, int, bool, None, list, Literal, TypedDict and unions of them.
    """
    return next(_misfits(value, shape, "."), None)


def _misfits(value: object, shape: object, place: str) -> Iterator[str]:
    if is_typeddict(shape):
        yield from _object_misfits(value, shape, place)
    elif get_origin(shape) is list:
        yield from _list_misfits(value, get_args(shape)[0], place)
    elif get_origin(shape) is Literal:
        if value not in get_args(shape):
            yield place
    elif isinstance(shape, UnionType):
        if all(any(_misfits(value, NoneType if part is None else part, place)) for part in get_args(shape)):
            yield place
    elif type(value) is not shape:  # a boolean is not an integer here
        yield place


def _object_misfits(value: object, shape: object, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield place
        return
    hints = _hints(shape)
    prefix = "" if place == "." else f"{place}."
    required: frozenset[str] = getattr(shape, "__required_keys__", frozenset())
    for key in sorted((required - value.keys()) | (value.keys() - hints.keys())):
        yield prefix + key
    for key in (key for key in hints if key in value):
        yield from _misfits(value[key], hints[key], prefix + key)


@cache
def _hints(shape: object) -> dict[str, object]:
    return get_type_hints(shape)


def _list_misfits(value: object, item_shape: object, place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield place
        return
    for index, item in enumerate(value):
        yield from _misfits(item, item_shape, f"{place}[{index}]")
