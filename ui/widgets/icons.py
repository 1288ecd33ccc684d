"""The icons: our own line drawings on a 20-pixel grid, tinted and cached."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

INK = "#3B4756"
_DISABLED = "#9AA5B3"
_SIZES = (16, 20)


@lru_cache(maxsize=256)
def icon(name: str, color: str = INK, *, gap: int = 0) -> QIcon:
    """The icon in a colour, drawn for the scale of the first screen; KeyError when there is no such drawing.

    ``gap`` pixels stay free at its right, between the icon and the words of a button; set the icon size accordingly.
    """
    made = QIcon()
    screen = QGuiApplication.primaryScreen()
    for size in _SIZES:
        for scale in {1.0, screen.devicePixelRatio() if screen else 1.0}:
            made.addPixmap(pixmap(name, color, size=size, scale=scale, gap=gap))
            made.addPixmap(pixmap(name, _DISABLED, size=size, scale=scale, gap=gap), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def pixmap(name: str, color: str = INK, *, size: int = 16, scale: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels (and ``gap`` more to the right)."""
    made = QPixmap(QSize(round((size + gap) * scale), round(size * scale)))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))
    with QPainter(made) as painter:
        renderer.render(painter, QRectF(0, 0, size, size))
    return made


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    file = files("resources").joinpath("icons", f"{name}.svg")
    if not file.is_file():
        raise KeyError(name)
    return file.read_text(encoding="utf-8")
