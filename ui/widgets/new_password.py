"""A new password, typed twice: the second time is compared while it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import theme
from ui.widgets.labelled import FieldRow, Labelled
from ui.widgets.password_field import PasswordField


class NewPassword(QWidget):
    """``changed`` at each change; ``password`` and ``again`` are what stands in the two fields."""

    changed = Signal()

    def __init__(self, *, min_length: int, label: str = "Mật khẩu", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._min_length = min_length
        self.first = PasswordField(placeholder=f"Ít nhất {min_length} ký tự")
        self.second = PasswordField(placeholder="Nhập giống lần đầu")
        self.first_field = Labelled(label, self.first, required=True)
        self.second_field = Labelled(f"Nhập lại {label.lower()}", self.second, required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FieldRow((self.first_field, 1), (self.second_field, 1)))
        for field in (self.first, self.second):
            field.textChanged.connect(self._on_changed)
        self.first.editingFinished.connect(self._on_left)

    @property
    def password(self) -> str:
        """What was typed first."""
        return self.first.text()

    @property
    def again(self) -> str:
        """What was typed the second time."""
        return self.second.text()

    def clear(self) -> None:
        """Forget both."""
        self.first.take()
        self.second.take()

    def set_finding(self, field: str, text: str) -> None:
        """Say what is wrong with "password" or "again"; an empty text clears it."""
        wrong = self.first_field if field == "password" else self.second_field
        wrong.set_finding("block", text)
        theme.mark(wrong.editor, "invalid", on=bool(text))

    def _on_changed(self) -> None:
        if len(self.password) >= self._min_length or not self.password:
            self.set_finding("password", "")
        level, words = match_words(self.password, self.again)
        self.second_field.set_finding(level, words)
        theme.mark(self.second, "invalid", on=level == "block")
        self.changed.emit()

    def _on_left(self) -> None:
        if 0 < len(self.password) < self._min_length:
            self.set_finding("password", f"Mới có {len(self.password)} ký tự, cần ít nhất {self._min_length}.")


def match_words(password: str, again: str) -> tuple[str, str]:
    """Level and words under the second password while it is typed; no words while all may still be well."""
    if not again or (password.startswith(again) and password != again):
        return "info", ""
    return ("info", "Hai lần nhập giống nhau.") if password == again else ("block", "Hai lần nhập chưa giống nhau.")
