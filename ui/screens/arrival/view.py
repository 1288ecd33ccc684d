"""The page on which a hand-over file is received: the file, what it holds and its code, the folder, the outcome."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.arrival.presenter import ArrivalPresenter, DoneWords, OfferWords, PlaceWords
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.confirm_bar import ConfirmBar, Question
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.opening import open_with_machine
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.runner import Runner
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.system.clock import Clock

_FILTER = "Tệp bàn giao (*.cchc-ban-giao);;Mọi tệp (*)"
_INTRODUCTION = (
    "Nơi giao đã ghi toàn bộ dữ liệu vào một tệp có tên “ban-giao-….cchc-ban-giao”. Chương trình kiểm tra từng tệp "
    "bên trong trước khi ghi; chưa bấm Nhận dữ liệu thì chưa có gì thay đổi trên máy này."
)
_COMPARE = "Đọc mã này cho người giao, hoặc so với mã trên biên bản. Chỉ nhận khi hai mã giống nhau."
_NAME_WIDTH = 120
_LAID_OUT_MS = 60


def build(
    *,
    folder: Path,
    clock: "Clock",
    runner: Runner,
    on_received: Callable[[Path], None],
    on_leave: Callable[[], None],
) -> QWidget:
    """The page; ``folder`` is where the data go unless another is chosen."""
    page = ArrivalPage()
    page.serve(ArrivalPresenter(page, folder=folder, clock=clock, runner=runner, on_received=on_received))
    page.leave.clicked.connect(lambda: on_leave())
    return page


class ArrivalPage(QWidget):
    """Implements ``ArrivalView``."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: ArrivalPresenter | None = None
        self._facts: QWidget | None = None
        self._protocol: Path | None = None
        self.choose = buttons.primary("&Chọn tệp bàn giao…", "usb", tip="Chọn tệp trên USB hoặc trong máy (Alt+C)")
        self.file = HintLabel("Chưa chọn tệp.")
        self.strip = ProgressStrip()
        self.code = QLabel()
        self.warning = FindingLine()
        self.folder = TextLabel()
        self.other = buttons.plain("Thư mục &khác…", "folder", tip="Nhận vào thư mục khác (Alt+K)")
        self.place = FindingLine()
        self.receive = buttons.primary("&Nhận dữ liệu", "inbox", tip="Ghi dữ liệu vào máy này rồi kiểm tra (Alt+N)")
        self.confirm = ConfirmBar()
        self.sentence = TextLabel()
        self.lines = QVBoxLayout()
        self.print = buttons.plain("Mở &biên bản để in", "print", tip="Mở biên bản bàn giao (Alt+B)")
        self.go_on = buttons.primary("&Vào làm việc", "arrow-right", tip="Mở dữ liệu vừa nhận và đăng nhập (Alt+V)")
        self.leave = buttons.plain("&Quay lại", "arrow-left", tip="Không nhận, không thay đổi gì (Alt+Q)")
        self._from, self._to, self._done = Card("Tệp bàn giao"), Card("Nhận vào máy này"), Card("Đã nhận xong")
        self._held = Card("Nội dung bàn giao, đã kiểm tra")
        self._arrange()
        self.setObjectName("arrival")

    def serve(self, presenter: ArrivalPresenter) -> None:
        """Take the presenter and begin."""
        self._presenter = presenter
        self.choose.clicked.connect(self._on_choose)
        self.other.clicked.connect(self._on_other)
        self.receive.clicked.connect(self._on_receive)
        self.go_on.clicked.connect(presenter.go_on)
        self.print.clicked.connect(self._on_print)
        self.strip.cancelled.connect(presenter.stop)
        presenter.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """The file comes first."""
        super().showEvent(event)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_file(self, path: Path | None) -> None:
        """Say which file was chosen."""
        self.file.setText("Chưa chọn tệp." if path is None else str(path))

    def show_offer(self, words: OfferWords | None) -> None:
        """Show what the file holds."""
        self._held.setVisible(words is not None)
        self._to.setVisible(False)
        if self._facts is not None:
            self._held.body.removeWidget(self._facts)
            self._facts.deleteLater()
            self._facts = None
        if words is None:
            return
        self.code.setText(words.code)
        self.code.setAccessibleName(f"Mã xác nhận {words.code}")
        self._facts = _table(words.facts)
        self._held.body.insertWidget(0, self._facts)
        self.warning.show_finding("warn", words.warning)

    def show_folder(self, folder: Path, words: PlaceWords) -> None:
        """Show where the data go."""
        self._to.setVisible(True)
        self.folder.setText(str(folder))
        level = "block" if words.refusal else ("warn" if words.question else "info")
        self.place.show_finding(level, words.refusal or words.note)
        self.receive.setEnabled(not words.refusal)
        self.receive.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring(self._to)

    def show_done(self, words: DoneWords) -> None:
        """Say that all came."""
        for card in (self._from, self._to, self._held):
            card.setVisible(False)
        self._done.setVisible(True)
        self.sentence.setText(words.sentence)
        for text in words.lines:
            self.lines.addWidget(TextLabel(text))
        for text in words.warnings:
            line = FindingLine()
            self.lines.addWidget(line)
            line.show_finding("warn", text)
        self._protocol = words.protocol
        self.print.setVisible(words.protocol is not None)
        self.leave.setVisible(False)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One deed after the other."""
        may = self._presenter is not None and self._presenter.may_receive
        for button in (self.choose, self.other, self.leave):
            button.setEnabled(not busy)
        self.receive.setEnabled(not busy and may)

    def start_job(self, text: str, *, can_stop: bool) -> None:
        """A long job begins."""
        self.strip.start(text, can_stop=can_stop)

    def step(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        self.strip.step(done, total, text)

    def end_job(self) -> None:
        """It is over."""
        self.strip.finish()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(self.choose)
        row.addWidget(self.file, 1)
        self._from.body.addWidget(TextLabel(_INTRODUCTION))
        self._from.body.addLayout(row)
        self._held.body.addWidget(self.warning)
        self._held.body.addWidget(self._code_line())
        place = QHBoxLayout()
        place.setSpacing(2 * theme.SPACE)
        place.addWidget(self.folder, 1)
        place.addWidget(self.other)
        deed = QHBoxLayout()
        deed.addStretch(1)
        deed.addWidget(self.receive)
        self._to.body.addLayout(place)
        self._to.body.addWidget(self.place)
        self._to.body.addLayout(deed)
        self._to.body.addWidget(self.confirm)
        self.sentence.setStyleSheet("font-weight: 600")
        self._done.body.addWidget(self.sentence)
        self._done.body.addLayout(self.lines)
        end = QHBoxLayout()
        end.addWidget(self.print)
        end.addStretch(1)
        end.addWidget(self.go_on)
        self._done.body.addLayout(end)
        self._fill_page()
        for card in (self._held, self._to, self._done):
            card.setVisible(False)

    def _fill_page(self) -> None:
        frame = QWidget()
        frame.setMaximumWidth(960)
        column = QVBoxLayout(frame)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(TitleLabel("Nhận bàn giao từ máy khác"))
        for widget in (self._from, self.strip, self._held, self._to, self._done):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        column.addLayout(foot)
        self._page = page = ScrollPage()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 100)
        middle.addStretch(1)
        page.body.addStretch(1)
        page.body.addLayout(middle)
        page.body.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _code_line(self) -> QWidget:
        frame = QFrame()
        frame.setObjectName("confirm")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        row.setSpacing(3 * theme.SPACE)
        self.code.setStyleSheet("font-size: 24px; font-weight: 600; letter-spacing: 1px")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.code)
        row.addWidget(TextLabel(_COMPARE), 1)
        return frame

    def _bring(self, widget: QWidget) -> None:
        def scroll() -> None:
            self._page.ensureWidgetVisible(widget, 0, 2 * theme.SPACE)
            below = widget.mapTo(self._page, QPoint(0, widget.height())).y() - self._page.viewport().height()
            if below > 0:
                self._page.verticalScrollBar().setValue(self._page.verticalScrollBar().value() + below)

        QTimer.singleShot(_LAID_OUT_MS, widget, scroll)

    def _on_choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, "Chọn tệp bàn giao", "", _FILTER)
        if chosen and self._presenter is not None:
            self._presenter.choose_file(Path(chosen))

    def _on_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục nhận dữ liệu", self.folder.text())
        if chosen and self._presenter is not None:
            self._presenter.choose_folder(Path(chosen))

    def _on_receive(self) -> None:
        presenter = self._presenter
        if presenter is None:
            return
        if not presenter.question:
            presenter.receive()
            return
        self.confirm.ask(Question(presenter.question, "Cất bản cũ và nhận"), lambda _reason: presenter.receive())
        self._bring(self.confirm)

    def _on_print(self) -> None:
        if self._protocol is not None:
            open_with_machine(self._protocol)


def _table(facts: tuple[tuple[str, str], ...]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * theme.SPACE)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, _NAME_WIDTH)
    grid.setColumnStretch(1, 1)
    for line, (name, value) in enumerate(facts):
        grid.addWidget(HintLabel(name), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(TextLabel(value), line, 1)
    return table
