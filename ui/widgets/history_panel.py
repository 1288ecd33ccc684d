"""The history of a field or record beside the screen: its versions, two of them side by side, one brought back."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from cchc_desktop.domain.subject import Subject
from ui.widgets import buttons, theme
from ui.widgets.context import AppContext
from ui.widgets.history_list import HistoryList, segments_html
from ui.widgets.history_panel_presenter import Comparison, Deeds, Heading, HistoryPanelPresenter, VersionLine
from ui.widgets.labels import HintLabel, SectionTitle

_NOTHING = "<i>(trống)</i>"


class HistoryPanel(QWidget):
    """Implements ``HistoryPort``. ``closed()`` when the user leaves it; with ``closable`` false it stays (a tab)."""

    closed = Signal()

    def __init__(self, context: AppContext, *, closable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closable = closable
        self.presenter = HistoryPanelPresenter(
            self,
            context.services.history,
            runner=context.runner,
            notices=context.notices,
            save_state=context.save_state,
        )
        self.title = SectionTitle("Lịch sử")
        self.title.setWordWrap(True)
        self.place = HintLabel()
        self.other = buttons.quiet("", tip="Xem mọi thay đổi của cả dòng, hoặc chỉ của ô này")
        self.close_button = buttons.quiet("", "close", tip="Đóng lịch sử (Esc)")
        self.list = HistoryList()
        self.nothing = HintLabel()
        self.compare = buttons.plain("&So sánh", "copy", tip="So sánh hai lần đã đánh dấu (Alt+S)")
        self.bring = buttons.plain("&Đưa lại giá trị này", "undo", tip="Ghi lại giá trị của lần đang chọn như mới nhập")
        self.hint = HintLabel()
        self.back = buttons.quiet("&Quay lại danh sách", "arrow-left", tip="Quay lại danh sách các lần thay đổi (Esc)")
        self.both = QTextBrowser()
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()

    def show_subject(self, subject: Subject | None) -> None:
        """Show the history of a field or record."""
        self.presenter.open(subject)

    def reload(self) -> None:
        """Data changed: read again."""
        self.presenter.reload()

    def show_heading(self, heading: Heading) -> None:
        """Show of what the history is."""
        self.title.setText(heading.title)
        self.title.setVisible(self._closable or heading.title != "Lịch sử")
        self.place.setText(heading.place)
        self.place.setVisible(bool(heading.place))
        self.other.setText(heading.other)
        self.other.setVisible(bool(heading.other))

    def show_lines(self, lines: Sequence[VersionLine], *, nothing: str) -> None:
        """Show the versions."""
        self.list.show_lines(lines)
        had_focus = self.list.hasFocus()
        self.list.setVisible(bool(lines) or not nothing)
        if had_focus and not self.list.isVisible():
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.nothing.setText("" if lines else nothing)
        self.nothing.setVisible(not lines)
        for button in (self.compare, self.bring):
            button.setVisible(bool(lines))

    def show_deeds(self, deeds: Deeds) -> None:
        """Show what can be done."""
        if not deeds.can_bring and self.bring.hasFocus():
            self.focus()  # else the keyboard would flee from a button that can no longer be pressed
        self.bring.setText(deeds.bring)
        self.bring.setAccessibleName(deeds.bring)
        self.bring.setEnabled(deeds.can_bring)
        self.compare.setEnabled(deeds.can_compare)
        self.hint.setText(deeds.hint)
        self.hint.setVisible(bool(deeds.hint))

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show two versions side by side, or the list."""
        self._pages.setCurrentIndex(0 if comparison is None else 1)
        if comparison is None:
            return
        self.both.setHtml(comparison_html(comparison))
        self.both.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Put the cursor into the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes one step back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._pages.currentIndex():
            self._on_back()
        elif self._closable:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_other(self) -> None:
        self.presenter.widen()
        self.focus()

    def _on_back(self) -> None:
        self.presenter.leave_comparison()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.list.moved.connect(self.presenter.move_to)
        self.list.chosen.connect(self.presenter.choose)
        self.compare.clicked.connect(self.presenter.compare)
        self.bring.clicked.connect(self.presenter.bring_back)
        self.other.clicked.connect(self._on_other)
        self.back.clicked.connect(self._on_back)
        self.close_button.clicked.connect(self.closed)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE // 2)
        head.addWidget(self.title, 1)
        head.addWidget(self.other)
        head.addWidget(self.close_button)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.compare)
        deeds.addWidget(self.bring)
        deeds.addStretch(1)
        listed, compared = QWidget(), QWidget()
        column = _column(listed)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        column.addLayout(deeds)
        column.addStretch(0)
        beside = _column(compared)
        beside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self.both, 1)
        self._pages.addWidget(listed)
        self._pages.addWidget(compared)
        self.both.setAccessibleName("Hai lần thay đổi đặt cạnh nhau")
        self.both.setObjectName("comparison")
        whole = _column(self)
        whole.addLayout(head)
        whole.addWidget(self.place)
        whole.addWidget(self._pages, 1)
        for part, shown in ((self.close_button, self._closable), (self.other, False), (self.hint, False)):
            part.setVisible(shown)


def comparison_html(comparison: Comparison) -> str:
    """Two columns, a row for each field; what only one side has is marked by colour and by strike or underline."""
    cell = "width='50%' style='padding:4px 8px; vertical-align:top'"
    rows = [f"<tr><td {cell}>{_strong(comparison.left)}</td><td {cell}>{_strong(comparison.right)}</td></tr>"]
    for one in comparison.fields:
        name = f"<tr><td colspan='2' style='padding:8px 8px 0 8px; color:{theme.INK_SOFT}'>{escape(one.name)}"
        same = "" if one.differs else " (không đổi)"
        left = segments_html(one.left, came=False) or _NOTHING
        right = segments_html(one.right, came=True) or _NOTHING
        rows.append(f"{name}{same}</td></tr><tr><td {cell}>{left}</td><td {cell}>{right}</td></tr>")
    body = "".join(rows)
    return f"<table width='100%' cellspacing='0' style='font-size:{theme.TEXT_BODY}px'>{body}</table>"


def _strong(text: str) -> str:
    return f"<span style='font-weight:600'>{escape(text)}</span>"


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE)
    return column
