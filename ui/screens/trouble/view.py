"""The trouble page: what is safe, what happened, what to do, and the deeds that help; one of them stands out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cchc_desktop.system.fault import Fault
from ui.models.backup_list import BackupList
from ui.screens.trouble.presenter import TroublePresenter
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.confirm_bar import ConfirmBar, Question
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel, TitleLabel
from ui.widgets.looks import AMBER, BLUE, GREEN
from ui.widgets.opening import open_with_machine
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.backups.backups import Backup

_COLORS = (GREEN.ink, AMBER.ink, BLUE.ink)


def build(
    *,
    fault: Fault,
    folder: Path,
    on_retry: Callable[[], None],
    on_quit: Callable[[], None],
    on_choose_folder: Callable[[], None],
    backups: "Sequence[Backup]" = (),
    on_restore: Callable[[Path], None] | None = None,
    on_start_new: Callable[[], None] | None = None,
    on_search: Callable[[], None] | None = None,
) -> QWidget:
    """The page for one fault; ``backups`` come newest first and are offered where a backup mends the fault.

    ``on_search`` asks for another folder with backups, ``on_start_new`` begins anew with the old data set aside.
    """
    presenter = TroublePresenter(fault, backups=backups, on_restore=on_restore, on_start_new=on_start_new)
    page = TroublePage(presenter, folder)
    page.search.setVisible(presenter.is_mendable and on_search is not None)
    if on_search is not None:
        page.search.clicked.connect(lambda: on_search())
    page.retry.clicked.connect(lambda: on_retry())
    page.quit.clicked.connect(lambda: on_quit())
    page.other.clicked.connect(lambda: on_choose_folder())
    return page


class TroublePage(QWidget):
    """Built once for one fault."""

    def __init__(self, presenter: TroublePresenter, folder: Path) -> None:
        super().__init__()
        self._presenter = presenter
        self._folder = folder
        self._offers = bool(presenter.backups)
        self.title = TitleLabel(presenter.title)
        self.retry = self._deed("retry", "&Mở lại", "repeat", "Thử mở lại (Alt+M)")
        self.other = self._deed("choose", "&Chọn thư mục khác…", "folder", "Mở dữ liệu ở thư mục khác (Alt+C)")
        self.search = self._deed(
            "search", "&Tìm bản sao lưu ở nơi khác…", "usb", "Chọn USB hoặc thư mục có bản sao lưu (Alt+T)"
        )
        self.new = buttons.plain(
            "&Bắt đầu mới…", "plus", tip="Cất dữ liệu hiện tại sang một bên, làm lại từ đầu (Alt+B)"
        )
        self.look = buttons.quiet("Xem trong thư mục", "folder", tip="Mở thư mục dữ liệu bằng trình quản lý tệp")
        self.quit = self._deed("quit", "Th&oát", "sign-out", "Đóng chương trình (Alt+O)")
        self.restore = self._deed("restore", "&Phục hồi bản đã chọn", "history", "Phục hồi (Alt+P)")
        self.confirm = ConfirmBar()
        self.backups = BackupList(presenter.backups)
        self._arrange()
        self._connect()
        self.setObjectName("trouble")

    def showEvent(self, event: QShowEvent) -> None:
        """The newest backup is chosen; the list, or the deed that stands out, has the focus."""
        super().showEvent(event)
        if self._offers:
            self.backups.choose_first()
        first = {"restore": self.backups, "search": self.search, "choose": self.other, "quit": self.quit}
        wanted: QWidget = first.get(self._presenter.next_step, self.retry)
        (wanted if wanted.isVisible() else self.retry).setFocus(Qt.FocusReason.OtherFocusReason)

    def _deed(self, name: str, text: str, icon: str, tip: str) -> QPushButton:
        make = buttons.primary if self._presenter.next_step == name else buttons.plain
        return make(text, icon, tip=tip)

    def _arrange(self) -> None:
        frame = QWidget()
        frame.setMaximumWidth(960)
        column = QVBoxLayout(frame)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.title)
        column.addWidget(self._story())
        if self._offers:
            column.addWidget(self._choice())
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        for button in (self.retry, self.search, self.other, self.new):
            deeds.addWidget(button)
        deeds.addStretch(1)
        deeds.addWidget(self.quit)
        column.addLayout(deeds)
        column.addWidget(self.confirm)
        self.new.setVisible(self._presenter.may_start_new)
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

    def _story(self) -> Card:
        card = Card()
        card.body.setSpacing(2 * theme.SPACE)
        for (icon, heading, text), color in zip(self._presenter.paragraphs, _COLORS, strict=True):
            picture = QLabel()
            picture.setFixedSize(QSize(20, 20))
            picture.setPixmap(icons.pixmap(icon, color, size=20, scale=self.devicePixelRatioF()))
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(SectionTitle(heading))
            words.addWidget(TextLabel(text))
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE + 4)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(words, 1)
            card.body.addLayout(row)
        where = QHBoxLayout()
        path = HintLabel(f"Thư mục dữ liệu: {self._folder}")
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.addWidget(path, 1)
        where.addWidget(self.look)
        card.body.addLayout(where)
        return card

    def _choice(self) -> Card:
        card = Card("Các bản sao lưu, mới nhất trước")
        card.add_deed(self.restore)
        card.body.addWidget(self.backups)
        return card

    def _connect(self) -> None:
        self.restore.clicked.connect(self._on_restore)
        self.backups.row_activated.connect(lambda _row: self._on_restore())
        self.look.clicked.connect(self._on_look)
        self.look.setVisible(self._folder.is_dir())
        self.new.clicked.connect(self._on_start_new)

    def _on_look(self) -> None:
        open_with_machine(self._folder)

    def _on_restore(self) -> None:
        row = self.backups.current_row()
        if row is None or not row.is_readable:
            return
        question = Question(self._presenter.question(row), f"Phục hồi về {row.when}")
        self.confirm.ask(question, lambda _reason: self._presenter.restore(row))
        self._bring_into_sight()

    def _on_start_new(self) -> None:
        question = Question(self._presenter.start_new_question, "Bắt đầu mới", dangerous=True)
        self.confirm.ask(question, lambda _reason: self._presenter.start_new())
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        QTimer.singleShot(0, self.confirm, lambda: self._page.ensureWidgetVisible(self.confirm))
