"""The mark of a catalogue that is no official text: its sentence, always in sight, whole in the tool tip."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.widgets import icons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.looks import AMBER


class ReconstructionNote(QFrame):
    """One amber line; hidden for an official form or set of criteria."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconstruction")
        self.setStyleSheet(
            f"QFrame#reconstruction {{ background: {AMBER.soft}; border: 1px solid {AMBER.fill}; border-radius: 4px }}"
            f" QFrame#reconstruction QLabel {{ color: {AMBER.ink}; font-size: {theme.TEXT_SMALL}px }}"
        )
        picture = QLabel()
        picture.setFixedSize(QSize(16, 16))
        picture.setPixmap(icons.pixmap("alert", AMBER.ink, size=16, scale=self.devicePixelRatioF()))
        self.sentence = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, 3, theme.SPACE, 3)
        row.setSpacing(theme.SPACE)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def show_sentence(self, sentence: str) -> None:
        """Show the sentence; an empty one hides the mark."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
