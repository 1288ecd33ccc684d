"""The list of backups, newest first, as the settings and the trouble page show it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.models.backup_rows import BackupRow
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets.theme import ROW, SPACE

_COLUMNS: tuple[Column[BackupRow], ...] = (
    Column("Thời điểm sao lưu", lambda row: row.when, width=232),
    Column("Dung lượng", lambda row: row.size, width=110, align="right"),
    Column("Tên tệp", lambda row: row.path.name, stretch=True),
)


class BackupList(RowsView[BackupRow]):
    """Rows keep their order; the current one survives a reload."""

    def __init__(self, rows: Sequence[BackupRow] = (), parent: QWidget | None = None) -> None:
        self._backups = RowsModel(_COLUMNS, key=lambda row: row.path.name)
        super().__init__(self._backups, "Các bản sao lưu", max_lines=1, parent=parent)
        self.set_backups(rows)

    def set_backups(self, rows: Sequence[BackupRow]) -> None:
        """Show these backups; the list is as high as they need, up to six."""
        self._backups.set_rows(rows)
        self.setFixedHeight(ROW * (min(max(len(rows), 1), 6) + 1) + SPACE)
