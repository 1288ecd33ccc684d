"""The journal (nhật ký): who changed what, when, where; searchable, read page by page, with the state of its chain."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cchc_desktop.domain.subject import Subject
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.settings.journal_presenter import ChainWords, JournalLine, JournalPresenter
from ui.widgets import buttons, theme
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel
from ui.widgets.search_field import SearchField

_COLUMNS: tuple[Column[JournalLine], ...] = (
    Column("Lúc", lambda line: line.when, width=100),
    Column("Người ghi", lambda line: line.who, width=150),
    Column("Nơi", lambda line: line.where, width=250, tooltip=lambda line: line.where),
    Column("Thay đổi", lambda line: line.what, stretch=True),
)
_HINT = (
    "Enter: đến nơi có thay đổi. F9: lịch sử của dòng đó, để so sánh, đưa lại giá trị cũ hoặc khôi phục dòng đã xóa."
)
_NOTHING = "Không có thay đổi nào khớp với điều đang tìm."


class JournalTab(QWidget):
    """Implements ``JournalView``; ``followed(target)`` when the user goes to the place of a change."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._presenter: JournalPresenter | None = None
        self.chain = FindingLine()
        self.check = buttons.quiet("Kiểm tra lại", "repeat", tip="Đọc lại toàn bộ nhật ký và kiểm tra chuỗi")
        self.search = SearchField("Tìm trong nhật ký, có dấu hoặc không dấu (Ctrl+F)")
        self.officer = AutosaveChoice()
        self.first, self.last = self._day("Từ ngày"), self._day("Đến ngày")
        self.rows: RowsModel[JournalLine] = RowsModel(_COLUMNS, key=lambda line: line.seq, search=lambda _line: "")
        self.table = _Table(self.rows)
        self.rows.setParent(self)
        self.counted = QLabel()
        self.counted.setProperty("kind", "section")
        self.nothing = HintLabel(_NOTHING)
        self.more = buttons.plain(
            "Xem tiếp các dòng cũ hơn", "chevron-down", tip="Đọc, tìm tiếp trong các thay đổi cũ hơn"
        )
        self.go = buttons.plain("Đến nơi này", "arrow-right", tip="Mở nơi có thay đổi đang chọn (Enter)")
        self._arrange()

    def serve(self, presenter: JournalPresenter) -> None:
        """Take the presenter."""
        self._presenter = presenter
        self.search.serve(self)
        self.search.searched.connect(presenter.search)
        self.search.left_downwards.connect(self.table.setFocus)
        self.officer.committed.connect(lambda value: presenter.choose_officer(str(value or "")))
        for editor in (self.first, self.last):
            editor.committed.connect(lambda _value: presenter.choose_days(self.first.value(), self.last.value()))
        self.more.clicked.connect(presenter.more)
        self.check.clicked.connect(presenter.check)
        self.table.row_activated.connect(self._follow)
        self.table.row_chosen.connect(self._on_row)
        self.go.clicked.connect(lambda: self._follow(self.table.current_row()))

    def load(self) -> None:
        """The tab came into sight."""
        if self._presenter is not None:
            self._presenter.load()

    def show_officers(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these officers."""
        chosen = self.officer.value() or ""
        self.officer.set_options(options)
        self.officer.set_value(chosen)

    def show_lines(self, lines: Sequence[JournalLine], *, counted: str, more: bool) -> None:
        """Show exactly these changes."""
        self.rows.set_rows(lines)
        self.counted.setText(counted)
        self.nothing.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self.more.setVisible(more)
        if lines and self.table.current_row() is None:
            self.table.choose_first()
        self._on_row(self.table.current_row())

    def show_chain(self, words: ChainWords) -> None:
        """Show the state of the chain."""
        self.chain.show_finding(words.level, words.text)

    def _on_row(self, line: JournalLine | None) -> None:
        self.go.setEnabled(line is not None and bool(line.target))

    def _follow(self, line: JournalLine | None) -> None:
        if line is not None and line.target:
            self.followed.emit(line.target)

    def _day(self, words: str) -> AutosaveDate:
        editor = AutosaveDate(parse=lambda text: self._served().parse_day(text), today=lambda: self._served().today)
        editor.setPlaceholderText(words)
        editor.setAccessibleName(words)
        editor.setFixedWidth(17 * theme.SPACE)
        return editor

    def _served(self) -> JournalPresenter:
        assert self._presenter is not None, "typed into only once it is served"
        return self._presenter

    def _arrange(self) -> None:
        state = QHBoxLayout()
        state.addWidget(self.chain, 1, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self.check)
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        self.officer.setAccessibleName("Người ghi")
        bar.addWidget(self.search, 3)
        bar.addWidget(self.officer, 1)
        bar.addWidget(self.first)
        bar.addWidget(self.last)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.counted)
        foot.addStretch(1)
        foot.addWidget(self.more)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(state)
        column.addLayout(bar)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addWidget(HintLabel(_HINT))
        column.addLayout(foot)
        self.nothing.hide()


class _Table(RowsView[JournalLine]):
    """The changes; F9 opens the history of the record under the cursor."""

    def __init__(self, rows: RowsModel[JournalLine]) -> None:
        super().__init__(rows, "Nhật ký thay đổi, mới nhất ở trên", max_lines=6)

    def history_of(self, widget: QWidget) -> Subject | None:
        """The record that was changed."""
        del widget
        line = self.current_row()
        return line.subject if line is not None else None
