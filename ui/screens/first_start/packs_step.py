"""Step 3: the plan and the criteria set to work with; the newest of each is chosen already."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from cchc_desktop.domain.pack import PackHeader
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, SectionTitle
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.catalogue.library import Library


class PacksStep(ScrollPage):
    """Two groups of packs; ``choose_plan`` and ``choose_criteria`` are told the code."""

    def __init__(
        self, library: "Library", *, choose_plan: Callable[[str], None], choose_criteria: Callable[[str], None]
    ) -> None:
        super().__init__()
        plans = [(plan.header, f"{len(plan.tasks)} nhiệm vụ, {len(plan.fields)} lĩnh vực") for plan in library.plans]
        sets = [
            (one.header, f"{sum(1 for _ in one.leaves())} tiêu chí thành phần, thang {one.scale} điểm")
            for one in library.criteria_sets
        ]
        self.plans = _PackGroup("Kế hoạch cải cách hành chính", plans, choose_plan)
        self.criteria = _PackGroup("Bộ tiêu chí tự chấm điểm", sets, choose_criteria)
        self.body.addWidget(self.plans)
        self.body.addWidget(self.criteria)
        self.body.addStretch(1)

    def start(self) -> None:
        """Put the cursor on the chosen plan."""
        self.plans.start()


class _PackGroup(Card):
    def __init__(self, title: str, packs: Iterable[tuple[PackHeader, str]], choose: Callable[[str], None]) -> None:
        super().__init__(title)
        self._group = QButtonGroup(self)
        for header, content in packs:
            card = PackCard(header, content)
            self._group.addButton(card.radio)
            card.radio.toggled.connect(lambda on, code=header.code: choose(code) if on else None)
            self.body.addWidget(card)
        first = self._group.buttons()[:1]
        for radio in first:
            radio.setChecked(True)

    def start(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class PackCard(QFrame):
    """One pack: title, issuer, validity, content, and the mark of a reconstruction; a click anywhere chooses it."""

    def __init__(self, header: PackHeader, content: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radio = QRadioButton()
        self.radio.setObjectName(f"pack-{header.code}")
        self.radio.setAccessibleName(header.title)
        title = SectionTitle(header.title)
        title.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(HintLabel(f"{header.issuer} · {_validity(header)} · {content}"))
        if header.edition:
            words.addWidget(HintLabel(f"Bản: {header.edition}"))
        self.mark = FindingLine()
        words.addWidget(self.mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.SPACE // 2, 0, theme.SPACE // 2)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if header.reconstruction:
            self.mark.show_finding("warn", header.reconstruction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this pack."""
        super().mouseReleaseEvent(event)
        self.radio.setChecked(True)
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)


def _validity(header: PackHeader) -> str:
    begin = f"hiệu lực từ {header.valid_from:%d/%m/%Y}"
    return f"{begin} đến {header.valid_to:%d/%m/%Y}" if header.valid_to else begin
