"""Two texts side by side: which words of each the other one does not have."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]")
"""A number with its separators is one word: 1.855 and 1.860 differ as wholes."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text; ``differs`` where the other text does not have it at this place."""

    text: str
    differs: bool


Segments = tuple[Segment, ...]


def differences(left: str, right: str) -> tuple[Segments, Segments]:
    """Both texts as stretches, word by word; joined again they are the texts themselves."""
    ours, theirs = _TOKEN.findall(left), _TOKEN.findall(right)
    found: tuple[list[Segment], list[Segment]] = ([], [])
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        for side, words in zip(found, (ours[start:end], theirs[other_start:other_end]), strict=True):
            if words:
                side.append(Segment("".join(words), what != "equal"))
    return _joined(found[0]), _joined(found[1])


def _joined(segments: list[Segment]) -> Segments:
    """Neighbours of one kind as one stretch; a mere space between two that differ belongs to them."""
    joined: list[Segment] = []
    for place, segment in enumerate(segments):
        between = not segment.text.strip() and 0 < place < len(segments) - 1
        differs = segment.differs or (between and segments[place - 1].differs and segments[place + 1].differs)
        if joined and joined[-1].differs == differs:
            joined[-1] = Segment(joined[-1].text + segment.text, differs)
        else:
            joined.append(Segment(segment.text, differs))
    return tuple(joined)
