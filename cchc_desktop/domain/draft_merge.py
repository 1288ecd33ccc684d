"""Drafting a text again: what the program wrote follows the data, what the official typed stays.

Three texts meet, line by line: the draft that was taken over (``old``), the text as it stands now, and the draft that
the data give now (``new``). A line that still stands as drafted is replaced by the line that follows it in the new
draft. A line that was typed stays where it is. A drafted line that was changed or taken out by hand does not return.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

ALIKE = 0.6
"""From this likeness on, a line of the new draft is taken as the successor of a line of the old one."""


def lines(text: str) -> list[str]:
    """The lines of a text without blank ones and without spaces at their ends."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def drafted_lines(text: str, draft: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, each with whether it stands as the program wrote it."""
    written = set(lines(draft))
    for line in lines(text):
        yield line, line in written


def redrafted(text: str, *, old: str, new: str) -> str:
    """The text after drafting again; an empty text takes the whole new draft."""
    standing, before, after = lines(text), lines(old), lines(new)
    if not standing:
        return "\n".join(after)
    successors = dict(_successors(before, after))
    kept = dict(_kept(before, standing))
    withheld = {successors[place] for place in successors if place not in kept.values()}
    return "\n".join(_merged(standing, after, kept=kept, successors=successors, withheld=withheld))


def _merged(
    standing: Sequence[str],
    after: Sequence[str],
    *,
    kept: Mapping[int, int],
    successors: Mapping[int, int],
    withheld: set[int],
) -> Iterator[str]:
    done = 0
    for place, line in enumerate(standing):
        if place not in kept:
            yield line
            continue
        successor = successors.get(kept[place])
        if successor is not None:
            yield from _offered(after, range(done, successor + 1), withheld)
            done = successor + 1
    yield from _offered(after, range(done, len(after)), withheld)


def _offered(after: Sequence[str], places: range, withheld: set[int]) -> Iterator[str]:
    return (after[place] for place in places if place not in withheld)


def _kept(before: Sequence[str], standing: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of the text that stand as drafted, each with its place in the old draft."""
    for block in SequenceMatcher(None, before, standing, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            yield block.b + step, block.a + step


def _successors(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of the old draft, each with the place of the line in the new draft that took its place."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(old_from, old_to), range(new_from, new_to), strict=True)
        elif tag == "replace":
            yield from _alike(before, after, old=range(old_from, old_to), new=range(new_from, new_to))


def _alike(before: Sequence[str], after: Sequence[str], *, old: range, new: range) -> Iterator[tuple[int, int]]:
    free = new.start
    for place in old:
        for candidate in range(free, new.stop):
            if SequenceMatcher(None, before[place], after[candidate], autojunk=False).ratio() >= ALIKE:
                yield place, candidate
                free = candidate + 1
                break
