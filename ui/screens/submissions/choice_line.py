"""The top line of the submissions screen: which kind, form and period, and whether the data are a sample."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from cchc_desktop.domain.submission import Kind
from ui.screens.submissions.page import Choice
from ui.widgets import theme
from ui.widgets.editors import AutosaveChoice
from ui.widgets.labels import TitleLabel
from ui.widgets.looks import AMBER
from ui.widgets.pill import Pill

_SHORT = {
    Kind.PROGRESS: "Báo cáo tiến độ",
    Kind.REPORT: "Báo cáo CCHC",
    Kind.ASSESSMENT: "Tự chấm điểm",
    Kind.PLAN: "Kế hoạch",
}


class ChoiceLine(QWidget):
    """``kind_chosen(str)``, ``form_chosen(str)`` and ``period_chosen(str)`` with the values of the domain."""

    kind_chosen = Signal(str)
    form_chosen = Signal(str)
    period_chosen = Signal(str)

    def __init__(self, kinds: Iterable[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = {kind.value: _kind_button(kind) for kind in kinds}
        self.form = AutosaveChoice()
        self.form.setMaximumWidth(260)
        self.form.setObjectName("submission-form")
        self.form.setAccessibleName("Biểu mẫu báo cáo")
        self.form.setToolTip("Biểu mẫu báo cáo")
        self.period = AutosaveChoice()
        self.period.setMinimumWidth(190)
        self.period.setObjectName("submission-period")
        self.period.setAccessibleName("Kỳ báo cáo")
        self.sample = Pill("DỮ LIỆU MẪU", AMBER)
        self.sample.hide()
        self._group = QButtonGroup(self)
        self._arrange()
        for value, button in self.kinds.items():
            button.clicked.connect(lambda _checked=False, chosen=value: self.kind_chosen.emit(chosen))
        self.form.committed.connect(lambda code: self.form_chosen.emit(str(code)))
        self.period.committed.connect(lambda code: self.period_chosen.emit(str(code)))

    def show_choice(self, choice: Choice) -> None:
        """Show kind, form and period; a form is asked for only where there are several."""
        self.kinds[choice.kind].setChecked(True)
        self.form.setVisible(len(choice.forms) > 1)
        self.form.set_options(choice.forms)
        self.form.set_value(choice.form)
        self.period.set_options(choice.periods)
        self.period.set_value(choice.period)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(TitleLabel("Hồ sơ nộp"))
        row.addSpacing(theme.SPACE)
        for button in self.kinds.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addWidget(self.form)
        label = QLabel("&Kỳ:")
        label.setBuddy(self.period)
        row.addSpacing(theme.SPACE)
        row.addWidget(label)
        row.addWidget(self.period)
        row.addStretch(1)
        row.addWidget(self.sample)


def _kind_button(kind: Kind) -> QPushButton:
    button = QPushButton(_SHORT[kind])
    button.setProperty("kind", "chip")
    button.setCheckable(True)
    button.setAutoDefault(False)
    button.setObjectName(f"submission-kind-{kind.value}")
    button.setAccessibleName(kind.label)
    button.setToolTip(kind.label)
    return button
