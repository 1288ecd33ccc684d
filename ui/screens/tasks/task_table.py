"""The table of tasks: seven columns where there is room, stacked in five where there is less.

The name of the task is what people read, so it keeps its width: a table beside the open task puts the person under
the role and the percentage under the status.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.status import REPORT_ORDER, TaskStatus
from cchc_desktop.domain.vietnamese import sort_key
from ui.models.row_delegate import LINE, PAD, RowDelegate
from ui.models.rows_model import HEADING_ROLE, Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.tasks.filters import STATUS_WORDS
from ui.screens.tasks.wording import due_words, field_words
from ui.widgets.looks import TASK_LOOKS, Look
from ui.widgets.pill import HEIGHT as PILL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cchc_desktop.services.tasks.rows import TaskRow

ROOMY = 900
"""Width of the table from which each fact has its own column."""
TIGHT = 560
"""Width below which role and person give way as well."""


class TaskTable(RowsView["TaskRow"]):
    """The table with its model; ``show_rows`` replaces the rows."""

    def __init__(self, field_names: "Callable[[], Mapping[str, str]]", parent: QWidget | None = None) -> None:
        self.rows: RowsModel[TaskRow] = RowsModel(
            COLUMNS,
            key=lambda row: row.code,
            group=lambda row: field_words(row.field_code, field_names().get(row.field_code, "")),
            search=lambda _row: "",
        )
        self._stacked = False
        super().__init__(self.rows, "Danh sách nhiệm vụ", max_lines=2, parent=parent)
        self.rows.setParent(self)
        self.setItemDelegate(TaskDelegate(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the columns that fit."""
        super().resizeEvent(event)
        self._fit_columns(self.viewport().width())

    def _fit_columns(self, width: int) -> None:
        self._stacked = width < ROOMY
        hidden = {_PERCENT_BELOW}
        hidden |= {_ROLE, _PERSON, _PERCENT, _LONG_STATUS} if self._stacked else {_PERSON_BELOW, _STATUS}
        if width < TIGHT:
            hidden.add(_PERSON_BELOW)
        for number in range(len(COLUMNS)):
            self.setColumnHidden(number, number in hidden)

    def _set_heights(self) -> None:
        """Dates with the days left below need two lines also beside a short name."""
        super()._set_heights()
        for number in range(self.rows.rowCount()):
            if self.rows.row_at(self.rows.index(number, 0)) is not None and self.rowHeight(number) < 2 * LINE + PAD:
                self.setRowHeight(number, 2 * LINE + PAD)


class TaskDelegate(RowDelegate):
    """Paints the percentage under the status where both share a column."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        whole = QRect(option.rect)
        if index.column() != _STATUS or index.data(HEADING_ROLE) is not None or whole.height() < 2 * LINE + PAD:
            super().paint(painter, option, index)
            return
        edge = whole.top() + PILL + 3
        part = QStyleOptionViewItem(option)
        part.rect = QRect(whole.left(), whole.top(), whole.width(), edge - whole.top() + 1)
        painter.save()
        painter.setClipRect(part.rect.adjusted(0, 0, 0, -1))  # without the line that every cell draws below itself
        super().paint(painter, part, index)
        painter.restore()
        part.rect = QRect(whole.left(), edge, whole.width(), whole.bottom() - edge + 1)
        super().paint(painter, part, index.sibling(index.row(), _PERCENT_BELOW))


def _role_and_person(row: "TaskRow") -> str:
    return "\n".join(part for part in (row.involvement.label, row.assignee) if part)


def _status_words(row: "TaskRow") -> str:
    return STATUS_WORDS[row.status]


def _short_status_words(row: "TaskRow") -> str:
    return _SHORT.get(row.status) or STATUS_WORDS[row.status]


def _status_tip(row: "TaskRow") -> str:
    return f"{row.status.label}, đạt {row.percent}%"


def _percent_below(row: "TaskRow") -> str:
    return "" if row.not_arising else f"Đạt {row.percent}%"


def _look(row: "TaskRow") -> Look:
    return TASK_LOOKS[row.status.value]


def _number_key(row: "TaskRow") -> tuple[int, str]:
    return (int(row.number) if row.number.isdigit() else 0, row.number)


def _role_key(row: "TaskRow") -> tuple[int, Any]:
    return (tuple(Involvement).index(row.involvement), sort_key(row.assignee))


def _due_key(row: "TaskRow") -> date:
    return row.due or date.max


def _status_key(row: "TaskRow") -> tuple[int, int]:
    return (REPORT_ORDER.index(row.status), row.percent)


COLUMNS: "tuple[Column[TaskRow], ...]" = (
    Column("Số", lambda row: row.number, width=44, sort_key=_number_key),
    Column("Nhiệm vụ", lambda row: row.name, stretch=True, sort_key=lambda row: sort_key(row.name)),
    Column("Vai trò", lambda row: row.involvement.label, width=116, sort_key=_role_key),
    Column("Vai trò, cán bộ", _role_and_person, width=112, sort_key=_role_key),
    Column("Thời hạn", due_words, width=108, sort_key=_due_key, tooltip=lambda row: row.time),
    Column("Người thực hiện", lambda row: row.assignee, width=140, sort_key=lambda row: sort_key(row.assignee)),
    Column("%", lambda row: f"{row.percent}%", width=60, align="right", sort_key=lambda row: row.percent),
    Column("Tình trạng", _status_words, width=190, look=_look, sort_key=_status_key, tooltip=_status_tip),
    Column("Tình trạng, %", _short_status_words, width=156, look=_look, sort_key=_status_key, tooltip=_status_tip),
    Column("Đạt", _percent_below, tooltip=_status_tip),
)
"""All columns; which of them show depends on the width."""
_ROLE, _PERSON_BELOW, _PERSON, _PERCENT, _LONG_STATUS, _STATUS, _PERCENT_BELOW = 2, 3, 5, 6, 7, 8, 9
_SHORT = {TaskStatus.DONE_IN_TIME: "Đúng hạn", TaskStatus.DONE_LATE: "Xong quá hạn"}
