"""The history of a task: when, who, what, from what to what; newest first."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import uncapitalised
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets import theme
from ui.widgets.labels import HintLabel

if TYPE_CHECKING:
    from cchc_desktop.services.history import HistoryRow


class HistoryList(QWidget):
    """A table of changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: RowsModel[HistoryRow] = RowsModel(_COLUMNS, key=lambda row: (row.at, row.field, row.new))
        self.table = RowsView(self.rows, "Lịch sử thay đổi của nhiệm vụ", max_lines=8)
        self.empty = HintLabel("Nhiệm vụ này chưa có thay đổi nào.")
        self.rows.setParent(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.show_history(())

    def show_history(self, rows: "tuple[HistoryRow, ...]") -> None:
        """Show these changes."""
        self.rows.set_rows(rows)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))


def _when(row: "HistoryRow") -> str:
    return f"{row.at:%d/%m/%Y %H:%M}\n{row.officer or 'Dòng lệnh'}"


def _change(row: "HistoryRow") -> str:
    """What was changed, “old” → “new”; the reason of an undo stands below."""
    values = [f"“{_short(text)}”" for text in (row.old, row.new) if text]
    both = " → ".join(values) if row.action == "Sửa" and len(values) == 2 else "".join(values)
    if row.action == "Sửa" and len(values) == 1:
        both = f"(trống) → {values[0]}" if row.new else f"{values[0]} → (trống)"
    head = f"{row.action} {uncapitalised(row.field)}"
    return "\n".join(part for part in (f"{head}: {both}" if both else head, row.reason) if part)


def _whole(row: "HistoryRow") -> str:
    return "\n→ ".join(part for part in (row.old, row.new) if part)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


_LONGEST = 160
_COLUMNS: "tuple[Column[HistoryRow], ...]" = (
    Column("Lúc, người sửa", _when, width=156),
    Column("Thay đổi", _change, stretch=True, tooltip=_whole),
)
