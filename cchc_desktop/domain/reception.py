"""What a package that arrives at the province means beside the revisions that are already there.

Order is by revision and parent, never by any clock. An older revision never stands over a newer one; revisions that
contradict each other (two contents of one revision, two children of one parent) wait for a person, both kept. So does
a revision that comes after one was accepted: nothing takes an accepted one's place by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Standing(Enum):
    """How a package stands beside what was received."""

    NEW = "new"
    UPDATED = "updated"
    OLDER = "older"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "new": "Mới",
            "updated": "Bản cập nhật",
            "older": "Bản cũ hơn",
            "unchanged": "Đã nhận trước đó",
            "conflict": "Mâu thuẫn",
            "rejected": "Không nhận",
        }[self.value]


class ReceivedState(Enum):
    """Where a received revision stands at the province."""

    RECEIVED = "received"
    CONFLICT = "conflict"
    SUPERSEDED = "superseded"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "received": "Đã nhận",
            "conflict": "Mâu thuẫn",
            "superseded": "Bản cũ",
            "returned": "Đã trả lại",
            "accepted": "Đã duyệt",
        }[self.value]


RECEPTION: dict[ReceivedState, frozenset[ReceivedState]] = {
    ReceivedState.RECEIVED: frozenset(
        {ReceivedState.CONFLICT, ReceivedState.SUPERSEDED, ReceivedState.RETURNED, ReceivedState.ACCEPTED}
    ),
    ReceivedState.CONFLICT: frozenset({ReceivedState.RECEIVED, ReceivedState.SUPERSEDED}),
    ReceivedState.SUPERSEDED: frozenset(),
    ReceivedState.RETURNED: frozenset(),  # the next revision is the answer to it
    ReceivedState.ACCEPTED: frozenset({ReceivedState.RETURNED, ReceivedState.SUPERSEDED}),
}
"""What may become of a received revision: an acceptance is taken back by a return, or replaced by a later one."""


def may_turn(state: ReceivedState, target: ReceivedState) -> bool:
    """Whether the province may take this step."""
    return target in RECEPTION[state]


@dataclass(frozen=True, slots=True)
class Place:
    """What can be submitted once: a unit's submission of one kind, form and period."""

    unit_code: str
    kind: str
    form_code: str
    period_code: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision as its snapshot names it; ``parent_id`` is empty for the first."""

    revision: int
    submission_id: str
    parent_id: str
    snapshot_sha256: str


@dataclass(frozen=True, slots=True)
class Known:
    """A revision that was received, with its state and the province's own time of receipt (ISO)."""

    id: str
    revision: Revision
    state: ReceivedState
    received_at: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a package stands, why in a sentence, and the received revision that is meant, if one is."""

    standing: Standing
    reason: str = ""
    beside: Known | None = None


def judge(found: Revision, known: Iterable[Known]) -> Judgement:
    """Say how ``found`` stands beside the revisions already received at its place."""
    earlier = sorted(known, key=lambda each: each.revision.revision)
    for each in earlier:
        if each.revision.snapshot_sha256 == found.snapshot_sha256:
            return Judgement(Standing.UNCHANGED, beside=each)
    contradiction = _contradiction(found, earlier)
    if contradiction is not None:
        return contradiction
    if not earlier:
        return Judgement(Standing.NEW, _owes_parents(found))
    newest = earlier[-1]
    if found.revision < newest.revision.revision:
        text = f"Đã nhận bản {newest.revision.revision} mới hơn: lưu bản này, không thay bản mới."
        return Judgement(Standing.OLDER, text, newest)
    standing = next((each for each in reversed(earlier) if each.state is not ReceivedState.SUPERSEDED), newest)
    if standing.state is ReceivedState.ACCEPTED:
        text = f"Bản {standing.revision.revision} đã được duyệt; người thẩm định chọn bản đứng lại."
        return Judgement(Standing.CONFLICT, text, standing)
    return Judgement(Standing.UPDATED, _owes_between(found, newest), newest)


def _contradiction(found: Revision, earlier: list[Known]) -> Judgement | None:
    for each in earlier:
        other = each.revision
        if other.revision == found.revision:
            text = f"Đã có một bản {found.revision} khác nội dung."
        elif found.parent_id and other.parent_id == found.parent_id:
            text = f"Cùng sửa từ một bản với bản {other.revision} đã nhận."
        elif other.revision == found.revision - 1 and other.submission_id != found.parent_id:
            text = f"Không được sửa từ bản {other.revision} đã nhận."
        elif other.revision == found.revision + 1 and other.parent_id != found.submission_id:
            text = f"Bản {other.revision} đã nhận không được sửa từ bản này."
        else:
            continue
        return Judgement(Standing.CONFLICT, text, each)
    waiting = next((each for each in earlier if each.state is ReceivedState.CONFLICT), None)
    if waiting is None:
        return None
    return Judgement(Standing.CONFLICT, "Hồ sơ này đang có mâu thuẫn chờ xử lý.", waiting)


def _owes_parents(found: Revision) -> str:
    return f"Chưa nhận các bản trước bản {found.revision}." if found.revision > 1 else ""


def _owes_between(found: Revision, newest: Known) -> str:
    missing = range(newest.revision.revision + 1, found.revision)
    return f"Chưa nhận bản {', '.join(map(str, missing))}." if missing else ""
