"""The form of one officer: name, post and a password of the own choice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.officer import Role
from ui.screens.first_start.draft import OfficerDraft
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveChoice
from ui.widgets.labelled import FieldRow, Labelled
from ui.widgets.labels import HintLabel
from ui.widgets.new_password import NewPassword
from ui.widgets.post_field import PostField

_ROLES = (Role.REVIEWER, Role.PREPARER, Role.LEADER)


_DEPARTMENT_WORDS = {
    Role.LEADER: ("Lãnh đạo Sở", "Ký văn bản của Sở về hồ sơ của các đơn vị."),
    Role.PREPARER: ("Chuyên viên tiếp nhận", "Tiếp nhận gói nộp, theo dõi tình hình nộp hằng ngày."),
    Role.REVIEWER: ("Cán bộ khác", "Cùng theo dõi, xem hồ sơ của các đơn vị."),
}
"""What the forms of the usual roles say at the province's desk."""


class OfficerForm(Card):
    """``changed`` at each change; a ``removable`` form has a choice of role and can be taken away."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, key: int, role: Role, *, title: str, hint: str, min_password: int, removable: bool = False
    ) -> None:
        super().__init__(title)
        self.key = key
        self._role = role
        self._words = (title, hint)
        self._hint = HintLabel()
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name.setPlaceholderText("Ví dụ: Nguyễn Văn An")
        self.post = PostField(role)
        self.role = AutosaveChoice([(one, one.label) for one in _ROLES])
        self.role.set_value(role)
        self.secret = NewPassword(min_length=min_password)
        self.remove = buttons.quiet("Bỏ", "close", tip="Bỏ cán bộ này khỏi danh sách")
        self.name_field = Labelled("Họ và tên", self.name, required=True)
        self.post_field = Labelled("Chức vụ", self.post, required=True)
        self._arrange(hint, removable=removable)
        self._connect()
        self._name_parts()

    def set_department(self, *, department: bool) -> None:
        """Ask for an officer of the province's department, or of a commune."""
        title, hint = _DEPARTMENT_WORDS.get(self._role, self._words) if department else self._words
        self.title.setText(title)
        self._hint.setText(hint)
        self.post.set_department(department=department)

    def draft(self) -> OfficerDraft:
        """What stands in the form."""
        return OfficerDraft(
            self.key, self._role, self.name.text(), self.post.words(), self.secret.password, self.secret.again
        )

    def set_finding(self, field: str, text: str) -> QWidget:
        """Say what is wrong with a field; return its editor."""
        if field in ("password", "again"):
            self.secret.set_finding(field, text)
            return self.secret.first if field == "password" else self.secret.second
        labelled = self.post_field if field == "post" else self.name_field
        labelled.set_finding("block", text)
        theme.mark(labelled.editor, "invalid", on=bool(text))
        return labelled.editor

    def clear_findings(self) -> None:
        """Nothing is said of any field."""
        for field in ("full_name", "post", "password", "again"):
            self.set_finding(field, "")

    def start(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, hint: str, *, removable: bool) -> None:
        self._hint.setText(hint)
        self.body.addWidget(self._hint)
        row: list[tuple[Labelled, int]] = [(self.post_field, 3)]
        if removable:
            row.insert(0, (Labelled("Vai trò", self.role), 2))
            self.add_deed(self.remove)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE + 4)
        column.addWidget(self.name_field)
        column.addWidget(FieldRow(*row))
        column.addWidget(self.secret)
        column.addStretch(1)
        self.body.addLayout(column)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _text: self._on_changed("full_name"))
        self.post.changed.connect(lambda: self._on_changed("post"))
        self.secret.changed.connect(self.changed)
        self.role.committed.connect(self._on_role)
        self.remove.clicked.connect(self.removed)
        for line in (self.name, self.secret.first, self.secret.second):
            line.returnPressed.connect(self.focusNextChild)

    def _name_parts(self) -> None:
        for part, widget in (
            ("name", self.name),
            ("post", self.post),
            ("password", self.secret.first),
            ("again", self.secret.second),
        ):
            widget.setObjectName(f"officer-{self.key}-{part}")

    def _on_changed(self, field: str) -> None:
        self.set_finding(field, "")
        self.changed.emit()

    def _on_role(self, role: object) -> None:
        assert isinstance(role, Role)
        self._role = role
        self.post.set_role(role)
        self.changed.emit()
