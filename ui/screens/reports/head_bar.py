"""The head of the screen: form and period, which days count, until when it is due, how far the report is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import parse_date
from ui.screens.reports.facts import Choices, HeadFacts
from ui.widgets import buttons, theme
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import ElidedLabel, HintLabel
from ui.widgets.looks import FINDING_LOOKS
from ui.widgets.pill import Pill

AD_HOC = "ad-hoc"


class HeadBar(QWidget):
    """``form_chosen(code)``, ``period_chosen(code)``, ``ad_hoc_wanted(start, end)``."""

    form_chosen = Signal(str)
    period_chosen = Signal(str)
    ad_hoc_wanted = Signal(object, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = AutosaveChoice()
        self.form.setAccessibleName("Biểu mẫu báo cáo")
        self.form.setToolTip("Biểu mẫu báo cáo")
        self.period = AutosaveChoice()
        self.period.setAccessibleName("Kỳ báo cáo")
        self.period.setToolTip("Kỳ báo cáo")
        self.period.setMaxVisibleItems(16)
        self.form.setFixedWidth(240)
        self.period.setFixedWidth(204)
        self.window_line = ElidedLabel()
        self.window_line.setFont(theme.font(strong=True))
        self.due_line = HintLabel()
        self.blocking = Pill("", FINDING_LOOKS["block"])
        self.warning = Pill("", FINDING_LOOKS["warn"])
        self.ad_hoc = AdHocBar(today)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.window_line)
        lines.addWidget(self.due_line)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.form)
        row.addWidget(self.period)
        row.addSpacing(theme.SPACE)
        row.addLayout(lines, 1)
        row.addWidget(self.blocking)
        row.addWidget(self.warning)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addLayout(row)
        column.addWidget(self.ad_hoc)
        self.form.committed.connect(lambda code: self.form_chosen.emit(str(code)))
        self.period.committed.connect(self._on_period)
        self.ad_hoc.wanted.connect(self.ad_hoc_wanted)
        self.ad_hoc.left.connect(self._on_ad_hoc_left)
        self._choices: Choices | None = None

    def show_choices(self, choices: Choices) -> None:
        """Show the forms and periods; the same ones leave alone what is being chosen."""
        if choices == self._choices:
            return
        self._choices = choices
        self.form.set_options(choices.forms)
        self.form.set_value(choices.form)
        self.form.setVisible(len(choices.forms) > 1)
        ad_hoc = ((AD_HOC, "Đột xuất: chọn ngày…"),) if choices.may_be_ad_hoc else ()
        self.period.set_options((*ad_hoc, *choices.periods))
        self.period.set_value(choices.period)
        self.ad_hoc.setVisible(False)

    def show_head(self, facts: HeadFacts) -> None:
        """Show window and due date."""
        self.window_line.setText(f"{facts.window} · {facts.filled}")
        self.window_line.setToolTip(facts.title)
        self.due_line.setText(facts.due)
        if facts.due_note:
            self.due_line.setToolTip(f"{facts.due}\n{facts.due_note}")
        for pill, level, words, count in (
            (self.blocking, "block", "Phải sửa", facts.blocking),
            (self.warning, "warn", "Cần giải trình", facts.warning),
        ):
            pill.set_state(f"{words}: {count}", FINDING_LOOKS[level])
            pill.setVisible(count > 0)

    def _on_period(self, code: object) -> None:
        if code == AD_HOC:
            self.ad_hoc.begin()
        else:
            self.period_chosen.emit(str(code))

    def _on_ad_hoc_left(self) -> None:
        self.ad_hoc.setVisible(False)
        self.period.set_value(self._choices.period if self._choices else None)


class AdHocBar(QWidget):
    """The window of a report on demand: two days and the deed that opens the report."""

    wanted = Signal(object, object)
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self.end = AutosaveDate(parse=lambda text: parse_date(text, year=today().year), today=today)
        self.deed = buttons.primary("Mở báo cáo")
        self.leave = buttons.plain("Thôi")
        self.refusal = FindingLine()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for words, editor in (("Báo cáo đột xuất, số liệu từ ngày", self.start), ("đến hết ngày", self.end)):
            editor.setFixedWidth(176)
            editor.setAccessibleName(words)
            row.addWidget(QLabel(words))
            row.addWidget(editor)
        row.addWidget(self.deed)
        row.addWidget(self.leave)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.refusal)
        self.deed.clicked.connect(self._on_deed)
        self.leave.clicked.connect(self.left)
        self.setVisible(False)

    def begin(self) -> None:
        """Ask for the window."""
        self.show_refusal("")
        self.setVisible(True)
        self.start.setFocus()

    def show_refusal(self, text: str) -> None:
        """Say why the window is not taken."""
        self.refusal.show_finding("block", text)

    def _on_deed(self) -> None:
        self.start.commit()
        self.end.commit()
        self.wanted.emit(self.start.value(), self.end.value())
