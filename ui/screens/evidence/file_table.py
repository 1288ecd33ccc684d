"""The table of all stored files."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.vietnamese import sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.evidence.facts import Line

if TYPE_CHECKING:
    from cchc_desktop.services.library.places import Use

_PLACES = 2
"""The column "Chứng minh cho"."""
_NARROW = 540


class FileTable(RowsView[Line]):
    """``row_chosen``; ``left_rightwards`` on Enter: the cursor goes to the fields of the file."""

    left_rightwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows: RowsModel[Line] = RowsModel(_COLUMNS, key=lambda line: line.file.id)
        super().__init__(self.rows, "Tài liệu trong kho minh chứng", max_lines=3, parent=parent)
        self.rows.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow table the places give way to the document; they stand beside it in the pane."""
        super().resizeEvent(event)
        self.setColumnHidden(_PLACES, self.viewport().width() < _NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.left_rightwards.emit()
            return
        super().keyPressEvent(event)


def _drawing(line: Line) -> str:
    if line.file.media_type == "application/pdf":
        return "pdf"
    return "file"


def _whole(line: Line) -> str:
    return "\n".join(_told(use) for use in line.file.uses)


def _told(use: "Use") -> str:
    words = f"{use.place.text} - {use.place.detail}".strip(" -")
    return f"{words} (trang, mục: {use.pages})" if use.pages else words


_COLUMNS: tuple[Column[Line], ...] = (
    Column(
        "Tài liệu",
        lambda line: line.document,
        stretch=True,
        icon=_drawing,
        sort_key=lambda line: sort_key(line.document),
    ),
    Column("Số, ngày", lambda line: line.dated, width=118, sort_key=lambda line: (line.file.day is None, line.dated)),
    Column("Chứng minh cho", lambda line: line.proves, width=184, tooltip=_whole),
    Column("Năm", lambda line: line.years, width=60, optional=True, sort_key=lambda line: line.file.years),
    Column(
        "Tình trạng",
        lambda line: line.state[0],
        width=140,
        look=lambda line: line.state[1],
        sort_key=lambda line: line.state[0],
    ),
)
