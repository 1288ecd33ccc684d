"""The paper of an answer in place of the submission, with the way back and to a file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.runner import Runner

_NAME = "phieu-tra-loi.pdf"


class PrintPane(QWidget):
    """``saved(content, path)`` when a file name was chosen."""

    saved = Signal(bytes, Path)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = b""
        self.title = ElidedLabel(kind="section")
        self.back = buttons.quiet("&Quay lại", "arrow-left", tip="Về hồ sơ đang mở (Alt+Q)")
        self.save = buttons.primary("&Lưu PDF để in…", "pdf", tip="Ghi phiếu ra tệp PDF để in (Alt+L)")
        self.preview = PdfPreview(runner)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        self.save.clicked.connect(self._on_save)

    def show_paper(self, content: bytes, title: str) -> None:
        """Show a paper."""
        self.content = content
        self.title.setText(title)
        self.preview.show_pdf(content)
        self.preview.setFocus()

    def _on_save(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, "Lưu phiếu", _NAME, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.saved.emit(self.content, path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))
