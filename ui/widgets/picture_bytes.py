"""A picture of the clipboard as the bytes of a file."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage


def png_of(picture: QImage) -> bytes:
    """The picture as a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know names of files only
    return bytes(buffer.data().data())
