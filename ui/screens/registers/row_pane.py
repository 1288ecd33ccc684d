"""One row beside the table: all columns, what it owes, its files, its history."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.evidence_limits import LIMIT_WORDS
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.subject import Subject, by_id
from cchc_desktop.domain.vietnamese import uncapitalised
from ui.screens.registers.row_editors import Editor, editor_for, typed_of, value_of
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.history_panel_presenter import told_in_line
from ui.widgets.keeping import Spot
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import ElidedLabel, HintLabel, SectionTitle
from ui.widgets.opening import open_with_machine
from ui.widgets.pages_line import PagesLine
from ui.widgets.reading_folder import ReadingFolder
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.evidence import FileRow
    from cchc_desktop.services.history.versions import Version
    from cchc_desktop.services.registers.rows import RegisterRow

_TOLD = 6
"""Changes that are told; all of them are in the history (F9)."""
_MORE = "Nhấn F9 để xem tất cả, so sánh, đưa lại giá trị cũ."


class RowPane(QFrame):
    """``edited(column, text)``, ``refused(column, text)``, ``files_offered``, ``removed(file)``, ``opened(file)``.

    ``cited(file, pages)`` says where in a file the row is proved.

    ``opened_up`` and ``closed_down`` as it comes into sight and goes: an open row takes the room of the entry line.
    """

    edited = Signal(str, str)
    refused = Signal(str, str)
    files_offered = Signal(list)
    removed = Signal(object)
    cited = Signal(object, str)
    opened = Signal(object)
    closed = Signal()
    opened_up = Signal()
    closed_down = Signal()

    def __init__(
        self, *, read_day: Callable[[str, str], date], today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("Dòng đang mở")
        self._read_day, self._today = read_day, today
        self._row_id = ""
        self._reading = ReadingFolder()
        self._register: Register | None = None
        self.editors: dict[str, Editor] = {}
        self._labels: dict[str, Labelled] = {}
        self.setVisible(False)
        self.title = SectionTitle()
        self.close_button = buttons.quiet("", "close", tip="Đóng (Esc)")
        self.page = ScrollPage()
        self.finding = FindingLine()
        self._fields = QWidget()
        self._files = QVBoxLayout()
        self._shown_files: list[tuple[str, str]] = []
        self._pages: dict[str, PagesLine] = {}
        self.zone = FileDropZone("Kéo tệp vào đây hoặc bấm nút", kinds=LIMIT_WORDS)
        self.copying = HintLabel()
        self.history = HintLabel()
        self._arrange()
        self.close_button.clicked.connect(self.closed)
        self.zone.files_chosen.connect(self.files_offered)

    def show_row(self, register: Register, row: "RegisterRow", *, focus: str) -> None:
        """Show a row; editors of the same row keep what is being typed."""
        if register is not self._register:
            self._make_editors(register)
        is_same = row.id == self._row_id
        self.setVisible(True)
        self.opened_up.emit()
        self._row_id = row.id
        self.title.setText(f"Dòng {row.number}")
        for column in register.columns:
            editor: Any = self.editors[column.code]
            value = value_of(column, row.plain.get(column.code, ""), row.shown.get(column.code, ""))
            if is_same:
                editor.refresh_value(value)
            else:
                editor.set_value(value)
        self.finding.show_finding("warn", "\n".join(finding.text for finding in row.findings))
        self._show_files(row.files, register=register)
        if focus in self.editors:
            self.editors[focus].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.page.ensureWidgetVisible(self.editors[focus])

    def show_nothing(self) -> None:
        """No row is open."""
        self._row_id = ""
        self.setVisible(False)
        self.closed_down.emit()

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor: a column of the open row, the pages of a file of it."""
        if isinstance(editor, PagesLine):
            return editor.spot
        register = self._register
        code = next((code for code, own in self.editors.items() if own is editor), "")
        if register is None or not code or not self._row_id:
            return None
        label = f"{register.name}, {uncapitalised(self.title.text())}, {register.column(code).name}"
        return Spot(f"register-row:{self._row_id}:{code}", label)

    def flush(self) -> None:
        """Commit what is pending in the editors."""
        flush_editors(self)

    def reading_folder(self) -> Path:
        """A folder for copies to read."""
        return self._reading.path()

    def open_path(self, path: Path) -> bool:
        """Open a file with the program of the machine; false when there is none."""
        return open_with_machine(path)

    def show_refusal(self, column: str, text: str) -> None:
        """Mark an editor with a sentence, or as fine again."""
        if column in self.editors:
            self.editors[column].set_refusal(text)

    def refuse_pages(self, use_id: str, text: str) -> None:
        """Mark the pages of a file as refused, or as fine again."""
        if use_id in self._pages:
            self._pages[use_id].set_refusal(text)

    def show_history(self, rows: "Sequence[Version]") -> None:
        """Show what was changed, newest first."""
        told = [told_in_line(row) for row in rows[:_TOLD]]
        more = [_MORE] if rows else []
        self.history.setText("\n".join((*told, *more)) or "Chưa có thay đổi nào.")

    def history_of(self, widget: QWidget) -> Subject | None:
        """The whole open row."""
        del widget
        return by_id("register_row", self._row_id) if self._row_id else None

    def show_copying(self, text: str) -> None:
        """Say which file is being copied in."""
        self.copying.setText(text)
        self.copying.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the pane."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self._files.setSpacing(4)
        self.copying.hide()
        self._evidence_title = SectionTitle("Tài liệu kiểm chứng")
        body = self.page.body
        body.setSpacing(theme.SPACE)
        for widget in (self.finding, self._fields, self._evidence_title):
            body.addWidget(widget)
        body.addLayout(self._files)
        for widget in (self.zone, self.copying, SectionTitle("Lịch sử"), self.history):
            body.addWidget(widget)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, theme.SPACE, 4, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.page, 1)

    def _make_editors(self, register: Register) -> None:
        self._register, self._row_id = register, ""
        old, self._fields = self._fields, QWidget()
        self.page.body.replaceWidget(old, self._fields)
        old.hide()
        old.deleteLater()
        self.editors, self._labels = {}, {}
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(theme.SPACE)
        for column in register.columns:
            editor = editor_for(
                register,
                column,
                read_day=partial(self._read_day, column.code),
                today=self._today,
            )
            owed = column.required or column.code == register.date_column
            hint = " ".join(part for part in (column.note, _PERSONAL if column.personal else "") if part)
            label = Labelled(column.name, editor, hint=hint, required=owed)
            editor.setObjectName(f"row-{column.code}")
            editor.committed.connect(lambda value, code=column.code: self.edited.emit(code, typed_of(value)))
            editor.refused.connect(lambda text, code=column.code: self.refused.emit(code, text))
            self.editors[column.code], self._labels[column.code] = editor, label
            fields.addWidget(label)
        self._fields.show()

    def _show_files(self, files: "tuple[FileRow, ...]", *, register: Register) -> None:
        shown = [(file.use_id, file.name) for file in files]
        for part in (self._evidence_title, self.zone):
            part.setVisible(register.evidence)
        if shown == self._shown_files:
            for file in files:
                self._pages[file.use_id].refresh_value(file.pages)
            return
        self._shown_files, self._pages = shown, {}
        while (item := self._files.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            self._files.addWidget(self._file_line(file))

    def _file_line(self, file: "FileRow") -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(4)
        look = buttons.quiet("Mở", "eye", tip=f"Mở “{file.name}” để xem")
        take = buttons.quiet("Gỡ", "trash", tip="Gỡ tệp khỏi dòng này; lấy lại được bằng Hoàn tác")
        look.clicked.connect(lambda: self.opened.emit(file))
        take.clicked.connect(lambda: self.removed.emit(file))
        pages = self._pages[file.use_id] = PagesLine(file.name, use_id=file.use_id)
        pages.set_value(file.pages)
        pages.committed.connect(lambda text: self.cited.emit(file, text))
        column.addWidget(ElidedLabel(file.name))
        column.addLayout(row)
        row.addWidget(pages, 1)
        row.addWidget(look)
        row.addWidget(take)
        return line


_PERSONAL = "Thông tin cá nhân: không in, không kết xuất."
