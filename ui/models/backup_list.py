"""The list of backups, newest first, as the settings and the trouble page show it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.models.backup_rows import BackupRow
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets.theme import ROW, SPACE

_SHOWN = 7


def _tip(row: BackupRow) -> str:
    return str(row.path)


_COLUMNS: tuple[Column[BackupRow], ...] = (
    Column("Thời điểm sao lưu", lambda row: row.when, width=222, tooltip=_tip),
    Column("Nằm ở", lambda row: row.where, stretch=True, tooltip=_tip),
    Column("Nhiệm vụ có cập nhật", lambda row: row.tasks, width=158, align="right"),
    Column("Dòng sổ", lambda row: row.register_rows, width=80, align="right"),
    Column("Báo cáo", lambda row: row.reports, width=80, align="right"),
    Column("Minh chứng", lambda row: row.evidence, width=100, align="right"),
    Column("Dung lượng", lambda row: row.size, width=100, align="right"),
)


class BackupList(RowsView[BackupRow]):
    """Rows keep their order; the current one survives a reload."""

    def __init__(self, rows: Sequence[BackupRow] = (), parent: QWidget | None = None) -> None:
        self._backups = RowsModel(_COLUMNS, key=lambda row: str(row.path))
        super().__init__(self._backups, "Các bản sao lưu", max_lines=1, parent=parent)
        self.set_backups(rows)

    def set_backups(self, rows: Sequence[BackupRow]) -> None:
        """Show these backups; the list is as high as they need, up to seven."""
        self._backups.set_rows(rows)
        self.setFixedHeight(ROW * (min(max(len(rows), 1), _SHOWN) + 1) + SPACE)
