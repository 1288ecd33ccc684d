"""The head of the open register: its name and the deeds on all of its rows."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.widgets import buttons
from ui.widgets.labels import ElidedLabel

_WORKBOOKS = "Bảng tính Excel, CSV (*.xlsx *.csv *.tsv *.txt)"


class HeadBar(QWidget):
    """The title and four buttons; the screen connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(kind="title")
        self.paste = buttons.quiet("Dán từ Excel", "import", tip="Dán vùng đã chép trong Excel (Ctrl+V)")
        self.bring = buttons.quiet("Nhập Excel", "excel", tip="Nhập các dòng từ tệp Excel hoặc CSV")
        self.export = buttons.quiet("Kết xuất", "export", tip="Kết xuất các dòng đang xem ra Excel")
        self.print = buttons.quiet("In sổ", "print", tip="Xem trước và in các dòng đang xem (Ctrl+P)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.title, 1)
        for button in (self.paste, self.bring, self.export, self.print):
            row.addWidget(button)

    def ask_source(self) -> Path | None:
        """Let the user choose a workbook or a text table; None when nothing was chosen."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Nhập từ Excel", "", _WORKBOOKS)
        return Path(chosen) if chosen else None

    def ask_target(self, title: str, name: str, kinds: str) -> Path | None:
        """Let the user choose where a file goes; None when nothing was chosen."""
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, kinds)
        return Path(chosen) if chosen else None
