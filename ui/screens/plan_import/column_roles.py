"""A choice above each column of the preview: what the column was taken for, to be corrected by hand."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QTableView, QWidget

from cchc_desktop.catalogue.task_table.result import Column, Role
from ui.widgets.editors import AutosaveChoice
from ui.widgets.theme import FIELD

_CHOICES = ((None, "(không đọc)"), *((role, "STT" if role is Role.NUMBER else role.label) for role in Role))
_NOT_READ = "none"
_GAP = 4


class ColumnRoles(QWidget):
    """``role_chosen(index, Role or None)``; follows the columns of ``table`` behind its first ``offset``."""

    role_chosen = Signal(int, object)

    def __init__(self, table: QTableView, *, offset: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._offset = table, offset
        self._choices: list[AutosaveChoice] = []
        header = table.horizontalHeader()
        header.sectionResized.connect(self._place)
        header.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        self.setFixedHeight(FIELD + _GAP)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show what each column was taken for."""
        while len(self._choices) > len(columns):
            self._choices.pop().deleteLater()
        while len(self._choices) < len(columns):
            self._choices.append(self._made(len(self._choices)))
        for choice, column in zip(self._choices, columns, strict=True):
            choice.set_value(column.role or _NOT_READ)
            choice.setAccessibleName(f"Cột {column.name} “{column.title}” là")
            choice.setToolTip(f"Cột {column.name}: {column.title or 'không có tiêu đề'}. Chọn lại nếu chưa đúng.")
        self._place()

    def choice(self, index: int) -> AutosaveChoice:
        """The choice over this column of the source."""
        return self._choices[index]

    def sizeHint(self) -> QSize:
        """As high as a field."""
        return QSize(200, FIELD + _GAP)

    def _made(self, index: int) -> AutosaveChoice:
        choice = AutosaveChoice([(role or _NOT_READ, words) for role, words in _CHOICES], parent=self)
        choice.setMinimumContentsLength(4)
        choice.committed.connect(
            lambda value, index=index: self.role_chosen.emit(index, None if value == _NOT_READ else value)
        )
        choice.show()
        return choice

    def _place(self, *_sizes: int) -> None:
        left = self._table.frameWidth()
        for index, choice in enumerate(self._choices):
            section = index + self._offset
            x = self._table.columnViewportPosition(section) + left
            choice.setGeometry(x + 1, 0, max(self._table.columnWidth(section) - 2, 24), FIELD)
