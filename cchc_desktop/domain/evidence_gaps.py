"""What a reviewer will miss in a submission: proofs without a file, files that are gone, files that cannot be read.

The commune sees the list before it exports, the reviewer after the package has come; both lists are made here, from the
snapshot and from what is known of each file, so that they are equal whenever the files are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.snapshot import EvidencePart, Snapshot

_KINDS = {"criterion": "Tiêu chí", "task": "Nhiệm vụ", "register": "Sổ"}


class FileState(Enum):
    """What is known of a file; the values are words for people."""

    WHOLE = "còn nguyên"
    MISSING = "không thấy"
    ALTERED = "đã bị thay đổi"


@dataclass(frozen=True, slots=True)
class Gap:
    """One proof that a reviewer cannot look at. ``name`` is that of the file, "" where none was attached.

    ``target`` is "criterion:1.1.1", "task:TQ2025H2-06", "register:TT"; ``explained`` when the unit wrote why.
    """

    target: str
    name: str
    state: FileState
    explained: bool = False

    @property
    def text(self) -> str:
        """The gap in words."""
        if self.name:
            return f"{_words(self.target)}: tệp “{self.name}” {self.state.value}."
        why = "đã có giải trình" if self.explained else "chưa giải trình"
        return f"{_words(self.target)}: không có tài liệu kiểm chứng, {why}."


def evidence_gaps(snapshot: Snapshot, state_of: Callable[[EvidencePart], FileState]) -> tuple[Gap, ...]:
    """All gaps: files in the order of the list of evidence, then criteria with points and without any file."""
    return (*_lost(snapshot, state_of), *_unproved(snapshot))


def _lost(snapshot: Snapshot, state_of: Callable[[EvidencePart], FileState]) -> Iterator[Gap]:
    for part in snapshot["evidence"]:
        state = state_of(part)
        if state is not FileState.WHOLE:
            yield from (Gap(target, part["name"], state) for target in part["use"])


def _unproved(snapshot: Snapshot) -> Iterator[Gap]:
    if "assessment" not in snapshot:
        return
    for row in snapshot["assessment"]["rows"]:
        scored = row["leaf"] and not row["survey"] and row["points"].strip("0.") != ""
        if scored and not row["evidence"]:
            target = f"criterion:{row['code']}"
            yield Gap(target, "", FileState.MISSING, explained=bool(row["explanation"].strip()))


def _words(target: str) -> str:
    kind, _, code = target.partition(":")
    return f"{_KINDS.get(kind, kind)} {code}"
