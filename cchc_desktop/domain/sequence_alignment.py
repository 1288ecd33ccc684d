"""Which rows of two lists belong together although rows were put in, taken out or changed; which words of two texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Row = tuple[str, ...]

_MOST_PAIRS = 250_000  # of rows compared cell by cell in one changed stretch
_MOST_WORDS = 6_000  # of two texts compared word by word
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``differs`` where the other text has not got it."""

    text: str
    differs: bool


def aligned(before: Sequence[Row], after: Sequence[Row]) -> tuple[list[str], list[str]]:
    """A name for each row of both lists; rows that belong together have the same name, no others."""
    left, right = [f"-{place}" for place in range(len(before))], [f"+{place}" for place in range(len(after))]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pairs: Iterator[tuple[int, int]] = zip(range(first, last), range(start, end), strict=True)
        else:
            pairs = _alike(before, after, range(first, last), range(start, end))
        for one, other in pairs:
            left[one] = right[other] = f"={one}"
    return left, right


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces that stand in the other text or do not; joined they are the texts."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return (Piece(before, differs=True),), (Piece(after, differs=True),)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _add(left, old[first:last], differs=tag != "equal")
        _add(right, new[start:end], differs=tag != "equal")
    return tuple(left), tuple(right)


def _alike(before: Sequence[Row], after: Sequence[Row], old: range, new: range) -> Iterator[tuple[int, int]]:
    """Pairs of a changed stretch: row by row where there are as many, else those that share half of their cells."""
    if len(old) == len(new) or len(old) * len(new) > _MOST_PAIRS:
        yield from zip(old, new, strict=False)
        return
    start = new.start
    for one in old:
        found = next((other for other in range(start, new.stop) if _is_alike(before[one], after[other])), None)
        if found is not None:
            yield one, found
            start = found + 1


def _is_alike(one: Row, other: Row) -> bool:
    shared = sum(a == b and a != "" for a, b in zip(one, other, strict=False))
    filled = max(sum(a != "" for a in one), sum(b != "" for b in other))
    return 2 * shared >= filled > 0


def _add(pieces: list[Piece], words: Sequence[str], *, differs: bool) -> None:
    if words:
        pieces.append(Piece("".join(words), differs))
