"""The open task of the plan: whether it is taken over, its words, those of the province, who does it and by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from cchc_desktop.domain.vietnamese import parse_date, uncapitalised
from ui.screens.plan.facts import TASK_FIELDS, LineFacts
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveText
from ui.widgets.empty_state import EmptyState
from ui.widgets.keeping import Spot
from ui.widgets.labelled import FieldRow, Labelled
from ui.widgets.labels import HintLabel, SectionTitle
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from ui.screens.plan.presenter import PlanPresenter

_HEIGHTS = {"name": (2, 7), "goal": (1, 4), "lead": (1, 3), "cooperation": (1, 3), "product": (1, 3), "time": (1, 2)}
"""Least and most lines of each editor."""


class LinePane(QWidget):
    """Shows one task; ``serve`` sends what is done here to the presenter."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: PlanPresenter | None = None
        self.code = ""
        self.heading = SectionTitle()
        self.included = QCheckBox("Đưa vào &kế hoạch của xã, phường")
        self.note = HintLabel()
        self.texts = {name: _editor(name) for name, _label in TASK_FIELDS}
        self.fields = {name: Labelled(label, self.texts[name]) for name, label in TASK_FIELDS}
        self.assignee = AutosaveChoice()
        self.due = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self.due.setMinimumWidth(124)
        self.assignee.setMinimumContentsLength(8)
        self.reset = buttons.quiet("Lấy lại lời của tỉnh", "undo", tip="Dùng lại nguyên văn của kế hoạch tỉnh")
        self.up = buttons.quiet("Lên", "chevron-up", tip="Đưa nhiệm vụ riêng lên trước")
        self.down = buttons.quiet("Xuống", "chevron-down", tip="Đưa nhiệm vụ riêng xuống sau")
        self.delete = buttons.quiet("Xóa", "trash", tip="Xóa nhiệm vụ riêng này; hoàn tác được")
        self._stack = QStackedWidget()
        self._arrange()

    def serve(self, presenter: PlanPresenter) -> None:
        """Send what is done here to the presenter."""
        self._presenter = presenter
        self.included.clicked.connect(lambda on: presenter.set_included(self.code, included=on))
        for name, editor in self.texts.items():
            editor.committed.connect(lambda value, field=name: presenter.edit(field, str(value)))
        self.assignee.committed.connect(lambda value: presenter.assign(str(value or "")))
        self.due.committed.connect(presenter.set_internal_due)
        self.reset.clicked.connect(presenter.reset)
        self.up.clicked.connect(lambda: presenter.move_own(up=True))
        self.down.clicked.connect(lambda: presenter.move_own(up=False))
        self.delete.clicked.connect(presenter.delete_own)

    def show_line(self, facts: LineFacts | None, *, renew: bool) -> None:
        """Show a task; the same one keeps what is being typed unless ``renew``."""
        self._stack.setCurrentIndex(0 if facts is None else 1)
        if facts is None:
            self.code = ""
            return
        renew = renew or facts.line.task.code != self.code
        self.code = facts.line.task.code
        self._show_words(facts, renew=renew)
        self._show_people(facts, renew=renew)
        self._show_deeds(facts)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor of the open task."""
        words = dict(TASK_FIELDS)
        named = {**self.texts, "internal_due": self.due}
        field = next((name for name, own in named.items() if own is editor), "")
        if not field or not self.code or self._presenter is None:
            return None
        label = f"Kế hoạch, {uncapitalised(self.heading.text())}, {words.get(field, 'Hạn nội bộ')}"
        return Spot(f"plan:{self.code}:{field}:{self._presenter.plan_code}", label)

    def history_of(self, widget: QWidget) -> Subject | None:
        """Who does the task, whether it is taken over, else the whole task of the plan."""
        if not self.code:
            return None
        for part, own in (("officer_id", self.assignee), ("internal_due", self.due)):
            if own is widget or own.isAncestorOf(widget):
                return subject.assignment(self.code, part)
        return subject.plan_task(self.code, "included" if widget is self.included else "")

    def editor(self, field: str) -> Any:
        """The editor of a field; None for an unknown one."""
        return {**self.texts, "assignee": self.assignee, "internal_due": self.due, "included": self.included}.get(field)

    def _show_words(self, facts: LineFacts, *, renew: bool) -> None:
        task, original = facts.line.task, facts.line.original
        kind = "Nhiệm vụ riêng của xã, phường" if facts.line.own else f"Nhiệm vụ số {task.number} trong kế hoạch tỉnh"
        self.heading.setText(kind)
        findings = {
            finding.target.split(":")[2]: finding for finding in facts.findings if finding.target.count(":") > 1
        }
        for name, editor in self.texts.items():
            value = getattr(task, name)
            if renew:
                editor.set_value(value)
            editor.refresh_value(value)
            editor.set_read_only(not facts.editable)
            field = self.fields[name]
            differs = name in facts.differs and original is not None
            field.hint.setText(f"Lời của tỉnh: {getattr(original, name) or '(để trống)'}" if differs else "")
            field.hint.setVisible(differs)
            found = findings.get(name)
            field.set_finding(found.level.value if found else "info", found.text if found else "")

    def _show_people(self, facts: LineFacts, *, renew: bool) -> None:
        self.assignee.set_options(facts.officers)
        self.assignee.set_value(facts.line.assignee_id)
        if renew:
            self.due.set_value(facts.line.internal_due)
        self.due.refresh_value(facts.line.internal_due)

    def _show_deeds(self, facts: LineFacts) -> None:
        own, editable = facts.line.own, facts.editable
        self.included.setChecked(facts.line.included)
        self.included.setEnabled(editable)
        self.note.setText(f"Vai trò của cấp xã theo kế hoạch tỉnh: {facts.line.involvement.label.lower()}.")
        self.note.setVisible(not own)
        self.reset.setVisible(bool(facts.differs) and editable)
        for button in (self.up, self.down, self.delete):
            button.setVisible(own and editable)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.heading, 1)
        for button in (self.reset, self.up, self.down, self.delete):
            head.addWidget(button)
        page = ScrollPage()
        page.body.setSpacing(theme.SPACE + 4)
        page.body.addLayout(head)
        page.body.addWidget(self.included)
        page.body.addWidget(self.note)
        words = Card()
        for field in self.fields.values():
            words.body.addWidget(field)
        people = Card("Phân công")
        people.body.addWidget(FieldRow((Labelled("Người thực hiện", self.assignee), 3), (_due(self.due), 2)))
        page.body.addWidget(words)
        page.body.addWidget(people)
        page.body.addStretch(1)
        self._stack.addWidget(
            EmptyState(
                icon="tasks",
                sentence="Chọn một nhiệm vụ ở bảng",
                first_step="Tại đây sửa câu chữ cho đúng với xã, phân công người thực hiện và hạn nội bộ.",
            )
        )
        self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


def _editor(name: str) -> AutosaveText:
    least, most = _HEIGHTS[name]
    editor = AutosaveText(lines=least, max_lines=most)
    editor.setObjectName(f"plan-{name}")
    return editor


def _due(editor: AutosaveDate) -> Labelled:
    return Labelled("Hạn nội bộ", editor)
