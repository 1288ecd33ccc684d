"""The texts of the plan that stand around the tasks, and where the plan was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.plan.facts import TEXT_FIELDS, Sent
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveLine, AutosaveText
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.keeping import Spot
from ui.widgets.labelled import Labelled
from ui.widgets.labels import HintLabel
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.plan.rows import PlanPage
    from ui.screens.plan.presenter import PlanPresenter

_LEFT, _RIGHT = 62, 38
_NUMBER, _DAY, _TO = "Số, ký hiệu văn bản", "Ngày gửi", "Nơi nhận"


class TextsPane(QWidget):
    """Left the texts, right where the plan was sent and what it owes."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: PlanPresenter | None = None
        self.texts = {name: _editor(name) for name, _label, _hint in TEXT_FIELDS}
        self.number = AutosaveLine(placeholder="Ví dụ: 15/KH-UBND")
        self.day = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self.to = AutosaveLine()
        self.findings = FindingsPanel()
        self._arrange()

    def serve(self, presenter: PlanPresenter) -> None:
        """Send what is done here to the presenter."""
        self._presenter = presenter
        for name, editor in self.texts.items():
            editor.committed.connect(lambda value, field=name: presenter.edit_text(field, str(value)))
        for part in (self.number, self.day, self.to):
            part.committed.connect(lambda _value: presenter.record_sent(self._sent()))
        self.findings.activated.connect(presenter.follow)

    def show_texts(self, page: PlanPage, *, renew: bool) -> None:
        """Show the texts; what is being typed is kept unless ``renew``."""
        pairs: list[tuple[Any, Any]] = [(editor, getattr(page, name)) for name, editor in self.texts.items()]
        pairs += [(self.number, page.sent_number), (self.day, page.sent_day), (self.to, page.sent_to)]
        for editor, value in pairs:
            if renew:
                editor.set_value(value)
            editor.refresh_value(value)
        for editor in self.texts.values():
            editor.set_read_only(page.frozen)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor: a text of the plan, or one of where it was sent."""
        words = {name: (f"{name}:", label) for name, label, _hint in TEXT_FIELDS}
        words |= {"number": ("sent:number", _NUMBER), "day": ("sent:day", _DAY), "to": ("sent:to", _TO)}
        named = {**self.texts, "number": self.number, "day": self.day, "to": self.to}
        field = next((name for name, own in named.items() if own is editor), "")
        if not field or self._presenter is None:
            return None
        path, label = words[field]
        return Spot(f"plan:{path}:{self._presenter.plan_code}", f"Kế hoạch, {label}")

    def history_of(self, widget: QWidget) -> Subject | None:
        """All texts of the plan."""
        del widget
        return subject.plan_text()

    def editor(self, field: str) -> Any:
        """The editor of a field; None for an unknown one."""
        return {**self.texts, "sent": self.number}.get(field)

    def _sent(self) -> Sent:
        return Sent(self.number.value(), self.day.value(), self.to.value())

    def _arrange(self) -> None:
        words = ScrollPage()
        card = Card("Nội dung in trong văn bản kế hoạch")
        for name, label, hint in TEXT_FIELDS:
            card.body.addWidget(Labelled(label, self.texts[name], hint=hint))
        words.body.addWidget(card)
        words.body.addStretch(1)
        sent = Card("Đã gửi cơ quan cấp trên")
        sent.body.addWidget(Labelled(_NUMBER, self.number))
        sent.body.addWidget(Labelled(_DAY, self.day))
        sent.body.addWidget(Labelled(_TO, self.to))
        sent.body.addWidget(HintLabel("Ghi sau khi kế hoạch đã phát hành và gửi đi; không in trong văn bản."))
        owed = Card("Kiểm tra kế hoạch")
        owed.body.addWidget(self.findings, 1)
        self.findings.setMinimumHeight(26 * theme.SPACE)
        right = ScrollPage()
        right.body.addWidget(sent)
        right.body.addWidget(owed, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.SPACE, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(words, _LEFT)
        row.addWidget(right, _RIGHT)


def _editor(name: str) -> AutosaveText:
    editor = AutosaveText(lines=1, max_lines=3) if name == "title" else AutosaveText(lines=4, max_lines=14)
    editor.setObjectName(f"plan-{name}")
    return editor
