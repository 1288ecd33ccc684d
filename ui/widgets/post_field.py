"""The post (chức vụ) of an officer: the usual ones to choose from, or own words; those who sign have two only."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from cchc_desktop.domain.officer import DEPARTMENT_POSTS, DEPARTMENT_SIGNING_POSTS, SIGNING_POSTS, Post, Role


class PostField(QComboBox):
    """``changed`` when the words change; ``words`` is what was chosen or typed."""

    changed = Signal()

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._is_department = role, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.set_role(role)
        self.currentTextChanged.connect(lambda _text: self.changed.emit())

    def set_role(self, role: Role) -> None:
        """Offer the posts of this role; words that are still offered or may be typed stay."""
        self._role = role
        signs = role is Role.LEADER
        signing = self._signing_posts()
        usual_posts = DEPARTMENT_POSTS if self._is_department else tuple(post.value for post in Post)
        offered = list(signing) if signs else [post for post in usual_posts if post not in signing]
        keep = self.words()
        with QSignalBlocker(self):
            self.setEditable(not signs)
            self.clear()
            self.addItems(offered)
            own_words = keep not in {"", *signing} and not signs
            usual = offered[0] if signs else Post.SPECIALIST.value
            self.setCurrentText(keep if own_words or keep in offered else usual)
        self._dress_line()
        self.changed.emit()

    def set_department(self, *, department: bool) -> None:
        """Offer the posts of the department of the province, or those of a commune."""
        if department != self._is_department:
            self._is_department = department
            with QSignalBlocker(self):
                self.clear()
                self.setCurrentText("")
            self.set_role(self._role)

    def words(self) -> str:
        """The post as chosen or typed, without blanks at the ends."""
        return self.currentText().strip()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def _signing_posts(self) -> tuple[str, ...]:
        return DEPARTMENT_SIGNING_POSTS if self._is_department else tuple(post.value for post in SIGNING_POSTS)

    def _dress_line(self) -> None:
        line = self.lineEdit()
        if line is None:
            return
        line.setStyleSheet("QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent }")
        line.setAccessibleName("Chức vụ")
        line.setCursorPosition(0)
