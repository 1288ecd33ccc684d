"""The card of hand-over on the tab of data: a quiet line until it is needed, then form, progress, code."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.screens.settings.hand_over_presenter import GivenWords, HandOverForm, HandOverPresenter, Standing
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.confirm_bar import ConfirmBar, Question
from ui.widgets.labelled import FieldRow, FindingLine, Labelled
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.looks import GREEN
from ui.widgets.opening import open_with_machine
from ui.widgets.progress_strip import ProgressStrip

_WHAT = (
    "Khi thay máy tính hoặc giao việc cho cán bộ khác: ghi toàn bộ dữ liệu vào một tệp, máy nhận kiểm tra từng tệp bên "
    "trong. Sau khi bàn giao, dữ liệu ở đây chỉ để xem và in, để không có hai nơi cùng nhập."
)
_LEADER_ONLY = "Muốn ghi tiếp ở đây, lãnh đạo đăng nhập rồi vào mục này để lấy lại quyền ghi."


class HandOverCard(Card):
    """Implements ``HandOverView``; ``grown`` carries the widget that should come into sight."""

    grown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Bàn giao", parent)
        self._presenter: HandOverPresenter | None = None
        self._target: Path | None = None
        self._given: GivenWords | None = None
        self.words = TextLabel(_WHAT)
        self.begin = buttons.plain("Bàn &giao…", "export", tip="Nhập người nhận và chọn nơi ghi tệp (Alt+G)")
        self.take_back = buttons.plain("Lấ&y lại quyền ghi…", "reopen", tip="Dành cho lãnh đạo, có lý do (Alt+Y)")
        self.to, self.to_post, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.place = ElidedLabel("Chưa chọn")
        self.choose = buttons.plain("Chọn nơi gh&i…", "usb", tip="Chọn USB hoặc thư mục (Alt+I)")
        self.place_finding = FindingLine()
        self.give = buttons.primary("Ghi tệ&p bàn giao…", "export", tip="Sẽ hỏi lại một lần nữa (Alt+P)")
        self.leave = buttons.plain("Thôi", tip="Không bàn giao, không thay đổi gì")
        self.form, self.result = QWidget(), QFrame()
        self.strip = ProgressStrip()
        self.confirm = ConfirmBar()
        self.code = QLabel()
        self.lines = QVBoxLayout()
        self.warning = FindingLine()
        self.print = buttons.primary("Mở &biên bản để in", "print", tip="Mở biên bản bàn giao (Alt+B)")
        self.look = buttons.plain("Mở thư mục chứa tệp", "folder", tip="Xem tệp bàn giao trong trình quản lý tệp")
        self._fields = {
            "to": Labelled("Họ tên người nhận", self.to, required=True),
            "to_post": Labelled("Chức vụ người nhận", self.to_post),
            "reason": Labelled("Lý do bàn giao", self.reason, required=True),
        }
        self._arrange()
        self._connect()

    def serve(self, presenter: HandOverPresenter) -> None:
        """Take the presenter."""
        self._presenter = presenter
        self.strip.cancelled.connect(presenter.stop)

    def show_standing(self, standing: Standing) -> None:
        """Show whether the folder is live or handed over."""
        live = not standing.sentence
        self.begin.setVisible(live and self.form.isHidden())
        self.take_back.setVisible(standing.may_take_back)
        if live:
            self.words.setText(_WHAT)
            return
        self.form.setVisible(False)
        self.words.setText(standing.sentence if standing.may_take_back or standing.viewing else _with_hint(standing))

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show each finding at its field."""
        by_field = {finding.target.partition(":")[2]: finding.text for finding in findings}
        for name, field in self._fields.items():
            field.set_finding("block", by_field.get(name, ""))
        self.place_finding.show_finding("block", by_field.get("target", ""))
        if findings:
            first = next((self._fields[name].editor for name in self._fields if name in by_field), self.choose)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grown.emit(self.form)

    def ask_to_give(self, sentence: str, form: HandOverForm) -> None:
        """Ask before the folder is given away."""
        presenter = self._presenter
        if presenter is not None:
            self._ask(Question(sentence, "Bàn giao", dangerous=True), lambda _reason: presenter.give(form))

    def show_given(self, words: GivenWords) -> None:
        """Show code, file and minutes."""
        self._given = words
        self.form.setVisible(False)
        self.code.setText(words.code)
        self.code.setAccessibleName(f"Mã xác nhận {words.code}")
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for text in words.lines:
            self.lines.addWidget(TextLabel(text))
        self.warning.show_finding("warn", words.warning)
        self.print.setVisible(words.protocol is not None)
        self.result.setVisible(True)
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit(self.result)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One deed after the other."""
        for widget in (self.begin, self.take_back, self.choose, self.give, self.leave, *self._editors()):
            widget.setEnabled(not busy)

    def start_job(self, text: str) -> None:
        """A long deed begins."""
        self.strip.start(text)

    def step(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        self.strip.step(done, total, text)

    def end_job(self) -> None:
        """It is over."""
        self.strip.finish()

    def _editors(self) -> tuple[QLineEdit, ...]:
        return self.to, self.to_post, self.reason

    def _arrange(self) -> None:
        self.add_deed(self.begin)
        self.add_deed(self.take_back)
        self.body.addWidget(self.words)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(FieldRow((self._fields["to"], 1), (self._fields["to_post"], 1)))
        column.addWidget(self._fields["reason"])
        place = QHBoxLayout()
        place.setSpacing(2 * theme.SPACE)
        place.addWidget(self.choose)
        place.addWidget(self.place, 1)
        column.addLayout(place)
        column.addWidget(self.place_finding)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.give)
        deeds.addWidget(self.leave)
        deeds.addStretch(1)
        column.addLayout(deeds)
        self._arrange_result()
        for widget in (self.form, self.confirm, self.strip, self.result):
            self.body.addWidget(widget)
        for hidden in (self.form, self.result, self.take_back):
            hidden.setVisible(False)

    def _arrange_result(self) -> None:
        self.result.setObjectName("given")
        self.result.setStyleSheet(
            f"QFrame#given {{ background: {GREEN.soft}; border: 1px solid {GREEN.fill}; border-radius: 4px }}"
        )
        self.code.setStyleSheet("font-size: 24px; font-weight: 600; letter-spacing: 1px")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QVBoxLayout(self.result)
        inside.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE + 4)
        inside.setSpacing(theme.SPACE)
        inside.addWidget(TextLabel("Đã bàn giao. Mã xác nhận (in trên biên bản), đọc cho người nhận để đối chiếu:"))
        inside.addWidget(self.code)
        inside.addLayout(self.lines)
        inside.addWidget(self.warning)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.print)
        deeds.addWidget(self.look)
        deeds.addStretch(1)
        inside.addLayout(deeds)

    def _connect(self) -> None:
        self.begin.clicked.connect(self._on_begin)
        self.leave.clicked.connect(self._on_leave)
        self.choose.clicked.connect(self._on_choose)
        self.give.clicked.connect(self._on_give)
        self.take_back.clicked.connect(self._on_take_back)
        self.print.clicked.connect(self._on_print)
        self.look.clicked.connect(self._on_look)

    def _ask(self, question: Question, then: Callable[[str], None]) -> None:
        self.confirm.ask(question, then)
        self.grown.emit(self.confirm)

    def _on_begin(self) -> None:
        self.form.setVisible(True)
        self.begin.setVisible(False)  # "Ghi tệp bàn giao" is the one deed now
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit(self.form)

    def _on_leave(self) -> None:
        self.confirm.dismiss()
        self.form.setVisible(False)
        self.show_findings(())
        self.begin.setVisible(True)
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn USB hoặc thư mục để ghi tệp bàn giao", "")
        if chosen:
            self._target = Path(chosen)
            self.place.setText(chosen)
            self.place_finding.show_finding("block", "")

    def _on_give(self) -> None:
        if self._presenter is not None:
            to, to_post, reason = (editor.text().strip() for editor in self._editors())
            self._presenter.prepare(HandOverForm(to, to_post, reason, self._target))

    def _on_take_back(self) -> None:
        presenter = self._presenter
        if presenter is not None:
            question = Question(
                presenter.take_back_question, "Lấy lại quyền ghi", reason_label="Lý do lấy lại", dangerous=True
            )
            self._ask(question, presenter.take_back)

    def _on_print(self) -> None:
        if self._given is not None and self._given.protocol is not None:
            open_with_machine(self._given.protocol)

    def _on_look(self) -> None:
        if self._given is not None:
            open_with_machine(self._given.folder)


def _with_hint(standing: Standing) -> str:
    return f"{standing.sentence} {_LEADER_ONLY}"
