"""The form of a new officer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.officer import Role
from ui.screens.settings.presenter import OfficerEntry
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.editors import AutosaveChoice
from ui.widgets.labelled import FieldRow, Labelled
from ui.widgets.new_password import NewPassword
from ui.widgets.post_field import PostField


class OfficerForm(Card):
    """``submitted(OfficerEntry)`` when the officer is to be added."""

    submitted = Signal(object)

    def __init__(self, *, min_password: int) -> None:
        super().__init__("Thêm cán bộ")
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name.setPlaceholderText("Ví dụ: Nguyễn Văn An")
        self.role = AutosaveChoice([(one, one.label) for one in (Role.PREPARER, Role.REVIEWER, Role.LEADER)])
        self.role.set_value(Role.PREPARER)
        self.post = PostField(Role.PREPARER)
        self.secret = NewPassword(min_length=min_password)
        self.name_field = Labelled("Họ và tên", self.name, required=True)
        self.post_field = Labelled("Chức vụ", self.post, required=True)
        self.add = buttons.primary("&Thêm cán bộ", "plus", tip="Thêm tài khoản (Alt+T)")
        self._arrange()
        self._connect()
        self.name.setObjectName("new-officer-name")
        self.add.setObjectName("new-officer-add")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field; none clears all."""
        texts = {finding.target.partition(":")[2]: finding.text for finding in findings}
        for labelled, field in ((self.name_field, "full_name"), (self.post_field, "post")):
            labelled.set_finding("block", texts.get(field, ""))
            theme.mark(labelled.editor, "invalid", on=field in texts)
        for field in ("password", "again"):
            self.secret.set_finding(field, texts.get(field, ""))

    def clear(self) -> None:
        """Be ready for the next officer."""
        self.name.clear()
        self.secret.clear()
        self.show_findings(())

    def start(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        self.body.addWidget(self.name_field)
        self.body.addWidget(FieldRow((Labelled("Vai trò", self.role), 2), (self.post_field, 3)))
        self.body.addWidget(self.secret)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.role.committed.connect(lambda role: self.post.set_role(role))
        self.secret.second.returnPressed.connect(self._on_add)
        for line in (self.name, self.secret.first):
            line.returnPressed.connect(self.focusNextChild)

    def _on_add(self) -> None:
        role = self.role.value()
        assert isinstance(role, Role)
        self.submitted.emit(
            OfficerEntry(self.name.text(), self.post.words(), role, self.secret.password, self.secret.again)
        )
