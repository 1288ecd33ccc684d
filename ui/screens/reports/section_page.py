"""The section in sight: heading, figures, narrative. Only this section is built; Enter and arrows go through it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.subject import Subject
from ui.screens.reports.facts import Mode, SectionFacts
from ui.screens.reports.field_editors import Today, Unread
from ui.screens.reports.figure_list import FigureList
from ui.screens.reports.figure_row import FigureRow
from ui.screens.reports.narrative_pane import NarrativePane
from ui.screens.reports.row_parts import ValueBox
from ui.screens.reports.table_editor import TableEditor
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.keeping import Spot
from ui.widgets.labels import HintLabel, TitleLabel
from ui.widgets.scroll_page import ScrollPage

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARGIN = 3 * theme.SPACE


class SectionPage(ScrollPage):
    """``row_made(FigureRow)`` and ``narrative_made(NarrativePane)`` let the screen connect what is built anew."""

    row_made = Signal(object)
    narrative_made = Signal(object)
    child_wanted = Signal(str)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._facts: SectionFacts | None = None
        self._report = ("", "")
        self._unread: dict[tuple[str, str], dict[str, Unread]] = {}
        self._read_only = False
        self._figures: FigureList | None = None
        self.narrative: NarrativePane | None = None
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.body.addStretch(1)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        for keys, deed in (
            ("Ctrl+0", FigureRow.toggle_not_arising),
            ("Ctrl+U", FigureRow.toggle_estimate),
            ("F6", FigureRow.go_to_source),
            ("Ctrl+P", FigureRow.accept_offer),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda deed=deed: self._with_current_row(deed))

    @property
    def rows(self) -> dict[str, FigureRow]:
        """The rows that are built, by the code of their figure."""
        return self._figures.rows if self._figures is not None else {}

    @property
    def report(self) -> tuple[str, str]:
        """Form and period of the report in sight; empty before there is one."""
        return self._report

    def show_report(self, report: tuple[str, str]) -> None:
        """Another report (form and period) comes: nothing that still stands in the old one may be written into it."""
        if report == self._report:
            return
        self._silence()
        if self._facts is not None:
            self._keep_unread()
        self._report, self._facts = report, None

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor: the text of the section, a figure or a part of one."""
        form, period = self._report
        if not form or self._facts is None:
            return None
        target, words = f"report:{form}:{period}", f"Báo cáo {parse_period(period).label}"
        if self.narrative is not None and editor is self.narrative.text:
            return Spot(f"{target}:#{self.narrative.code}", f"{words}, {self._facts.heading}")
        for code, row in self.rows.items():
            part = row.part_of(editor)
            if part is not None:
                return Spot(f"{target}:{code}~{part}" if part else f"{target}:{code}", f"{words}, {row.facts.name}")
        return None

    def history_of(self, widget: QWidget) -> Subject | None:
        """The figure whose row the widget is in, else the text of the section."""
        form, period = self._report
        code = next((code for code, row in self.rows.items() if row.isAncestorOf(widget)), "")
        if code and form:
            return subject.figure(form, period, code)
        return subject.section(form, period, self.narrative.code) if self.narrative is not None and form else None

    def judge(self) -> None:
        """Read now what is still being typed, as if every field were left."""
        for row in self.rows.values():
            if row.editor is not None:
                row.editor.judge()

    def drop_unread(self) -> None:
        """The report was completed: what could not be read has no place any more; a section must be shown next."""
        self._silence()
        self._unread.pop(self._report, None)
        self._facts = None

    def _silence(self) -> None:
        """Nothing that still stands here may be written any more."""
        for part in (*self.rows.values(), self.narrative):
            if part is not None:
                part.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here

    def show_section(self, facts: SectionFacts) -> None:
        """Show another section; what could not be read in the one before is kept for when it comes back."""
        self._leave()
        self._facts = facts
        old, self._content = self._content, QWidget()
        self.body.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()
        self._build(facts)
        self._content.show()  # now, not with the next event: a figure in it may be wanted at once
        self.set_read_only(value=self._read_only)
        self.verticalScrollBar().setValue(0)

    def refresh_section(self, facts: SectionFacts) -> None:
        """The same section as stored now; it is only built anew when it has other figures."""
        if self._facts is None or _shape(facts) != _shape(self._facts):
            self.show_section(facts)
            return
        self._facts = facts
        if self._figures is not None:
            self._figures.refresh(facts)
        if self.narrative is not None and facts.narrative is not None:
            self.narrative.show_facts(facts.narrative, anew=False)

    def set_read_only(self, *, value: bool) -> None:
        """Let the section be read only."""
        self._read_only = value
        for part in (self._figures, self.narrative):
            if part is not None:
                part.set_read_only(value=value)

    def focus_field(self, code: str) -> None:
        """Put the cursor into a figure and bring it into sight."""
        if self._figures is not None and code not in self.rows:
            self._figures.finish()
        row = self.rows.get(code)
        if row is not None and row.inputs():
            self._settle_layout()
            self._go_to(row.inputs()[0], row)

    def focus_text(self) -> None:
        """Put the cursor into the narrative, or into the first figure where there is none."""
        if self.narrative is None:
            self.focus_first()
            return
        if self._figures is not None:
            self._figures.finish()
        self._settle_layout()
        self._go_to(self.narrative.text, self.narrative)

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
            plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            return event.modifiers() in plain and self._on_key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QWidget, key: Qt.Key) -> bool:
        if isinstance(watched, QPlainTextEdit):
            return False
        if key in _ENTER:
            flush_editors(self._content)
            return self._enter(watched)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not isinstance(watched, QComboBox):
            return self._step(watched, 1 if key == Qt.Key.Key_Down else -1, typed_only=False)
        return False

    def _enter(self, watched: QWidget) -> bool:
        """Go on within a table, and from its end to the next field."""
        row = next((item for item in self.rows.values() if watched in item.inputs()), None)
        if row is None or not isinstance(row.editor, TableEditor):
            return self._step(watched, 1, typed_only=True)
        cell = row.editor.after(watched)
        if cell is None:
            return self._step(row.editor.add, 1, typed_only=True)
        self._settle_layout()
        self._go_to(cell, cell)
        return True

    def _step(self, watched: QWidget, by: int, *, typed_only: bool) -> bool:
        """Go on from a field; false leaves the key to the field itself."""
        last = list(self.rows.values())[-2:]
        if self._figures is not None and any(watched in row.inputs() for row in last):
            self._figures.go_on()
        chain = [item for item in self._inputs() if item is watched or not (typed_only and isinstance(item, ValueBox))]
        if watched not in chain:
            return False
        place = chain.index(watched) + by
        if 0 <= place < len(chain):
            target = chain[place]
            self._go_to(target, next((row for row in self.rows.values() if target in row.inputs()), target))
        return True

    def _go_to(self, target: QWidget, whole: QWidget) -> None:
        self.ensureWidgetVisible(whole, 0, _MARGIN)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()

    def _inputs(self) -> Iterator[QWidget]:
        for row in self.rows.values():
            yield from row.inputs()
        if self.narrative is not None:
            yield self.narrative.text

    def _build(self, facts: SectionFacts) -> None:
        self._figures = self.narrative = None
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
            self._figures = FigureList(facts, self._today)
            self._figures.row_made.connect(self._on_row_made)
            self._figures.go_on()
            column.addWidget(self._figures)
        if facts.narrative is not None:
            self.narrative = NarrativePane(facts.code)
            self.narrative.show_facts(facts.narrative, anew=True)
            column.addWidget(self.narrative)
            self.narrative_made.emit(self.narrative)

    def _on_row_made(self, row: FigureRow) -> None:
        self._watch(row.inputs())
        row.grown.connect(self._watch)
        self.row_made.emit(row)
        texts = self._unread.get(self._report, {}).get(row.facts.code)
        if texts:
            row.put_back(texts)

    def _watch(self, widgets: tuple[QWidget, ...]) -> None:
        for widget in widgets:
            widget.installEventFilter(self)

    def _on_scrolled(self, value: int) -> None:
        """Build more of a long list before its end comes into sight."""
        nearly = self.verticalScrollBar().maximum() - self.viewport().height()
        if self._figures is not None and not self._figures.is_whole and value >= nearly:
            self._figures.go_on()

    def _leave(self) -> None:
        """Commit what is pending and keep what cannot be read; of another report that was done before."""
        if self._facts is None:
            return
        flush_editors(self._content)
        self.judge()
        self._keep_unread()

    def _keep_unread(self) -> None:
        kept = self._unread.setdefault(self._report, {})
        for code, row in self.rows.items():
            texts = row.unsaved_texts()
            kept.pop(code, None)
            if texts:
                kept[code] = texts

    def _settle_layout(self) -> None:
        """Let a section that was just built take its size, so that a place in it can be found."""
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        self.body.activate()
        inside = self.widget()
        if inside is not None:
            inside.resize(self.viewport().width(), inside.heightForWidth(self.viewport().width()))

    def _with_current_row(self, deed: Callable[[FigureRow], None]) -> None:
        focus = self.focusWidget()
        row = next((item for item in self.rows.values() if focus in item.inputs()), None)
        if row is not None:
            deed(row)


def _shape(facts: SectionFacts) -> tuple[object, ...]:
    """What makes a section be built anew: its figures and how each is entered."""
    rows = tuple((row.code, row.spec, row.mode is Mode.TYPED) for row in facts.rows)
    return facts.code, rows, facts.narrative is None
