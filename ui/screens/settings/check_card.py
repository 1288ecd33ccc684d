"""The check of the data: its verdict, what it found line by line, and the deed that mends what can be mended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.settings.data_presenter import ProblemLine
from ui.widgets import buttons
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TextLabel

MENDS = (
    "Chương trình sao lưu trước, rồi lấy lại tệp từ nơi sao lưu và chuyển tệp không dùng sang thư mục riêng; "
    "không xóa gì. Không hoàn tác được bằng nút Hoàn tác; tệp đã chuyển đưa trở lại được ở màn hình Minh chứng."
)
_CHECKING = "Đang kiểm tra dữ liệu; việc này chỉ đọc, không thay đổi gì."
_STOPPED = "Lần kiểm tra vừa rồi chưa xong. Dữ liệu không thay đổi; hãy kiểm tra lại."
_SHOWN = 12


class CheckCard(Card):
    """``check`` and ``mend`` are its deeds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kiểm tra dữ liệu", parent)
        self.check = buttons.plain("Kiểm &tra dữ liệu", "check", tip="Xem dữ liệu có nguyên vẹn không (Alt+T)")
        self.mend = buttons.plain("Sửa những gì &sửa được", "repeat", tip=f"{MENDS} (Alt+S)")
        self.verdict = TextLabel(
            "Chưa kiểm tra trong phiên làm việc này. Việc kiểm tra chỉ đọc, không thay đổi gì; "
            "mỗi tháng nên kiểm tra một lần."
        )
        self.hint = HintLabel(MENDS)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._lines: list[FindingLine] = []
        self._done: list[QWidget] = []
        self.add_deed(self.check)
        self.body.addWidget(self.verdict)
        self.body.addLayout(self._column)
        row = QHBoxLayout()
        row.addWidget(self.mend)
        row.addWidget(self.hint, 1)
        self.body.addLayout(row)
        self._offer(can_mend=False)

    def show_problems(self, problems: Sequence[ProblemLine], *, verdict: str, done: Sequence[str]) -> None:
        """Show what was found; what mending did stands first."""
        for widget in (*self._lines, *self._done):
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._done = [TextLabel(f"•  {text}") for text in done]
        self._lines = [FindingLine() for _ in problems[:_SHOWN]]
        for widget in (*self._done, *self._lines):
            self._column.addWidget(widget)
        for line, problem in zip(self._lines, problems, strict=False):
            line.show_finding(problem.level, problem.text)
        rest = len(problems) - _SHOWN
        if rest > 0:
            more = HintLabel(f"… và {rest} vấn đề nữa.")
            self._done.append(more)
            self._column.addWidget(more)
        self.verdict.setText(verdict)
        self._offer(can_mend=any(problem.can_mend for problem in problems))

    def begin(self) -> None:
        """Say that a check is under way: its progress may stand out of sight."""
        self.verdict.setText(_CHECKING)

    def end(self) -> None:
        """It is over; without a verdict to come it did not get to its end."""
        if self.verdict.text() == _CHECKING:
            self.verdict.setText(_STOPPED)

    def problem_texts(self) -> list[str]:
        """The problems shown."""
        return [line.text() for line in self._lines]

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One deed after the other."""
        self.check.setEnabled(not busy)
        self.mend.setEnabled(not busy)

    def _offer(self, *, can_mend: bool) -> None:
        if not can_mend and self.window().focusWidget() is self.mend:
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)  # else the keyboard would flee to the hand-over
        self.mend.setVisible(can_mend)
        self.hint.setVisible(can_mend)
