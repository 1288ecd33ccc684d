"""What a package will weigh and what it lacks: some lines above the folder of the export."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.labelled import FindingLine


class BudgetLines(QWidget):
    """Hidden while nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[FindingLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setVisible(False)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these sentences by their level."""
        while len(self.lines) < len(lines):
            self.lines.append(FindingLine())
            self._column.addWidget(self.lines[-1])
        for place, line in enumerate(self.lines):
            line.show_finding(*(lines[place] if place < len(lines) else ("info", "")))
        self.setVisible(bool(lines))
