"""The words of a line as they are laid out: labels in soft ink, texts in full ink, paragraph below paragraph."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ui.screens.appraisal.page import Paragraph
from ui.widgets import theme

_BETWEEN = "   "
_BREAK = "\u2028"
_FIRM = "\N{NO-BREAK SPACE}"
_TOGETHER = 22
"""Letters of a label and its text that are not broken apart at the end of a line."""


class LineText:
    """Lays itself out for a width and paints itself."""

    def __init__(self, paragraphs: tuple[Paragraph, ...], font: QFont, *, ink: str = theme.INK) -> None:
        self.text, formats = _joined(paragraphs)
        self._ink = ink
        self._layout = QTextLayout(self.text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(formats)
        self._laid_out_for = -1
        self._heights: dict[int, int] = {}

    def height_for(self, width: int) -> int:
        """How high it is at a width; layouts ask for the same few widths again and again."""
        if width not in self._heights:
            self._heights[width] = self._lay_out(width)
        return self._heights[width]

    def paint(self, painter: QPainter, at: QPointF, *, width: int) -> None:
        """Draw it."""
        if width != self._laid_out_for:
            self._lay_out(width)
        painter.setPen(QColor(self._ink))
        self._layout.draw(painter, at)

    def _lay_out(self, width: int) -> int:
        top = 0.0
        self._laid_out_for = width
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 40))
            line.setPosition(QPointF(0, top))
            top += line.height()
        self._layout.endLayout()
        return round(top + 0.5)


def _joined(paragraphs: tuple[Paragraph, ...]) -> tuple[str, list[QTextLayout.FormatRange]]:
    soft = QTextCharFormat()
    soft.setForeground(QColor(theme.INK_SOFT))
    text, formats = "", []
    for number, paragraph in enumerate(paragraphs):
        text += _BREAK if number else ""
        for place, (label, words) in enumerate(paragraph):
            text += _BETWEEN if place else ""
            if label and len(label) + len(words) <= _TOGETHER:
                label, words = label.replace(" ", _FIRM), words.replace(" ", _FIRM)
            if label:
                found = QTextLayout.FormatRange()
                found.start, found.length, found.format = len(text), len(label) + 1, soft
                formats.append(found)
                text += f"{label}:{_FIRM if len(label) + len(words) <= _TOGETHER else ' '}"
            text += words.replace("\n", _BREAK)
    return text, formats
