"""The table of the plan's tasks: taken over or not, who is charged with each, and by when."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from cchc_desktop.domain.vietnamese import format_date
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets.looks import AMBER, GREEN, GREY, Look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cchc_desktop.services.plan.rows import PlanLine


class PlanTable(RowsView["PlanLine"]):
    """The table with its model; ``rows.set_rows`` replaces the rows."""

    def __init__(self, field_names: "Callable[[], Mapping[str, str]]", parent: QWidget | None = None) -> None:
        self.rows: RowsModel[PlanLine] = RowsModel(
            COLUMNS,
            key=lambda line: line.task.code,
            group=lambda line: f"{line.task.field}. {field_names().get(line.task.field, '')}",
            search=lambda _line: "",
        )
        super().__init__(self.rows, "Nhiệm vụ trong kế hoạch của xã", max_lines=2, parent=parent)
        self.rows.setParent(self)

    def history_of(self, widget: QWidget) -> Subject | None:
        """The task under the cursor."""
        del widget
        line = self.current_row()
        return subject.plan_task(line.task.code) if line is not None else None


def _state(line: "PlanLine") -> str:
    if line.own:
        return "Của xã"
    return "Đưa vào" if line.included else "Không đưa"


def _look(line: "PlanLine") -> Look:
    if line.own:
        return AMBER
    return GREEN if line.included else GREY


def _due(line: "PlanLine") -> str:
    return format_date(line.internal_due) if line.internal_due else line.task.time


COLUMNS: "tuple[Column[PlanLine], ...]" = (
    Column("Số", lambda line: line.task.number, width=44),
    Column("Kế hoạch", _state, width=122, look=_look),
    Column("Nhiệm vụ", lambda line: line.task.name or "(chưa ghi nội dung)", stretch=True),
    Column("Vai trò", lambda line: line.involvement.label, width=100, optional=True),
    Column("Người thực hiện", lambda line: line.assignee or "Chưa phân công", width=132, optional=True),
    Column("Thời hạn", _due, width=128, tooltip=lambda line: line.task.time),
)
