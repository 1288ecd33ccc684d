"""Data: where they lie, backups here and elsewhere, restoring, and the check."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.models.backup_list import BackupList
from ui.models.backup_rows import BackupRow
from ui.models.restore_words import RehearsalWords, RestoreWords
from ui.screens.settings.check_card import CheckCard
from ui.screens.settings.data_facts import DataFacts
from ui.screens.settings.data_presenter import DataPresenter, ProblemLine
from ui.screens.settings.device_card import DeviceCard
from ui.screens.settings.fact_table import fact_table
from ui.screens.settings.facts import Fact
from ui.screens.settings.hand_over_card import HandOverCard
from ui.screens.settings.restore_pane import RehearsalPane, RestorePane
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scroll_page import ScrollPage

_BACKUPS = (
    "Tự sao lưu mỗi 30 phút khi có thay đổi, khi đóng chương trình, trước khi nhập bộ danh mục, nâng cấp và phục hồi. "
    "Mỗi bản được mở và đếm lại trước khi bản cũ được bỏ bớt; giữ mọi bản của 2 ngày, rồi 12 ngày, 10 tuần, 9 tháng; "
    "bản cuối trước mỗi lần nâng cấp giữ mãi. Dữ liệu cất trước khi phục hồi giữ 3 lần gần nhất và mọi lần trong 30 "
    "ngày; cũ hơn chỉ bỏ khi mọi thứ trong đó còn ở dữ liệu đang dùng hoặc bản sao lưu."
)
_LAID_OUT_MS = 60


class DataTab(ScrollPage):
    """Implements ``DataView``; ``serve`` gives it its presenter."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: DataPresenter | None = None
        self._tables: list[tuple[Card, QWidget]] = []
        self._folder = ""
        self._aside: BackupRow | None = None
        self._back_to: QWidget | None = None
        self.look = buttons.plain("&Mở thư mục", "folder", tip="Xem thư mục dữ liệu bằng trình quản lý tệp (Alt+M)")
        self.back_up = buttons.primary("Sao &lưu ngay", "backup", tip="Ghi một bản sao lưu và kiểm tra lại (Alt+L)")
        self.restore = buttons.plain(
            "Phục &hồi…", "history", tip="Xem trước điều gì sẽ khác rồi mới quyết định (Alt+H, Enter trên danh sách)"
        )
        self.search = buttons.plain(
            "Tìm bả&n ở nơi khác…", "search", tip="Thêm bản sao lưu trên USB hoặc thư mục khác vào danh sách (Alt+N)"
        )
        self.undo = buttons.plain(
            "&Quay lại dữ liệu trước khi phục hồi…", "undo", tip="Xem trước rồi đưa dữ liệu đã cất trở lại (Alt+Q)"
        )
        self.choose = buttons.plain("Chọn nơi &khác…", "usb", tip="Chọn USB, ổ đĩa khác, thư mục mạng (Alt+K)")
        self.forget = buttons.quiet("Không dùng nữa", "close", tip="Chỉ sao lưu trên máy này; bản đã chép vẫn còn")
        self.kept = buttons.plain(
            "Nội dung gõ dở…", "history", tip="Xem nội dung đã gõ nhưng chưa ghi được, đưa lại vào ô hoặc bỏ"
        )
        self.backups = BackupList()
        self.no_backups = TextLabel("Chưa có bản sao lưu nào; bản đầu tiên được ghi khi đóng chương trình.")
        self.pane = RestorePane()
        self.rehearsal = RehearsalPane()
        self.strip = ProgressStrip()
        self.check_card = CheckCard()
        self.devices = DeviceCard()
        self.hand_over = HandOverCard()
        self.check, self.verdict = self.check_card.check, self.check_card.verdict
        self._place = Card("Thư mục dữ liệu")
        self._second = Card("Nơi sao lưu thứ hai")
        self._arrange()
        self.look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))

    def serve(self, presenter: DataPresenter) -> None:
        """Take the presenter."""
        self._presenter = presenter
        self.back_up.clicked.connect(presenter.back_up)
        self.check.clicked.connect(self._on_check)
        self.check_card.mend.clicked.connect(presenter.mend)
        self.restore.clicked.connect(self._on_restore)
        self.undo.clicked.connect(self._on_undo)
        self.backups.row_activated.connect(lambda _row: self._on_restore())
        self.choose.clicked.connect(self._on_choose)
        self.search.clicked.connect(self._on_search)
        self.forget.clicked.connect(presenter.forget_place)
        self.pane.restore.connect(presenter.restore)
        self.pane.rehearse.connect(presenter.rehearse)
        self.pane.left.connect(presenter.leave_preview)
        self.pane.grown.connect(lambda: self._show_whole(self.pane.confirm))

    def show_data(self, facts: DataFacts) -> None:
        """Show the folder, its backups and the second place."""
        self._folder = str(facts.folder)
        for card, table in self._tables:
            card.body.removeWidget(table)
            table.deleteLater()
        place = facts.place
        rows = (Fact("Thư mục", place.folder),) if place.folder else ()
        self._tables = [
            (
                self._place,
                fact_table(
                    (
                        Fact("Đường dẫn", self._folder),
                        Fact("Dung lượng", f"{facts.size}; ổ đĩa còn trống {facts.free}"),
                    )
                ),
            ),
            (self._second, fact_table((*rows, Fact("Tình trạng", place.state, place.mark)))),
        ]
        for card, table in self._tables:
            card.body.insertWidget(0, table)
        self.forget.setVisible(bool(place.folder))
        self.backups.set_backups(facts.backups)
        self.backups.setVisible(bool(facts.backups))
        self.restore.setEnabled(bool(facts.backups))
        self.no_backups.setVisible(not facts.backups)
        self._aside = facts.aside
        self.undo.setVisible(facts.aside is not None)
        if facts.backups and self.backups.current_row() is None:
            self.backups.choose_first()

    def show_preview(self, words: RestoreWords | None) -> None:
        """Show what a restore would mean, or take it away."""
        self.pane.show_words(words)
        if words is None:
            self.rehearsal.show_words(None)
            self.backups.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._scroll_to(self.pane)

    def show_rehearsal(self, words: RehearsalWords | None) -> None:
        """Show what the rehearsal found, or take it away."""
        self.rehearsal.show_words(words)
        if words is not None:
            self._show_whole(self.rehearsal)

    def show_problems(self, problems: Sequence[ProblemLine], *, verdict: str, done: Sequence[str] = ()) -> None:
        """Show what the check found and what mending did."""
        self.check_card.show_problems(problems, verdict=verdict, done=done)
        self._show_whole(self.check_card)

    def problem_texts(self) -> list[str]:
        """The problems of the last check."""
        return self.check_card.problem_texts()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One deed after the other."""
        focus = self.window().focusWidget()
        if busy and focus is not None and self.isAncestorOf(focus):
            self._back_to = focus
        for button in (self.back_up, self.restore, self.search, self.undo, self.choose, self.forget):
            button.setEnabled(not busy)
        self.check_card.set_busy(busy)
        self.pane.set_busy(busy)
        self.hand_over.begin.setEnabled(not busy)  # else the focus would flee to it
        if not busy and self._back_to is not None:
            back_to = self._back_to if self._back_to.isVisible() else self.check
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._back_to = None

    def start_job(self, text: str) -> None:
        """A long deed begins."""
        self.strip.start(text, can_stop=False)
        if self.pane.isVisible():
            self._show_whole(self.strip)

    def step(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        self.strip.step(done, total, text)

    def end_job(self) -> None:
        """It is over."""
        self.strip.finish()
        self.check_card.end()

    def _arrange(self) -> None:
        for deed in (self.kept, self.look):
            self._place.add_deed(deed)
        copies = Card("Bản sao lưu")
        copies.add_deed(self.back_up)
        copies.body.addWidget(self.no_backups)
        copies.body.addWidget(self.backups)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.restore)
        deeds.addWidget(self.search)
        deeds.addWidget(self.undo)
        deeds.addStretch(1)
        copies.body.addLayout(deeds)
        for widget in (self.pane, self.rehearsal, self.strip, HintLabel(_BACKUPS)):
            copies.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.choose)
        row.addWidget(self.forget)
        row.addStretch(1)
        self._second.body.addLayout(row)
        self.undo.setVisible(False)
        for card in (self._place, copies, self._second, self.check_card, self.devices, self.hand_over):
            self.body.addWidget(card)
        self.hand_over.grown.connect(self._show_whole)
        self.devices.on_grown = self._show_whole
        self.body.addStretch(1)

    def _scroll_to(self, widget: QWidget) -> None:
        """Bring the widget to the top of the page once it has its size."""

        def scroll() -> None:
            above = widget.mapTo(self, QPoint(0, 0)).y() - theme.SPACE
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + above)

        QTimer.singleShot(_LAID_OUT_MS, widget, scroll)

    def _show_whole(self, widget: QWidget) -> None:
        """Scroll as little as shows the widget to its end."""
        QTimer.singleShot(_LAID_OUT_MS, widget, lambda: self.ensureWidgetVisible(widget, 0, 2 * theme.SPACE))

    def _on_check(self) -> None:
        if self._presenter is not None:
            self.check_card.begin()
            self._presenter.check()

    def _on_restore(self) -> None:
        row = self.backups.current_row()
        if self._presenter is not None and row is not None and row.is_readable:
            self._presenter.look_at(row)

    def _on_undo(self) -> None:
        if self._presenter is not None and self._aside is not None:
            self._presenter.look_at(self._aside)

    def _on_search(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn USB hoặc thư mục có bản sao lưu", "")
        if chosen and self._presenter is not None:
            self._presenter.search(Path(chosen))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn nơi sao lưu thứ hai", "")
        if chosen and self._presenter is not None:
            self._presenter.choose_place(Path(chosen))
