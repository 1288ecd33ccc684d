"""The findings of the report with the editor in which a warning is explained."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.screens.reports.facts import Explaining
from ui.widgets import theme
from ui.widgets.editors import AutosaveText
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.labels import SectionTitle
from ui.widgets.pill import Pill


class FindingsPane(QWidget):
    """``activated(target)`` when a finding is followed, ``chosen(finding)``, ``explained(code, text)``."""

    activated = Signal(str)
    chosen = Signal(object)
    explained = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = FindingsPanel()
        self.box = QFrame()
        self.box.setObjectName("card")
        self.text = AutosaveText(placeholder="Nêu lý do; giải trình được in và gửi kèm báo cáo", lines=3, max_lines=6)
        self.text.setAccessibleName("Giải trình")
        self._findings: tuple[Finding, ...] = ()
        self._code = ""
        inside = QVBoxLayout(self.box)
        inside.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        inside.setSpacing(theme.SPACE // 2)
        inside.addWidget(SectionTitle("Giải trình điểm đang chọn"))
        inside.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.panel, 1)
        column.addWidget(self.box)
        self.box.setVisible(False)
        self.panel.activated.connect(self._on_activated)
        self.panel.list.currentRowChanged.connect(self._on_row)
        self.text.committed.connect(lambda text: self.explained.emit(self._code, text))

    @property
    def code(self) -> str:
        """The finding whose explanation is shown; empty for none."""
        return self._code

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings; the chosen one stays chosen."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        current = self._current()
        self.panel.list.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        self.panel.set_findings(findings)
        for pill in self.panel.findChildren(Pill) if findings else ():
            pill.hide()  # the head of the screen has these counts, with room for their words
        self._choose_again(current)
        self.panel.list.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword here

    def show_explaining(self, explaining: Explaining | None) -> None:
        """Show where the explanation is written."""
        self.box.setVisible(explaining is not None)
        QTimer.singleShot(0, self, self._bring_into_sight)  # once the list has its new height
        if explaining is None:
            self.text.commit()
            self._code = ""
            return
        self.text.setToolTip(explaining.sentence)
        if explaining.code != self._code:
            self.text.commit()
            self._code = explaining.code
            self.text.set_value(explaining.text)
        else:
            self.text.refresh_value(explaining.text)

    def explain(self, code: str) -> None:
        """Choose this finding and put the cursor where its explanation is written."""
        self._choose_again(code)
        if self.box.isVisibleTo(self):
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, *, value: bool) -> None:
        """Let the explanations be read only."""
        self.text.set_read_only(value)

    def _bring_into_sight(self) -> None:
        current = self.panel.list.currentItem()
        if current is not None:
            self.panel.list.scrollToItem(current)

    def _choose_again(self, code: str) -> None:
        """A warning that was explained comes back as a note, in another place and with other words."""
        for number in range(self.panel.list.count()):
            if self._at(number).code == code:
                self.panel.list.setCurrentRow(number)
                return

    def _current(self) -> str:
        number = self.panel.list.currentRow()
        return self._at(number).code if number >= 0 else ""

    def _at(self, number: int) -> Finding:
        finding: Finding = self.panel.list.item(number).data(Qt.ItemDataRole.UserRole)
        return finding

    def _on_row(self, number: int) -> None:
        self.chosen.emit(self._at(number) if number >= 0 else None)

    def _on_activated(self, target: str) -> None:
        self.activated.emit(target)
