"""The print at the right: the preview in the program, and the deeds that save or print it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.runner import Runner


class PrintPane(QWidget):
    """``present_wanted`` leaves an old revision; ``save`` asks for a file name and gives it back."""

    present_wanted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = PdfPreview(runner)
        self.caption = ElidedLabel()
        self.present = buttons.quiet("Về bản hiện tại", "arrow-left", tip="Xem lại bản đang làm việc")
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(theme.SPACE, 0, 0, 0)
        row.addWidget(self.caption, 1)
        row.addWidget(self.present)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bar)
        column.addWidget(self.preview, 1)
        self._bar.hide()
        self.present.clicked.connect(self.present_wanted)

    def show_pdf(self, content: bytes, caption: str) -> None:
        """Show a print; a caption says that it is not the present one."""
        self.caption.setText(caption)
        self._bar.setVisible(bool(caption))
        self.preview.show_pdf(content)

    def show_text(self, text: str) -> None:
        """Show a sentence in place of a print."""
        self._bar.hide()
        self.preview.clear(text)

    def ask_for_file(self, suggested: str, kind: str) -> Path | None:
        """Ask where to save; None when the user left."""
        suffix = Path(suggested).suffix
        chosen, _ = QFileDialog.getSaveFileName(self, f"Lưu {kind}", suggested, f"{kind} (*{suffix})")
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
