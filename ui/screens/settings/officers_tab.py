"""Officers: who has an account, a new one, the own password."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.vietnamese import sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.settings.officer_form import OfficerForm
from ui.screens.settings.password_form import PasswordForm
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel
from ui.widgets.looks import FAINT, GREEN
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.session.session import OfficerRow

_ROLE_ICONS = {Role.PREPARER: "draft", Role.REVIEWER: "appraise", Role.LEADER: "sign"}
_ROLES_EXPLAINED = (
    "Người lập cập nhật và chốt hồ sơ; người duyệt xem và góp ý; lãnh đạo ký. Người đã lập hồ sơ thì không ký hồ sơ đó."
)


class OfficersTab(ScrollPage):
    """``set_active(row, active)`` when an account is to be stopped or used again."""

    set_active = Signal(object, bool)

    def __init__(self, *, own_id: str, min_password: int) -> None:
        super().__init__()
        self._own_id = own_id
        columns: tuple[Column[OfficerRow], ...] = (
            Column("Họ và tên", lambda row: row.full_name, stretch=True, sort_key=lambda row: sort_key(row.full_name)),
            Column("Chức vụ", lambda row: row.post, width=280),
            Column("Vai trò", lambda row: row.role.label, width=140, icon=lambda row: _ROLE_ICONS[row.role]),
            Column("Tài khoản", self._state, width=160, look=lambda row: GREEN if row.active else FAINT),
        )
        self._model: RowsModel[OfficerRow] = RowsModel(columns, key=lambda row: row.id)
        self.officers = RowsView(self._model, "Cán bộ có tài khoản", max_lines=1)
        self.toggle = buttons.plain("&Ngừng tài khoản", tip="Không cho đăng nhập nữa (Alt+N)")
        self.new = OfficerForm(min_password=min_password)
        self.password = PasswordForm(min_password=min_password)
        self._arrange()
        self.officers.row_chosen.connect(self._on_chosen)
        self.toggle.clicked.connect(self._on_toggle)
        self._on_chosen(None)

    def show_officers(self, rows: "Sequence[OfficerRow]") -> None:
        """Show all accounts."""
        self._model.set_rows(rows)
        self.officers.setFixedHeight(theme.ROW * (min(max(len(rows), 3), 8) + 1) + theme.SPACE)
        if self.officers.current_row() is None:
            self.officers.choose_first()
        self._on_chosen(self.officers.current_row())

    def _state(self, row: "OfficerRow") -> str:
        if row.id == self._own_id:
            return "Đang đăng nhập"
        return "Đang dùng" if row.active else "Đã ngừng"

    def _arrange(self) -> None:
        card = Card("Cán bộ có tài khoản")
        card.add_deed(self.toggle)
        card.body.addWidget(self.officers)
        card.body.addWidget(HintLabel(_ROLES_EXPLAINED))
        forms = QHBoxLayout()
        forms.setSpacing(2 * theme.SPACE)
        for form in (self.new, self.password):
            form.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # columns of one width
            forms.addWidget(form, 1)
        self.body.addWidget(card)
        self.body.addLayout(forms)
        self.body.addStretch(1)
        self.officers.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _on_chosen(self, row: "OfficerRow | None") -> None:
        stopped = row is not None and not row.active
        self.toggle.setText("Cho &dùng lại" if stopped else "&Ngừng tài khoản")
        self.toggle.setToolTip("Cho đăng nhập lại (Alt+D)" if stopped else "Không cho đăng nhập nữa (Alt+N)")
        self.toggle.setEnabled(row is not None and row.id != self._own_id)

    def _on_toggle(self) -> None:
        row = self.officers.current_row()
        if row is not None:
            self.set_active.emit(row, not row.active)
