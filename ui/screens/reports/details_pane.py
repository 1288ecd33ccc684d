"""Everything about the figure under the cursor: what it is, where it comes from, its other values, its history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.reports.facts import DetailFacts, Facts, Link
from ui.widgets import buttons, theme
from ui.widgets.history_panel_presenter import told_in_line
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.history.versions import Version

NOTHING = "Chọn một số liệu để xem định nghĩa, cách tính, nguồn và giá trị các kỳ trước."
MOST_CHANGES = 8


class DetailsPane(ScrollPage):
    """``followed(target)`` when a link is pressed."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setSpacing(theme.SPACE)
        self._facts: DetailFacts | None = None
        self._content = QWidget()
        self._history = QWidget()
        self.body.addWidget(self._content)
        self.body.addWidget(self._history)
        self.body.addStretch(1)
        self.show_details(None, anew=True)

    def show_details(self, facts: DetailFacts | None, *, anew: bool = False) -> None:
        """Show a figure, or what this place is for."""
        if facts == self._facts and not anew:
            return
        if facts is None or self._facts is None or facts.code != self._facts.code:
            self.show_history(())
            self.verticalScrollBar().setValue(0)
        self._facts = facts
        self._content = self._replace(self._content, self._page(facts))

    def show_history(self, rows: "Sequence[Version]") -> None:
        """Show who changed the figure, newest first."""
        page = QWidget()
        column = _column(page)
        if rows:
            column.addWidget(SectionTitle("Lịch sử"))
        for row in rows[:MOST_CHANGES]:
            head, *told = told_in_line(row).splitlines()
            column.addWidget(HintLabel(head))
            column.addWidget(TextLabel("\n".join(told)))
        if rows:
            column.addWidget(HintLabel("Nhấn F9 để xem tất cả, so sánh, đưa lại giá trị cũ."))
        self._history = self._replace(self._history, page)

    def _page(self, facts: DetailFacts | None) -> QWidget:
        page = QWidget()
        column = _column(page)
        if facts is None:
            column.addWidget(HintLabel(NOTHING))
            return page
        name = TextLabel(facts.name)
        name.setFont(theme.font(strong=True))
        name.setStyleSheet("font-weight: 600")
        column.addWidget(name)
        column.addWidget(HintLabel(facts.tags))
        for remark in facts.remarks:
            line = FindingLine()
            column.addWidget(line)
            line.show_finding(remark.level, remark.text)
        for title, words in (("Định nghĩa", facts.definition), ("Cách tính", facts.formula)):
            if words:
                column.addWidget(SectionTitle(title))
                column.addWidget(TextLabel(words))
        if facts.origins:
            column.addWidget(SectionTitle("Nguồn số liệu"))
            for origin in facts.origins:
                column.addWidget(self._link(origin))
        if facts.values:
            column.addWidget(SectionTitle("Giá trị"))
        for value in facts.values:
            column.addWidget(self._value(value))
        return page

    def _link(self, link: Link) -> QWidget:
        """The words of an origin, and the button that goes there."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        row.addWidget(TextLabel(link.text), 1)
        if link.target:
            row.addWidget(self._opener(link.target, f"Mở nguồn: {link.text}"), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _value(self, facts: Facts) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(HintLabel(facts.label))
        words.addWidget(TextLabel(facts.text))
        row.addLayout(words, 1)
        if facts.target:
            row.addWidget(self._opener(facts.target, f"Mở báo cáo: {facts.label}"))
        return line

    def _opener(self, target: str, tip: str) -> QWidget:
        button = buttons.quiet("", "arrow-right", tip=tip)
        button.clicked.connect(lambda: self.followed.emit(target))
        return button

    def _replace(self, old: QWidget, new: QWidget) -> QWidget:
        self.body.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(theme.SPACE // 2, theme.SPACE // 2, 0, 0)
    column.setSpacing(theme.SPACE // 2)
    return column
