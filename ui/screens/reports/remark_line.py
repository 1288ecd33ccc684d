"""A remark under a figure or a text, with the way to its explanation where one is owed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.reports.facts import Remark
from ui.widgets import buttons, theme
from ui.widgets.labelled import FindingLine


class RemarkLine(QWidget):
    """``explain_wanted(finding code)`` when "Giải trình…" is pressed."""

    explain_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark = Remark("info", "")
        self._line = FindingLine()
        self.explain = buttons.quiet("Giải trình…", "draft", tip="Ghi lý do ở thẻ Kiểm tra; lý do được in kèm báo cáo")
        theme.mark(self.explain, "bare", on=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        row.addWidget(self._line, 1)
        row.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignTop)
        self.explain.clicked.connect(lambda: self.explain_wanted.emit(self._remark.code))
        self.setVisible(False)

    def text(self) -> str:
        """The words shown; empty when there is no remark."""
        return self._line.text()

    def show_remark(self, remark: Remark, *, read_only: bool = False) -> None:
        """Show a remark; one without words hides the line."""
        self._remark = remark
        self._line.show_finding(remark.level, remark.text)
        self.explain.setVisible(remark.owes_explanation and not read_only)
        self.setVisible(bool(remark.text))
