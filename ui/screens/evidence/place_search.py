"""Searching one more place for a file: type a few letters, Enter takes the first, Escape leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets import theme
from ui.widgets.labels import HintLabel
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from cchc_desktop.services.library.places import Place

_ROWS = 3


class PlaceSearch(QWidget):
    """``searched(text)``; ``chosen(place)``; ``left`` when it is closed without a choice."""

    searched = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField("Gõ tiêu chí, nhiệm vụ hoặc dòng sổ, không cần dấu; Enter để chọn")
        self.list = QListWidget()
        self.list.setAccessibleName("Các nơi dùng được tệp này")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(_ROWS * theme.ROW + 4)
        self.told = HintLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.field, self.list, self.told):
            column.addWidget(widget)
        column.setStretch(1, 1)
        self.field.searched.connect(self.searched)
        self.field.returnPressed.connect(self._on_enter)
        self.field.left_downwards.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.itemActivated.connect(self._on_activated)
        self.setVisible(False)

    def begin(self) -> None:
        """Open with an empty field and the cursor in it."""
        self.field.clear()
        self.setVisible(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_places(self, places: "Sequence[Place]", told: str) -> None:
        """Show these places; the first one is chosen."""
        self.list.clear()
        for place in places:
            words = f"{place.text} - {place.detail}" if place.detail else place.text
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, theme.ROW))
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
        if places:
            self.list.setCurrentRow(0)
        self.told.setText(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        self.searched.emit(self.field.text())  # what was typed in the last moment counts
        item = self.list.currentItem()
        if item is not None:
            self._on_activated(item)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
