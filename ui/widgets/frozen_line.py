"""Why nothing on a screen can be changed any more, and the way to where it is opened again."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import TextLabel

_ADVICE = "Muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp và nêu lý do."


class FrozenLine(QFrame):
    """Hidden while the submission is a draft; ``subject`` names what was completed ("Báo cáo này")."""

    def __init__(self, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.deed = buttons.plain("Đến Hồ sơ nộp", "submissions")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 4, theme.SPACE, 4)
        row.addWidget(TextLabel(f"{subject} đã chốt trong hồ sơ đã hoàn thành nên chỉ xem được. {_ADVICE}"), 1)
        row.addWidget(self.deed)
        self.setVisible(False)
