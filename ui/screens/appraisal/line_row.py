"""One line of a submission that is appraised: place and words are painted, a press or a key asks for a remark.

A submission has hundreds of lines: each is one light widget, and an editor comes only where a remark is.
"""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.screens.appraisal.line_text import LineText
from ui.screens.appraisal.page import Line
from ui.widgets import icons, theme

_PAD = theme.SPACE
_PLACE_SHARE = 0.36
_LEAST_PLACE, _MOST_PLACE = 150, 330
_HOVER, _CURRENT, _GRID = QColor("#F0F5FB"), QColor("#E3EDF8"), QColor("#E5E9EF")
_TALL = 100_000
_DEED = "Ghi ý kiến"
_KEY = f"{_DEED}: F2"
_ICON = 16


class LineRow(QWidget):
    """``remark_wanted`` on F2, Enter, a press on its deed or a double click; ``step_wanted(1 or -1)`` on the arrows.

    ``entered`` when it becomes the current line. Tab stops at one line of all: the last one that was current.
    """

    entered = Signal()
    remark_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, line: Line, *, width: int, locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.is_locked = locked
        self._hovered = False
        self._place = LineText(((("", line.place),),), theme.font(size=theme.TEXT_SMALL), ink=theme.INK_SOFT)
        self._words = LineText(line.words, theme.font())
        self.take_tab(taken=False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit(width)
        self.setAccessibleName(f"{line.place}: {self._words.text}")
        self.setAccessibleDescription("" if locked else _KEY)

    def take_tab(self, *, taken: bool) -> None:
        """Whether Tab stops here."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if taken else Qt.FocusPolicy.ClickFocus)

    def set_locked(self, *, locked: bool) -> None:
        """Whether remarks can be written."""
        if locked == self.is_locked:
            return
        self.is_locked = locked
        self.setAccessibleDescription("" if locked else _KEY)
        self.fit(self.width())
        self.update()

    def fit(self, width: int) -> None:
        """Take the height that both texts need side by side; set, not asked for, because hundreds are laid out."""
        place, words = self._columns(width)
        tall = max(self._place.height_for(place.width()), self._words.height_for(words.width()))
        self.setFixedHeight(max(tall + _PAD, theme.ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the texts in another way."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(event.size().width())

    def sizeHint(self) -> QSize:
        """Some width; the height is set."""
        return QSize(400, self.height())

    def minimumSizeHint(self) -> QSize:
        """It may get narrow."""
        return QSize(280, theme.ROW)

    def deed_area(self) -> QRect:
        """Where the deed of the line is pressed."""
        width = _deed_width()
        return QRect(self.width() - width, 0, width, theme.ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 and Enter ask for a remark, the arrows go to the next line."""
        match event.key():
            case Qt.Key.Key_F2 | Qt.Key.Key_Return | Qt.Key.Key_Enter if not self.is_locked:
                self.remark_wanted.emit()
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the deed asks for a remark; elsewhere the line becomes the current one."""
        if not self.is_locked and self.deed_area().contains(event.position().toPoint()):
            self.remark_wanted.emit()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click asks for a remark."""
        del event
        if not self.is_locked:
            self.remark_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand stands over the deed only."""
        is_over = not self.is_locked and self.deed_area().contains(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The line under the mouse stands out."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """It no longer does."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current line stands out."""
        super().focusInEvent(event)
        self.update()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It no longer does."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both texts, the deed and the line below."""
        del event
        with QPainter(self) as painter:
            if self.hasFocus():
                painter.fillRect(self.rect(), _CURRENT)
                painter.fillRect(0, 0, 3, self.height(), QColor(theme.ACCENT))
            elif self._hovered:
                painter.fillRect(self.rect(), _HOVER)
            painter.setPen(_GRID)
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
            place, words = self._columns(self.width())
            self._place.paint(painter, QPointF(place.topLeft()), width=place.width())
            self._words.paint(painter, QPointF(words.topLeft()), width=words.width())
            if not self.is_locked:
                self._paint_deed(painter)

    def _paint_deed(self, painter: QPainter) -> None:
        area = self.deed_area()
        strong = self.hasFocus() or self._hovered
        ink = theme.ACCENT if strong else theme.INK_SOFT
        scale = self.devicePixelRatioF()
        top = area.center().y() - _ICON / 2 + 1
        painter.drawPixmap(QPointF(area.left(), top), icons.pixmap("draft", ink, size=_ICON, scale=scale))
        painter.setFont(theme.font(size=theme.TEXT_SMALL))
        painter.setPen(QColor(ink))
        words = QRectF(area.adjusted(_ICON + 4, 0, 0, 0))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), _DEED)

    def _columns(self, width: int) -> tuple[QRect, QRect]:
        """The room of the place and that of the words."""
        room = width - (0 if self.is_locked else _deed_width()) - 3 * _PAD
        place = min(max(round(room * _PLACE_SHARE), _LEAST_PLACE), _MOST_PLACE)
        top = _PAD // 2
        left = QRect(_PAD, top, place, _TALL)
        return left, QRect(_PAD + place + _PAD, top, max(room - place, 80), _TALL)


def _deed_width() -> int:
    return _ICON + 4 + 68 + _PAD
