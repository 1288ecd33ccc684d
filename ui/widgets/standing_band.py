"""The band above everything while a folder is open only to be looked at: one sentence, and perhaps a deed."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets import buttons, icons, theme
from ui.widgets.labels import TextLabel
from ui.widgets.looks import AMBER


class StandingBand(QFrame):
    """Hidden until ``say``; it stays until the sentence no longer holds and cannot be closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standing-band")
        self.setStyleSheet(
            f"QFrame#standing-band {{ background: {AMBER.soft}; border-bottom: 1px solid {AMBER.fill} }}"
        )
        self._run: Callable[[], None] | None = None
        picture = QLabel()
        picture.setFixedSize(QSize(20, 20))
        picture.setPixmap(icons.pixmap("lock", AMBER.ink, size=18, scale=self.devicePixelRatioF()))
        self.sentence = TextLabel()
        self.sentence.setStyleSheet(f"color: {AMBER.ink}; font-weight: 600")
        self.deed = buttons.plain("…")  # with words from the beginning: one without is drawn narrow
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 6, 2 * theme.SPACE, 6)
        row.setSpacing(theme.SPACE)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.deed)
        self.deed.clicked.connect(self._on_deed)
        self.setVisible(False)

    def say(self, sentence: str, *, deed: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a sentence with its deed, or hide with an empty one."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.deed.setText(deed)
        self.deed.setAccessibleName(deed.replace("&", ""))
        self._run = run
        self.deed.setVisible(bool(deed))
        self.setVisible(bool(sentence))

    @property
    def is_said(self) -> bool:
        """Whether a sentence stands."""
        return bool(self.sentence.text())

    def _on_deed(self) -> None:
        if self._run is not None:
            self._run()
