"""What an empty screen says: why it is empty, what to do first, and the button that does it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets import buttons, icons, theme
from ui.widgets.labels import HintLabel, TitleLabel


class EmptyState(QWidget):
    """Icon, sentence, first step and (when ``deed`` is given) a button; ``started`` when it is pressed."""

    started = Signal()

    def __init__(
        self, *, icon: str, sentence: str, first_step: str = "", deed: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.LINE_STRONG, size=48, scale=self.devicePixelRatioF()))
        self.sentence = TitleLabel(sentence)
        self.step = HintLabel(first_step)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addStretch(2)
        for widget in (picture, self.sentence, self.step):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
                widget.setWordWrap(True)
            column.addWidget(widget)
        if deed:
            self.button = buttons.primary(deed)
            self.button.clicked.connect(self.started)
            column.addSpacing(theme.SPACE)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
