"""The preview of a picture: drawn as large as the room allows, turned as the camera says."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.widgets import theme

LARGEST = 2_400
"""Pixels of the longer side that are kept; a camera gives far more than a screen shows."""
_GAP = 12


class PictureView(QFrame):
    """Shows one picture, or a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("Xem ảnh")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._picture = QImage()
        self._text = ""

    @property
    def picture(self) -> QImage:
        """What is shown; a null picture while a sentence is."""
        return self._picture

    def text(self) -> str:
        """The sentence shown."""
        return self._text

    def show_picture(self, picture: QImage) -> None:
        """Show this picture."""
        self._picture, self._text = picture, ""
        self.update()

    def show_text(self, text: str) -> None:
        """Show a sentence in place of a picture."""
        self._picture, self._text = QImage(), text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, or the sentence."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), QColor("#DDE2E9"))
            if self._picture.isNull():
                painter.setPen(QColor(theme.INK_SOFT))
                room = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place(), self._picture)

    def _place(self) -> QRect:
        room = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        size = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._picture.size()) if size.width() > self._picture.width() else size
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        return place


def read_picture(path: str) -> QImage:
    """Read a picture, no larger than a screen needs; a null picture for what is none."""
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LARGEST:
        reader.setScaledSize(size.scaled(QSize(LARGEST, LARGEST), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
