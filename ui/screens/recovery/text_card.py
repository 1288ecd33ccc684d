"""One typed text that waits or was discarded: as typed, beside what is stored when asked, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.screens.recovery.presenter import TextFacts
from ui.widgets import buttons, theme
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel

_SHOWN = 240
"""Letters of a long text that are shown before it is compared."""


class TextCard(QFrame):
    """``recovered``, ``copied``, ``discarded`` and ``taken_back`` with the identity of the text."""

    recovered = Signal(str)
    copied = Signal(str)
    discarded = Signal(str)
    taken_back = Signal(str)

    def __init__(self, facts: TextFacts, *, waits: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kept")
        self.setStyleSheet(
            f"QFrame#kept {{ background: {theme.SUNKEN}; border: 1px solid {theme.LINE}; border-radius: 4px }}"
        )
        self.setAccessibleName(facts.label)
        self.facts = facts
        self.put_back = buttons.plain("Đưa lại vào ô", "undo", tip="Mở nơi đã gõ và đưa nội dung vào ô như lúc gõ")
        self.copy = buttons.quiet("Chép", "copy", tip="Chép nội dung để dán vào nơi khác")
        self.compare = buttons.quiet("So sánh", "merge", tip="Xem nội dung đã gõ bên cạnh nội dung đang lưu")
        self.discard = buttons.quiet("Bỏ", "close", tip="Cất đi; lấy lại được trong 30 ngày")
        self.take_back = buttons.plain("Lấy lại", "undo", tip="Đưa trở lại danh sách đang chờ")
        self.typed = TextLabel(_short(facts.typed))
        self._sides = QWidget()
        self._arrange(waits=waits)
        self.compare.setCheckable(True)
        self.compare.toggled.connect(self._on_compared)
        for button, told in (
            (self.put_back, self.recovered),
            (self.copy, self.copied),
            (self.discard, self.discarded),
            (self.take_back, self.taken_back),
        ):
            button.clicked.connect(lambda _checked=False, told=told: told.emit(facts.id))

    def _arrange(self, *, waits: bool) -> None:
        facts = self.facts
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, theme.SPACE, theme.SPACE + 4, theme.SPACE + 2)
        column.setSpacing(4)
        title = SectionTitle(facts.label)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(HintLabel(facts.about))
        column.addWidget(self.typed)
        self._arrange_sides()
        column.addWidget(self._sides)
        if facts.remark:
            column.addWidget(HintLabel(facts.remark))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for button in self._deeds(waits=waits):
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)

    def _deeds(self, *, waits: bool) -> tuple[QPushButton, ...]:
        if not waits:
            return (self.take_back, self.copy)
        if not self.facts.may_go_back:
            return (self.copy, self.discard)
        return (self.put_back, self.compare, self.copy, self.discard)

    def _arrange_sides(self) -> None:
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(0, 4, 0, 0)
        sides.setSpacing(2 * theme.SPACE)
        for words, text in (("Nội dung đã gõ", self.facts.typed), ("Đang lưu trong dữ liệu", self.facts.stored)):
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(HintLabel(words))
            side.addWidget(_framed(text), 1)
            sides.addLayout(side, 1)
        self._sides.setVisible(False)

    def _on_compared(self, shown: bool) -> None:  # noqa: FBT001 - the slot of a Qt signal
        self._sides.setVisible(shown)
        self.typed.setVisible(not shown)


def _framed(text: str) -> QWidget:
    label = TextLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setStyleSheet(f"background: {theme.SURFACE}; border: 1px solid {theme.LINE}; padding: 6px")
    return label


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN].rstrip()}…”"
