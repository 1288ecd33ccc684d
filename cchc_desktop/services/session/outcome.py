"""What a command returns: its value and what it changed, so that screens know whether to read again."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """``changed`` holds the names of the tables that were written."""

    value: T
    changed: frozenset[str]
