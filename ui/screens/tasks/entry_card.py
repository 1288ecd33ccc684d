"""A progress entry as a card: folded to one line, or open with its fields, which save by themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.tasks.flow_layout import FlowLayout
from ui.screens.tasks.percent_field import PercentField
from ui.screens.tasks.product_box import ProductBox, ProductDeeds
from ui.widgets import buttons, icons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveText
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import ElidedLabel, SectionTitle

if TYPE_CHECKING:
    from ui.screens.tasks.detail_facts import EntryFacts

ENTRY_FIELDS = ("day", "percent", "result", "difficulty", "objective_reason")
_OFFERED = 3
"""Expected products that get a button of their own; the others come up while typing a name."""


@dataclass(frozen=True, slots=True)
class EntryDeeds:
    """What a card asks for; the functions are the presenter's."""

    edit: Callable[[str, str, object], None]
    refuse: Callable[[str, str, str], None]
    delete: Callable[[str], None]
    add_product: Callable[[str, str], None]
    today: Callable[[], date]
    product: ProductDeeds


class EntryHead(QPushButton):
    """The heading: Enter or Space folds and unfolds, Delete asks to remove the entry."""

    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, everything else as usual."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


class EntryCard(QFrame):
    """Shows an entry; ``show_entry`` keeps what is being typed."""

    def __init__(self, facts: "EntryFacts", deeds: EntryDeeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._id, self._deeds, self._locked = facts.row.id, deeds, bool(facts.lock)
        self._boxes: dict[str, ProductBox] = {}
        self._offers: list[QPushButton] = []
        self.head = EntryHead()
        self.summary = ElidedLabel(kind="hint")
        self.delete = buttons.quiet("", "trash", tip="Xóa cập nhật này (Delete khi đang ở dòng ngày; có thể hoàn tác)")
        self.lock = FindingLine()
        self.day = AutosaveDate(parse=self._parse_day, today=deeds.today)
        self.percent = PercentField()
        self.result = AutosaveText(placeholder="Đã làm được gì, số liệu cụ thể…", lines=3, max_lines=12)
        self.difficulty = AutosaveText(placeholder="Nêu khó khăn, vướng mắc nếu có", lines=1, max_lines=8)
        self.objective_reason = AutosaveText(placeholder="Nguyên nhân ngoài khả năng của đơn vị", lines=1, max_lines=8)
        self._day_field = Labelled("Ngày cập nhật", self.day)
        self._body = QWidget()
        self._products = QVBoxLayout()
        self._offer_row = FlowLayout(gap=4)
        self._arrange()
        self._connect()
        self._fill(facts)
        self.unfold(shown=False)

    @property
    def entry_id(self) -> str:
        """The identity of the entry."""
        return self._id

    @property
    def is_locked(self) -> bool:
        """Whether the entry is frozen in a submission; a card is made for one or the other."""
        return self._locked

    @property
    def is_open(self) -> bool:
        """Whether the fields are in sight."""
        return not self._body.isHidden()

    @property
    def boxes(self) -> dict[str, ProductBox]:
        """The product boxes by identity."""
        return self._boxes

    def unfold(self, *, shown: bool) -> None:
        """Show the fields or fold them; what is pending is saved first."""
        if not shown:
            flush_editors(self._body)
        self._body.setVisible(shown)
        self.summary.setVisible(not shown)
        self.delete.setVisible(shown and not self._locked)
        self.head.setIcon(icons.icon("chevron-down" if shown else "chevron-right", theme.ACCENT, gap=4))
        self.head.setToolTip("Thu gọn" if shown else "Mở để xem, sửa")

    def show_entry(self, facts: "EntryFacts", offered: Sequence[str]) -> None:
        """Show the same entry again; ``offered`` are expected products that are still missing."""
        self._show_head(facts)
        row = facts.row
        self.day.refresh_value(row.day)
        self.percent.refresh_value(row.percent)
        self.result.refresh_value(row.result)
        self.difficulty.refresh_value(row.difficulty)
        self.objective_reason.refresh_value(row.objective_reason)
        self._show_products(facts)
        self._show_offers(offered)

    def editor(self, field: str) -> Any:
        """The editor of a field; None for an unknown one."""
        if field == "product":
            return next(iter(self._boxes.values())).name if self._boxes else self._offers[0] if self._offers else None
        return getattr(self, field) if field in ENTRY_FIELDS else None

    def _arrange(self) -> None:
        self.head.setProperty("kind", "quiet")
        self.head.setIconSize(QSize(20, 16))
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.head)
        head.addWidget(self.summary, 1)
        head.addStretch(0)
        head.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._body)
        self._arrange_body()

    def _arrange_body(self) -> None:
        first = QWidget()
        flow = FlowLayout(first, gap=12)
        self.day.setFixedWidth(132)
        flow.addWidget(self._day_field)
        flow.addWidget(Labelled("Tỷ lệ hoàn thành (%)", self.percent))
        body = QVBoxLayout(self._body)
        body.setContentsMargins(theme.SPACE, 4, theme.SPACE, theme.SPACE)
        body.setSpacing(theme.SPACE + 4)
        body.addWidget(self.lock)
        body.addWidget(first)
        body.addWidget(Labelled("Kết quả thực hiện", self.result))
        body.addWidget(Labelled("Khó khăn, vướng mắc", self.difficulty))
        body.addWidget(Labelled("Lý do khách quan", self.objective_reason))
        body.addWidget(SectionTitle("Văn bản, sản phẩm"))
        self._products.setSpacing(theme.SPACE)
        body.addLayout(self._products)
        offers = QWidget()
        offers.setLayout(self._offer_row)
        body.addWidget(offers)
        offers.setVisible(not self._locked)

    def _connect(self) -> None:
        self.head.clicked.connect(lambda: self.unfold(shown=not self.is_open))
        self.head.delete_asked.connect(self._on_delete)
        self.delete.clicked.connect(self._on_delete)
        for field in ENTRY_FIELDS:
            editor = self.editor(field)
            editor.set_read_only(self._locked)
            editor.committed.connect(lambda value, name=field: self._deeds.edit(self._id, name, value))
            editor.refused.connect(lambda text, name=field: self._deeds.refuse(self._id, name, text))

    def _fill(self, facts: "EntryFacts") -> None:
        self._show_head(facts)
        row = facts.row
        self.day.set_value(row.day)
        self.percent.set_value(row.percent)
        self.result.set_value(row.result)
        self.difficulty.set_value(row.difficulty)
        self.objective_reason.set_value(row.objective_reason)

    def _show_head(self, facts: "EntryFacts") -> None:
        self.head.setText(facts.title)
        self.head.setAccessibleName(f"Cập nhật {facts.title}")
        self.summary.setText(facts.summary)
        self.lock.show_finding("info", facts.lock)
        self._day_field.hint.setText(facts.day_hint)
        self._day_field.hint.setVisible(bool(facts.day_hint))

    def _show_products(self, facts: "EntryFacts") -> None:
        wanted = {product.id: product for product in facts.row.products}
        for gone in [known for known in self._boxes if known not in wanted]:
            box = self._boxes.pop(gone)
            self._products.removeWidget(box)
            box.hide()
            box.deleteLater()
        for product_id, product in wanted.items():
            if product_id not in self._boxes:
                box = ProductBox(product, self._deeds.product, today=self._deeds.today, read_only=self._locked)
                self._boxes[product_id] = box
                self._products.addWidget(box)
                box.show()
            self._boxes[product_id].show_product(product)

    def _show_offers(self, offered: Sequence[str]) -> None:
        for box in self._boxes.values():
            box.offer_names(offered)
        words = [*(("", "Thêm sản phẩm"),), *((name, name) for name in offered[:_OFFERED])]
        if [button.toolTip() for button in self._offers] == [_offer_tip(name) for name, _ in words]:
            return
        for button in self._offers:
            self._offer_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = [self._offer(name, text) for name, text in words]

    def _offer(self, name: str, text: str) -> QPushButton:
        button = buttons.quiet(text if len(text) <= 28 else f"{text[:26]}…", "plus", tip=_offer_tip(name))
        button.clicked.connect(lambda: self._deeds.add_product(self._id, name))
        self._offer_row.addWidget(button)
        button.show()
        return button

    def _on_delete(self) -> None:
        flush_editors(self)  # so that taking the deletion back brings back what was typed last
        if not self._locked:
            self._deeds.delete(self._id)

    def _parse_day(self, text: str) -> date:
        return parse_date(text, year=self._deeds.today().year)


def _offer_tip(name: str) -> str:
    return f"Thêm “{name}” theo kế hoạch" if name else "Thêm một văn bản, sản phẩm"
