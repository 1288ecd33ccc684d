"""Editors of fields that have parts: several choices, a document with number and date, a table."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cchc_desktop.domain.field_text import parse_typed
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, Cell, DocumentReference, FieldValue, of
from ui.screens.reports.field_editors import FieldEditor, Today, simple_editor
from ui.widgets import buttons, theme
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveLine
from ui.widgets.labels import HintLabel

_DAY = ValueSpec(FieldType.DATE)


def field_editor(spec: ValueSpec, today: Today) -> FieldEditor:
    """The editor for a field of this type."""
    if spec.type is FieldType.MULTI_CHOICE:
        return MultiChoiceEditor(spec)
    if spec.type is FieldType.DOCUMENT:
        return DocumentEditor(today)
    if spec.type is FieldType.TABLE:
        return TableEditor(spec, today)
    return simple_editor(spec, today)


class MultiChoiceEditor(FieldEditor):
    """A check box for each option; nothing ticked is empty."""

    def __init__(self, spec: ValueSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {option.code: QCheckBox(option.label) for option in spec.options}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for box in self._boxes.values():
            column.addWidget(box)
            box.toggled.connect(self._on_toggled)

    def show_value(self, value: FieldValue) -> None:
        """Tick what was chosen."""
        chosen = value.value if isinstance(value.value, tuple) else ()
        for code, box in self._boxes.items():
            box.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
            box.setChecked(code in chosen)
            box.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword here

    def refresh_value(self, value: FieldValue) -> None:
        """A tick is never half made."""
        self.show_value(value)

    def set_refusal(self, text: str) -> None:
        """Say why it is not taken."""
        self.refused.emit(text)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Show the ticks only."""
        for box in self._boxes.values():
            box.setEnabled(not value)

    def commit(self) -> None:
        """Nothing is ever pending."""

    def inputs(self) -> tuple[QWidget, ...]:
        """The boxes."""
        return tuple(self._boxes.values())

    def _on_toggled(self) -> None:
        chosen = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self.entered.emit(of(chosen) if chosen else EMPTY)


class DocumentEditor(FieldEditor):
    """A document that is referred to: number and notation, day, abstract."""

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = AutosaveLine(placeholder="Số, ký hiệu")
        self.day = AutosaveDate(parse=lambda text: cast(date, parse_typed(text, _DAY)), today=today)
        self.abstract = AutosaveLine(placeholder="Trích yếu nội dung")
        self.number.setAccessibleName("Số, ký hiệu văn bản")
        self.day.setAccessibleName("Ngày văn bản")
        self.abstract.setAccessibleName("Trích yếu nội dung")
        self.day.setFixedWidth(140)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.number, 1)
        head.addWidget(self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addLayout(head)
        column.addWidget(self.abstract)
        for editor in (self.number, self.day, self.abstract):
            editor.committed.connect(self._on_committed)
            editor.refused.connect(self.refused)

    def show_value(self, value: FieldValue) -> None:
        """Show a document."""
        shown = _document(value)
        self.number.set_value(shown.number)
        self.day.set_value(shown.day)
        self.abstract.set_value(shown.abstract)

    def refresh_value(self, value: FieldValue) -> None:
        """Show the document as stored, but for what is being typed."""
        shown = _document(value)
        self.number.refresh_value(shown.number)
        self.day.refresh_value(shown.day)
        self.abstract.refresh_value(shown.abstract)

    def set_refusal(self, text: str) -> None:
        """Mark as refused."""
        self.number.set_refusal(text)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the document be read only."""
        for editor in (self.number, self.day, self.abstract):
            editor.set_read_only(value)

    def commit(self) -> None:
        """Commit what is pending."""
        for editor in (self.number, self.day, self.abstract):
            editor.commit()

    def inputs(self) -> tuple[QWidget, ...]:
        """Number, day, abstract."""
        return (self.number, self.day, self.abstract)

    def _on_committed(self) -> None:
        found = DocumentReference(self.number.value(), self.day.value(), self.abstract.value())
        self.entered.emit(EMPTY if found == DocumentReference() else of(found))


class TableEditor(FieldEditor):
    """Rows of cells, one more row at the end on demand; a row without entries is not stored."""

    def __init__(self, spec: ValueSpec, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._today = spec.columns, today
        self._rows: list[_TableRow] = []
        self._read_only = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE // 2)
        for place, column in enumerate(self._columns):
            unit = f" ({column.spec.unit})" if column.spec.unit else ""
            self._grid.addWidget(HintLabel(f"{column.name}{unit}"), 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 1 if column.spec.type.is_number else 3)
        self._empty = HintLabel("Chưa có dòng nào.")
        self.add = buttons.plain("Thêm dòng", "plus", tip="Thêm một dòng vào bảng")
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
        self._show_state()

    def refresh_value(self, value: FieldValue) -> None:
        """Show the rows as stored now, unless an unfinished row stands here or something is being typed."""
        if value != self._value() and not any(row.is_busy for row in self._rows):
            self.show_value(value)

    def set_refusal(self, text: str) -> None:
        """Say why it is not taken."""
        self.refused.emit(text)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the rows be read only."""
        self._read_only = value
        self._show_state()

    def commit(self) -> None:
        """Commit what is pending."""
        for row in self._rows:
            row.commit()

    def inputs(self) -> tuple[QWidget, ...]:
        """The cells, then the button for a new row."""
        return (*(widget for row in self._rows for widget in row.inputs()), self.add)

    def _value(self) -> FieldValue:
        rows = tuple(cells for row in self._rows if (cells := row.cells()))
        return of(rows) if rows else EMPTY

    def _append(self) -> "_TableRow":
        editors = {column.code: simple_editor(column.spec, self._today) for column in self._columns}
        row = _TableRow(editors)
        place = self._grid.rowCount()
        for number, column in enumerate(self._columns):
            editor = editors[column.code]
            for widget in editor.inputs():
                widget.setAccessibleName(column.name)
            self._grid.addWidget(editor, place, number)
            editor.entered.connect(lambda _value: self.entered.emit(self._value()))
            editor.refused.connect(self.refused)
        self._grid.addWidget(row.remove, place, len(self._columns))
        row.remove.clicked.connect(lambda: self._on_remove(row))
        self._rows.append(row)
        return row

    def _on_add(self) -> None:
        row = self._append()
        self._show_state()
        row.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self, row: "_TableRow") -> None:
        self._rows.remove(row)
        row.leave()
        self._show_state()
        self.entered.emit(self._value())

    def _show_state(self) -> None:
        self._empty.setVisible(not self._rows)
        self.add.setEnabled(not self._read_only)
        for row in self._rows:
            row.set_read_only(value=self._read_only)


class _TableRow:
    """The editors of one row and the button that takes it away."""

    def __init__(self, editors: Mapping[str, FieldEditor]) -> None:
        self._editors = editors
        self._cells: dict[str, Cell] = {}
        self.remove: QPushButton = buttons.quiet("", "trash", tip="Xóa dòng này")
        for code, editor in editors.items():
            editor.entered.connect(lambda value, code=code: self._take(code, value))

    @property
    def is_busy(self) -> bool:
        """Whether the row is not stored yet: nothing is in it, or something in it cannot be read."""
        return not self._cells or any(editor.unread_text() for editor in self._editors.values())

    def cells(self) -> dict[str, Cell]:
        """What is entered, by column."""
        return {code: self._cells[code] for code in self._editors if code in self._cells}

    def show(self, row: Mapping[str, Cell]) -> None:
        """Show a stored row."""
        self._cells = dict(row)
        for code, editor in self._editors.items():
            editor.show_value(of(row[code]) if code in row else EMPTY)

    def inputs(self) -> tuple[QWidget, ...]:
        """What takes the cursor."""
        return tuple(widget for editor in self._editors.values() for widget in editor.inputs())

    def commit(self) -> None:
        """Commit what is pending."""
        for editor in self._editors.values():
            editor.commit()

    def set_read_only(self, *, value: bool) -> None:
        """Let the row be read only."""
        self.remove.setEnabled(not value)
        for editor in self._editors.values():
            editor.set_read_only(value)

    def leave(self) -> None:
        """Take the row from the page."""
        for widget in (*self._editors.values(), self.remove):
            widget.hide()
            widget.deleteLater()

    def _take(self, code: str, value: FieldValue) -> None:
        self._cells.pop(code, None)
        if value.value is not None and not isinstance(value.value, tuple):
            self._cells[code] = value.value


def _document(value: FieldValue) -> DocumentReference:
    return value.value if isinstance(value.value, DocumentReference) else DocumentReference()
