"""The small parts of a figure's row: the toggle of a state, the link, the box of a derived value."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.widgets import icons, theme
from ui.widgets.looks import AMBER, VIOLET, Look

HEIGHT = 22
WIDTH = 84


class SmallButton(QAbstractButton):
    """A toggle (its look when pressed) or, without a look, a link in small letters. The keyboard has its shortcuts."""

    def __init__(self, text: str, *, look: Look | None = None, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setText(text)
        self.setCheckable(look is not None)
        self.setToolTip(tip)
        self.setAccessibleName(tip or text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(WIDTH, HEIGHT)

    def sizeHint(self) -> QSize:
        """All of one size."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame with words, filled when pressed; underlined words for a link."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = theme.font(size=theme.TEXT_SMALL)
            if self._look is None:
                font.setUnderline(self.underMouse())
                painter.setFont(font)
                painter.setPen(QColor(theme.ACCENT if self.isEnabled() else theme.INK_SOFT))
                painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
                return
            painter.setFont(font)
            self._paint_toggle(painter, self._look)

    def _paint_toggle(self, painter: QPainter, look: Look) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        hot = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(QColor(look.fill if on else theme.ACCENT if hot else theme.LINE)))
        painter.setBrush(QColor(look.soft if on else theme.SURFACE))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(look.ink if on else theme.INK_SOFT))
        text = f"✓ {self.text()}" if on else self.text()
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), text)


class ValueBox(QWidget):
    """A derived figure: no field to type in, but a place for the cursor. F2 (or Enter) asks to override it."""

    entered = Signal()
    override_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._is_overridden, self._is_unknown = "", False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.FIELD + 2)

    def text(self) -> str:
        """The words shown."""
        return self._text

    def show_text(self, text: str, *, overridden: bool, unknown: bool) -> None:
        """Show a value; an overridden one and one that cannot be computed look different."""
        self._text, self._is_overridden, self._is_unknown = text, overridden, unknown
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 overrides."""
        if event.key() == Qt.Key.Key_F2:
            self.override_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the value on a sunken ground, with the mark of what it is."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            ground = AMBER.soft if self._is_overridden else "#EAF0F7"
            painter.setBrush(QColor(ground))
            edge = theme.ACCENT if self.hasFocus() else AMBER.fill if self._is_overridden else "#EAF0F7"
            painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box, 4, 4)
            scale = self.devicePixelRatioF()
            name, ink = ("draft", AMBER.ink) if self._is_overridden else ("repeat", theme.INK_SOFT)
            painter.drawPixmap(6, (self.height() - 16) // 2, icons.pixmap(name, ink, size=16, scale=scale))
            if self._is_unknown:
                painter.setFont(theme.font(size=theme.TEXT_SMALL))
                painter.setPen(QColor(theme.INK_SOFT))
            else:
                painter.setFont(theme.font(strong=True))
                painter.setPen(QColor(AMBER.ink if self._is_overridden else theme.INK))
            room = self.rect().adjusted(24, 0, -8, 0)
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(room, flags, painter.fontMetrics().elidedText(self._text, _ELIDE, room.width()))


def not_arising_toggle() -> SmallButton:
    """The toggle of "không phát sinh"."""
    return SmallButton("Không PS", look=VIOLET, tip="Không phát sinh trong kỳ (Ctrl+0)")


def estimate_toggle() -> SmallButton:
    """The toggle of an estimated figure."""
    return SmallButton("Số ước", look=AMBER, tip="Số ước tính, in kèm chữ “ước” (Ctrl+U)")


_ELIDE = Qt.TextElideMode.ElideRight
