"""Which tasks are shown: status, field of reform, own and other quick filters, and the words searched for.

The filters of one group widen each other only among statuses; all groups together narrow the list. Every count says
what pressing that chip would give under all other filters.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.status import REPORT_ORDER, TaskStatus
from cchc_desktop.domain.vietnamese import search_key

if TYPE_CHECKING:
    from cchc_desktop.services.tasks.rows import TaskRow

SOON = 15
"""Days ahead that count as falling due soon."""


class Quick(Enum):
    """A filter that is pressed or not."""

    MINE = "mine"
    LEAD = "lead"
    DUE_SOON = "due_soon"
    NO_PRODUCT = "no_product"

    @property
    def label(self) -> str:
        """The words on the chip."""
        return {
            "mine": "Của tôi",
            "lead": "Đơn vị chủ trì",
            "due_soon": f"Đến hạn trong {SOON} ngày",
            "no_product": "Chưa có sản phẩm",
        }[self.value]

    @property
    def tip(self) -> str:
        """What the chip asks for, in a sentence."""
        return {
            "mine": "Nhiệm vụ phân công cho người đang đăng nhập",
            "lead": "Nhiệm vụ mà kế hoạch giao cấp xã chủ trì",
            "due_soon": f"Chưa hoàn thành và còn không quá {SOON} ngày",
            "no_product": "Chưa ghi văn bản, sản phẩm nào",
        }[self.value]


STATUS_WORDS = {
    TaskStatus.NOT_STARTED: "Chưa triển khai",
    TaskStatus.IN_PROGRESS: "Đang thực hiện",
    TaskStatus.OVERDUE: "Quá hạn",
    TaskStatus.DONE_IN_TIME: "Hoàn thành đúng hạn",
    TaskStatus.DONE_LATE: "Hoàn thành quá hạn",
    TaskStatus.STANDING: "Thường xuyên",
    TaskStatus.NOT_ARISING: "Không phát sinh",
}
"""The statuses in the order of the work, in words short enough for a chip."""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is asked for; empty parts ask for nothing. ``field`` is the code of a field of reform."""

    statuses: frozenset[TaskStatus] = frozenset()
    quick: frozenset[Quick] = frozenset()
    field: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether all tasks are shown."""
        return not (self.statuses or self.quick or self.field or self.text.strip())

    def parts(self) -> Iterator[tuple[str, "TaskFilter"]]:
        """Each filter that is on, in words, with the filter that is left without it."""
        if self.text.strip():
            yield f"từ khóa “{self.text.strip()}”", replace(self, text="")
        for status in (status for status in REPORT_ORDER if status in self.statuses):
            yield f"tình trạng “{STATUS_WORDS[status]}”", replace(self, statuses=self.statuses - {status})
        for quick in (quick for quick in Quick if quick in self.quick):
            yield f"“{quick.label}”", replace(self, quick=self.quick - {quick})
        if self.field:
            yield f"lĩnh vực {self.field}", replace(self, field="")


@dataclass(frozen=True, slots=True)
class Sifted:
    """The rows that pass, and how many would pass with each status, quick filter and field."""

    rows: tuple["TaskRow", ...]
    total: int
    statuses: dict[TaskStatus, int]
    quick: dict[Quick, int]
    fields: dict[str, int]


def sift(rows: Sequence["TaskRow"], wanted: TaskFilter, *, officer_id: str) -> Sifted:
    """Filter and count in one pass; ``officer_id`` says whose tasks are "mine"."""
    words = search_key(wanted.text).split()
    found: list[TaskRow] = []
    statuses = dict.fromkeys(STATUS_WORDS, 0)
    quick = dict.fromkeys(Quick, 0)
    fields: dict[str, int] = {}
    for row in rows:
        if words and not all(word in row.search_key for word in words):
            continue
        held = _quick_of(row, officer_id)
        missing: list[Hashable] = [one for one in wanted.quick if one not in held]
        if wanted.statuses and row.status not in wanted.statuses:
            missing.append("status")
        if wanted.field and row.field_code != wanted.field:
            missing.append("field")
        if not missing or missing == ["status"]:
            statuses[row.status] += 1
        if not missing or missing == ["field"]:
            fields[row.field_code] = fields.get(row.field_code, 0) + 1
        for one in held:
            quick[one] += not missing or missing == [one]
        if not missing:
            found.append(row)
    return Sifted(tuple(found), len(rows), statuses, quick, fields)


def _quick_of(row: "TaskRow", officer_id: str) -> list[Quick]:
    """The quick filters that the row satisfies."""
    held = []
    if officer_id and row.assignee_id == officer_id:
        held.append(Quick.MINE)
    if row.involvement is Involvement.LEAD:
        held.append(Quick.LEAD)
    is_open = not (row.status.is_done or row.not_arising)
    if is_open and row.days_left is not None and 0 <= row.days_left <= SOON:
        held.append(Quick.DUE_SOON)
    if not (row.has_product or row.not_arising):
        held.append(Quick.NO_PRODUCT)
    return held
