"""The card of keys: which machine this is, and the machines of the other side that it knows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.screens.settings.device_presenter import DeviceFacts, DevicePresenter
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import HintLabel, TextLabel

_WHY = (
    "Mỗi gói nộp được ký bằng khóa riêng của máy này để bên nhận biết gói do máy nào ghi ra. Khóa không chép vào gói "
    "nộp, bản sao lưu hay tệp bàn giao; đổi máy thì gửi lại tệp đăng ký."
)
_FILTER = "Tệp đăng ký máy (*.cchc-khoa)"
_CODE_WIDTH = 240


class DeviceCard(Card):
    """Implements ``DeviceView``; ``serve`` gives it its presenter, ``on_grown`` is called when the question appears."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Khóa máy và đăng ký với tỉnh", parent)
        self._presenter: DevicePresenter | None = None
        self._lines: list[QWidget] = []
        self.on_grown: Callable[[QWidget], None] = lambda _card: None
        self.write = buttons.plain("Ghi tệp đăng ký máy nà&y…", "export", tip="Gửi một lần cho tỉnh (Alt+Y)")
        self.bring = buttons.plain("Nhậ&p tệp của tỉnh…", "import", tip="Ghi nhận máy của tỉnh (Alt+P)")
        self.own = TextLabel()
        self.finding = FindingLine()
        self.question = TextLabel()
        self.code = QLineEdit()
        self.code.setMaxLength(40)
        self.code.setFixedWidth(_CODE_WIDTH)
        self.take = buttons.plain("Ghi nhận", "check", tip="Ghi nhận máy khi mã khớp (Enter trong ô mã)")
        self.leave = buttons.quiet("Bỏ", "close", tip="Không ghi nhận máy này")
        self._pane = QWidget()
        self._column = QVBoxLayout()
        self._arrange()

    def serve(self, presenter: DevicePresenter) -> None:
        """Take the presenter."""
        self._presenter = presenter
        self.write.clicked.connect(self._on_write)
        self.bring.clicked.connect(self._on_bring)
        self.take.clicked.connect(self._on_take)
        self.code.returnPressed.connect(self._on_take)
        self.leave.clicked.connect(presenter.leave_offer)

    def show_devices(self, facts: DeviceFacts) -> None:
        """Show this machine and those of the other side."""
        self.own.setText(facts.own)
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [TextLabel(f"•  {text}") for text in facts.others]
        for line in self._lines:
            self._column.addWidget(line)

    def show_offer(self, text: str) -> None:
        """Ask for the code that is heard by telephone, or take the question away."""
        if not text and self._pane.isAncestorOf(self.window().focusWidget() or self):
            self.bring.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.setText(text)
        self.code.clear()
        self._pane.setVisible(bool(text))
        if text:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            self.on_grown(self)

    def show_finding(self, text: str) -> None:
        """Say why a file or a code is not taken."""
        self.finding.show_finding("block", text)

    def _arrange(self) -> None:
        self.add_deed(self.write)
        self.add_deed(self.bring)
        self._column.setSpacing(4)
        self.body.addWidget(self.own)
        self.body.addLayout(self._column)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(Labelled("Mã vân tay nghe qua điện thoại", self.code))
        for button in (self.take, self.leave):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        column.addLayout(row)
        self._pane.setVisible(False)
        for widget in (self._pane, self.finding, HintLabel(_WHY)):
            self.body.addWidget(widget)

    def _on_write(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn USB hoặc thư mục nhận tệp đăng ký máy", "")
        if chosen and self._presenter is not None:
            self._presenter.write_file(Path(chosen))

    def _on_bring(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "Nhập tệp đăng ký máy của tỉnh", "", _FILTER)
        if name and self._presenter is not None:
            self._presenter.look_at(Path(name))

    def _on_take(self) -> None:
        if self._presenter is not None:
            self._presenter.confirm(self.code.text())
