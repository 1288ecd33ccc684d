"""The differences between two snapshots of one kind, in printed order, each with its place in words.

Both sides are read as items. What has the same key on both sides is compared text by text; what stands on one side
alone is one difference as a whole. Rows without a code of their own are matched by what they say.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.revision_contents import content_items
from cchc_desktop.domain.revision_items import Item, Key, NameRows, evidence_items, frame_items, reply_items
from cchc_desktop.domain.sequence_alignment import Row, aligned
from cchc_desktop.domain.snapshot import Snapshot


class Change(Enum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The word on screen and in print."""
        return {"added": "Thêm", "removed": "Bỏ", "changed": "Sửa"}[self.value]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``label`` names the text inside its ``place``, "" where all of the place was added or removed.

    ``before`` and ``after`` are as printed, "" where nothing stood; ``target`` is a link to where it is edited, or "".
    """

    place: str
    label: str
    target: str
    before: str
    after: str
    change: Change


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """What a reader finds different between two snapshots, in the printed order of ``after``.

    What was removed stands after what it followed. Raises ValueError for snapshots of different kinds.
    """
    if before["kind"] != after["kind"]:
        raise ValueError(f"a {before['kind']} cannot be compared with a {after['kind']}")
    names = _row_names(before, after)
    old = _by_key(_items(before, lambda key, _rows: names[key][0]))
    new = _by_key(_items(after, lambda key, _rows: names[key][1]))
    return tuple(found for key in _merged(list(old), list(new)) for found in _compared(old.get(key), new.get(key)))


def items(snapshot: Snapshot) -> tuple[Item, ...]:
    """All that a reader of the snapshot can see, in printed order."""
    return tuple(_items(snapshot, lambda _key, rows: [str(place) for place in range(len(rows))]))


def _items(snapshot: Snapshot, name_rows: NameRows) -> Iterator[Item]:
    yield from frame_items(snapshot)
    yield from content_items(snapshot, name_rows)
    yield from reply_items(snapshot)
    yield from evidence_items(snapshot)


def _row_names(before: Snapshot, after: Snapshot) -> dict[Key, tuple[list[str], list[str]]]:
    """The names of the rows of each list that either side has."""
    old, new = _lists(before), _lists(after)
    return {key: aligned(old.get(key, []), new.get(key, [])) for key in old.keys() | new.keys()}


def _lists(snapshot: Snapshot) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}

    def collect(key: Key, rows: list[Row]) -> list[str]:
        found[key] = rows
        return [""] * len(rows)

    for _ in _items(snapshot, collect):
        pass
    return found


def _by_key(found: Iterator[Item]) -> dict[Key, Item]:
    """The items by key; one that has the key of an earlier one gets its count behind it."""
    seen: Counter[Key] = Counter()
    by_key: dict[Key, Item] = {}
    for item in found:
        seen[item.key] += 1
        by_key[(*item.key, str(seen[item.key])) if seen[item.key] > 1 else item.key] = item
    return by_key


def _merged(old: Sequence[Key], new: Sequence[Key]) -> Iterator[Key]:
    """The keys of both in the order of ``new``; one of ``old`` alone stands after the one it followed."""
    kept = set(new)
    gone: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in old:
        if key in kept:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    yield from gone.get(None, [])
    for key in new:
        yield key
        yield from gone.get(key, [])


def _compared(old: Item | None, new: Item | None) -> Iterator[Difference]:
    if old is not None and new is not None:
        yield from _changed(old, new)
    elif new is not None:
        yield Difference(new.place, "", new.target, "", _whole(new), Change.ADDED)
    elif old is not None:
        yield Difference(old.place, "", old.target, _whole(old), "", Change.REMOVED)


def _changed(old: Item, new: Item) -> Iterator[Difference]:
    before, after = _texts(old), _texts(new)
    for label in dict.fromkeys((*after, *before)):
        was, now = before.get(label, ""), after.get(label, "")
        if was != now:
            yield Difference(new.place, label, new.target, was, now, Change.CHANGED)


def _texts(item: Item) -> Mapping[str, str]:
    """The texts by label; a label that stands twice gets its count behind it."""
    seen: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for label, text in item.texts:
        seen[label] += 1
        texts[f"{label} ({seen[label]})" if seen[label] > 1 else label] = text
    return texts


def _whole(item: Item) -> str:
    """All that an item says, a line for each text that is not empty."""
    return "\n".join(f"{label}: {text}" for label, text in item.texts if text)
