"""Step 2: the leader who signs, the preparer, and whoever else works with the program."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.officer import Role
from ui.screens.first_start.draft import OfficerDraft
from ui.screens.first_start.officer_form import OfficerForm
from ui.widgets import buttons, theme
from ui.widgets.scroll_page import ScrollPage

_LEADER_HINT = "Xem lại và ký hồ sơ trước khi nộp. Không trùng với người lập."
_PREPARER_HINT = "Cập nhật nhiệm vụ, tự chấm điểm, lập hồ sơ hằng ngày."
_OTHER_HINT = "Người duyệt xem và góp ý trước khi trình ký; cũng có thể thêm người lập hoặc lãnh đạo thứ hai."
_BELOW = 176
"""Pixels below a field that is brought into sight: room for the fields that follow."""


class OfficersStep(ScrollPage):
    """``changed`` at each change in any form."""

    changed = Signal()

    def __init__(self, *, min_password: int) -> None:
        super().__init__()
        self._min_password = min_password
        self._next_key = 2
        self._is_department = False
        self.leader = self._form(0, Role.LEADER, "Lãnh đạo ký hồ sơ", _LEADER_HINT)
        self.preparer = self._form(1, Role.PREPARER, "Người lập hồ sơ", _PREPARER_HINT)
        self.forms: list[OfficerForm] = [self.leader, self.preparer]
        self.more = buttons.plain("Thêm &người duyệt hoặc cán bộ khác", "plus", tip="Không bắt buộc (Alt+N)")
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * theme.SPACE)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._lay_out()
        self.more.clicked.connect(self.add_form)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def set_department(self, *, department: bool) -> None:
        """Offer the posts of the province's department, or those of a commune."""
        self._is_department = department
        for form in self.forms:
            form.set_department(department=department)

    def drafts(self) -> tuple[OfficerDraft, ...]:
        """What stands in all forms."""
        return tuple(form.draft() for form in self.forms)

    def add_form(self) -> None:
        """One more officer."""
        form = self._form(self._next_key, Role.REVIEWER, "Cán bộ khác", _OTHER_HINT, removable=True)
        self._next_key += 1
        self.forms.append(form)
        form.removed.connect(lambda: self._remove(form))
        self._lay_out()
        self.changed.emit()
        form.start()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field; the cursor goes to the first."""
        for form in self.forms:
            form.clear_findings()
        editors: list[QWidget] = []
        for finding in findings:
            _officer, _, rest = finding.target.partition(":")
            key, _, field = rest.partition(":")
            editors += [form.set_finding(field, finding.text) for form in self.forms if str(form.key) == key]
        if editors:
            editors[0].setFocus()
            self.ensureWidgetVisible(editors[0])

    def start(self) -> None:
        """Put the cursor where typing begins."""
        self.leader.start()

    def _form(self, key: int, role: Role, title: str, hint: str, *, removable: bool = False) -> OfficerForm:
        form = OfficerForm(key, role, title=title, hint=hint, min_password=self._min_password, removable=removable)
        form.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # columns of one width
        form.set_department(department=self._is_department)
        form.changed.connect(self.changed)
        return form

    def _remove(self, form: OfficerForm) -> None:
        self.forms.remove(form)
        self._grid.removeWidget(form)
        form.deleteLater()
        self._lay_out()
        self.more.setFocus()
        self.changed.emit()

    def _on_range(self) -> None:
        """The page became longer or shorter: keep in sight what is being typed, and the fields below it."""
        typed_in = self.focusWidget()
        if typed_in is not None:
            self.ensureWidgetVisible(typed_in, 0, _BELOW)

    def _lay_out(self) -> None:
        for number, form in enumerate(self.forms):
            self._grid.addWidget(form, number // 2, number % 2)
        for before, after in zip(self.forms, [*self.forms[1:], None], strict=True):
            QWidget.setTabOrder(before.secret.second, after.name if after else self.more)
