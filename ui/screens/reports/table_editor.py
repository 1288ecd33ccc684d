"""The editor of a table field: rows of cells. Enter goes from cell to cell and, after the last one, into a new row."""

import hashlib
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from cchc_desktop.domain.field_type import TableColumn, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, Cell, FieldValue, of
from cchc_desktop.domain.period import Window
from ui.screens.reports.field_editors import FieldEditor, Today, Unread, simple_editor
from ui.widgets import buttons, theme
from ui.widgets.labels import HintLabel

_NUMBER_AT_LEAST = 76


class TableEditor(FieldEditor):
    """Rows of cells, one more row at the end on demand; a row without entries is not stored."""

    def __init__(
        self, spec: ValueSpec, today: Today, window: Window | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns, self._today, self._window = spec.columns, today, window
        self._rows: list[_TableRow] = []
        self._read_only = False
        self._refusal = ""
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE // 2)
        for place, column in enumerate(self._columns):
            unit = f" ({column.spec.unit})" if column.spec.unit else ""
            self._grid.addWidget(HintLabel(f"{column.name}{unit}"), 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 2 if column.spec.type.is_number else 3)
            self._grid.setColumnMinimumWidth(place, _NUMBER_AT_LEAST)
        self._empty = HintLabel("Chưa có dòng nào.")
        self.add = buttons.plain("Thêm dòng", "plus", tip="Thêm một dòng vào bảng (Enter)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(self._grid)
        layout.addWidget(self._empty)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._on_add)

    def show_value(self, value: FieldValue) -> None:
        """Show these rows."""
        stored = value.value if isinstance(value.value, tuple) else ()
        rows = [row for row in stored if isinstance(row, Mapping)]
        while len(self._rows) > len(rows):
            self._rows.pop().leave()
        while len(self._rows) < len(rows):
            self._append()
        for shown, row in zip(self._rows, rows, strict=True):
            shown.show(row)
        self._refusal = ""
        self._show_state()
        self._tell()

    def refresh_value(self, value: FieldValue) -> None:
        """Show the rows as stored now, unless an unfinished row stands here or something is being typed."""
        if value != self._value() and not any(row.is_busy for row in self._rows):
            self.show_value(value)

    def set_refusal(self, text: str) -> None:
        """Say why it is not taken."""
        self._refusal = text
        self._tell()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the rows be read only."""
        self._read_only = value
        self._show_state()

    def commit(self) -> None:
        """Commit what is pending."""
        for row in self._rows:
            row.commit()

    def judge(self) -> None:
        """Read now what is still being typed in a cell."""
        for row in self._rows:
            row.judge()

    def inputs(self) -> tuple[QWidget, ...]:
        """The cells, then the button for a new row."""
        return (*(widget for row in self._rows for widget in row.inputs()), self.add)

    def after(self, widget: QWidget) -> QWidget | None:
        """The next cell; after the last one a new row; from a row that stayed empty and is the last one, None."""
        if self._read_only:
            return None
        if widget is self.add:
            return self._new_row()
        row = next((row for row in self._rows if widget in row.inputs()), None)
        if row is None:
            return None
        cells, is_last = row.inputs(), row is self._rows[-1]
        if is_last and row.is_blank:
            self._take_out(row)
            return None
        if widget is not cells[-1]:
            return cells[cells.index(widget) + 1]
        return self._new_row() if is_last else self._rows[self._rows.index(row) + 1].inputs()[0]

    def part_of(self, widget: QWidget) -> str:
        """The column, and the row by what is stored in it: its place changes as rows come and go."""
        for row in self._rows:
            for code, editor in row.editors.items():
                if widget in editor.inputs():
                    content = repr(sorted(row.cells().items())).encode()
                    return f"{code}@{hashlib.sha256(content).hexdigest()[:12]}"
        return ""

    def unread(self) -> Unread:
        """The texts of cells that were refused, by row and column."""
        found: dict[str, str] = {}
        place, beyond = 0, sum(bool(row.cells()) for row in self._rows)
        for row in self._rows:
            number, place, beyond = (place, place + 1, beyond) if row.cells() else (beyond, place, beyond + 1)
            found |= {f"{number}:{code}": text for code, text in row.unread().items()}
        return found

    def restore_unread(self, texts: Unread) -> None:
        """Put refused texts back into their cells; rows that held nothing else come last."""
        for place, text in texts.items():
            number, _colon, code = place.partition(":")
            while len(self._rows) <= int(number):
                self._append()
            self._rows[int(number)].put_back(code, text)
        self._show_state()

    def _value(self) -> FieldValue:
        rows = tuple(cells for row in self._rows if (cells := row.cells()))
        return of(rows) if rows else EMPTY

    def _append(self) -> "_TableRow":
        row = _TableRow(self._columns, self._today, self._window)
        place = self._grid.rowCount()
        for number, (code, editor) in enumerate(row.editors.items()):
            self._grid.addWidget(editor, place, number)
            editor.entered.connect(self._on_entered)
            editor.refused.connect(lambda text, code=code: self._on_cell_refused(row, code, text))
        self._grid.addWidget(row.remove, place, len(self._columns))
        if self.isVisible():
            row.show_parts()  # now, not with the next event: the cursor goes into it at once
        row.remove.clicked.connect(lambda: self._on_remove(row))
        self._rows.append(row)
        self.grown.emit(row.inputs())
        return row

    def _new_row(self) -> QWidget:
        row = self._append()
        self._show_state()
        return row.inputs()[0]

    def _on_add(self) -> None:
        self._new_row().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self) -> None:
        self._refusal = ""
        self._tell()
        self.entered.emit(self._value())

    def _on_cell_refused(self, row: "_TableRow", code: str, text: str) -> None:
        row.note_refusal(code, text)
        self._tell()

    def _tell(self) -> None:
        """Say what is wrong first, with its place."""
        for number, row in enumerate(self._rows, start=1):
            for column in self._columns:
                if text := row.refusals.get(column.code, ""):
                    self.refused.emit(f"Dòng {number}, cột “{column.name}”: {text}")
                    return
        self.refused.emit(self._refusal)

    def _on_remove(self, row: "_TableRow") -> None:
        self._take_out(row)
        self.entered.emit(self._value())

    def _take_out(self, row: "_TableRow") -> None:
        self._rows.remove(row)
        row.leave()
        self._show_state()
        self._tell()

    def _show_state(self) -> None:
        self._empty.setVisible(not self._rows)
        self.add.setEnabled(not self._read_only)
        for row in self._rows:
            row.set_read_only(value=self._read_only)


class _TableRow:
    """The editors of one row and the button that takes it away."""

    def __init__(self, columns: tuple[TableColumn, ...], today: Today, window: Window | None) -> None:
        self.editors: dict[str, FieldEditor] = {}
        self.refusals: dict[str, str] = {}
        self._cells: dict[str, Cell] = {}
        self.remove: QPushButton = buttons.quiet("", "trash", tip="Xóa dòng này")
        for column in columns:
            editor = simple_editor(column.spec, today, window=window, in_table=True)
            editor.entered.connect(lambda value, code=column.code: self._take(code, value))
            for widget in editor.inputs():
                widget.setAccessibleName(column.name)
            self.editors[column.code] = editor

    @property
    def is_busy(self) -> bool:
        """Whether the row is not stored yet: nothing is in it, or something in it cannot be read."""
        return not self._cells or bool(self.unread())

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands in the row."""
        self.judge()
        return not self._cells and not self.unread()

    def cells(self) -> dict[str, Cell]:
        """What is entered, by column."""
        return {code: self._cells[code] for code in self.editors if code in self._cells}

    def unread(self) -> dict[str, str]:
        """What was typed and cannot be read, by column."""
        return {code: text for code, editor in self.editors.items() for text in editor.unread().values()}

    def put_back(self, code: str, text: str) -> None:
        """Put a refused text back into its cell."""
        if code in self.editors:
            self.editors[code].restore_unread({"": text})

    def note_refusal(self, code: str, text: str) -> None:
        """Keep why a cell cannot be read, "" when it can again."""
        self.refusals[code] = text

    def show(self, row: Mapping[str, Cell]) -> None:
        """Show a stored row."""
        self._cells = dict(row)
        for code, editor in self.editors.items():
            editor.show_value(of(row[code]) if code in row else EMPTY)

    def show_parts(self) -> None:
        """Let the editors be seen."""
        for widget in (*self.editors.values(), self.remove):
            widget.show()

    def inputs(self) -> tuple[QWidget, ...]:
        """What takes the cursor."""
        return tuple(widget for editor in self.editors.values() for widget in editor.inputs())

    def commit(self) -> None:
        """Commit what is pending."""
        for editor in self.editors.values():
            editor.commit()

    def judge(self) -> None:
        """Read now what is still being typed."""
        for editor in self.editors.values():
            editor.judge()

    def set_read_only(self, *, value: bool) -> None:
        """Let the row be read only."""
        self.remove.setEnabled(not value)
        for editor in self.editors.values():
            editor.set_read_only(value)

    def leave(self) -> None:
        """Take the row from the page; what was pending in it is dropped."""
        for editor in self.editors.values():
            editor.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        for widget in (*self.editors.values(), self.remove):
            widget.hide()
            widget.deleteLater()

    def _take(self, code: str, value: FieldValue) -> None:
        self._cells.pop(code, None)
        if value.value is not None and not isinstance(value.value, tuple):
            self._cells[code] = value.value
