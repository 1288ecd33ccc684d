"""The way of a submission as a line of steps: what is done (by whom, when), what comes next, what lies ahead."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.submissions.wording import Step
from ui.widgets import icons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.looks import BLUE, GREEN, GREY, RED, Look

_LOOKS: dict[str, tuple[Look, str, str]] = {
    "done": (GREEN, "check", "đã xong"),
    "current": (BLUE, "progress", "đang chờ"),
    "ahead": (GREY, "circle", "chưa tới"),
    "returned": (RED, "undo", "phải sửa"),
}
_ICON = 24
_WIDE = 165
"""Pixels for each step, from which on arrows stand between them."""


class StepLine(QWidget):
    """``set_steps`` shows them; every state is told by icon, word and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Các bước của hồ sơ")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE)
        self._steps: list[_StepBox] = []
        self._arrows: list[QLabel] = []

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        while len(self._steps) < len(steps):
            if self._steps:
                arrow = _arrow(self.devicePixelRatioF())
                self._arrows.append(arrow)
                self._row.addWidget(arrow)
            box = _StepBox()
            self._steps.append(box)
            self._row.addWidget(box, 1)
        for box, step in zip(self._steps, steps, strict=True):
            box.show_step(step)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words need the room more than arrows do."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for arrow in self._arrows:
            arrow.setVisible(self.width() >= _WIDE * len(self._steps))


class _StepBox(QWidget):
    """Icon, title, and below it who and when."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON, _ICON))
        self._title = ElidedLabel()
        self._by = ElidedLabel(kind="hint")
        self._at = ElidedLabel(kind="hint")
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._title, self._by, self._at):
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_step(self, step: Step) -> None:
        look, icon, word = _LOOKS[step.stage]
        self._icon.setPixmap(icons.pixmap(icon, look.ink, size=_ICON, scale=self.devicePixelRatioF()))
        self._title.setText(step.title)
        self._title.setFont(theme.font(strong=step.stage != "ahead"))
        self._title.setStyleSheet(f"color: {look.ink}; font-weight: {400 if step.stage == 'ahead' else 600}")
        self._by.setText(step.by)
        self._at.setText(step.at)
        self.setAccessibleName(", ".join(part for part in (step.title, word, step.by, step.at) if part))


def _arrow(scale: float) -> QLabel:
    label = QLabel()
    label.setPixmap(icons.pixmap("chevron-right", theme.LINE_STRONG, size=20, scale=scale))
    return label
