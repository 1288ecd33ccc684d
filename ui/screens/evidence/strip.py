"""A calm line above the table: what was found, and what can be done about it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.screens.evidence.facts import StripFacts, Strips
from ui.widgets import buttons, icons, theme
from ui.widgets.looks import NOTICE_LOOKS


class NoteStrip(QFrame):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.deeds: list[QPushButton] = []
        self._told: dict[Strips, StripFacts] = {}
        self._facts: StripFacts | None = None
        self._picture = QLabel()
        self._picture.setFixedSize(QSize(20, 20))
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._more = QLabel()
        self._more.setProperty("kind", "hint")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SPACE + 4, 4, theme.SPACE, 4)
        self._row.setSpacing(theme.SPACE)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._more)
        self.setVisible(False)

    def text(self) -> str:
        """The words shown; empty while hidden."""
        return self._facts.text if self._facts else ""

    def tell(self, place: Strips, facts: StripFacts | None) -> None:
        """Show the most urgent of the lines that are to be told; the others wait until it is closed."""
        if facts is None:
            self._told.pop(place, None)
        else:
            self._told[place] = facts
        waiting = [self._told[one] for one in Strips if one in self._told]
        self._show(waiting[0] if waiting else None, more=len(waiting) - 1)

    def _show(self, facts: StripFacts | None, *, more: int) -> None:
        """Show a line, or take it away; ``more`` lines wait behind it. The same words keep the cursor on a button."""
        unchanged = facts is not None and self._facts is not None and facts.text == self._facts.text
        self._facts = facts
        self.setVisible(facts is not None)
        if facts is None:
            return
        self._words.setText(facts.text)
        self._more.setText(f"còn {more} thông báo" if more > 0 else "")
        self.setAccessibleName(facts.text)
        look = NOTICE_LOOKS[facts.kind]
        self._picture.setPixmap(icons.pixmap(look.icon, look.ink, size=20, scale=self.devicePixelRatioF()))
        self.setStyleSheet(
            f"QFrame#strip {{ background: {look.soft}; border: 1px solid {look.fill}; border-radius: 4px }}"
        )
        if not unchanged:
            self._replace_deeds(len(facts.deeds))

    def _replace_deeds(self, count: int) -> None:
        for old in self.deeds:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.deeds = []
        for number in range(count):
            self._add_deed(number)

    def _add_deed(self, number: int) -> None:
        assert self._facts is not None
        made = buttons.plain(self._facts.deeds[number].text)
        made.clicked.connect(lambda: self._run(number))
        self.deeds.append(made)
        self._row.addWidget(made)

    def _run(self, number: int) -> None:
        if self._facts is not None:
            self._facts.deeds[number].run()
