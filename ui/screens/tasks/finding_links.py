"""What the open task still lacks for the report, as links to the fields; F8 goes from one to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.widgets.labelled import FindingLine


class FindingLinks(QWidget):
    """``chosen(field)`` when a finding is clicked or reached by F8."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._next = 0
        self._lines: list[FindingLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setAccessibleName("Những điểm cần bổ sung trước khi chốt báo cáo")
        self.setVisible(False)

    def serve(self, screen: QWidget) -> None:
        """Make F8 work anywhere in this screen."""
        shortcut = QShortcut(QKeySequence("F8"), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.go_next)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        if tuple(findings) == self._findings:
            return
        self._findings, self._next = tuple(findings), 0
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(finding) for finding in self._findings]
        self.setVisible(bool(self._lines))

    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return tuple(line.text() for line in self._lines)

    def go_next(self) -> None:
        """Go to the next finding, after the last to the first."""
        if self._findings:
            finding = self._findings[self._next % len(self._findings)]
            self._next += 1
            self.chosen.emit(_field(finding))

    def _line(self, finding: Finding) -> FindingLine:
        line = FindingLink(_field(finding))
        line.chosen.connect(self.chosen)
        self._column.addWidget(line)
        line.show_finding(finding.level.value, finding.text)  # shows itself: it must have its place before
        return line


class FindingLink(FindingLine):
    """One finding; a click goes to its field."""

    chosen = Signal(str)

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Bấm để đến ô cần bổ sung (F8: điểm tiếp theo)")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the field."""
        super().mouseReleaseEvent(event)
        self.chosen.emit(self._field)


def _field(finding: Finding) -> str:
    return finding.target.split(":")[2] if finding.target.count(":") > 1 else "internal_due"
