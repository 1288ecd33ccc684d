"""The opened submission: its head, its newest answer, its tabs, and the deeds at the foot."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ui.screens.appraisal.answer_card import AnswerCard
from ui.screens.appraisal.content_pane import ContentPane
from ui.screens.appraisal.decision_bar import DecisionBar
from ui.screens.appraisal.difference_pane import DifferencePane
from ui.screens.appraisal.document_pane import DocumentPane
from ui.screens.appraisal.exchange_pane import ExchangePane
from ui.screens.appraisal.head_card import FactsPane, HeadCard
from ui.screens.appraisal.page import NO_UNDO, Asked, Deeds, Exchange, Head, Section
from ui.screens.appraisal.presenter import CONTENT, DIFFERENCES, EXCHANGES, FACTS, PRINT
from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.runner import Runner

_TABS = (CONTENT, PRINT, DIFFERENCES, EXCHANGES, FACTS)
_TITLES = ("Nội dung", "Bản in", "So sánh", "Ý kiến cũ", "Gói, chữ ký")
_TIPS = (
    "Nội dung theo từng dòng, ghi ý kiến ngay dưới dòng (F2; F8: ý kiến tiếp theo)",
    "Văn bản PDF trong gói nộp",
    "Những điểm khác bản trước",
    "Ý kiến của tỉnh về các bản trước và trả lời của đơn vị",
    "Gói nộp có nguyên vẹn không, máy nào ký, ai ký; các bản và các lần trả lời",
)


_LEAST = 96
"""Pixels of the tabs that stay in sight whatever is asked below them."""
_RECEIPT = f"Lập phiếu tiếp nhận cho hồ sơ này (Alt+N). {NO_UNDO['receipt']}"


class OpenedPane(QWidget):
    """``tab_chosen(name)`` when another tab comes into sight."""

    tab_chosen = Signal(str)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = HeadCard()
        self.answer = AnswerCard()
        self.content = ContentPane()
        self.document = DocumentPane(runner)
        self.differences = DifferencePane()
        self.exchanges = ExchangePane()
        self.facts = FactsPane()
        self.tabs = QTabWidget()
        self.decision = DecisionBar()
        self.told = ElidedLabel(kind="hint")
        self.receipt = buttons.plain("Phiếu tiếp &nhận", "inbox", tip=_RECEIPT)
        self.send_back = buttons.danger("T&rả lại…", "undo", tip="Trả lại kèm các ý kiến đã ghi (Alt+R)")
        self.accept = buttons.primary("&Duyệt…", "check", tip="Duyệt hồ sơ này (Alt+D)")
        self.take_back = buttons.danger("Th&u hồi kết quả duyệt…", "undo", tip="Trả lại hồ sơ đã duyệt (Alt+U)")
        self._deeds = QWidget()
        self._arrange()
        self.tabs.currentChanged.connect(lambda place: self.tab_chosen.emit(_TABS[place]))

    def show_head(self, head: Head) -> None:
        """Show the head and the facts."""
        self.head.show_head(head)
        self.facts.show_facts(head.facts)

    def show_content(self, received_id: str, sections: Sequence[Section], *, locked: bool) -> None:
        """Show the content with its remarks."""
        self.content.show_sections(received_id, sections, locked=locked)

    def show_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        """Show the remarks on earlier revisions."""
        self.exchanges.show_exchanges(exchanges)
        place = _TABS.index(EXCHANGES)
        self.tabs.setTabText(place, f"{_TITLES[place]} ({len(exchanges)})" if exchanges else _TITLES[place])

    def show_deeds(self, deeds: Deeds) -> None:
        """Say which deeds are open."""
        self.told.setText(deeds.told)
        self.send_back.setVisible(deeds.send_back)
        self.accept.setVisible(deeds.accept)
        self.take_back.setVisible(deeds.take_back)
        place = _TABS.index(CONTENT)
        title = f"{_TITLES[place]} ({deeds.remarks})" if deeds.remarks else _TITLES[place]
        self.tabs.setTabText(place, title)

    def ask(self, asked: Asked, confirmed: Callable[[str], None]) -> None:
        """Ask before a deed; the deeds make room for the question."""
        self._deeds.hide()
        self.answer.make_room(needed=True)
        self.decision.ask(asked, confirmed)

    def begin_reading(self) -> None:
        """Put the cursor into the content."""
        self.tabs.setCurrentIndex(_TABS.index(CONTENT))
        self.content.go_to_first()

    def go_to_line(self, key: str, *, editing: bool) -> None:
        """Bring a line of the content into sight."""
        self.tabs.setCurrentIndex(_TABS.index(CONTENT))
        self.content.go_to(key, editing=editing)

    def next_remark(self, step: int) -> bool:
        """Go to the next line with a remark."""
        self.tabs.setCurrentIndex(_TABS.index(CONTENT))
        return self.content.next_remark(step)

    def _on_closed(self) -> None:
        self._deeds.show()
        self.answer.make_room(needed=False)

    def _arrange(self) -> None:
        pages = (self.content, self.document, self.differences, self.exchanges, self.facts)
        for page, title in zip(pages, _TITLES, strict=True):
            self.tabs.setTabToolTip(self.tabs.addTab(page, title), _TIPS[_TITLES.index(title)])
        self.tabs.setMinimumHeight(_LEAST)
        self.tabs.setAccessibleName("Hồ sơ đang thẩm định")
        row = QHBoxLayout(self._deeds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.told, 1)
        for button in (self.receipt, self.take_back, self.send_back, self.accept):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.head)
        column.addWidget(self.answer)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.decision)
        column.addWidget(self._deeds)
        self.decision.closed.connect(self._on_closed)
