"""The rule of the audit trail: each line covers the hash of the line before it, so that no line goes or changes unseen.

The database writes by this rule, the data check and the check of a package read by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.system.canonical_json import canonical, sha256

FIRST_HASH = "0" * 64
"""What stands before the first line."""


class Break(Enum):
    """Why a line does not follow from the line before it."""

    GAP = "gap"  # lines are missing before it
    ORDER = "order"  # it stands twice, or out of its order
    CHAIN = "chain"  # the line before is not the one that it was written after
    ALTERED = "altered"  # it does not say what its hash covers


@dataclass(frozen=True, slots=True)
class Link:
    """One line: its number (from 1, without gaps), the two hashes, and what its hash covers."""

    number: int
    previous_hash: str
    hash: str
    covered: Mapping[str, object]


def hash_of(covered: Mapping[str, object]) -> str:
    """The hash of a line; ValueError for content that has no canonical form."""
    return sha256(canonical(dict(covered)))


def break_at(link: Link, *, after: int, previous_hash: str) -> Break | None:
    """Why ``link`` does not follow the line numbered ``after`` with ``previous_hash``; None where it does."""
    if link.number != after + 1:
        return Break.GAP if link.number > after else Break.ORDER
    if link.previous_hash != previous_hash:
        return Break.CHAIN
    return None if _is_whole(link) else Break.ALTERED


def _is_whole(link: Link) -> bool:
    try:
        return hash_of(link.covered) == link.hash
    except ValueError:
        return False
