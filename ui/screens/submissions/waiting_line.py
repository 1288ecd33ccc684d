"""What waits for the signature of the leader at work, as a line of links."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import SectionTitle


class WaitingLine(QFrame):
    """``followed(target)``; hidden while nothing waits."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 4, theme.SPACE, 4)
        row.setSpacing(theme.SPACE)
        row.addWidget(SectionTitle("Hồ sơ chờ ký:"))
        row.addLayout(self._links, 1)
        self.hide()

    def show_waiting(self, waiting: Sequence[tuple[str, str]]) -> None:
        """Show these: ``(target, words)``."""
        self.setVisible(bool(waiting))
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for target, words in waiting:
            button = buttons.quiet(words, "sign", tip="Mở hồ sơ để xem và ký")
            button.clicked.connect(lambda _checked=False, chosen=target: self.followed.emit(chosen))
            self._links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
