"""The registers at the left: name, and how many rows the reporting year has."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.register import Register
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterSummary


_PREFIX = "Sổ theo dõi "


class RegisterList(RowsView["RegisterSummary"]):
    """The list with its model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows: RowsModel[RegisterSummary] = RowsModel(_COLUMNS, key=lambda row: row.register.code)
        super().__init__(self.rows, "Danh sách sổ theo dõi", max_lines=3, parent=parent)
        self.rows.setParent(self)
        self.setObjectName("rows")

    def show_list(self, rows: "Sequence[RegisterSummary]", code: str) -> None:
        """Show the registers; this one is open."""
        with QSignalBlocker(self):  # the user chose nothing
            self.rows.set_rows(rows)
            self.choose(code)

    def show_current(self, code: str) -> None:
        """Another register was opened, by a link or by the list itself."""
        with QSignalBlocker(self):
            self.choose(code)


def _rows(row: "RegisterSummary") -> str:
    return format_count(row.rows) if row.rows else "-"


def _tip(row: "RegisterSummary") -> str:
    last = f"; dòng cuối ngày {row.last_day:%d/%m/%Y}" if row.last_day else ""
    note = f"\n{row.register.note}" if row.register.note else ""
    counts = f"{format_count(row.rows)} dòng, năm báo cáo này {format_count(row.rows_this_year)}"
    return f"{row.register.name}: {counts}{last}.{note}"


_COLUMNS: "tuple[Column[RegisterSummary], ...]" = (
    Column("Sổ theo dõi", lambda row: short_name(row.register), stretch=True, tooltip=_tip),
    Column("Số dòng", _rows, width=76, align="right", header_tip="Tất cả các dòng của sổ"),
)


def short_name(register: Register) -> str:
    """The name in the list, whose heading says "Sổ theo dõi" already."""
    name = register.name.removeprefix(_PREFIX).removeprefix("Sổ ")
    return name[:1].upper() + name[1:]
