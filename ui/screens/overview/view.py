"""The overview: what waits and what is due above, progress by field and score by area below."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.screens.overview.bar_rows import BarRows
from ui.screens.overview.calm_note import CalmNote
from ui.screens.overview.link_list import LinkList
from ui.screens.overview.page import Page, SubmissionState
from ui.screens.overview.presenter import Presenter
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.charts import Segment
from ui.widgets.context import AppContext
from ui.widgets.donut import DonutChart
from ui.widgets.labels import HintLabel, TitleLabel
from ui.widgets.looks import SUBMISSION_LOOKS, TASK_LOOKS

_WIDE = 1060
_SPARE = 6 * theme.SPACE
"""Room that stays free in the top line."""
_LISTED = 132


def build(context: AppContext) -> QWidget:
    """The screen of the registry."""
    return OverviewView(context)


class OverviewView(QScrollArea):
    """Implements ``ViewPort`` of ui.screens.overview.page."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._title = TitleLabel("Tổng quan")
        self._today = HintLabel()
        self._submissions = QHBoxLayout()
        self._waiting = LinkList("Việc chờ tôi")
        self._nothing_waits = CalmNote("check")
        self._due = LinkList("Hạn hoàn thành")
        self._nothing_due = CalmNote("calendar")
        self._ring = DonutChart("Tất cả nhiệm vụ theo tình trạng")
        self._ring_note = HintLabel()
        self._fields = BarRows("Tiến độ theo lĩnh vực")
        self._grade = QLabel()
        self._score_note = HintLabel()
        self._areas = BarRows("Điểm tự chấm theo lĩnh vực")
        self._cards = self._made_cards()
        self._is_wide: bool | None = None
        self._shown_submissions: list[tuple[QPushButton, SubmissionState]] = []
        self.presenter = Presenter(self, context)
        self._arrange()
        self._connect()

    def shown(self) -> None:
        """The screen came into sight."""
        self.presenter.read()

    def refresh(self, topics: frozenset[str]) -> None:
        """Something that the overview counts was changed."""
        del topics
        self.presenter.read()

    def show_page(self, page: Page) -> None:
        """Show the overview."""
        self._today.setText(page.today)
        self._show_submissions(page.submissions)
        self._cards["waiting"].title.setText(page.waiting_title)
        self._waiting.set_links(page.waiting)
        self._tell_empty(self._waiting, self._nothing_waits, page.waiting_empty)
        self._cards["due"].title.setText(page.due_title)
        self._due.set_links(page.due)
        self._tell_empty(self._due, self._nothing_due, page.due_empty)
        self._ring.set_segments(
            [Segment(part.label, part.count, str(part.count), TASK_LOOKS[part.status].fill) for part in page.ring],
            figure=page.ring_total,
            caption="nhiệm vụ",
        )
        self._ring_note.setText(page.ring_note)
        self._fields.set_rows(page.fields)
        self._cards["areas"].title.setText(f"Tự chấm: {page.score}")
        self._grade.setText(page.grade)
        self._score_note.setText(page.score_note)
        self._areas.set_rows(page.areas)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three cards beside each other where there is room, two where there is less."""
        super().resizeEvent(event)
        self._place(is_wide=self.viewport().width() >= _WIDE)
        self._word_submissions()

    def _made_cards(self) -> dict[str, Card]:
        return {
            "waiting": Card("Việc chờ tôi"),
            "due": Card("Hạn hoàn thành"),
            "ring": Card("Toàn bộ nhiệm vụ"),
            "fields": Card("Tiến độ theo lĩnh vực (hoàn thành/tổng số)"),
            "areas": Card("Tự chấm điểm"),
        }

    def _arrange(self) -> None:
        self.setObjectName("screen-overview")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._top_line())
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._fill_cards()
        self.setWidget(inside)

    def _top_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self._title)
        self._today.setWordWrap(False)
        row.addWidget(self._today)
        row.addStretch(1)
        self._submissions.setSpacing(theme.SPACE)
        row.addLayout(self._submissions)
        return row

    def _fill_cards(self) -> None:
        for name, links, empty in (
            ("waiting", self._waiting, self._nothing_waits),
            ("due", self._due, self._nothing_due),
        ):
            links.setMinimumHeight(_LISTED)
            links.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            self._cards[name].body.addWidget(links, 1)
            self._cards[name].body.addWidget(empty, 1)
        self._cards["ring"].body.addWidget(self._ring)
        self._cards["ring"].add_deed(self._ring_note)
        self._ring_note.setWordWrap(False)
        self._ring_note.setToolTip("Nhiệm vụ mà kế hoạch giao đơn vị chủ trì")
        self._cards["fields"].body.addWidget(self._fields)
        self._cards["fields"].body.addWidget(HintLabel("Chọn một dòng để mở danh sách nhiệm vụ của lĩnh vực đó."))
        self._cards["areas"].add_deed(self._grade)
        self._grade.setProperty("kind", "section")
        self._cards["areas"].title.setWordWrap(True)
        self._cards["areas"].body.addWidget(self._areas)
        self._cards["areas"].body.addWidget(self._score_note)
        for name in ("ring", "fields", "areas"):
            self._cards[name].body.addStretch(1)
        for card in self._cards.values():
            card.setMinimumWidth(240)

    def _place(self, *, is_wide: bool) -> None:
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        self._today.setVisible(is_wide)  # the narrow line has room for the submissions only
        for card in self._cards.values():
            self._grid.removeWidget(card)
        places = _WIDE_PLACES if is_wide else _NARROW_PLACES
        for name, place in places.items():
            self._grid.addWidget(self._cards[name], *place)
        for number in range(_COLUMNS):
            self._grid.setColumnStretch(number, 1)

    def _connect(self) -> None:
        for links in (self._waiting, self._due):
            links.followed.connect(self.presenter.follow)
        for rows in (self._fields, self._areas):
            rows.followed.connect(self.presenter.follow)

    def _tell_empty(self, links: LinkList, label: CalmNote, text: str) -> None:
        is_empty = links.count() == 0
        links.setVisible(not is_empty)
        label.setText(text)
        label.setVisible(is_empty)

    def _show_submissions(self, submissions: tuple[SubmissionState, ...]) -> None:
        while (item := self._submissions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._shown_submissions = []
        for submission in submissions:
            look = SUBMISSION_LOOKS[submission.state]
            button = buttons.plain(submission.name, tip=submission.tip)
            button.setAccessibleName(submission.text)
            button.setIcon(icons.icon(look.icon, look.ink, gap=4))
            button.setIconSize(QSize(20, 16))
            button.setObjectName(f"overview-{submission.target}")
            button.clicked.connect(lambda _checked=False, chosen=submission.target: self.presenter.follow(chosen))
            self._submissions.addWidget(button)
            self._shown_submissions.append((button, submission))
        self._word_submissions()
        shown = [button for button, _submission in self._shown_submissions]
        for before, after in pairwise([*shown, self._waiting, self._due, self._fields, self._areas]):
            QWidget.setTabOrder(before, after)

    def _word_submissions(self) -> None:
        """Name and state where there is room for all, otherwise the name beside the icon of the state."""
        for button, submission in self._shown_submissions:
            button.setText(submission.text if self._is_wide else submission.name)
        needed = sum(button.sizeHint().width() + theme.SPACE for button, _submission in self._shown_submissions)
        room = self.viewport().width() - self._title.sizeHint().width() - self._today.sizeHint().width() - _SPARE
        if self._is_wide and needed > room:
            for button, submission in self._shown_submissions:
                button.setText(submission.name)


_COLUMNS = 24
_WIDE_PLACES = {
    "waiting": (0, 0, 1, 6),
    "due": (0, 6, 1, 9),
    "ring": (0, 15, 1, 9),
    "fields": (1, 0, 1, 12),
    "areas": (1, 12, 1, 12),
}
_NARROW_PLACES = {
    "waiting": (0, 0, 1, 10),
    "due": (0, 10, 1, 14),
    "ring": (1, 0, 1, 12),
    "areas": (1, 12, 2, 12),
    "fields": (2, 0, 1, 12),
}
