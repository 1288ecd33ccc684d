"""The lines of the audit trail as steps of one record: the whole row before and after each group of writes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import groupby
from typing import Any

from db.journal import AuditRow

Row = Mapping[str, Any]
BACK_MARK = "Đưa lại "
"""With these words begins the reason of a command that brings an old value back."""
_UNDO, _REDO = "Hoàn tác: ", "Làm lại: "


class How(Enum):
    """In which way a record came to be as it is."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNDONE = "undone"
    REDONE = "redone"
    BROUGHT_BACK = "brought_back"
    RESTORED = "restored"
    CLOCK = "clock"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "added": "Thêm",
            "changed": "Sửa",
            "removed": "Xóa",
            "undone": "Hoàn tác",
            "redone": "Làm lại",
            "brought_back": "Đưa lại giá trị cũ",
            "restored": "Phục hồi dữ liệu từ bản sao lưu",
            "clock": "Đồng hồ máy không đúng",
            "refused": "Bước bị từ chối",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """One group of writes to one record.

    ``seq`` is its last line in the trail, ``before`` and ``after`` are rows as stored, None where there is no row.
    """

    seq: int
    group_id: int
    at: datetime
    officer_id: str
    how: How
    reason: str
    table: str
    row_id: str
    before: Row | None
    after: Row | None


def steps(lines: Iterable[AuditRow]) -> Iterator[Step]:
    """The steps of one record, oldest first; ``lines`` are all that were written about it, in order."""
    row: Row | None = None
    for _group, group in groupby((line for line in lines if line.action in _EFFECTS), key=lambda line: line.group_id):
        written = list(group)
        before = row
        for line in written:
            row = _after(row, line)
        last = written[-1]
        yield Step(
            seq=last.seq,
            group_id=last.group_id,
            at=datetime.fromisoformat(last.at),
            officer_id=last.officer_id or "",
            how=_how(last.reason, before, row),
            reason=last.reason.removeprefix(_UNDO).removeprefix(_REDO),
            table=last.table_name,
            row_id=last.row_id,
            before=before,
            after=row,
        )


_EFFECTS = ("insert", "update", "delete")


def _after(row: Row | None, line: AuditRow) -> Row | None:
    if line.action == "delete":
        return None
    new = json.loads(line.new or "null")
    return new if line.action == "insert" else {**(row or {}), line.field: new}


def _how(reason: str, before: Row | None, after: Row | None) -> How:
    for mark, how in ((_UNDO, How.UNDONE), (_REDO, How.REDONE), (BACK_MARK, How.BROUGHT_BACK)):
        if reason.startswith(mark):
            return how
    if before is None:
        return How.ADDED
    return How.REMOVED if after is None else How.CHANGED
