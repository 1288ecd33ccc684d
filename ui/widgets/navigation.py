"""The navigation at the left: icon and word for each screen, one of them current, Alt+1 .. Alt+9 from anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets import icons, theme

_WIDE, _NARROW = 176, 56


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: the id of its screen, word, icon, shortcut ("Alt+1") and group."""

    id: str
    text: str
    icon: str
    shortcut: str = ""
    group: str = ""


class Navigation(QFrame):
    """``went_to(id)`` when an entry is chosen; ``set_narrow`` leaves the icons only."""

    went_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Các màn hình")
        self._places: dict[str, tuple[Place, QPushButton]] = {}
        self._groups: list[QLabel] = []
        self._narrow = False
        self._brand = QLabel()
        self._brand.setObjectName("brand")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(2)
        self._fold = _entry("", "chevron-left")
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fold.clicked.connect(lambda: self.set_narrow(narrow=not self._narrow))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._brand)
        column.addLayout(self._entries)
        column.addStretch(1)
        column.addWidget(self._fold)
        self.set_narrow(narrow=False)

    def set_places(self, places: Sequence[Place]) -> None:
        """Show these entries, in this order."""
        self._clear()
        group = ""
        for place in places:
            if place.group != group:
                group = place.group
                self._add_group(group)
            self._add_place(place)
        order = [*(button for _, button in self._places.values()), self._fold]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.set_narrow(narrow=self._narrow)

    def show_current(self, place_id: str) -> None:
        """Mark an entry as current without going there."""
        for known, (_, button) in self._places.items():
            button.setChecked(known == place_id)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or icons and words."""
        self._narrow = narrow
        self.setFixedWidth(_NARROW if narrow else _WIDE)
        if narrow:
            scale = self.devicePixelRatioF()
            self._brand.setPixmap(icons.pixmap("sign", theme.SURFACE, size=24, scale=scale))
        else:
            self._brand.setText("CCHC Desktop")
        for label in self._groups:
            label.setVisible(not narrow)
        for place, button in self._places.values():
            button.setText("" if narrow else place.text)
            button.setShortcut(place.shortcut)  # setText replaces it by the mnemonic of the text
        self._fold.setText("" if narrow else "Thu gọn")
        self._fold.setIcon(icons.icon("chevron-right" if narrow else "chevron-left", theme.NAVIGATION_TEXT, gap=6))
        self._fold.setAccessibleName("Mở rộng thanh bên" if narrow else "Thu gọn thanh bên")
        self._fold.setToolTip(self._fold.accessibleName())

    def _clear(self) -> None:
        for _, button in self._places.values():
            self._entries.removeWidget(button)
            button.hide()
            button.deleteLater()
        for label in self._groups:
            self._entries.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._places, self._groups = {}, []

    def _add_group(self, text: str) -> None:
        label = QLabel(text)
        label.setProperty("kind", "group")
        self._entries.addWidget(label)
        self._groups.append(label)

    def _add_place(self, place: Place) -> None:
        button = _entry(place.text, place.icon)
        button.setCheckable(True)
        button.setAccessibleName(place.text)
        button.setObjectName(f"place-{place.id}")
        button.setToolTip(f"{place.text} ({place.shortcut})" if place.shortcut else place.text)
        button.clicked.connect(lambda: self._on_clicked(place.id))
        self._entries.addWidget(button)
        self._places[place.id] = (place, button)

    def _on_clicked(self, place_id: str) -> None:
        self.show_current(place_id)
        self.went_to.emit(place_id)


def _entry(text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "place")
    button.setAutoDefault(False)
    button.setIcon(icons.icon(icon, theme.NAVIGATION_TEXT, gap=6))
    button.setIconSize(QSize(26, 20))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
