"""Who does the task and by when, or why it does not arise here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.tasks.detail_facts import DetailFacts
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveLine
from ui.widgets.labelled import FieldRow, Labelled


@dataclass(frozen=True, slots=True)
class AssignmentDeeds:
    """What the card asks for; ``set_not_arising`` gets the declaration and the reason."""

    assign: Callable[[str], None]
    set_internal_due: Callable[[date | None], None]
    set_not_arising: Callable[[bool, str], None]
    refuse: Callable[[str, str], None]
    today: Callable[[], date]


class AssignmentCard(Card):
    """Shows the assignment; ``renew`` says whether another task comes."""

    def __init__(self, deeds: AssignmentDeeds, parent: QWidget | None = None) -> None:
        super().__init__("Phân công", parent)
        self._deeds = deeds
        self.assignee = AutosaveChoice()
        self.internal_due = AutosaveDate(
            parse=lambda text: parse_date(text, year=deeds.today().year), today=deeds.today
        )
        self.internal_due.setMinimumWidth(124)
        self.assignee.setMinimumContentsLength(8)
        self.not_arising = QCheckBox("&Không phát sinh ở đơn vị")
        self.not_arising.setToolTip("Đánh dấu khi nhiệm vụ không phát sinh ở đơn vị trong kỳ; phải nêu lý do")
        self.reason = AutosaveLine(placeholder="Ví dụ: xã không có thủ tục thuộc diện này")
        self._due_field = Labelled("Hạn nội bộ", self.internal_due)
        self._reason_field = Labelled("Lý do không phát sinh", self.reason, required=True)
        self.body.addWidget(FieldRow((Labelled("Người thực hiện", self.assignee), 3), (self._due_field, 2)))
        self.body.addWidget(self.not_arising)
        self.body.addWidget(self._reason_field)
        self.assignee.committed.connect(lambda value: deeds.assign(str(value or "")))
        self.internal_due.committed.connect(deeds.set_internal_due)
        self.internal_due.refused.connect(lambda text: deeds.refuse("internal_due", text))
        self.not_arising.clicked.connect(self._on_not_arising)
        self.reason.committed.connect(lambda value: deeds.set_not_arising(self.not_arising.isChecked(), str(value)))

    @property
    def kept(self) -> dict[str, QWidget]:
        """The editors whose texts are kept, by the field that they are for."""
        return {"internal_due": self.internal_due, "not_arising_reason": self.reason}

    def show_assignment(self, facts: DetailFacts, *, renew: bool) -> None:
        """Show the assignment; that of the same task keeps what is being typed."""
        self.assignee.set_options(facts.officers)
        self.assignee.set_value(facts.assignee_id)
        if renew:
            self.internal_due.set_value(facts.internal_due)
            self.reason.set_value(facts.not_arising_reason)
        self.internal_due.refresh_value(facts.internal_due)
        self.reason.refresh_value(facts.not_arising_reason)
        self.not_arising.setChecked(facts.not_arising)
        self._due_field.hint.setText(facts.internal_due_hint)
        self._due_field.hint.setVisible(bool(facts.internal_due_hint))
        self._reason_field.setVisible(facts.not_arising)

    def editor(self, field: str) -> Any:
        """The editor of a field of the task; None for an unknown one."""
        if field == "not_arising":
            return self.not_arising if self._reason_field.isHidden() else self.reason
        return {"assignee": self.assignee, "internal_due": self.internal_due}.get(field)

    def _on_not_arising(self, checked: bool) -> None:  # noqa: FBT001 - a Qt signal
        self._deeds.set_not_arising(checked, self.reason.value())
