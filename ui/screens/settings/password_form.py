"""The form that changes the own password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel
from ui.widgets.new_password import NewPassword
from ui.widgets.password_field import PasswordField

NOT_UNDONE = "Đổi mật khẩu không hoàn tác được; muốn dùng lại mật khẩu cũ, hãy đổi thêm một lần nữa."


class PasswordForm(Card):
    """``submitted(old, new, again)`` when the password is to be changed."""

    submitted = Signal(str, str, str)

    def __init__(self, *, min_password: int) -> None:
        super().__init__("Đổi mật khẩu của tôi")
        self.old = PasswordField()
        self.old_field = Labelled("Mật khẩu đang dùng", self.old, required=True)
        self.secret = NewPassword(min_length=min_password, label="Mật khẩu mới")
        self.change = buttons.plain("Đổ&i mật khẩu", "lock", tip="Đổi mật khẩu (Alt+I)")
        self.old.setObjectName("old-password")
        self.change.setObjectName("change-password")
        self.body.addWidget(self.old_field)
        self.body.addWidget(self.secret)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(HintLabel(f"{NOT_UNDONE} Nhập sai mật khẩu đang dùng 5 lần, tài khoản tạm khóa 5 phút."))
        self.body.addStretch(1)
        self.change.clicked.connect(self._on_change)
        self.secret.second.returnPressed.connect(self._on_change)
        for line in (self.old, self.secret.first):
            line.returnPressed.connect(self.focusNextChild)

    def show_findings(self, old: str, new: str) -> None:
        """Show what is wrong with the old and with the new password."""
        self.old_field.set_finding("block", old)
        theme.mark(self.old, "invalid", on=bool(old))
        self.secret.set_finding("password", new)

    def clear(self) -> None:
        """Forget what was typed."""
        self.old.take()
        self.secret.clear()
        self.show_findings("", "")

    def _on_change(self) -> None:
        self.submitted.emit(self.old.text(), self.secret.password, self.secret.again)
