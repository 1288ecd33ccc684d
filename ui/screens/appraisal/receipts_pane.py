"""Receipts that were given at once: each unit with its code for the telephone, and their files."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.appraisal.page import Given
from ui.widgets import buttons, theme
from ui.widgets.labels import HintLabel, SectionTitle

_NO_CODE = "Không có, gửi tệp"


class ReceiptsPane(QWidget):
    """``files_wanted(ids)`` for all of them, ``closed`` to go back to the opened submission."""

    files_wanted = Signal(tuple)
    print_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: tuple[Column[Given], ...] = (
            Column("Đơn vị", lambda line: line.unit, width=180),
            Column("Hồ sơ", lambda line: line.what, stretch=True),
            Column("Mã đọc qua điện thoại", lambda line: line.code or _NO_CODE, width=190, tooltip=_tip),
        )
        self._model: RowsModel[Given] = RowsModel(columns, key=lambda line: line.id)
        self.title = SectionTitle()
        self.back = buttons.quiet("&Quay lại", "arrow-left", tip="Về hồ sơ đang mở (Alt+Q)")
        self.table = RowsView(self._model, "Các phiếu tiếp nhận vừa lập", max_lines=2)
        self.files = buttons.primary(
            "Ghi &tệp trả lời…", "usb", tip="Ghi các tệp trả lời vào một thư mục hoặc USB, mỗi đơn vị một tệp (Alt+T)"
        )
        self.print = buttons.plain("In &phiếu đang chọn", "print", tip="Xem phiếu, in hoặc lưu PDF (Alt+P)")
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(HintLabel("Đọc mã cho từng xã qua điện thoại, hoặc gửi tệp trả lời."), 1)
        deeds.addWidget(self.print)
        deeds.addWidget(self.files)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(deeds)
        self.back.clicked.connect(self.closed)
        self.files.clicked.connect(self._on_files)
        self.print.clicked.connect(self._on_print)

    def show_given(self, given: Sequence[Given]) -> None:
        """Show these receipts."""
        self.title.setText(f"Đã lập {len(given)} phiếu tiếp nhận")
        self._model.set_rows(given)
        self.table.choose_first()

    def _on_files(self) -> None:
        self.files_wanted.emit(tuple(line.id for line in self._model.visible_rows()))

    def _on_print(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self.print_wanted.emit(line.id)


def _tip(line: Given) -> str:
    return line.why or f"Mã của {line.unit}: {line.code}"
