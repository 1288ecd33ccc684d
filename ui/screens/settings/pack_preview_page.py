"""What a file of packs would change: its packs, remarks, and every change with the old and the new words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import search_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.settings.pack_lines import ChangeLine, IncomingLine, PreviewPage, Remark
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel
from ui.widgets.looks import AMBER, BLUE, FAINT, GREEN, RED, Look
from ui.widgets.scroll_page import ScrollPage
from ui.widgets.search_field import SearchField

_LOOKS: dict[str, Look] = {"added": GREEN, "changed": BLUE, "removed": RED}
_STATE_LOOKS: dict[str, Look] = {"new": GREEN, "new_edition": BLUE, "same": FAINT, "conflict": AMBER}
_WORDS = (("added", "Thêm"), ("changed", "Sửa"), ("removed", "Bỏ"))
_PACK_LINES = 8


class PackPreviewPage(Card):
    """``applied(codes)`` with the codes of packs to work with from now on; ``left`` to leave all as it is."""

    applied = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Thay đổi khi nạp")
        self._may_apply = False
        self._choices: dict[str, QCheckBox] = {}
        packs: tuple[Column[IncomingLine], ...] = (
            Column("Loại", lambda line: line.kind, width=140, optional=True),
            Column("Bộ danh mục", lambda line: line.title, stretch=True, tooltip=lambda line: line.title),
            Column("Mã", lambda line: line.code, width=146, tooltip=lambda line: line.code),
            Column(
                "Lần ban hành", lambda line: line.edition, width=250, tooltip=lambda line: line.edition, optional=True
            ),
            Column("Thay đổi", lambda line: line.counts, width=180),
            Column("Kết luận", lambda line: line.state_label, width=184, look=lambda line: _STATE_LOOKS[line.state]),
        )
        changes: tuple[Column[ChangeLine], ...] = (
            Column("Thay đổi", lambda line: line.change_label, width=92, look=lambda line: _LOOKS[line.change]),
            Column("Trang, mã", lambda line: line.place, width=230, tooltip=lambda line: f"{line.place} ({line.pack})"),
            Column("Nội dung", lambda line: line.field, width=140, tooltip=lambda line: line.field),
            Column("Hiện nay", lambda line: line.old, stretch=True, tooltip=lambda line: line.old),
            Column("Sẽ thành", lambda line: line.new, stretch=True, tooltip=lambda line: line.new),
        )
        self._packs: RowsModel[IncomingLine] = RowsModel(packs, key=lambda line: line.code)
        self._changes: RowsModel[ChangeLine] = RowsModel(changes, key=lambda line: line.key, fold=search_key)
        self.packs = RowsView(self._packs, "Các bộ danh mục trong tệp", max_lines=1)
        self.changes = RowsView(self._changes, "Các thay đổi", max_lines=5)
        self.chips = ChipRow("Lọc theo loại thay đổi")
        self.search = SearchField()
        self.verdict = TextLabel()
        self.nothing = HintLabel("Không có thay đổi nào để liệt kê.")
        self.apply = buttons.primary("Á&p dụng", "check", tip="Sao lưu rồi áp dụng tất cả; hoàn tác được (Alt+P)")
        self.leave = buttons.plain("&Bỏ", "close", tip="Không nạp tệp này, giữ nguyên như hiện nay (Alt+B)")
        self.tabs = QTabWidget()
        self._questions = _Column()
        self._remarks = _Column()
        self._arrange()
        self._connect()

    def show_page(self, page: PreviewPage) -> None:
        """Show the preview of a file."""
        self.title.setText(f"Thay đổi khi nạp {page.source}")
        self.verdict.setText(page.verdict)
        self._packs.set_rows(page.packs)
        self.packs.setFixedHeight(theme.ROW * (min(len(page.packs), _PACK_LINES) + 1) + theme.SPACE)
        self._show_questions(page.packs)
        self._show_remarks(page.remarks)
        self._changes.set_rows(page.changes)
        self.chips.set_chips([Chip(value, word, _count(page, value), _LOOKS[value]) for value, word in _WORDS])
        self.search.clear()
        self.chips.choose(frozenset())
        for widget in (self.changes, self.chips, self.search):
            widget.setVisible(bool(page.changes))
        self.nothing.setVisible(not page.changes)
        self._listed.setStretch(self._listed.count() - 1, 0 if page.changes else 1)
        self.tabs.setTabText(1, f"Từng thay đổi ({len(page.changes)})")
        self.tabs.setCurrentIndex(0)
        self._may_apply = page.may_apply
        self.apply.setEnabled(page.may_apply)
        if page.changes:
            self.changes.choose_first()

    def take_focus(self) -> None:
        """Begin at the packs of the file."""
        self.packs.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """One deed after the other."""
        self.apply.setEnabled(self._may_apply and not busy)
        self.leave.setEnabled(not busy)

    def activated_codes(self) -> tuple[str, ...]:
        """The packs that the folder is to work with from now on."""
        return tuple(code for code, box in self._choices.items() if box.isChecked())

    def _arrange(self) -> None:
        self.add_deed(self.leave)
        self.add_deed(self.apply)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.tabs, 1)
        summary = ScrollPage()
        summary.body.setContentsMargins(0, theme.SPACE, theme.SPACE, 0)
        for part in (self.packs, self._questions, self._remarks):
            summary.body.addWidget(part)
        summary.body.addStretch(1)
        self.tabs.addTab(summary, "Tóm tắt")
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.chips)
        row.addStretch(1)
        self.search.setMaximumWidth(320)
        row.addWidget(self.search, 1)
        column.addLayout(row)
        column.addWidget(self.changes, 1)
        column.addWidget(self.nothing)
        column.addStretch(0)
        self._listed = column
        self.tabs.addTab(listed, "Từng thay đổi")
        self.tabs.setAccessibleName("Tóm tắt và từng thay đổi")
        self.search.serve(self)

    def _connect(self) -> None:
        self.apply.clicked.connect(lambda: self.applied.emit(self.activated_codes()))
        self.leave.clicked.connect(self.left)
        self.chips.chosen_changed.connect(self._on_filter)
        self.search.searched.connect(self._on_filter)
        self.search.left_downwards.connect(lambda: self.changes.setFocus(Qt.FocusReason.OtherFocusReason))

    def _show_questions(self, packs: Sequence[IncomingLine]) -> None:
        self._choices = {line.code: QCheckBox(line.question) for line in packs if line.question}
        replaced = {line.code: HintLabel(line.replaced) for line in packs if line.question}
        self._questions.show_parts([part for code, box in self._choices.items() for part in (box, replaced[code])])

    def _show_remarks(self, remarks: Sequence[Remark]) -> None:
        lines = [FindingLine() for _ in remarks]
        self._remarks.show_parts([*([SectionTitle("Điều cần biết")] if remarks else []), *lines])
        for line, remark in zip(lines, remarks, strict=True):
            line.show_finding(remark.level, remark.text)

    def _on_filter(self, _change: object) -> None:
        chosen = self.chips.chosen()
        shown = (lambda line: line.change in chosen) if chosen else None
        self._changes.set_filter(self.search.text(), shown)


def _count(page: PreviewPage, change: str) -> int:
    return sum(1 for line in page.changes if line.change == change)


class _Column(QWidget):
    """Parts below each other, replaced together; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these in place of those before."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part in parts:
            self._column.addWidget(part)
        self.setVisible(bool(parts))
