"""The page of bonus and deduction: cases and an explanation for each item, sums under their caps."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cchc_desktop.domain.number import format_decimal
from ui.screens.assessment.adjustments_presenter import AdjustmentFacts, AdjustmentPage, parse_cases
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveText
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel
from ui.widgets.number_editor import AutosaveNumber
from ui.widgets.scroll_page import ScrollPage


class AdjustmentsPane(QWidget):
    """``cases_committed(code, number)`` and ``explained(code, text)``."""

    cases_committed = Signal(str, object)
    explained = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: dict[str, AdjustmentEditor] = {}
        self._read_only = False
        self.bonus_sum, self.deduction_sum = SectionTitle(), SectionTitle()
        self._bonus, self._deduction = Card("Điểm thưởng"), Card("Điểm trừ")
        self._bonus.add_deed(self.bonus_sum)
        self._deduction.add_deed(self.deduction_sum)
        page = ScrollPage()
        page.body.addWidget(self._bonus)
        page.body.addWidget(self._deduction)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def show_adjustments(self, page: AdjustmentPage) -> None:
        """Show the page; what is being typed stays."""
        for card, facts in ((self._bonus, page.bonus), (self._deduction, page.deduction)):
            for item in facts:
                if item.code not in self.items:
                    self._add(card, item)
                self.items[item.code].show_item(item)
        self.bonus_sum.setText(page.bonus_sum)
        self.deduction_sum.setText(page.deduction_sum)

    def kept(self) -> Iterator[tuple[str, str, QWidget]]:
        """The editors whose texts are kept: part and item, words, editor."""
        for code, item in self.items.items():
            yield f"adjustments:cases.{code}", f"Điểm thưởng, điểm trừ: mục {code}, Số trường hợp", item.cases
            yield f"adjustments:explanation.{code}", f"Điểm thưởng, điểm trừ: mục {code}, Giải trình", item.explanation

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the page be read only."""
        self._read_only = value
        for editor in self.items.values():
            editor.set_read_only(value)

    def _add(self, card: Card, item: AdjustmentFacts) -> None:
        editor = AdjustmentEditor(item)
        editor.set_read_only(self._read_only)
        editor.cases.committed.connect(partial(self.cases_committed.emit, item.code))
        editor.explanation.committed.connect(partial(self.explained.emit, item.code))
        self.items[item.code] = editor
        card.body.addWidget(editor)


class AdjustmentEditor(QWidget):
    """One item."""

    def __init__(self, item: AdjustmentFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points = QLabel()
        self.points.setProperty("kind", "section")
        self.cases = AutosaveNumber(parse=parse_cases, show=format_decimal, placeholder="0")
        self.cases.setFixedWidth(112)
        self.explanation = AutosaveText(placeholder="Nội dung, số, ký hiệu, ngày văn bản…", lines=1, max_lines=4)
        self._explained = Labelled("Giải trình", self.explanation)
        head = QHBoxLayout()
        head.addWidget(TextLabel(f"{item.code}. {item.name}"), 1)
        head.addWidget(self.points)
        fields = QHBoxLayout()
        fields.setSpacing(2 * theme.SPACE)
        for field, stretch in ((Labelled("Số trường hợp", self.cases), 0), (self._explained, 1)):
            fields.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SPACE)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(HintLabel(item.each))
        column.addLayout(fields)

    def show_item(self, item: AdjustmentFacts) -> None:
        """Show what is stored."""
        self.cases.refresh_value(Decimal(item.cases) if item.cases else None)
        self.explanation.refresh_value(item.explanation)
        self.points.setText(f"{item.points} điểm" if item.cases else "")
        self._explained.set_finding("warn", item.hint)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the item be read only."""
        self.cases.set_read_only(value)
        self.explanation.set_read_only(value)
