"""A line of the content with what was said of it: earlier remarks and their answers, and the remarks of now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.appraisal.line_row import LineRow
from ui.screens.appraisal.page import Line, Spoken
from ui.screens.appraisal.remark_box import RemarkBox
from ui.widgets import theme
from ui.widgets.labels import HintLabel

_INDENT = 3 * theme.SPACE


class LineBox(QWidget):
    """``written(key, remark id or "", text)``, ``removed(key, remark id or "")``, ``step_wanted(key, 1 or -1)``.

    ``entered(key)`` when the line becomes the current one.
    """

    entered = Signal(str)

    written = Signal(str, str, str)
    removed = Signal(str, str)
    step_wanted = Signal(str, int)

    def __init__(self, line: Line, *, locked: bool, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = LineRow(line, width=width, locked=locked)
        self.boxes: list[RemarkBox] = []
        self._locked = locked
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        for text in line.earlier:
            told = HintLabel(text)
            told.setContentsMargins(_INDENT, 4, theme.SPACE, 4)
            told.setStyleSheet(f"background: {theme.SUNKEN}; border-bottom: 1px solid {theme.LINE}")
            self._column.addWidget(told)
        self.row.remark_wanted.connect(self.open_remark)
        self.row.entered.connect(lambda: self.entered.emit(line.key))
        self.row.step_wanted.connect(lambda step: self.step_wanted.emit(line.key, step))
        self.show_remarks(line.remarks)

    @property
    def line(self) -> Line:
        """What it shows."""
        return self.row.line

    @property
    def has_remark(self) -> bool:
        """Whether something stands under the line, also what is being typed."""
        return bool(self.boxes)

    def open_remark(self) -> None:
        """Put the cursor into the remark; an empty one is opened where there is none."""
        if not self.boxes and not self._locked:
            self._add(None)
        if self.boxes:
            self.boxes[0].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_locked(self, *, locked: bool) -> None:
        """Whether remarks can be written."""
        self._locked = locked
        self.row.set_locked(locked=locked)
        for box in self.boxes:
            box.set_locked(locked=locked)

    def show_remarks(self, remarks: tuple[Spoken, ...]) -> None:
        """Show the remarks as they are stored now; one that is being typed stays."""
        wanted = {remark.id: remark for remark in remarks}
        for box in list(self.boxes):
            if box.remark_id in wanted:
                box.show_remark(wanted.pop(box.remark_id))
            elif box.remark_id:
                self._drop(box)
        for remark in wanted.values():
            fresh = next((box for box in self.boxes if not box.remark_id), None)
            if fresh is not None:
                fresh.show_remark(remark)
            else:
                self._add(remark)

    def refuse(self, text: str) -> None:
        """Say under the remark why it is not taken."""
        for box in self.boxes:
            box.text.set_refusal(text)

    def _add(self, remark: Spoken | None) -> None:
        box = RemarkBox(self.line.place, remark)
        box.set_locked(locked=self._locked)
        box.written.connect(lambda text: self.written.emit(self.line.key, box.remark_id, text))
        box.removed.connect(lambda: self._on_removed(box))
        box.left.connect(lambda: self._on_left(box))
        self.boxes.append(box)
        self._column.addWidget(box)
        QWidget.setTabOrder(self.row, box.text)
        QWidget.setTabOrder(box.text, box.remove)

    def _on_left(self, box: RemarkBox) -> None:
        if not box.remark_id and not box.text.value():
            self._drop(box)
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, box: RemarkBox) -> None:
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)
        box.text.set_value("")
        self._drop(box)
        self.removed.emit(self.line.key, box.remark_id)

    def _drop(self, box: RemarkBox) -> None:
        self.boxes.remove(box)
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()
