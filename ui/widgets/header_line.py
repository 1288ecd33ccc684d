"""The header line of the window: unit, plan and period, always in sight; at its right who works, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets import buttons, icons, theme
from ui.widgets.context import HeaderFacts, SignedIn
from ui.widgets.labels import ElidedLabel


class HeaderLine(QFrame):
    """``show_facts`` and ``show_user``; ``sign_out_requested`` when the user leaves the desk to another officer."""

    sign_out_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(6 * theme.SPACE)
        self._unit = QLabel()
        self._unit.setProperty("kind", "unit")
        self._plan = ElidedLabel()
        self._period = QLabel()
        self._period.setProperty("kind", "period")
        self._user_icon = QLabel()
        self._user_icon.setPixmap(icons.pixmap("user", theme.INK_SOFT, size=16, scale=self.devicePixelRatioF()))
        self._user = QLabel()
        self.sign_out = buttons.quiet("Đăng xuất", "sign-out", tip="Kết thúc phiên để cán bộ khác đăng nhập")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 0, theme.SPACE, 0)
        row.setSpacing(theme.SPACE + 4)
        row.addWidget(self._unit)
        row.addWidget(self._plan, 1)
        row.addWidget(self._period, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(theme.SPACE)
        row.addWidget(self._user_icon)
        row.addWidget(self._user)
        row.addWidget(self.sign_out)
        self.sign_out.clicked.connect(self.sign_out_requested)
        self.show_facts(HeaderFacts(""))
        self.show_user(None)

    def show_facts(self, facts: HeaderFacts) -> None:
        """Show unit, plan and period."""
        self._unit.setText(facts.unit)
        self._plan.setText(facts.plan)
        self._period.setText(facts.period)
        self._period.setVisible(bool(facts.period))
        self.setAccessibleName(", ".join(part for part in (facts.unit, facts.plan, facts.period) if part))

    def show_user(self, user: SignedIn | None) -> None:
        """Show who works; None hides the right end."""
        for widget in (self._user_icon, self._user, self.sign_out):
            widget.setVisible(user is not None)
        if user is not None:
            self._user.setText(f"{user.name} · {user.role.label}")
            self._user.setToolTip(user.post)
            self._user.setAlignment(Qt.AlignmentFlag.AlignVCenter)
