"""The main line of a figure's row: name and tags at the left, the value in its column, what it is compared with."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cchc_desktop.domain.field_value import ValueState
from ui.screens.reports.facts import FigureFacts
from ui.widgets import theme
from ui.widgets.looks import AMBER, GREEN, GREY, Look
from ui.widgets.pill import HEIGHT as PILL
from ui.widgets.pill import paint_pill

GAP = 8
_EDGE = 6
VALUE_WIDTH = 134
DEED_WIDTH = 84
COMPARED_WIDTH = 128
_NAME_AT_LEAST = 176
_SHORT = {ValueState.NOT_ARISING.label: "Không PS"}
_SMALL_LINE = 17
GOAL_LOOKS: dict[str, Look] = {"met": GREEN, "not_met": AMBER, "": GREY}
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class FigureLine(QWidget):
    """Paints the words; ``value`` and ``deeds`` are real widgets that it places. A wide value stands elsewhere."""

    def __init__(self, facts: FigureFacts, *, value: QWidget | None, deeds: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._facts = facts
        self._compares = True
        self._heights: dict[int, int] = {}
        self._value, self._deeds = value, deeds
        for widget in (value, *deeds):
            if widget is not None:
                widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_facts(self, facts: FigureFacts, *, compares: bool) -> None:
        """Show these words; ``compares`` keeps a column for earlier values."""
        changed = facts.name != self._facts.name or facts.goal != self._facts.goal or compares != self._compares
        self._facts, self._compares = facts, compares
        self._heights = {}
        if changed:
            self.updateGeometry()
            self._place()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The name wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped name with its tags, or the two small deeds; layouts ask again and again."""
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    def _measured(self, width: int) -> int:
        name = self._name_rect(width).height()
        words = name + _SMALL_LINE + (PILL + 4 if self._facts.goal else 0)
        deeds = max(len(self._deeds), 1 if self._value is None else 2) * 25 - 3
        compared = 3 * _SMALL_LINE if self._compared_words() and self._room(width)[1] else 0
        return max(words, deeds, compared) + 2 * _EDGE

    def sizeHint(self) -> QSize:
        """The height at the present width."""
        return QSize(420, self.heightForWidth(max(self.width(), 420)))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a window at 125 %."""
        return QSize(300, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the widgets."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, tags, goal and earlier values."""
        del event
        facts = self._facts
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = self._name_rect(self.width())
            painter.setFont(theme.font())
            painter.setPen(QColor(theme.INK))
            painter.drawText(rect, _WRAP, facts.name)
            painter.setFont(theme.font(size=theme.TEXT_SMALL))
            painter.setPen(QColor(theme.INK_SOFT))
            tags = QRect(rect.left(), rect.bottom() + 1, rect.width(), _SMALL_LINE)
            shown = painter.fontMetrics().elidedText(facts.tags, Qt.TextElideMode.ElideRight, tags.width())
            painter.drawText(tags, int(Qt.AlignmentFlag.AlignVCenter), shown)
            if facts.goal:
                box = QRectF(rect.left(), tags.bottom() + 3, rect.width(), PILL)
                paint_pill(painter, box, text=facts.goal, look=GOAL_LOOKS[facts.goal_state])
            self._paint_compared(painter)

    def _paint_compared(self, painter: QPainter) -> None:
        _name, width = self._room(self.width())
        if not width:
            return
        left = self.width() - width
        painter.setFont(theme.font(size=theme.TEXT_SMALL))
        for place, (label, value) in enumerate(self._compared_words()):
            row = QRect(left, _EDGE + place * _SMALL_LINE, width, _SMALL_LINE)
            painter.setPen(QColor(theme.INK_SOFT))
            room = width - painter.fontMetrics().horizontalAdvance(value) - 4
            known = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, room)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), known)
            painter.setPen(QColor(theme.INK))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), value)

    def _compared_words(self) -> list[tuple[str, str]]:
        """Label and value of each; only what fits its column: longer values stand in the details."""
        facts = self._facts
        if self._value is None:
            return []
        pairs = [("Kỳ trước", facts.previous), ("Cùng kỳ", facts.last_year), ("Thay đổi", facts.change)]
        return [(label, _SHORT.get(value, value)) for label, value in pairs if value]

    def _room(self, width: int) -> tuple[int, int]:
        """The width of the name, and of the earlier values (0 where there is no room for them)."""
        taken = (VALUE_WIDTH + GAP if self._value is not None else 0) + DEED_WIDTH + GAP
        compared = COMPARED_WIDTH + 2 * GAP if self._compares and self._value is not None else 0
        if width - taken - compared < _NAME_AT_LEAST:
            compared = 0
        return max(width - taken - compared, 120), max(compared - 2 * GAP, 0)

    def _name_rect(self, width: int) -> QRect:
        room = self._room(width)[0]
        metrics = QFontMetrics(theme.font())
        height = metrics.boundingRect(0, 0, room, 10_000, _WRAP, self._facts.name).height()
        return QRect(0, _EDGE - 1, room, height)

    def _place(self) -> None:
        left = self._room(self.width())[0] + GAP
        if self._value is not None:
            self._value.setGeometry(left, _EDGE, VALUE_WIDTH, theme.FIELD + 2)
            left += VALUE_WIDTH + GAP
        for number, widget in enumerate(self._deeds):
            widget.move(left, _EDGE + number * 25)
