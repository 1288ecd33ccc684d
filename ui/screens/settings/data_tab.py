"""Data: where they lie, backups, and the check."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.models.backup_list import BackupList
from ui.screens.settings.data_facts import DataFacts
from ui.screens.settings.fact_table import fact_table
from ui.screens.settings.facts import Fact
from ui.widgets import buttons
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.scroll_page import ScrollPage

_BACKUPS = (
    "Chương trình tự sao lưu khi đóng và mỗi 30 phút nếu có thay đổi; giữ đủ bản của 2 ngày gần nhất, sau đó thưa dần. "
    "Bản sao lưu chứa cơ sở dữ liệu; tài liệu kiểm chứng nằm trong thư mục minh-chung. "
    "Để phòng hỏng máy, hãy định kỳ chép cả thư mục dữ liệu ra USB."
)
_FOUND_SAFE = (
    "Việc kiểm tra không thay đổi gì. "
    "Hãy sao lưu, chép cả thư mục dữ liệu ra nơi khác rồi báo người hỗ trợ kèm nội dung dưới đây."
)


class DataTab(ScrollPage):
    """Three cards; ``back_up`` and ``check`` are the deeds."""

    def __init__(self) -> None:
        super().__init__()
        self._table: QWidget | None = None
        self._folder = ""
        self.look = buttons.plain("&Mở thư mục", "folder", tip="Xem thư mục dữ liệu bằng trình quản lý tệp (Alt+M)")
        self.back_up = buttons.primary("&Sao lưu ngay", "backup", tip="Ghi một bản sao lưu và kiểm tra lại (Alt+S)")
        self.check = buttons.plain("Kiểm &tra dữ liệu", "check", tip="Xem dữ liệu có nguyên vẹn không (Alt+T)")
        self.backups = BackupList()
        self.no_backups = TextLabel("Chưa có bản sao lưu nào; bản đầu tiên được ghi khi đóng chương trình.")
        self.verdict = TextLabel("Chưa kiểm tra trong phiên làm việc này.")
        self.waiting = HintLabel("Đang làm việc với dữ liệu, xin chờ…")
        self.waiting.setVisible(False)
        self._problems = QVBoxLayout()
        self._lines: list[FindingLine] = []
        self._back_to: QPushButton | None = None
        self._place = Card("Thư mục dữ liệu")
        self._arrange()
        self.look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))

    def show_data(self, facts: DataFacts) -> None:
        """Show the folder and its backups."""
        self._folder = str(facts.folder)
        if self._table is not None:
            self._place.body.removeWidget(self._table)
            self._table.deleteLater()
        self._table = fact_table(
            (
                Fact("Đường dẫn", self._folder),
                Fact("Dung lượng", facts.size),
                Fact("Ổ đĩa còn trống", facts.free),
            )
        )
        self._place.body.insertWidget(0, self._table)
        self.backups.set_backups(facts.backups)
        self.backups.setVisible(bool(facts.backups))
        self.no_backups.setVisible(not facts.backups)

    def show_problems(self, problems: Sequence[str], *, checked_at: str) -> None:
        """Show what the check found."""
        for line in self._lines:
            self._problems.removeWidget(line)
            line.deleteLater()
        self._lines = [FindingLine() for _ in problems]
        for line, problem in zip(self._lines, problems, strict=True):
            self._problems.addWidget(line)
            line.show_finding("block", problem)
        found = f"có {len(problems)} vấn đề. {_FOUND_SAFE}" if problems else "không phát hiện vấn đề nào."
        self.verdict.setText(f"Đã kiểm tra lúc {checked_at}: {found}")

    def problem_texts(self) -> list[str]:
        """The problems of the last check."""
        return [line.text() for line in self._lines]

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One deed after the other."""
        if busy:
            self._back_to = next((button for button in (self.back_up, self.check) if button.hasFocus()), None)
        for button in (self.back_up, self.check):
            button.setEnabled(not busy)
        self.waiting.setVisible(busy)
        if not busy and self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.look)
        row.addStretch(1)
        self._place.body.addLayout(row)
        copies = Card("Bản sao lưu")
        copies.add_deed(self.back_up)
        copies.body.addWidget(self.no_backups)
        copies.body.addWidget(self.backups)
        copies.body.addWidget(HintLabel(_BACKUPS))
        health = Card("Kiểm tra dữ liệu")
        health.add_deed(self.check)
        health.body.addWidget(self.verdict)
        health.body.addLayout(self._problems)
        health.body.addWidget(self.waiting)
        for card in (self._place, copies, health):
            self.body.addWidget(card)
        self.body.addStretch(1)
