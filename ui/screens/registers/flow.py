"""Fields in as many lines as they need: each keeps its least width, and a line shares its spare width by stretch."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_SAFETY = 6
"""Pixels by which frames around the fields may be narrower than they say while heights are asked for."""

_FULL = 4
"""A line of less stretch than this leaves room at its end: a number alone in its line stays a small field."""


class StretchFlow(QLayout):
    """Add fields with ``add_field(widget, least=, stretch=)``."""

    def __init__(self, parent: QWidget, *, gap: int) -> None:
        super().__init__(parent)
        self._gap = gap
        self._fields: list[tuple[QLayoutItem, int, int]] = []
        self._next = (0, 0)
        self.setContentsMargins(0, 0, 0, 0)

    def add_field(self, widget: QWidget, *, least: int, stretch: int) -> None:
        """Add a field that is at least so many pixels wide."""
        self._next = (least, stretch)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item (Qt calls this)."""
        self._fields.append((item, *self._next))

    def count(self) -> int:
        """How many fields there are."""
        return len(self._fields)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The field at this place, None behind the last."""
        return self._fields[index][0] if 0 <= index < len(self._fields) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a field away."""
        return self._fields.pop(index)[0] if 0 <= index < len(self._fields) else None

    def hasHeightForWidth(self) -> bool:
        """The height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._place(QRect(0, 0, width - _SAFETY, 0), moves=False)

    def sizeHint(self) -> QSize:
        """Two fields side by side are enough."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest field."""
        widest = max((least for _, least, _ in self._fields), default=0)
        return QSize(widest, max((item.sizeHint().height() for item, _, _ in self._fields), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Place the fields."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def _place(self, rect: QRect, *, moves: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = 0
            x = rect.x()
            for (item, _, _), width in zip(line, self._widths(line, rect.width()), strict=True):
                tall = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                height = max(height, tall)
                if moves:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, tall)))
                x += width + self._gap
            y += height + self._gap
        return max(y - rect.y() - self._gap, 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        lines: list[list[tuple[QLayoutItem, int, int]]] = []
        room = -1
        for field in self._fields:
            if room < field[1]:
                lines.append([])
                room = width
            lines[-1].append(field)
            room -= field[1] + self._gap
        return lines

    def _widths(self, line: list[tuple[QLayoutItem, int, int]], width: int) -> list[int]:
        spare = max(width - sum(least for _, least, _ in line) - self._gap * (len(line) - 1), 0)
        shares = max(sum(stretch for _, _, stretch in line), _FULL)
        return [least + spare * stretch // shares for _, least, stretch in line]
