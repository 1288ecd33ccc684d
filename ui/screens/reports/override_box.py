"""Putting a typed figure in the place of a derived one: the figure, the reason that is owed, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.autosave import CommitClock
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import TextLabel


class OverrideBox(QFrame):
    """``done(text, reason)`` when the official goes on, ``left`` when not; the deed waits for both entries."""

    done = Signal(str, str)
    left = Signal()

    def __init__(self, *, derived: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.value = QLineEdit()
        self.value.setAccessibleName("Số thay thế")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.value.setMaximumWidth(160)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Lý do thay số")
        self.reason.setPlaceholderText("Ví dụ: sổ theo dõi chưa ghi đủ tháng 1")
        self.deed = buttons.primary("Ghi")
        self.leave = buttons.plain("Thôi", tip="Giữ số tự tính (Esc)")
        self.refusal = FindingLine()
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE // 2)
        for place, (words, editor) in enumerate((("Số thay thế", self.value), ("Lý do", self.reason))):
            label = QLabel(words)
            label.setProperty("kind", "field")
            grid.addWidget(label, place, 0)
            grid.addWidget(editor, place, 1)
        deeds = QHBoxLayout()
        deeds.addStretch(1)
        deeds.addWidget(self.deed)
        deeds.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(TextLabel(f"Thay số tự tính ({derived}). Số tự tính và lý do vẫn được ghi bên cạnh."))
        column.addLayout(grid)
        column.addWidget(self.refusal)
        column.addLayout(deeds)
        for editor in (self.value, self.reason):
            editor.textChanged.connect(self._on_changed)
            editor.returnPressed.connect(self._on_entered)
            clock = self._clock(editor)
            editor.textEdited.connect(clock.touched)
            editor.editingFinished.connect(clock.settle)
        self.deed.clicked.connect(self._on_done)
        self.leave.clicked.connect(self.left)
        self._on_changed()

    def begin(self, text: str, reason: str) -> None:
        """Begin with these entries and the cursor in the figure."""
        self.value.setText(text)
        self.reason.setText(reason)
        self.value.setFocus(Qt.FocusReason.OtherFocusReason)
        self.value.selectAll()

    def show_refusal(self, text: str) -> None:
        """Say why the figure is not taken."""
        self.refusal.show_finding("block", text)
        theme.mark(self.value, "invalid", on=bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _clock(self, editor: QLineEdit) -> CommitClock:
        """What stands here is stored by the deed; until then it is kept as it was typed."""

        def commit() -> None:
            clock.dirty = True

        clock = CommitClock(editor, commit)
        return clock

    def _on_changed(self) -> None:
        self.deed.setEnabled(bool(self.value.text().strip() and self.reason.text().strip()))
        self.show_refusal("")

    def _on_entered(self) -> None:
        if not self.reason.text().strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._on_done()

    def _on_done(self) -> None:
        if self.deed.isEnabled():
            self.done.emit(self.value.text().strip(), self.reason.text().strip())


class OverrideLine(QWidget):
    """What stays visible of an override: the derived value and the reason, and the ways to change or drop it."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = FindingLine()
        self.change = buttons.quiet("Sửa", "draft", tip="Sửa số thay thế hoặc lý do (F2)")
        self.drop = buttons.quiet("Dùng số tự tính", "undo", tip="Bỏ số thay thế, dùng lại số tự tính")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.change)
        row.addWidget(self.drop)
        self.change.clicked.connect(self.changed)
        self.drop.clicked.connect(self.dropped)

    def show_override(self, derived: str, reason: str) -> None:
        """Show the derived value beside the one that counts."""
        self.words.show_finding("warn", f"Số tự tính: {derived}. Lý do thay: {reason}")

    def set_read_only(self, *, value: bool) -> None:
        """Let the override be read only."""
        for button in (self.change, self.drop):
            button.setVisible(not value)
