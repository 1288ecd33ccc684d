"""The screen of the matrix: choices above, the units at the left, what one unit sent at the right."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.vietnamese import search_key, sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.province_board.presenter import ALL, FILTERS, Page, Presenter, RevisionLine, UnitLine
from ui.widgets import buttons, theme
from ui.widgets.context import AppContext
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.labels import ElidedLabel, HintLabel, SectionTitle, TitleLabel
from ui.widgets.looks import AMBER, BLUE, FAINT, GREEN, GREY, RED, Look
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.search_field import SearchField

LOOKS: dict[str, Look] = {
    "missing": GREY,
    "overdue": RED,
    "received": BLUE,
    "accepted": GREEN,
    "returned": AMBER,
    "conflict": RED,
    "superseded": FAINT,
}
_FILTER_LOOKS = {"missing": GREY, "late": RED, "received": BLUE, "conflict": AMBER}
_CELL_WIDTH = 246
_UNIT_WIDTH = 190
_SEARCH_WIDTH = 300
_CHOOSE = "Chọn một đơn vị để xem những gì đã nhận của đơn vị đó."


def build(context: AppContext) -> QWidget:
    """The screen of the registry."""
    return BoardView(context)


class BoardView(QWidget):
    """Implements ``ViewPort``."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._columns: tuple[str, ...] = ()
        self._model: RowsModel[UnitLine] = RowsModel((), key=lambda line: line.code)
        self.periods = QComboBox()
        self.kinds = QComboBox()
        self.chips = ChipRow("Lọc theo tình trạng nộp")
        self.search = SearchField("Tìm đơn vị, có thể không dấu (Ctrl+F)")
        self.summary = HintLabel()
        self.table: RowsView[UnitLine] = RowsView(self._model, "Các đơn vị")
        self._place = QVBoxLayout()
        self.unit = _UnitPane()
        self.preview = _PreviewPane(context)
        self.right = QStackedWidget()
        self.excel = buttons.plain("&Kết xuất Excel…", "excel", tip="Ghi danh sách đang xem ra Excel (Alt+K)")
        self.print = buttons.plain("Xem &bản in", "print", tip="Xem danh sách đang xem như khi in, lưu PDF (Alt+B)")
        self.remind = buttons.plain("Thông báo &đôn đốc", "mail", tip="Thông báo hoặc thư gửi đơn vị chưa nộp (Alt+Đ)")
        self.presenter = Presenter(self, context)
        self._arrange()
        self._connect()

    def shown(self) -> None:
        """The screen came into sight."""
        self.presenter.read()

    def refresh(self, topics: frozenset[str]) -> None:
        """Something was received or decided."""
        del topics
        self.presenter.read()

    def show_periods(self, periods: Sequence[Period], chosen: Period) -> None:
        """Offer the periods."""
        with QSignalBlocker(self.periods):
            self.periods.clear()
            for period in periods if chosen in periods else (chosen, *periods):
                self.periods.addItem(period.label, period)
            self.periods.setCurrentIndex(self.periods.findText(chosen.label))

    def show_kinds(self, titles: Sequence[str], chosen: int) -> None:
        """Offer what can be owed."""
        with QSignalBlocker(self.kinds):
            self.kinds.clear()
            self.kinds.addItems(list(titles))
            self.kinds.setCurrentIndex(chosen)

    def show_page(self, page: Page) -> None:
        """Show the table; its columns follow the period."""
        if page.columns != self._columns:
            self._remake(page.columns)
        self._show_chips(page.counts)
        self._model.set_rows(page.rows)
        self.summary.setText(page.summary)

    def show_unit(self, title: str, lines: Sequence[RevisionLine]) -> None:
        """Show what was received of a unit."""
        self.unit.show_lines(title, lines)
        self.right.setCurrentWidget(self.unit)

    def show_pdf(self, content: bytes, title: str) -> None:
        """Show a PDF at the right."""
        self.preview.show_pdf(content, title)
        self.right.setCurrentWidget(self.preview)

    def _show_chips(self, counts: dict[str, int]) -> None:
        """The chip of the filter stays pressed; that is no choice of the user's."""
        chosen = self.presenter.filter
        with QSignalBlocker(self.chips):
            self.chips.set_chips([Chip(value, word, counts[value], _FILTER_LOOKS[value]) for value, word in FILTERS])
            self.chips.choose(frozenset() if chosen == ALL else frozenset({chosen}))

    def _remake(self, titles: tuple[str, ...]) -> None:
        self._columns = titles
        columns: list[Column[UnitLine]] = [
            Column("Đơn vị", lambda line: line.name, width=_UNIT_WIDTH, sort_key=lambda line: sort_key(line.name))
        ]
        columns += [
            Column(
                title,
                lambda line, place=place: line.cells[place].text,  # type: ignore[misc] # a default that keeps the place
                width=_CELL_WIDTH,
                stretch=len(titles) == 1,
                look=lambda line, place=place: LOOKS[line.cells[place].look],  # type: ignore[misc] # the same
                tooltip=lambda line, place=place: line.cells[place].tip,  # type: ignore[misc] # the same
            )
            for place, title in enumerate(titles)
        ]
        self._model = RowsModel(columns, key=lambda line: line.code, search=_searched, fold=search_key)
        before, self.table = self.table, RowsView(self._model, "Các đơn vị", max_lines=1)
        self._place.replaceWidget(before, self.table)
        before.deleteLater()
        self.table.row_chosen.connect(self._on_unit)
        self._model.set_filter(self.search.text())

    def _arrange(self) -> None:
        for box, name in ((self.periods, "Kỳ báo cáo"), (self.kinds, "Loại hồ sơ")):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
        choices = QHBoxLayout()
        for widget in (self.periods, self.kinds):
            choices.addWidget(widget)
        choices.addStretch(1)
        for button in (self.excel, self.print, self.remind):
            choices.addWidget(button)
        left = QWidget()
        self._place = QVBoxLayout(left)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self.table)
        self.right.addWidget(self.unit)
        self.right.addWidget(self.preview)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([640, 480])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        head = QHBoxLayout()
        head.addWidget(TitleLabel("Tình hình nộp hồ sơ"))
        head.addWidget(self.summary, 1)
        column.addLayout(head)
        column.addLayout(choices)
        finding = QHBoxLayout()
        finding.addWidget(self.chips)
        finding.addStretch(1)
        self.search.setFixedWidth(_SEARCH_WIDTH)
        finding.addWidget(self.search)
        column.addLayout(finding)
        column.addWidget(split, 1)
        self.unit.show_lines("", ())

    def _connect(self) -> None:
        self.search.serve(self)
        self.periods.activated.connect(lambda _number: self.presenter.choose_period(self.periods.currentData()))
        self.kinds.activated.connect(self.presenter.choose_kind)
        self.chips.chosen_changed.connect(self._on_filter)
        self.search.searched.connect(lambda text: self._model.set_filter(text))
        self.search.left_downwards.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.excel.clicked.connect(self._on_excel)
        self.print.clicked.connect(self.presenter.show_list)
        self.remind.setMenu(self._reminding())
        self.unit.pdf.clicked.connect(lambda: self.presenter.open_pdf(self.unit.chosen_id))
        self.unit.table.row_activated.connect(lambda line: self.presenter.open_pdf(line.id))
        self.unit.save.clicked.connect(self._on_save)
        self.unit.appraise.clicked.connect(lambda: self.presenter.appraise(self.unit.chosen_id))
        self.preview.back.clicked.connect(lambda: self.right.setCurrentWidget(self.unit))
        self.preview.save.clicked.connect(self._on_save_pdf)

    def _on_unit(self, line: UnitLine | None) -> None:
        if line is not None:
            self.presenter.choose_unit(line.code)

    def _on_filter(self, chosen: frozenset[object]) -> None:
        """One filter at a time: the last one pressed counts."""
        before = self.presenter.filter
        fresh = [value for value in chosen if value != before]
        value = str(fresh[0]) if fresh else (before if chosen else ALL)
        self.presenter.choose_filter(value)

    def _on_excel(self) -> None:
        path = self._ask("Kết xuất danh sách", self.presenter.list_name("xlsx"), "Excel (*.xlsx)")
        if path is not None:
            self.presenter.save_workbook(path)

    def _reminding(self) -> QMenu:
        """As a document, or as a mail to each unit."""
        menu = QMenu(self.remind)
        menu.addAction("&Thông báo ra Word, PDF…", self._on_remind)
        menu.addAction("Thư điện tử cho &từng đơn vị…", self._on_remind_by_mail)
        return menu

    def _on_remind_by_mail(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục nhận các thư đôn đốc", "")
        if chosen:
            self.presenter.save_reminder_mails(Path(chosen))

    def _on_remind(self) -> None:
        path = self._ask("Ghi thông báo đôn đốc", "thong-bao-don-doc.docx", "Word (*.docx);;PDF (*.pdf)")
        if path is not None:
            self.presenter.save_reminder(path)

    def _on_save(self) -> None:
        name = self.presenter.package_name(self.unit.chosen_id)
        path = self._ask("Lưu gói nộp", name, "Gói nộp (*.zip)")
        if path is not None:
            self.presenter.save_package(self.unit.chosen_id, path)

    def _on_save_pdf(self) -> None:
        path = self._ask("Lưu PDF", self.presenter.list_name("pdf"), "PDF (*.pdf)")
        if path is not None:
            self.presenter.save_pdf(self.preview.content, path)

    def _ask(self, title: str, name: str, kinds: str) -> Path | None:
        chosen, kind = QFileDialog.getSaveFileName(self, title, name, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        suffix = kind[kind.rindex("*") + 1 : -1]
        return path if path.suffix.lower() == suffix else path.with_suffix(suffix)


class _UnitPane(QWidget):
    """What was received of one unit, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        columns: tuple[Column[RevisionLine], ...] = (
            Column("Hồ sơ", lambda line: f"{line.title}, {line.period}, {line.revision.lower()}", stretch=True),
            Column("Tình trạng", lambda line: line.state_label, width=116, look=lambda line: LOOKS[line.state]),
            Column("Tỉnh nhận", lambda line: line.received, width=104),
        )
        self._model: RowsModel[RevisionLine] = RowsModel(columns, key=lambda line: line.id)
        self.title = SectionTitle()
        self.table = RowsView(self._model, "Các bản đã nhận của đơn vị", max_lines=3)
        self.details = HintLabel()
        self.pdf = buttons.primary("&Xem văn bản", "pdf", tip="Xem PDF trong gói nộp (Alt+X)")
        self.save = buttons.plain("&Lưu gói nộp…", "package", tip="Chép gói nộp như khi nhận ra tệp (Alt+L)")
        self.appraise = buttons.plain("&Thẩm định", "appraise", tip="Ghi ý kiến, trả lại hoặc duyệt hồ sơ này (Alt+T)")
        deeds = QHBoxLayout()
        deeds.addWidget(self.pdf)
        deeds.addWidget(self.appraise)
        deeds.addWidget(self.save)
        deeds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        column.addLayout(deeds)
        self.table.row_chosen.connect(self._on_chosen)

    @property
    def chosen_id(self) -> str:
        """The revision that is chosen; empty for none."""
        line = self.table.current_row()
        return line.id if line is not None else ""

    def show_lines(self, title: str, lines: Sequence[RevisionLine]) -> None:
        """Show what was received of a unit; an empty title for no unit."""
        self.title.setText(title or _CHOOSE)
        self._model.set_rows(lines)
        self.table.setVisible(bool(lines))
        if lines and not self.chosen_id:
            self.table.choose(lines[0].id)
        self._on_chosen(self.table.current_row() if lines else None)
        if title and not lines:
            self.details.setText("Chưa nhận được gói nộp nào của đơn vị này.")

    def _on_chosen(self, line: RevisionLine | None) -> None:
        self.details.setText(line.details if line is not None else "")
        for button in (self.pdf, self.appraise, self.save):
            button.setEnabled(line is not None)


class _PreviewPane(QWidget):
    """A PDF in place of the unit, with the way back and to a file."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.content = b""
        self.title = ElidedLabel()
        self.back = buttons.quiet("&Quay lại", "arrow-left", tip="Về các bản đã nhận của đơn vị (Alt+Q)")
        self.save = buttons.plain("Lưu &PDF…", "pdf", tip="Ghi bản đang xem ra tệp PDF để in (Alt+P)")
        self.preview = PdfPreview(context.runner)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.preview, 1)

    def show_pdf(self, content: bytes, title: str) -> None:
        """Show a PDF."""
        self.content = content
        self.title.setText(title)
        self.preview.show_pdf(content)


def _searched(line: UnitLine) -> str:
    return f"{line.name} {line.code}"
