"""The page before a folder that was last used elsewhere is opened: facts, and three choices of which none is silent."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.screens.elsewhere.presenter import ADOPT, VIEW, ElsewherePresenter
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.hand_over.place import Elsewhere

_NAME_WIDTH = 160
_DEED_WIDTH = 240


def build(
    *,
    found: "Elsewhere",
    on_adopt: Callable[[], None],
    on_view: Callable[[], None],
    on_choose_folder: Callable[[], None],
    on_quit: Callable[[], None],
) -> QWidget:
    """The page for one folder."""
    page = ElsewherePage(ElsewherePresenter(found))
    page.adopt.clicked.connect(lambda: on_adopt())
    page.look.clicked.connect(lambda: on_view())
    page.other.clicked.connect(lambda: on_choose_folder())
    page.quit.clicked.connect(lambda: on_quit())
    return page


class ElsewherePage(QWidget):
    """Built once for one folder."""

    def __init__(self, presenter: ElsewherePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        main, other = (buttons.plain, buttons.primary) if presenter.is_copy else (buttons.primary, buttons.plain)
        self.adopt = main("&Chuyển hẳn sang đây", "check", tip="Làm việc tiếp ở thư mục này (Alt+C)")
        self.look = other("Chỉ &mở để xem", "eye", tip="Xem, in; không ghi gì (Alt+M)")
        self.other = buttons.plain("Mở thư mục &khác…", "folder", tip="Mở dữ liệu ở thư mục khác (Alt+K)")
        self.quit = buttons.plain("Th&oát", "sign-out", tip="Đóng chương trình, không thay đổi gì (Alt+O)")
        self._arrange()
        self.setObjectName("elsewhere")

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is chosen by a mere Enter: the focus is on the way out."""
        super().showEvent(event)
        self.quit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        frame = QWidget()
        frame.setMaximumWidth(960)
        column = QVBoxLayout(frame)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(TitleLabel(self._presenter.title))
        story = Card()
        story.body.setSpacing(2 * theme.SPACE)
        story.body.addWidget(TextLabel(self._presenter.story))
        story.body.addWidget(_facts(self._presenter.facts))
        column.addWidget(story)
        choices = Card("Chọn một cách")
        choices.body.setSpacing(2 * theme.SPACE)
        for button, words in ((self.adopt, ADOPT), (self.look, VIEW)):
            choices.body.addLayout(_choice(button, words))
        column.addWidget(choices)
        foot = QHBoxLayout()
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.quit)
        column.addLayout(foot)
        page = ScrollPage()
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


def _choice(button: QPushButton, words: str) -> QHBoxLayout:
    button.setMinimumWidth(_DEED_WIDTH)
    row = QHBoxLayout()
    row.setSpacing(2 * theme.SPACE)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(TextLabel(words), 1)
    return row


def _facts(facts: tuple[tuple[str, str], ...]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * theme.SPACE)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, _NAME_WIDTH)
    grid.setColumnStretch(1, 1)
    for line, (name, value) in enumerate(facts):
        grid.addWidget(HintLabel(name), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(TextLabel(value), line, 1)
    return table
