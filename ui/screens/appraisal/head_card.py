"""The head of the opened submission: which unit, which document, its state, and whether its package is in order."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.appraisal.looks import STATES
from ui.screens.appraisal.page import Fact, Head
from ui.widgets import icons, theme
from ui.widgets.labels import ElidedLabel, HintLabel, TextLabel
from ui.widgets.looks import AMBER, GREEN, GREY, RED, Look
from ui.widgets.pill import Pill
from ui.widgets.scroll_page import ScrollPage

_LOOKS: dict[str, Look] = {"good": GREEN, "warn": AMBER, "bad": Look(RED.ink, RED.soft, "block", RED.fill)}
_ICON = 16


class HeadCard(QWidget):
    """Two lines: unit with state, document with the facts that are not in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = ElidedLabel(kind="section")
        self.what = ElidedLabel()
        self.state = Pill("", GREY)
        self.signs = _FactLine()
        first = QHBoxLayout()
        first.setSpacing(theme.SPACE)
        first.addWidget(self.unit, 1)
        first.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self.what)
        column.addWidget(self.signs)

    def show_head(self, head: Head) -> None:
        """Show a submission."""
        self.unit.setText(head.unit)
        self.what.setText(head.what)
        self.state.set_state(head.state_label, STATES[head.state])
        self.signs.show_fact(head.brief)


class FactsPane(ScrollPage):
    """All facts of the opened submission, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE)
        self._grid.setColumnStretch(1, 1)
        self._grid.setContentsMargins(theme.SPACE, 2 * theme.SPACE, 0, 0)
        self._rows: list[tuple[QLabel, _FactLine]] = []
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.setAccessibleName("Thông tin gói nộp và chữ ký")

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        while len(self._rows) < len(facts):
            row = (HintLabel(), _FactLine(wraps=True))
            row[0].setMinimumWidth(140)
            row[0].setWordWrap(False)
            self._grid.addWidget(row[0], len(self._rows), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(row[1], len(self._rows), 1)
            self._rows.append(row)
        for number, (label, line) in enumerate(self._rows):
            fact = facts[number] if number < len(facts) else None
            label.setText(fact.label if fact else "")
            label.setVisible(fact is not None)
            line.show_fact(fact)


class _FactLine(QWidget):
    """A fact with the icon of its look; hidden for none."""

    def __init__(self, *, wraps: bool = False) -> None:
        super().__init__()
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON, _ICON + 4))
        self.text = TextLabel() if wraps else ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.hide()

    def show_fact(self, fact: Fact | None) -> None:
        """Show a fact, or nothing."""
        self.setVisible(fact is not None)
        if fact is None:
            return
        look = _LOOKS.get(fact.look)
        self._icon.setVisible(look is not None)
        self.text.setText(fact.text)
        self.text.setStyleSheet(f"color: {look.ink if look else theme.INK}")
        self.setAccessibleName(f"{fact.label}: {fact.text}")
        if look is not None:
            self._icon.setPixmap(icons.pixmap(look.icon, look.ink, size=_ICON, scale=self.devicePixelRatioF()))
