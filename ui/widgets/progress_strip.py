"""A long job in place: what it does, how far it is, and a button to stop it. Shows only after 300 ms."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.widgets import buttons
from ui.widgets.labels import ElidedLabel
from ui.widgets.theme import SPACE

_PATIENCE_MS = 300


class ProgressStrip(QWidget):
    """``start``, then ``step`` (fits ``run_long(progressed=strip.step)``), then ``finish``; ``cancelled`` on stop."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._stop = buttons.plain("Dừng", "close", tip="Dừng việc đang chạy; dữ liệu trở lại như trước")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._text, 2)
        row.addWidget(self._bar, 3)
        row.addWidget(self._stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._stop.clicked.connect(self._on_stop)
        self.hide()

    def start(self, text: str, *, can_stop: bool = True) -> None:
        """A job begins; a job that cannot be stopped says so."""
        self._stop.setEnabled(can_stop)
        self._stop.setToolTip("" if can_stop else "Việc này không dừng giữa chừng được")
        self._bar.setRange(0, 0)
        self._say(text)
        self._patience.start()

    def step(self, done: int, total: int, text: str = "") -> None:
        """The job is so far."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if text:
            self._say(text)

    def finish(self) -> None:
        """The job is over, in whatever way."""
        self._patience.stop()
        self.hide()

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._bar.setAccessibleName(text)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._say("Đang dừng…")
        self.cancelled.emit()
