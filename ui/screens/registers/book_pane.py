"""The book on paper, seen before it is printed."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.opening import open_with_machine
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.runner import Runner


class BookPane(QWidget):
    """Implements ``BookPort``; ``came`` and ``went`` ask for its page, ``save_wanted`` to keep the PDF."""

    came = Signal()
    went = Signal()
    left = Signal()
    save_wanted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Xem trước bản in")
        self.title = ElidedLabel(kind="title")
        self.back = buttons.plain("Quay lại sổ", "arrow-left", tip="Quay lại sổ (Esc)")
        self.save = buttons.primary("Lưu PDF để in…", "pdf", tip="Lưu tệp PDF; mở tệp để in")
        self.preview = PdfPreview(runner)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.save_wanted)

    def show_book(self, caption: str) -> None:
        """The preview opens; the pages come."""
        self.came.emit()
        self.title.setText(caption)
        self.preview.clear("Đang lập bản in…")
        self.save.setEnabled(False)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pdf(self, content: bytes) -> None:
        """Show the pages."""
        self.preview.show_pdf(content)
        self.save.setEnabled(True)

    def close_book(self) -> None:
        """Go back to the table."""
        self.preview.clear()
        self.went.emit()

    def open_path(self, path: Path) -> bool:
        """Open a file or folder with the program of the machine; false when there is none."""
        return open_with_machine(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
