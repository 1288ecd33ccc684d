"""A notice: something to tell that stops nobody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell at the start, in three sentences like a Fault."""

    what: str
    safe: str
    do: str
