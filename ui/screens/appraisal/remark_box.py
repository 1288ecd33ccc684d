"""A remark under its line: the text is typed in place and saves itself; a button takes it away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.appraisal.page import Spoken
from ui.widgets import buttons, theme
from ui.widgets.editors import AutosaveText
from ui.widgets.labelled import FindingLine

_HINT = "Ý kiến của tỉnh về dòng này: sai ở đâu, xã cần sửa hoặc giải trình gì"


class RemarkBox(QFrame):
    """``written(text)`` when the text is to be stored, ``removed``, and ``left`` on Escape."""

    written = Signal(str)
    removed = Signal()
    left = Signal()

    def __init__(self, place: str, remark: Spoken | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.remark_id = remark.id if remark else ""
        self.place = place
        self.text = _RemarkText(placeholder=_HINT, lines=2, max_lines=8)
        self.text.setAccessibleName(f"Ý kiến về {place}")
        self.remove = buttons.quiet("", "trash", tip="Bỏ ý kiến này (Ctrl+Delete); lấy lại được bằng Hoàn tác")
        self.remove.setAccessibleName(f"Bỏ ý kiến về {place}")
        self.finding = FindingLine()
        if remark:
            self.text.set_value(remark.text)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE // 2)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE // 2, theme.SPACE // 2)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.finding)
        self.text.committed.connect(lambda value: self.written.emit(str(value)))
        self.text.refused.connect(lambda text: self.finding.show_finding("block", text))
        self.text.escaped.connect(self.left)
        self.text.delete_wanted.connect(self.removed)
        self.remove.clicked.connect(self.removed)

    def show_remark(self, remark: Spoken) -> None:
        """Show the remark as it is stored now; what is being typed stays."""
        self.remark_id = remark.id
        self.text.refresh_value(remark.text)

    def set_locked(self, *, locked: bool) -> None:
        """Whether it can be changed."""
        self.text.set_read_only(locked)
        self.remove.setVisible(not locked)


class _RemarkText(AutosaveText):
    """Escape goes back to the line, Ctrl+Delete takes the remark away."""

    escaped = Signal()
    delete_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The two keys of a remark."""
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)
