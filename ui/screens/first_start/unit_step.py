"""Step 1: the own unit, found by typing a part of its name without diacritics or its code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
    """Search, list, and below it what is chosen."""

    def __init__(self) -> None:
        super().__init__()
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
        column.addWidget(self.search)
        column.addWidget(self.units, 1)
        column.addWidget(self.count)
        column.addWidget(self.chosen)
        column.addWidget(self.finding)
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
        self.chosen.setText(f"Đã chọn: {unit.full_name} (mã {unit.code})" if unit else "")

    def start(self) -> None:
        """Put the cursor where typing begins."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_down(self) -> None:
        self.units.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.units.current_row() is None:
            self.units.choose_first()
