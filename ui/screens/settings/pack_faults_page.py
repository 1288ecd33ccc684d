"""Why a file of packs cannot be used: each fault with its sheet, row and column."""

from PySide6.QtCore import Qt, Signal

from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.settings.pack_lines import FaultLine, FaultPage
from ui.widgets import buttons
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import TextLabel


class PackFaultsPage(Card):
    """``left`` to go back to the packs; ``again`` is the deed that chooses a file anew."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("Chưa nạp được")
        columns: tuple[Column[FaultLine], ...] = (
            Column("Trang", lambda line: line.sheet, width=170),
            Column("Dòng", lambda line: line.row, width=110),
            Column("Cột", lambda line: line.column, width=190, tooltip=lambda line: line.column),
            Column("Điều cần sửa", lambda line: line.text, stretch=True, tooltip=lambda line: line.text),
        )
        self._model: RowsModel[FaultLine] = RowsModel(columns, key=lambda line: line.key)
        self.lines = RowsView(self._model, "Các lỗi của tệp", max_lines=4)
        self.what = FindingLine()
        self.advice = TextLabel()
        self.again = buttons.primary("Chọn tệp &khác…", "import", tip="Chọn lại tệp sau khi sửa (Alt+K)")
        self.back = buttons.plain("&Trở lại", "arrow-left", tip="Về danh sách bộ danh mục (Alt+T)")
        self.add_deed(self.back)
        self.add_deed(self.again)
        self.body.addWidget(self.what)
        self.body.addWidget(self.advice)
        self.body.addWidget(self.lines, 1)
        self.body.addStretch(0)
        self.back.clicked.connect(self.left)

    def show_page(self, page: FaultPage) -> None:
        """Show the faults of a file."""
        self.title.setText(f"Chưa nạp được {page.source}")
        self.what.show_finding("block", page.what)
        self.advice.setText(f"{page.safe} {page.do}")
        self._model.set_rows(page.lines)
        self.lines.setVisible(bool(page.lines))
        self.body.setStretch(self.body.count() - 1, 0 if page.lines else 1)
        if page.lines:
            self.lines.choose_first()

    def take_focus(self) -> None:
        """Begin at the faults, or at the way back."""
        (self.lines if self.lines.isVisibleTo(self) else self.back).setFocus(Qt.FocusReason.OtherFocusReason)
