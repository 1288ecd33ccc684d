"""The text of a section: lines of the program stand on a tinted ground with a bar, lines of the official do not."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.editors import AutosaveText
from ui.widgets.looks import BLUE

_MARGIN = 12


class NarrativeText(AutosaveText):
    """``set_generated`` says which lines the program wrote; a line that is edited becomes one of the official.

    ``entered`` when the cursor comes here.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            placeholder="Chưa có nội dung. Gõ vào đây, hoặc bấm “Soạn lại từ số liệu”.", lines=4, max_lines=40
        )
        self.setParent(parent)
        self._generated: AbstractSet[str] = frozenset()
        self._bars = _Bars(self)
        self.setViewportMargins(_MARGIN, 0, 0, 0)
        self.textChanged.connect(self._tint)
        self.updateRequest.connect(lambda *_: self._bars.update())

    def set_generated(self, lines: AbstractSet[str]) -> None:
        """Take these lines for the program's own."""
        self._generated = lines
        self._tint()

    def is_generated(self, line: str) -> bool:
        """Whether the program wrote this line."""
        return line.strip() in self._generated

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars stand at the left edge."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._bars.setGeometry(QRect(inside.left(), inside.top(), _MARGIN, inside.height()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is here now."""
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the program's lines, then the text."""
        with QPainter(self.viewport()) as painter:
            for top, height in self._generated_places():
                painter.fillRect(0, top, self.viewport().width(), height, QColor(BLUE.soft))
        super().paintEvent(event)

    def paint_bars(self) -> None:
        """Draw a bar beside each line of the program that is in sight."""
        with QPainter(self._bars) as painter:
            for top, height in self._generated_places():
                painter.fillRect(3, top + 1, 4, height - 2, QColor(BLUE.fill))

    def _generated_places(self) -> Iterator[tuple[int, int]]:
        """Top and height of each line of the program that is in sight, in pixels of the viewport."""
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > self.viewport().height():
                return
            if block.text().strip() and self.is_generated(block.text()):
                yield round(place.top()), round(place.height())
            block = block.next()

    def _tint(self) -> None:
        self.viewport().update()
        self._bars.update()


class _Bars(QWidget):
    """The margin that shows which lines are the program's."""

    def __init__(self, text: NarrativeText) -> None:
        super().__init__(text)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(_MARGIN, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self._text.paint_bars()
