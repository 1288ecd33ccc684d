"""The print of the opened submission: the PDF as it came in the package, signatures included."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import theme
from ui.widgets.labels import HintLabel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.runner import Runner


class DocumentPane(QWidget):
    """The preview, with a sentence above it where it is not the PDF of the package."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = HintLabel()
        self.preview = PdfPreview(runner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.note)
        column.addWidget(self.preview, 1)

    def show_pdf(self, content: bytes, note: str) -> None:
        """Show a document."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.preview.show_pdf(content)
