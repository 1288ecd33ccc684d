"""Step 1: a file is chosen or dropped, or a table pasted from Excel, Word or a web page."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel

SUFFIXES = (".xlsx", ".xlsm", ".docx", ".csv", ".tsv", ".txt", ".html", ".htm", ".xls")
_PLACEHOLDER = (
    "Mở kế hoạch trong Word hoặc Excel, chọn cả bảng (kể cả dòng tiêu đề), bấm Ctrl+C, rồi bấm vào ô này và Ctrl+V.\n"
    "Chữ chép từ tệp PDF cũng được; dòng nào chưa rõ ranh giới ô, chương trình sẽ hỏi lại."
)


class PasteField(QPlainTextEdit):
    """Shows the pasted text and keeps the table of the clipboard beside it, whose merged cells text cannot tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._own = False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_PLACEHOLDER)
        self.textChanged.connect(self._on_changed)

    def content(self) -> str:
        """What is to be read: the table as it was in the clipboard while nothing was typed, else the text."""
        return self._html or self.toPlainText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; a whole table that comes with its cells is kept as it is."""
        alone = not self.toPlainText().strip()
        self._own = True
        super().insertFromMimeData(source)
        self._own = False
        html = source.html() if source.hasHtml() else ""
        self._html = html if alone and "<table" in html.lower() else ""

    def _on_changed(self) -> None:
        if not self._own:
            self._html = ""


class SourcePage(QWidget):
    """``file_chosen(Path)`` and ``pasted(str)``."""

    file_chosen = Signal(object)
    pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = "Excel (.xlsx), Word (.docx), CSV, văn bản hoặc trang web"
        self.drop = FileDropZone("Thả tệp có bảng nhiệm vụ vào đây", suffixes=SUFFIXES, kinds=kinds, many=False)
        self.field = PasteField()
        self.field.setObjectName("paste")
        self.field.setAccessibleName("Nội dung bảng nhiệm vụ đã dán")
        self.read = buttons.plain("Đọc nội dung đã &dán", "import", tip="Đọc bảng trong ô trên (Alt+D)")
        self.trouble = FindingLine()
        self._arrange()
        self.drop.files_chosen.connect(lambda files: self.file_chosen.emit(files[0]))
        self.read.clicked.connect(lambda: self.pasted.emit(self.field.content()))
        self.field.textChanged.connect(lambda: self.read.setEnabled(bool(self.field.toPlainText().strip())))
        self.read.setEnabled(False)

    def _arrange(self) -> None:
        file_card, paste_card = Card("Từ tệp"), Card("Hoặc dán bảng")
        file_card.body.addWidget(self.drop)
        file_card.body.addWidget(
            HintLabel(
                "Chương trình tự tìm dòng tiêu đề và các cột; chỉ đọc thử, chưa ghi gì vào dữ liệu cho đến bước cuối."
            )
        )
        paste_card.body.addWidget(self.field, 1)
        paste_card.add_deed(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.trouble)
        column.addWidget(file_card)
        column.addWidget(paste_card, 1)
