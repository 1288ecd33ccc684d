"""Step 3: the table as an edition of the plan in use or as a new plan, and what it changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from cchc_desktop.domain.plan_changes import Change, TaskChange
from cchc_desktop.domain.vietnamese import search_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel
from ui.widgets.looks import AMBER, BLUE, FAINT, Look
from ui.widgets.theme import SPACE

if TYPE_CHECKING:
    from cchc_desktop.services.plan.importing import Comparison

LOOKS = {
    Change.ADDED: Look(BLUE.ink, BLUE.soft, "plus", BLUE.fill),
    Change.CHANGED: AMBER,
    Change.REMOVED: Look("#AD1F1F", "#FDE9E7", "minus", "#CC4B44"),
    Change.UNCHANGED: FAINT,
}
_ORDER = {Change.CHANGED: 0, Change.ADDED: 1, Change.REMOVED: 2, Change.UNCHANGED: 3}


class ChangesPage(QWidget):
    """``edition_chosen``: the table corrects the plan in use; ``new_chosen``: it is another plan."""

    edition_chosen = Signal()
    new_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edition = QRadioButton("Bản điều chỉnh của kế hoạch đang dùng")
        self.new = QRadioButton("Kế hoạch mới")
        self.explained = HintLabel()
        self.warning = FindingLine()
        self.chips = ChipRow("Lọc theo thay đổi")
        columns: list[Column[TaskChange]] = [
            Column("Thay đổi", lambda item: item.kind.label, width=128, look=lambda item: LOOKS[item.kind]),
            Column("Mã", lambda item: item.task.code, width=136),
            Column("Nhiệm vụ", lambda item: f"{item.task.number}. {item.task.name}", stretch=True),
            Column("Nội dung thay đổi", _words, width=380),
        ]
        self.model: RowsModel[TaskChange] = RowsModel(
            columns, key=lambda item: (item.kind, item.task.code), search=lambda item: item.task.name, fold=search_key
        )
        self.table = RowsView(self.model, "Các nhiệm vụ so với kế hoạch đang dùng", max_lines=4)
        self._group = QButtonGroup(self)
        self._arrange()
        self.edition.clicked.connect(self.edition_chosen)
        self.new.clicked.connect(self.new_chosen)
        self.chips.chosen_changed.connect(self._on_chosen)

    def show_changes(self, comparison: "Comparison", *, as_edition: bool) -> None:
        """Show what the table changes."""
        (self.edition if as_edition else self.new).setChecked(True)
        self.explained.setText(_EDITION if as_edition else _NEW)
        changes = comparison.changes
        self.chips.set_chips([Chip(kind, kind.label, len(changes.of(kind)), LOOKS[kind]) for kind in _ORDER])
        self.model.set_rows(sorted(changes.items, key=lambda item: _ORDER[item.kind]))
        kept = [removed for removed in comparison.removed if removed.entries]
        names = ", ".join(f"{removed.task.code} ({removed.entries} lần cập nhật)" for removed in kept)
        text = f"Nhiệm vụ bị bỏ nhưng đã có cập nhật tiến độ: {names}. Dữ liệu đã nhập vẫn được giữ theo mã."
        self.warning.show_finding("warn", text if kept else "")

    def _on_chosen(self, kinds: frozenset[Change]) -> None:
        self.model.set_filter("", (lambda item: item.kind in kinds) if kinds else None)

    def _arrange(self) -> None:
        for radio in (self.edition, self.new):
            self._group.addButton(radio)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self.edition)
        row.addWidget(self.new)
        row.addStretch(1)
        kind = Card("Bảng này là")
        kind.body.addLayout(row)
        kind.body.addWidget(self.explained)
        changes = Card("Thay đổi so với kế hoạch đang dùng")
        changes.body.addWidget(self.chips)
        changes.body.addWidget(self.warning)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        changes.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(kind)
        column.addWidget(changes, 1)


_EDITION = "Mã của nhiệm vụ không đổi được giữ nguyên, nên tiến độ và minh chứng đã nhập đi theo nhiệm vụ."
_NEW = "Đơn vị chuyển sang làm việc trên kế hoạch này; dữ liệu của kế hoạch đang dùng vẫn được giữ trong chương trình."


def _words(item: TaskChange) -> str:
    if item.kind is Change.CHANGED:
        return "\n".join(f"{field.label}: {_short(field.old)} → {_short(field.new)}" for field in item.fields)
    return "" if item.kind is not Change.REMOVED else "Không còn trong bảng mới"


def _short(text: str) -> str:
    line = " ".join(text.split()) or "(trống)"
    return line if len(line) <= 60 else f"{line[:59]}…"
