"""A page on which files and pictures are dropped, or pasted with Ctrl+V, also while the cursor stands in a field."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui.widgets import theme
from ui.widgets.picture_bytes import png_of


class DropArea(QWidget):
    """``files_offered(list[Path])``; ``picture_offered(bytes)`` as PNG; ``nothing_held`` when Ctrl+V finds neither."""

    files_offered = Signal(list)
    picture_offered = Signal(bytes)
    nothing_held = Signal()

    def __init__(self, welcome: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.welcome = QLabel(welcome, self)
        self.welcome.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.welcome.setStyleSheet(
            f"background: {theme.ACCENT_SOFT}; border: 3px dashed {theme.ACCENT}; color: {theme.ACCENT_DARK};"
            f" font-size: {theme.TEXT_TITLE}px; border-radius: {theme.RADIUS}px"
        )
        self.welcome.hide()

    def watch_fields(self) -> None:
        """Let a file that is dropped on a field, or pasted there, be a file and not the text of its address."""
        for editor in self.findChildren(QLineEdit):
            editor.setAcceptDrops(False)
            editor.installEventFilter(self)

    def take_clipboard(self) -> None:
        """Offer the files or the picture of the clipboard."""
        held: QMimeData | None = QGuiApplication.clipboard().mimeData()  # the stubs do not know of an empty one
        if held is None or not self._offer(held):
            self.nothing_held.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+V in a field paste a picture or files as evidence; text is pasted into the field."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held: QMimeData | None = QGuiApplication.clipboard().mimeData()
            is_text = held is None or (held.hasText() and not held.hasUrls())
            if event.matches(QKeySequence.StandardKey.Paste) and not is_text:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The welcome covers the whole page."""
        super().resizeEvent(event)
        self.welcome.setGeometry(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and pictures."""
        if event.mimeData().hasImage() or _files(event.mimeData()):
            event.acceptProposedAction()
            self.welcome.raise_()
            self.welcome.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went away again."""
        self.welcome.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self.welcome.hide()
        event.acceptProposedAction()
        self._offer(event.mimeData())

    def _offer(self, held: QMimeData) -> bool:
        """Files go before a picture: a copied file often brings its own picture along."""
        files = _files(held)
        if files:
            self.files_offered.emit(files)
        elif held.hasImage():
            self.picture_offered.emit(png_of(QImage(held.imageData())))
        return bool(files) or held.hasImage()


def _files(held: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
