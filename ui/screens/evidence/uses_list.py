"""The places where a file is used: each a link, the pages that prove it, and a button that takes the file away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cchc_desktop.domain.subject import Subject, by_id
from ui.widgets import buttons
from ui.widgets.keeping import Spot
from ui.widgets.labels import HintLabel
from ui.widgets.pages_line import PagesLine

if TYPE_CHECKING:
    from cchc_desktop.services.library.places import Place, Use

_PAGES = 112
_AROUND = 24
"""Pixels that the padding of a link takes."""


class PlaceLink(QPushButton):
    """A long text as a quiet button that ends in "…" where there is no room."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setProperty("kind", "quiet")
        self.setStyleSheet("text-align: left")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        return QSize(120, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The width comes from the row."""
        return QSize(120, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - _AROUND, 60)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class UseRow(QWidget):
    """One place; ``followed(target)``, ``removed(use)`` and ``cited(use, pages)``. Delete takes the file away."""

    followed = Signal(str)
    removed = Signal(object)
    cited = Signal(object, str)

    def __init__(self, use: "Use", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use = use
        place = use.place
        words = f"{place.text} - {place.detail}" if place.detail else place.text
        self.link = PlaceLink(words)
        self.link.setToolTip(f"{words}\nEnter: đến nơi này")
        self.link.setEnabled(bool(place.target))
        self.remove = buttons.quiet("Gỡ", tip="Gỡ tệp khỏi nơi này (Delete); lấy lại được bằng Hoàn tác")
        self.remove.setAccessibleName(f"Gỡ tệp khỏi {place.text}")
        self.pages = PagesLine(place.text, use_id=use.id)
        self.pages.set_value(use.pages)
        self.pages.setFixedWidth(_PAGES)
        if not use.id:
            for widget in (self.remove, self.pages):
                widget.hide()  # never shown by itself here: without a parent it would be a window
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.link, 1)
        row.addWidget(self.pages)
        row.addWidget(self.remove)
        self.link.clicked.connect(lambda: self.followed.emit(place.target))
        self.remove.clicked.connect(lambda: self.removed.emit(use))
        self.pages.committed.connect(lambda text: self.cited.emit(use, text))

    @property
    def use_id(self) -> str:
        """Which use this is."""
        return self._use.id

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The pages that prove this place."""
        return self.pages.spot if editor is self.pages else None

    def history_of(self, widget: QWidget) -> Subject | None:
        """The pages that prove this place."""
        del widget
        return by_id("evidence_use", self._use.id, "pages") if self._use.id else None

    def refresh_pages(self, pages: str) -> None:
        """Show the pages as they are now stored; what is being typed stays."""
        self.pages.refresh_value(pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the file away from here."""
        if event.key() == Qt.Key.Key_Delete and self._use.id:
            self.removed.emit(self._use)
        else:
            super().keyPressEvent(event)


class UsesList(QWidget):
    """All places of a file."""

    followed = Signal(str)
    removed = Signal(object)
    cited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[UseRow] = []
        self._places: list[tuple[str, Place]] | None = None
        self._empty = HintLabel("Chưa dùng ở đâu. Bấm “Dùng cho nơi khác…” để chọn tiêu chí, nhiệm vụ hoặc dòng sổ.")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._empty)

    def show_uses(self, uses: "tuple[Use, ...]") -> None:
        """Show these places; nothing moves when they are the same as before."""
        places = [(use.id, use.place) for use in uses]
        if places == self._places:
            for row, use in zip(self.rows, uses, strict=True):
                row.refresh_pages(use.pages)
            return
        self._places = places
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = []
        for use in uses:
            row = UseRow(use)
            row.followed.connect(self.followed)
            row.removed.connect(self.removed)
            row.cited.connect(self.cited)
            self.rows.append(row)
            self._column.addWidget(row)
        self._empty.setVisible(not uses)

    def focus(self, use_id: str) -> None:
        """Put the cursor into the pages of one place."""
        for row in self.rows:
            if row.use_id == use_id:
                row.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, use_id: str, text: str) -> None:
        """Mark the pages of one place as refused, or as fine again."""
        for row in self.rows:
            if row.use_id == use_id:
                row.pages.set_refusal(text)
