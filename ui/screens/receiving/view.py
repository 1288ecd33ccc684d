"""The screen of receiving: files are dropped or chosen, looked at, received; quarantine and contradictions in tabs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import search_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.receiving.presenter import WAITING, ConflictLine, HeldLine, ItemLine, PlanPage, Presenter
from ui.widgets import buttons, theme
from ui.widgets.context import AppContext
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import HintLabel, SectionTitle, TitleLabel
from ui.widgets.looks import AMBER, BLUE, FAINT, GREEN, GREY, RED, VIOLET, Look
from ui.widgets.opening import open_with_machine
from ui.widgets.progress_strip import ProgressStrip

_LOOKS: dict[str, Look] = {
    "new": GREEN,
    "updated": BLUE,
    "older": GREY,
    "unchanged": FAINT,
    "conflict": AMBER,
    "rejected": RED,
    WAITING: replace(VIOLET, icon="hourglass"),
}

_FILES = "Gói nộp, phần gói nộp, thư (*.zip *.phan *.eml);;Mọi tệp (*)"
TAKEN = "Tiếp nhận rồi thì không hoàn tác được; mọi bản và mọi tệp đều được giữ nguyên."
CHOSEN = "Chọn rồi thì không hoàn tác được; các bản kia vẫn được giữ."


def build(context: AppContext) -> QWidget:
    """The screen of the registry."""
    return ReceivingView(context)


class ReceivingView(QWidget):
    """Implements ``ViewPort``."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.files = buttons.primary("Chọn &gói nộp…", "package", tip="Chọn gói nộp, các phần hoặc thư .eml (Alt+G)")
        self.folder = buttons.plain("Chọn thư &mục, USB…", "usb", tip="Tìm mọi gói nộp trong thư mục hoặc USB (Alt+M)")
        self.progress = ProgressStrip()
        self.start = EmptyState(
            icon="inbox",
            sentence="Chọn hoặc kéo thả gói nộp của các đơn vị vào đây",
            first_step="Chọn nhiều tệp, một thư mục hoặc cả USB. Chương trình kiểm tra và cho xem trước, chưa ghi gì.",
        )
        self.plan = _PlanPane()
        self.held = _HeldPane()
        self.conflicts = _ConflictPane()
        self.pages = QStackedWidget()
        self.tabs = QTabWidget()
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

    def show_plan(self, page: PlanPage) -> None:
        """Show what was found, or how it was received."""
        self.plan.show_page(page)
        self.pages.setCurrentWidget(self.plan)
        if page.deed:
            self.plan.deed.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_start(self) -> None:
        """Ask for files."""
        self.pages.setCurrentWidget(self.start)
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_held(self, lines: Sequence[HeldLine]) -> None:
        """Show the quarantine."""
        self.held.show_lines(lines)
        self.tabs.setTabText(1, f"Cách ly ({len(lines)})" if lines else "Cách ly")

    def show_conflicts(self, lines: Sequence[ConflictLine]) -> None:
        """Show what waits for a decision."""
        self.conflicts.show_lines(lines)
        self.tabs.setTabText(2, f"Mâu thuẫn ({len(lines)})" if lines else "Mâu thuẫn")

    def open_file(self, path: Path) -> None:
        """Open a file with the program that the machine has for it."""
        open_with_machine(path)

    def job_started(self, text: str) -> None:
        """A long job is under way."""
        self._set_busy(busy=True)
        self.progress.start(text)

    def job_step(self, done: int, total: int, text: str) -> None:
        """How far it is."""
        self.progress.step(done, total, text)

    def job_ended(self) -> None:
        """It is over."""
        self.progress.finish()
        self._set_busy(busy=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of the machine may be dropped."""
        if event.mimeData().hasUrls() and self.files.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.tabs.setCurrentIndex(0)
            self.presenter.look(paths)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.files, self.folder, self.plan.deed, self.plan.leave):
            widget.setEnabled(not busy)

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        head = QHBoxLayout()
        head.addWidget(TitleLabel("Tiếp nhận gói nộp"))
        head.addStretch(1)
        head.addWidget(self.files)
        head.addWidget(self.folder)
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.plan)
        self.tabs.setAccessibleName("Các mục tiếp nhận")
        for page, title in ((self.pages, "Nhận gói nộp"), (self.held, "Cách ly"), (self.conflicts, "Mâu thuẫn")):
            self.tabs.addTab(page, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.files.clicked.connect(self._on_files)
        self.folder.clicked.connect(self._on_folder)
        self.progress.cancelled.connect(self.presenter.stop)
        self.plan.deed.clicked.connect(self.presenter.receive)
        self.plan.leave.clicked.connect(self.presenter.leave)
        self.conflicts.chosen.connect(self.presenter.choose)
        self.held.print_asked.connect(self._on_print)

    def _on_print(self, held_id: str, name: str) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, "Lưu PDF", name, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.presenter.save_reports(path if path.suffix.lower() == ".pdf" else path.with_suffix(".pdf"), held_id)

    def _on_files(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, "Chọn gói nộp", "", _FILES)
        if chosen:
            self.tabs.setCurrentIndex(0)
            self.presenter.look([Path(name) for name in chosen])

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục hoặc USB có gói nộp")
        if chosen:
            self.tabs.setCurrentIndex(0)
            self.presenter.look([Path(chosen)])


class _PlanPane(QWidget):
    """What was found: counts to filter by, the files, and the deed."""

    def __init__(self) -> None:
        super().__init__()
        columns: tuple[Column[ItemLine], ...] = (
            Column("Kết quả", lambda line: line.standing_label, width=172, look=lambda line: _LOOKS[line.standing]),
            Column("Đơn vị", lambda line: line.unit, width=180, tooltip=lambda line: line.file),
            Column("Hồ sơ", lambda line: line.what, width=216, tooltip=lambda line: line.file),
            Column("Ghi chú", lambda line: line.told, stretch=True, tooltip=lambda line: line.told),
        )
        self._model: RowsModel[ItemLine] = RowsModel(columns, key=lambda line: line.key, fold=search_key)
        self.verdict = SectionTitle()
        self.chips = ChipRow("Lọc theo kết quả")
        self.table = RowsView(self._model, "Các gói nộp tìm thấy", max_lines=3)
        self.deed = buttons.primary(
            "Tiếp nhận", "inbox", tip="Ghi nhận các gói nộp; từng gói trọn vẹn hoặc không gì cả"
        )
        self.leave = buttons.plain("&Bỏ", "close", tip="Không ghi gì, chọn tệp khác (Alt+B)")
        foot = QHBoxLayout()
        self.told = HintLabel(TAKEN)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.deed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.verdict)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.chips.chosen_changed.connect(self._on_chips)

    def show_page(self, page: PlanPage) -> None:
        """Show the files."""
        self.verdict.setText(page.verdict)
        with QSignalBlocker(self.chips):
            self.chips.set_chips([Chip(value, word, count, _LOOKS[value]) for value, word, count in page.counts])
            self.chips.choose(frozenset())
        self._on_chips(frozenset())
        self._model.set_rows(page.lines)
        self.deed.setText(page.deed)
        self.deed.setVisible(bool(page.deed))
        self.told.setText(TAKEN if page.deed else "")
        self.leave.setText("&Bỏ" if page.deed else "&Nhận tiếp")

    def _on_chips(self, chosen: frozenset[object]) -> None:
        self._model.set_filter(predicate=(lambda line: line.standing in chosen) if chosen else None)


class _HeldPane(QWidget):
    """The quarantine: files that could not be received, and their reports.

    ``print_asked(id, name)`` offers a name for the slip of one file, or of the list with an empty id.
    """

    print_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        columns: tuple[Column[HeldLine], ...] = (
            Column("Tệp", lambda line: line.name, width=300, tooltip=lambda line: line.name),
            Column("Giữ từ", lambda line: line.at, width=144),
            Column("Lý do không nhận", lambda line: line.reasons, stretch=True, tooltip=lambda line: line.reasons),
        )
        self._model: RowsModel[HeldLine] = RowsModel(columns, key=lambda line: line.id)
        self.told = HintLabel()
        self.table = RowsView(self._model, "Các tệp đang cách ly", max_lines=4)
        self.report = buttons.primary("Mở &phiếu báo", "file", tip="Phiếu báo để in hoặc gửi cho đơn vị (Alt+P)")
        self.place = buttons.plain("Mở thư m&ục cách ly", "folder", tip="Nơi giữ nguyên các tệp (Alt+U)")
        foot = QHBoxLayout()
        self.slip = buttons.plain("Lưu phiếu &báo PDF…", "pdf", tip="Phiếu báo của tệp đang chọn, để in (Alt+B)")
        self.all = buttons.plain("Lưu danh &sách PDF…", "pdf", tip="Mọi tệp đang cách ly với đủ lý do (Alt+S)")
        foot.addWidget(self.report)
        foot.addWidget(self.slip)
        foot.addWidget(self.all)
        foot.addWidget(self.place)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.report.clicked.connect(lambda: self._open(folder=False))
        self.place.clicked.connect(lambda: self._open(folder=True))
        self.table.row_activated.connect(lambda _line: self._open(folder=False))
        self.slip.clicked.connect(self._on_slip)
        self.all.clicked.connect(lambda: self.print_asked.emit("", "danh-sach-cach-ly.pdf"))

    def show_lines(self, lines: Sequence[HeldLine]) -> None:
        """Show what is held."""
        self._model.set_rows(lines)
        self.told.setText(
            "Các tệp không nhận được, giữ nguyên như khi đến; phiếu báo nói rõ lý do và việc đơn vị cần làm."
            if lines
            else "Không có tệp nào đang cách ly."
        )
        if lines and self.table.current_row() is None:
            self.table.choose(lines[0].id)
        for button in (self.report, self.slip, self.all, self.place):
            button.setEnabled(bool(lines))

    def _on_slip(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self.print_asked.emit(line.id, line.pdf_name)

    def _open(self, *, folder: bool) -> None:
        line = self.table.current_row()
        if line is not None:
            open_with_machine(line.report.parent if folder else line.report)


class _ConflictPane(QWidget):
    """Revisions that contradict each other, of which a person chooses one: ``chosen(id)``."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        columns: tuple[Column[ConflictLine], ...] = (
            Column("Đơn vị", lambda line: line.unit, width=220),
            Column("Hồ sơ", lambda line: line.what, stretch=True),
            Column("Bản", lambda line: line.revision, width=80),
            Column("Tỉnh nhận", lambda line: line.received, width=150),
            Column("Tệp", lambda line: line.file, width=330, tooltip=lambda line: line.file, optional=True),
        )
        self._model: RowsModel[ConflictLine] = RowsModel(columns, key=lambda line: line.id)
        self.told = HintLabel()
        self.table = RowsView(self._model, "Các bản mâu thuẫn", max_lines=2)
        self.deed = buttons.primary("&Dùng bản này", "check", tip="Bản này được dùng; các bản kia vẫn được lưu (Alt+D)")
        foot = QHBoxLayout()
        foot.addWidget(self.deed)
        foot.addWidget(HintLabel(CHOSEN), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.deed.clicked.connect(self._on_deed)

    def show_lines(self, lines: Sequence[ConflictLine]) -> None:
        """Show what waits for a decision."""
        self._model.set_rows(lines)
        self.told.setText(
            "Hai bản cùng số hoặc cùng sửa từ một bản: cả hai đều được giữ. Hãy hỏi đơn vị rồi chọn bản được dùng."
            if lines
            else "Không có hồ sơ nào mâu thuẫn."
        )
        if lines and self.table.current_row() is None:
            self.table.choose(lines[0].id)
        self.deed.setEnabled(bool(lines))

    def _on_deed(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self.chosen.emit(line.id)
