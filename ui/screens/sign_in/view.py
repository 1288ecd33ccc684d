"""The sign-in gate: the unit on top, the officers at the left, the password at the right. Enter signs in."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.sign_in.caps_lock import CapsLockWatch
from ui.screens.sign_in.officer_list import OfficerList
from ui.screens.sign_in.presenter import SignInPresenter
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine, Labelled
from ui.widgets.labels import HintLabel, TitleLabel
from ui.widgets.looks import AMBER
from ui.widgets.notices import Notices
from ui.widgets.password_field import PasswordField
from ui.widgets.pill import Pill
from ui.widgets.runner import Runner
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.province.desk import ProvinceDesk
    from cchc_desktop.services.session.session import OfficerRow
    from cchc_desktop.services.workplace import Desk

CAPS_LOCK_ON = "Phím Caps Lock đang bật: mật khẩu phân biệt chữ hoa và chữ thường."
FORGOTTEN = (
    "Quên mật khẩu: nhờ cán bộ khác của đơn vị đăng nhập, vào Cài đặt - Cán bộ để thêm tài khoản mới. "
    "Dữ liệu đã nhập không bị ảnh hưởng."
)


def build(
    *,
    unit: str,
    sample: bool,
    officers: "Sequence[OfficerRow]",
    runner: Runner,
    notices: Notices,
    sign_in: "Callable[[str, str], Desk | ProvinceDesk]",
    on_signed_in: "Callable[[Desk | ProvinceDesk], None]",
    last: str = "",
    note: str = "",
) -> QWidget:
    """The gate for these officers; ``last`` is the identity of the one who signed in last, ``note`` what to know."""
    del notices  # faults reach them through the runner; refusals are told under the field
    gate = SignInGate(officers, unit=unit, sample=sample)
    gate.note.show_finding("info", note)
    gate.serve(
        SignInPresenter(gate, officers=officers, runner=runner, sign_in=sign_in, on_signed_in=on_signed_in, last=last)
    )
    return gate


class SignInGate(QWidget):
    """Implements ``SignInView``."""

    def __init__(self, officers: "Sequence[OfficerRow]", *, unit: str, sample: bool) -> None:
        super().__init__()
        self._presenter: SignInPresenter | None = None
        self.title = TitleLabel(unit)
        self.sample_mark = Pill("DỮ LIỆU MẪU", AMBER)
        self.note = FindingLine()
        self.officers = OfficerList(officers)
        self.name = TitleLabel()
        self.post = HintLabel()
        self.password = PasswordField()
        self.field = Labelled("&Mật khẩu", self.password)
        self.caps_lock = Labelled("", QWidget())
        self.button = buttons.primary("Đăng nhập", "lock", tip="Đăng nhập (Enter)")
        self._arrange()
        self.sample_mark.setVisible(sample)  # only now: without a parent it would be a window of its own
        self._connect()
        self.setObjectName("sign-in")
        self.password.setObjectName("password")
        self.button.setObjectName("sign-in-button")

    def serve(self, presenter: SignInPresenter) -> None:
        """Take the presenter and choose whom it would choose."""
        self._presenter = presenter
        self.officers.chosen.connect(presenter.choose)
        self.officers.choose(presenter.first_choice)

    def showEvent(self, event: QShowEvent) -> None:
        """The password can be typed at once."""
        super().showEvent(event)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chosen(self, officer: "OfficerRow") -> None:
        """Show who is about to sign in; a password typed for somebody else goes."""
        self.name.setText(officer.full_name)
        self.post.setText(f"{officer.post} · {officer.role.label}")
        self.password.take()

    def show_refusal(self, text: str) -> None:
        """Say under the field why it was refused."""
        self.field.set_finding("block", text)
        theme.mark(self.password, "invalid", on=bool(text))

    def ask_again(self) -> None:
        """Empty the password and wait for the next one."""
        self.password.take()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """Show that the password is being checked."""
        self.button.setEnabled(not busy)
        self.button.setText("Đang kiểm tra…" if busy else "Đăng nhập")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.sample_mark)
        head.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(4 * theme.SPACE)
        columns.addWidget(self.officers, 5)
        columns.addLayout(self._right(), 4)
        card = Card("Ai đang làm việc?")
        card.body.addLayout(columns)
        card.setFixedHeight(400)
        page = ScrollPage()
        page.body.addStretch(1)
        frame = QWidget()
        frame.setMaximumWidth(960)
        column = QVBoxLayout(frame)
        column.setSpacing(2 * theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(card)
        column.addWidget(HintLabel(FORGOTTEN))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 100)
        middle.addStretch(1)
        page.body.addLayout(middle)
        page.body.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE)
        right.addStretch(1)
        for label in (self.name, self.post):
            label.setWordWrap(True)
            right.addWidget(label)
        right.addSpacing(theme.SPACE)
        right.addWidget(self.field)
        self.caps_lock.label.hide()
        right.addWidget(self.caps_lock)
        right.addWidget(self.button)
        right.addStretch(2)
        return right

    def _connect(self) -> None:
        self.officers.confirmed.connect(lambda: self.password.setFocus(Qt.FocusReason.OtherFocusReason))
        self.password.returnPressed.connect(self._on_sign_in)
        self.button.clicked.connect(self._on_sign_in)
        self.password.textEdited.connect(lambda _text: self.show_refusal(""))
        watch = CapsLockWatch(self.password)
        watch.changed.connect(self._on_caps_lock)

    def _on_sign_in(self) -> None:
        if self._presenter is not None:
            self._presenter.sign_in(self.password.text())

    def _on_caps_lock(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.caps_lock.set_finding("warn", CAPS_LOCK_ON if on else "")
