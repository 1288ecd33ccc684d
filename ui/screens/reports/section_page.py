"""The section in sight: heading, figures, narrative. Only this section is built; Enter and arrows go through it."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.screens.reports.facts import FigureFacts, Mode, SectionFacts
from ui.screens.reports.field_editors import Today
from ui.screens.reports.figure_row import FigureRow
from ui.screens.reports.narrative_pane import NarrativePane
from ui.screens.reports.row_parts import ValueBox
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.scroll_page import ScrollPage

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SectionPage(ScrollPage):
    """``row_made(FigureRow)`` and ``narrative_made(NarrativePane)`` let the screen connect what is built anew."""

    row_made = Signal(object)
    narrative_made = Signal(object)
    child_wanted = Signal(str)
    unread_kept = Signal(str, str)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._facts: SectionFacts | None = None
        self._read_only = False
        self.rows: dict[str, FigureRow] = {}
        self.narrative: NarrativePane | None = None
        self._unread: dict[str, str] = {}
        self._report = ("", "")
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.body.addStretch(1)
        for keys, slot in (
            ("Ctrl+0", lambda row: row.toggle_not_arising()),
            ("Ctrl+U", lambda row: row.toggle_estimate()),
            ("F6", lambda row: row.go_to_source()),
            ("Ctrl+P", lambda row: row.offer_accepted.emit(row.facts.code) if row.facts.offered else None),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda slot=slot: self._with_current_row(slot))

    def show_section(self, facts: SectionFacts) -> None:
        """Show another section; what could not be read in the one before is kept for when it comes back."""
        self._leave()
        self._facts = facts
        old, self._content = self._content, QWidget()
        self.body.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()
        self._build(facts)
        self._show_read_only()
        self.verticalScrollBar().setValue(0)

    def refresh_section(self, facts: SectionFacts) -> None:
        """The same section as stored now; it is only built anew when it has other figures."""
        if self._facts is None or _shape(facts) != _shape(self._facts):
            self.show_section(facts)
            return
        self._facts = facts
        for row in facts.rows:
            if row.code in self.rows:
                self.rows[row.code].show_facts(row, compares=facts.has_comparison)
        if self.narrative is not None and facts.narrative is not None:
            self.narrative.show_facts(facts.narrative, anew=False)

    def show_report(self, report: tuple[str, str]) -> None:
        """What could not be read belongs to one report (form and period)."""
        if report != self._report:
            self._report, self._unread, self._facts = report, {}, None

    def set_read_only(self, *, value: bool) -> None:
        """Let the section be read only."""
        if value is not self._read_only:
            self._read_only = value
            self._show_read_only()

    def focus_field(self, code: str) -> None:
        """Put the cursor into a figure and bring it into sight."""
        row = self.rows.get(code)
        if row is None or not row.inputs():
            return
        target = row.inputs()[0]
        self._settle_layout()
        self.ensureWidgetVisible(row, 0, 3 * theme.SPACE)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()

    def focus_text(self) -> None:
        """Put the cursor into the narrative, or into the first figure where there is none."""
        if self.narrative is not None:
            self._settle_layout()
            self.ensureWidgetVisible(self.narrative, 0, 0)
            self.narrative.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor into the first figure that is typed, else into the text."""
        first = next((row for row in self.rows.values() if row.editor is not None), None)
        if first is not None:
            self.focus_field(first.facts.code)
        elif self.narrative is not None:
            self.narrative.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next figure that is typed, the arrows to the figure below or above."""
        if event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget) and isinstance(event, QKeyEvent):
            if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
                return False
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        key = event.key()
        if isinstance(watched, QPlainTextEdit):
            return False
        if key in _ENTER:
            return self._step(watched, 1, typed_only=True)
        if isinstance(watched, QComboBox):
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._step(watched, 1 if key == Qt.Key.Key_Down else -1, typed_only=False)
        return False

    def _step(self, watched: QWidget, by: int, *, typed_only: bool) -> bool:
        chain = [
            widget
            for widget in self._inputs()
            if widget is watched or not (typed_only and isinstance(widget, ValueBox))
        ]
        if watched not in chain:
            return False
        place = chain.index(watched) + by
        if not 0 <= place < len(chain):
            return by < 0
        target = chain[place]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()
        owner = next((row for row in self.rows.values() if target in row.inputs()), None)
        self.ensureWidgetVisible(owner or target, 0, 3 * theme.SPACE)
        return True

    def _inputs(self) -> Iterator[QWidget]:
        for row in self.rows.values():
            yield from row.inputs()
        if self.narrative is not None:
            yield self.narrative.text

    def _build(self, facts: SectionFacts) -> None:
        self.rows, self.narrative = {}, None
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        title = TitleLabel(facts.heading)
        title.setWordWrap(True)
        column.addWidget(title)
        if facts.note:
            column.addWidget(HintLabel(facts.note))
        for child in facts.children:
            link = buttons.quiet(child.text, "chevron-right", tip="Mở mục này")
            link.clicked.connect(lambda _checked=False, target=child.target: self.child_wanted.emit(target))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if facts.rows:
            column.addWidget(self._figures(facts))
        if facts.narrative is not None:
            self.narrative = NarrativePane(facts.code)
            self.narrative.show_facts(facts.narrative, anew=True)
            column.addWidget(self.narrative)
            self.narrative_made.emit(self.narrative)
        for widget in self._inputs():
            widget.installEventFilter(self)
        for row in self.rows.values():
            self._restore(row)

    def _figures(self, facts: SectionFacts) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, theme.SPACE // 2)
        column.setSpacing(0)
        for number, row in enumerate(facts.rows):
            if row.mode is Mode.HEADING:
                column.addWidget(_heading(row))
                continue
            if number and facts.rows[number - 1].mode is not Mode.HEADING:
                column.addWidget(_rule())
            made = FigureRow(row, self._today, compares=facts.has_comparison)
            self.rows[row.code] = made
            column.addWidget(made)
            self.row_made.emit(made)
        return card

    def _leave(self) -> None:
        """Commit what is pending and keep what cannot be read."""
        flush_editors(self._content)
        for code, row in self.rows.items():
            text = row.editor.unread_text() if row.editor is not None else ""
            self._unread.pop(code, None)
            if text:
                self._unread[code] = text

    def _restore(self, row: FigureRow) -> None:
        text = self._unread.get(row.facts.code, "")
        if text and row.editor is not None:
            row.editor.restore_unread(text)

    def _show_read_only(self) -> None:
        for row in self.rows.values():
            row.set_read_only(value=self._read_only)
        if self.narrative is not None:
            self.narrative.set_read_only(value=self._read_only)

    def _settle_layout(self) -> None:
        """Let a section that was just built take its size, so that a place in it can be found."""
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        self.body.activate()
        inside = self.widget()
        if inside is not None:
            inside.resize(self.viewport().width(), inside.heightForWidth(self.viewport().width()))

    def _with_current_row(self, deed: object) -> None:
        focus = self.focusWidget()
        row = next((item for item in self.rows.values() if focus in item.inputs()), None)
        if row is not None and callable(deed):
            deed(row)


def _shape(facts: SectionFacts) -> tuple[object, ...]:
    """What makes a section be built anew: its figures and how each is entered."""
    return (
        facts.code,
        tuple((row.code, row.spec, row.mode is Mode.TYPED) for row in facts.rows),
        facts.narrative is None,
    )


def _heading(facts: FigureFacts) -> QWidget:
    label = TextLabel(f"{facts.code}  {facts.name}")
    label.setStyleSheet(
        f"background: #E8EDF4; color: {theme.ACCENT_DARK}; font-weight: 600; padding: 5px {theme.SPACE}px"
    )
    return label


def _rule() -> QLabel:
    line = QLabel()
    line.setFixedHeight(1)
    line.setStyleSheet("background: #E5E9EF")
    return line
