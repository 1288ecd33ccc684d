"""The table of a register, with the columns of its pack: the longest text takes what is left, or all scroll."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.register import Column as RegisterColumn
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.subject import Subject, by_id
from cchc_desktop.domain.vietnamese import sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.registers.entry_presenter import typed_form

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterRow

_WIDTHS = {
    FieldType.DATE: 108,
    FieldType.YES_NO: 84,
    FieldType.CHOICE: 132,
    FieldType.MULTI_CHOICE: 150,
    FieldType.TEXT: 132,
    FieldType.DOCUMENT: 160,
    FieldType.LONG_TEXT: 200,
}
_LETTER, _AROUND, _WIDEST = 8, 24, 160
"""A column is as wide as its title asks for, within reason."""

_NARROWEST = 220
"""Pixels that the longest text keeps."""


class RegisterRows(RowsView["RegisterRow"]):
    """``edit_wanted(id)`` on F2 and Enter, ``delete_wanted(tuple of ids)`` on Delete."""

    edit_wanted = Signal(str)
    delete_wanted = Signal(object)

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        self.rows: RowsModel[RegisterRow] = RowsModel(
            columns_of(register), key=lambda row: row.id, search=lambda _row: ""
        )
        super().__init__(self.rows, register.name, max_lines=2, parent=parent)
        self.rows.setParent(self)
        self._pressing = _by_need(register)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.row_activated.connect(lambda row: self.edit_wanted.emit(row.id))

    def _yield_columns(self) -> None:
        """Columns never leave: where they do not fit, those that a row owes come first and the rest is scrolled to."""
        columns, header = self.rows.columns, self.horizontalHeader()
        wide = next(number for number, column in enumerate(columns) if column.stretch)
        spare = self.viewport().width() - sum(column.width for column in columns) + columns[wide].width
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(wide, max(spare, _NARROWEST))
        order = range(len(columns)) if spare >= _NARROWEST else self._pressing
        for place, number in enumerate(order):
            header.moveSection(header.visualIndex(number), place)

    def history_of(self, widget: QWidget) -> Subject | None:
        """The row under the cursor."""
        del widget
        row = self.current_row()
        return by_id("register_row", row.id) if row is not None else None

    def show_rows(self, rows: "Sequence[RegisterRow]") -> None:
        """Show exactly these rows."""
        self.rows.set_rows(rows)

    def selected_ids(self) -> tuple[str, ...]:
        """The selected rows, in the order shown."""
        found = (self.rows.row_at(index) for index in self.selectionModel().selectedRows())
        return tuple(row.id for row in sorted((row for row in found if row), key=lambda row: row.number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits, Delete removes what is selected."""
        row = self.current_row()
        if event.key() == Qt.Key.Key_F2 and row is not None:
            self.edit_wanted.emit(row.id)
        elif event.key() == Qt.Key.Key_Delete and self.selected_ids():
            self.delete_wanted.emit(self.selected_ids())
        else:
            super().keyPressEvent(event)


def columns_of(register: Register) -> "tuple[Column[RegisterRow], ...]":
    """The columns: number with a sign for what is owed, those of the register, files."""
    wide = widest(register)
    return (
        Column("STT", _number, width=60, icon=_icon, tooltip=_owed, sort_key=lambda row: row.number),
        *(_column(item, is_wide=item is wide) for item in register.columns),
        Column("Tệp", _files, width=52, align="right", icon=_clip, tooltip=_names),
    )


def widest(register: Register) -> RegisterColumn:
    """The column that takes what is left: the text with the largest share of the printed width."""
    texts = [c for c in register.columns if c.spec.type in (FieldType.LONG_TEXT, FieldType.TEXT)]
    return max(texts or register.columns, key=lambda column: column.share)


def _by_need(register: Register) -> tuple[int, ...]:
    """The places of the table's columns as they come where not all fit: what a row owes, its deadlines, the rest."""
    columns = register.columns
    owed = [c for c in columns if c.required or c.code == register.date_column]
    deadlines = [c for c in columns if c not in owed and is_deadline(c)]
    rest = [c for c in columns if c not in owed and c not in deadlines]
    return (0, *(columns.index(column) + 1 for column in (*owed, *deadlines, *rest)), len(columns) + 1)


def is_deadline(column: RegisterColumn) -> bool:
    """Whether the column is the day by which something is due."""
    words = f"{column.code} {column.name}".replace("_", " ").lower().split()
    return column.spec.type is FieldType.DATE and any(word in ("han", "hạn", "hẹn", "hen") for word in words)


def _column(column: RegisterColumn, *, is_wide: bool) -> "Column[RegisterRow]":
    spec = column.spec
    is_number = spec.type.is_number
    return Column(
        column.name,
        lambda row: typed_form(column, row.shown.get(column.code, "")),
        width=min(max(_WIDTHS.get(spec.type, 80), _LETTER * len(column.name) + _AROUND), _WIDEST),
        align="right" if is_number else "left",
        stretch=is_wide,
        sort_key=lambda row: _key(row, column),
        header_tip=f"{column.name}. {column.note}" if column.note else column.name,
    )


def _key(row: "RegisterRow", column: RegisterColumn) -> Any:
    plain = row.plain.get(column.code, "")
    if column.spec.type.is_number:
        return float(plain) if plain else -1.0
    if column.spec.type is FieldType.DATE:
        return plain
    return sort_key(row.shown.get(column.code, ""))


def _number(row: "RegisterRow") -> str:
    return str(row.number)


def _icon(row: "RegisterRow") -> str:
    return "alert" if row.findings else ""


def _owed(row: "RegisterRow") -> str:
    return "\n".join(finding.text for finding in row.findings) or f"Dòng {row.number}"


def _files(row: "RegisterRow") -> str:
    return str(len(row.files)) if row.files else ""


def _clip(row: "RegisterRow") -> str:
    return "paperclip" if row.files else ""


def _names(row: "RegisterRow") -> str:
    return "\n".join(file.name for file in row.files) or "Chưa đính kèm tệp nào"
