"""Step 1: the desk of a commune or of the province; of a commune the unit, found by a part of its name or its code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from cchc_desktop.domain.department import Department
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets import theme
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, SectionTitle
from ui.widgets.search_field import SearchField

_COLUMNS: tuple[Column[Unit], ...] = (
    Column("Tên đơn vị", lambda unit: unit.name, stretch=True, sort_key=lambda unit: sort_key(unit.name)),
    Column("Loại", lambda unit: unit.kind, width=140),
    Column("Mã đơn vị", lambda unit: unit.code, width=140),
)


class UnitStep(QWidget):
    """The desk, search, list, and below it what is chosen; ``desk_chosen(province)``."""

    desk_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.commune = QRadioButton("Bàn cấp &xã (UBND xã, phường)")
        self.province = QRadioButton("Bàn cấp tỉn&h (Sở Nội vụ)")
        self.commune.setAccessibleName("Bàn cấp xã")
        self.province.setAccessibleName("Bàn cấp tỉnh")
        self.commune.setObjectName("desk-commune")
        self.province.setObjectName("desk-province")
        self.commune.setToolTip("Theo dõi nhiệm vụ, tự chấm điểm, lập báo cáo và gói nộp của đơn vị (Alt+X)")
        self.province.setToolTip("Tiếp nhận, theo dõi hồ sơ nộp của các xã, phường (Alt+H)")
        self.commune.setChecked(True)
        self.search = SearchField("Gõ tên (có thể không dấu) hoặc mã đơn vị, ví dụ: yen son")
        self.search.setObjectName("unit-search")
        self._model = RowsModel(_COLUMNS, key=lambda unit: unit.code)
        self.units = RowsView(self._model, "Danh sách đơn vị", max_lines=1)
        self.count = HintLabel()
        self.chosen = SectionTitle()
        self.finding = FindingLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        desks = QHBoxLayout()
        desks.setSpacing(3 * theme.SPACE)
        desks.addWidget(self.commune)
        desks.addWidget(self.province)
        desks.addStretch(1)
        column.addLayout(desks)
        column.addWidget(self.search)
        column.addWidget(self.units, 1)
        column.addWidget(self.count)
        column.addWidget(self.chosen)
        column.addWidget(self.finding)
        self._room = QWidget()
        self._room.hide()
        column.addWidget(self._room, 1)
        self.province.toggled.connect(self.desk_chosen)
        self.search.left_downwards.connect(self._on_down)

    def show_units(self, units: Sequence[Unit], *, best: str) -> None:
        """Show the units found and make the best one current."""
        self._model.set_rows(units)
        if best:
            self.units.choose(best)
        nothing = "Không có đơn vị nào khớp. Hãy gõ ít chữ hơn, có thể gõ không dấu."
        self.count.setText(f"{len(units)} đơn vị" if units else nothing)

    def show_unit(self, unit: Unit | None) -> None:
        """Say which unit is chosen."""
        self.chosen.setText(_chosen_words(unit) if unit else "")

    def show_desk(self, *, province: bool) -> None:
        """At the province's desk there is no unit to look for."""
        for widget in (self.search, self.units, self.count):
            widget.setVisible(not province)
        self._room.setVisible(province)

    def start(self) -> None:
        """Put the cursor where typing begins."""
        if self.province.isChecked():
            self.province.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_down(self) -> None:
        self.units.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.units.current_row() is None:
            self.units.choose_first()


def _chosen_words(unit: Unit) -> str:
    if isinstance(unit, Department):
        return f"Đã chọn: {unit.full_name} (tiếp nhận hồ sơ của các xã, phường)"
    return f"Đã chọn: {unit.full_name} (mã {unit.code})"
