"""Step 4: what the table does not say of its plan, with sensible words to begin with; and the answer page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.plan_changes import Change
from cchc_desktop.domain.vietnamese import parse_date
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveLine
from ui.widgets.labelled import FieldRow, Labelled
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from cchc_desktop.services.plan.importing import Imported, PlanFacts

_AFTER = (
    "Trước khi nhập, chương trình tự sao lưu dữ liệu. Việc nhập là một bước duy nhất: "
    "nếu cần, bấm Hoàn tác ở cuối màn hình để trở về kế hoạch trước."
)


_LINES = (
    ("title", "Tên kế hoạch", "", True),
    ("edition", "Tên bản", "Ví dụ: Điều chỉnh theo Quyết định số 15/QĐ-UBND", True),
    ("code", "Mã kế hoạch", "Chữ không dấu, số và dấu “-”; giữ nguyên qua các bản điều chỉnh", True),
    ("issuer", "Cơ quan ban hành", "", True),
    ("legal_basis", "Căn cứ", "", False),
    ("source", "Nguồn của bảng", "", False),
)


class FactsPage(ScrollPage):
    """``changed(PlanFacts)`` after each field."""

    changed = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: PlanFacts | None = None
        self.lines = {name: AutosaveLine(max_length=600) for name, *_words in _LINES}
        self.days = {name: AutosaveDate(parse=parse_date, today=today) for name in ("valid_from", "valid_to")}
        self.fields = {
            "valid_from": Labelled("Hiệu lực từ ngày", self.days["valid_from"], required=True),
            "valid_to": Labelled("Đến hết ngày", self.days["valid_to"]),
        }
        for name, label, hint, required in _LINES:
            self.fields[name] = Labelled(label, self.lines[name], hint=hint, required=required)
        self._arrange()
        self._connect()

    def show_facts(self, facts: "PlanFacts") -> None:
        """Fill the fields; the code of a corrected edition cannot be changed."""
        self._facts = facts
        for name, line in self.lines.items():
            line.set_value(getattr(facts, name))
        for name, day in self.days.items():
            day.set_value(getattr(facts, name))
        self.lines["code"].set_read_only(facts.as_edition)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field and put the cursor into the first."""
        told = {finding.target.removeprefix("plan-import:"): finding.text for finding in findings}
        for name, field in self.fields.items():
            field.set_finding("block", told.get(name, ""))
        first = next((name for name in told if name in self.fields), "")
        if first:
            self.fields[first].editor.setFocus()

    def _on_changed(self, name: str, value: object) -> None:
        if self._facts is None or (name == "valid_from" and value is None):
            return
        changed: dict[str, Any] = {name: value}
        self._facts = replace(self._facts, **changed)
        self.fields[name].clear_finding()
        self.changed.emit(self._facts)

    def _arrange(self) -> None:
        card = Card("Kế hoạch")
        card.body.addWidget(self.fields["title"])
        card.body.addWidget(FieldRow((self.fields["edition"], 3), (self.fields["code"], 2)))
        card.body.addWidget(
            FieldRow((self.fields["issuer"], 3), (self.fields["valid_from"], 1), (self.fields["valid_to"], 1))
        )
        card.body.addWidget(self.fields["legal_basis"])
        card.body.addWidget(self.fields["source"])
        card.body.addWidget(HintLabel(_AFTER))
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.committed.connect(lambda value, name=name: self._on_changed(name, value))
        for name, day in self.days.items():
            day.committed.connect(lambda value, name=name: self._on_changed(name, value))


class DonePage(QWidget):
    """What was imported, where the backup is, and how to take it back; ``opened`` asks for the plan screen."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleLabel("Đã nhập kế hoạch")
        self.words = TextLabel()
        self.kept = TextLabel()
        self.hint = HintLabel("Cần trở lại kế hoạch trước: bấm Hoàn tác ở cuối màn hình.")
        self.open = buttons.plain("Mở &Kế hoạch", "arrow-left", tip="Sang màn hình Kế hoạch (Alt+K)")
        card = Card("")
        for widget in (self.title, self.words, self.kept, self.hint):
            card.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(card)
        column.addWidget(self.open, 0)
        column.addStretch(1)
        self.open.setMaximumWidth(200)
        self.open.clicked.connect(self.opened)

    def show_done(self, imported: "Imported") -> None:
        """Say it with numbers."""
        header, changes = imported.plan.header, imported.comparison.changes
        counts = ", ".join(f"{kind.label.lower()} {len(changes.of(kind))}" for kind in Change)
        backup = f"\nBản sao lưu trước khi nhập: {imported.backup}" if imported.backup else ""
        self.words.setText(f"{header.title} ({header.edition}): {len(imported.plan.tasks)} nhiệm vụ; {counts}.{backup}")
        removed = [item for item in imported.comparison.removed if item.entries]
        names = "; ".join(f"{item.task.code} - {item.task.name.rstrip('. ')}" for item in removed)
        self.kept.setVisible(bool(removed))
        self.kept.setText(f"Nhiệm vụ không còn trong bản mới, dữ liệu tiến độ vẫn được giữ: {names}.")
