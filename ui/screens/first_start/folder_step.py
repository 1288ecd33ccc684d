"""Step 4: where the data lie on this machine."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ui.models.file_size import size_words
from ui.screens.first_start.data_place import Place
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.scroll_page import ScrollPage

_CONTENT = (
    "Thư mục này chứa toàn bộ dữ liệu: cơ sở dữ liệu, tài liệu kiểm chứng, bản sao lưu và gói nộp. "
    "Có thể giữ nguyên thư mục đề xuất. Nên chọn ổ đĩa của máy và định kỳ chép cả thư mục ra USB."
)


class FolderStep(ScrollPage):
    """``typed(path)`` when a path was typed, ``picked(path)`` when one was chosen in the file dialog."""

    typed = Signal(object)
    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.path = QLineEdit()
        self.path.setObjectName("folder")
        self.field = Labelled("Thư mục &dữ liệu", self.path, hint=_CONTENT)
        self.choose = buttons.plain("Chọn thư mục &khác…", "folder", tip="Chọn thư mục khác (Alt+K)")
        self.free = HintLabel()
        self.existing = QFrame()
        self.existing.setObjectName("confirm")
        self.open_existing = buttons.primary(
            "&Mở dữ liệu có sẵn", "folder", tip="Làm việc tiếp với dữ liệu này (Alt+M)"
        )
        self._shown = ""
        self._arrange()
        self.choose.clicked.connect(self._on_choose)
        self.path.editingFinished.connect(self._on_typed)

    def show_folder(self, folder: Path) -> None:
        """Show the path that is meant."""
        self._shown = str(folder)
        if self.path.text() != self._shown:
            self.path.setText(self._shown)

    def show_place(self, place: Place | None) -> None:
        """Show what was found there; None while it is being looked at."""
        if place is None:
            self.free.setText("Đang kiểm tra thư mục…")
            return
        self.show_folder(place.folder)
        self.free.setText("" if place.free is None or place.refusal else f"Ổ đĩa còn trống {size_words(place.free)}.")
        self.existing.setVisible(place.holds_data)
        self.field.set_finding("block" if place.refusal else "warn", place.refusal or place.warning)
        theme.mark(self.path, "invalid", on=bool(place.refusal))

    def point(self) -> None:
        """Put the cursor at what helps: the data that are there, or the path."""
        helping = self.path if self.existing.isHidden() else self.open_existing
        helping.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Put the cursor on the path."""
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        card = Card()
        card.body.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.free, 1)
        card.body.addLayout(row)
        inside = QVBoxLayout(self.existing)
        inside.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE + 4)
        inside.addWidget(
            TextLabel(
                "Thư mục này đã có dữ liệu CCHC Desktop nên không thể bắt đầu mới ở đây. "
                "Hãy mở dữ liệu có sẵn để làm việc tiếp, hoặc chọn thư mục khác."
            )
        )
        deed = QHBoxLayout()
        deed.addWidget(self.open_existing)
        deed.addStretch(1)
        inside.addLayout(deed)
        self.existing.setVisible(False)
        card.body.addWidget(self.existing)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _on_typed(self) -> None:
        text = self.path.text().strip()
        if text and text != self._shown:
            self._shown = text
            self.typed.emit(Path(text))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục dữ liệu", self.path.text())
        if chosen:
            self.picked.emit(Path(chosen))
