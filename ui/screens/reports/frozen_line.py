"""Why nothing can be changed in a completed report, and the way to where it is opened again."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.screens.reports.presenter import FROZEN, FROZEN_ADVICE
from ui.widgets import buttons, theme
from ui.widgets.labels import TextLabel


class FrozenLine(QFrame):
    """Hidden while the report is a draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.deed = buttons.plain("Đến Hồ sơ nộp", "submissions")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 4, theme.SPACE, 4)
        row.addWidget(TextLabel(f"{FROZEN} {FROZEN_ADVICE}"), 1)
        row.addWidget(self.deed)
        self.setVisible(False)
