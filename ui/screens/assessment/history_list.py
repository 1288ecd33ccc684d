"""The history of a leaf: when, who, and what became of what."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView

if TYPE_CHECKING:
    from cchc_desktop.services.history import HistoryRow


def history_model() -> "RowsModel[HistoryRow]":
    """The model behind the list."""
    return RowsModel(
        (
            Column("Thời gian", lambda row: f"{row.at:%d/%m/%Y %H:%M}", width=152),
            Column("Cán bộ", lambda row: row.officer or "Dòng lệnh", width=132),
            Column("Thay đổi", _change, stretch=True),
        ),
        key=lambda row: (row.at, row.field, row.old, row.new),
    )


def history_view(model: "RowsModel[HistoryRow]", parent: QWidget | None = None) -> "RowsView[HistoryRow]":
    """The list; long changes take several lines."""
    return RowsView(model, "Lịch sử của tiêu chí", max_lines=8, parent=parent)


def _change(row: "HistoryRow") -> str:
    what = f"{row.action} {row.field.lower()}"
    if row.old and row.new:
        words = f"{what}: “{row.old}” → “{row.new}”"
    elif row.new:
        words = f"{what}: “{row.new}”"
    else:
        words = f"{what}: bỏ “{row.old}”"
    return f"{words} ({row.reason})" if row.reason else words
