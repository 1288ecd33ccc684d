"""A field of a form: its label above, an optional hint, and what is wrong with it in words below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets import icons
from ui.widgets.labels import HintLabel
from ui.widgets.looks import FINDING_LOOKS
from ui.widgets.theme import SPACE, TEXT_SMALL


class FindingLine(QWidget):
    """One finding in words, with the icon and ink of its level; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(16, 18))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.setVisible(False)

    def text(self) -> str:
        """The words shown; empty when there is no finding."""
        return self._text.text()

    def show_finding(self, level: str, text: str) -> None:
        """Show a finding of level "block", "warn" or "info"; an empty text hides the line."""
        look = FINDING_LOOKS[level]
        self._icon.setPixmap(icons.pixmap(look.icon, look.ink, size=16, scale=self.devicePixelRatioF()))
        self._text.setText(text)
        self._text.setStyleSheet(f"color: {look.ink}; font-size: {TEXT_SMALL}px")
        self.setVisible(bool(text))


class Labelled(QWidget):
    """Label, editor, hint and finding in one column; the label is the editor's buddy and gives it its name."""

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = QLabel(f"{label} *" if required else label)
        self.label.setProperty("kind", "field")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label.replace("&", ""))
        self.hint = HintLabel(hint)
        if not hint:
            self.hint.hide()  # never shown by itself here: without a parent it would be a window
        self.finding = FindingLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.label, editor, self.hint, self.finding):
            column.addWidget(widget)
        refused = getattr(editor, "refused", None)
        if refused is not None:
            refused.connect(self._on_refused)

    def set_finding(self, level: str, text: str) -> None:
        """Show what is wrong ("block", "warn") or worth knowing ("info"); an empty text clears it."""
        self.finding.show_finding(level, text)
        self.editor.setAccessibleDescription(text)

    def clear_finding(self) -> None:
        """Nothing is wrong any more."""
        self.set_finding("info", "")

    def _on_refused(self, text: str) -> None:
        self.set_finding("block", text)


class FieldRow(QWidget):
    """Fields side by side; their labels stand on one line whatever is written below them."""

    def __init__(self, *fields: tuple[Labelled, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        for field, stretch in fields:
            row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
