"""One figure of a section: its line, its editor where that is wide, its override, and what is wrong with it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, FieldValue, ValueState
from cchc_desktop.domain.period import Window
from ui.screens.reports.facts import OVERRIDE, REASON, FigureFacts, Mode, Remark
from ui.screens.reports.field_editors import NARROW, FieldEditor, Today, Unread
from ui.screens.reports.field_editors_compound import field_editor
from ui.screens.reports.figure_line import FigureLine
from ui.screens.reports.figures import UNKNOWN
from ui.screens.reports.override_box import OverrideBox, OverrideLine
from ui.screens.reports.remark_line import RemarkLine
from ui.screens.reports.row_parts import SmallButton, ValueBox, estimate_toggle, not_arising_toggle
from ui.widgets import buttons, theme
from ui.widgets.kept_editors import forget_text


class FigureRow(QFrame):
    """A row; each of its signals begins with the code of the figure.

    ``entered(code, FieldValue)``, ``override_done(code, text, reason)``, ``unread(code, sentence)``; ``origin_wanted``
    tells a link, ``explain_wanted`` a finding, ``grown`` the widgets of a row that was added to a table.
    """

    entered = Signal(str, object)
    override_done = Signal(str, str, str)
    override_dropped = Signal(str)
    override_left = Signal(str)
    explain_wanted = Signal(str)
    grown = Signal(object)
    offer_accepted = Signal(str)
    origin_wanted = Signal(str)
    unread = Signal(str, str)
    focused = Signal(str)

    def __init__(
        self,
        facts: FigureFacts,
        today: Today,
        *,
        compares: bool,
        window: Window | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.facts = facts
        self._read_only = False
        self._value = EMPTY
        self.editor: FieldEditor | None = None
        self.box: ValueBox | None = None
        self.override: OverrideBox | None = None
        self._override_line: OverrideLine | None = None
        self._offer: QPushButton | None = None
        self._refusal = self._submitted = ""
        self._lines: list[RemarkLine] = []
        self.not_arising: SmallButton | None = None
        self.estimate: SmallButton | None = None
        self.source: SmallButton | None = None
        self.replace: SmallButton | None = None
        self._make_parts(today, window)
        narrow = self.box or (self.editor if facts.spec.type in NARROW else None)
        self.line = FigureLine(facts, value=narrow, deeds=self._deeds())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.line)
        if self.editor is not None and self.editor is not narrow:
            self._column.addWidget(self.editor)
            self._column.addSpacing(theme.SPACE)
        self.setObjectName(f"figure-{facts.code}")
        self._name_parts()
        self.show_facts(facts, compares=compares, anew=True)

    def show_facts(self, facts: FigureFacts, *, compares: bool, anew: bool = False) -> None:
        """Show the figure as stored now; ``anew`` drops what is being typed."""
        self.facts = facts
        self.line.show_facts(facts, compares=compares)
        if self.editor is not None:
            if anew:
                self.editor.show_value(facts.value)
            else:
                self.editor.refresh_value(facts.value)
            self._take(facts.value)
        if self.box is not None:
            overridden = facts.mode is Mode.OVERRIDDEN
            self.box.show_text(facts.shown, overridden=overridden, unknown=facts.shown == UNKNOWN)
            self._show_override(overridden=overridden)
        self._show_source()
        self._show_offer()
        self._show_remarks()

    def set_read_only(self, *, value: bool) -> None:
        """Let the figure be read only."""
        self._read_only = value
        if self.editor is not None:
            self.editor.set_read_only(value)
        for deed in (self.not_arising, self.estimate, self.replace):
            if deed is not None:
                deed.setEnabled(not value)
                deed.setVisible(deed.isChecked() or not value)
        if self._override_line is not None:
            self._override_line.set_read_only(value=value)
        if value:
            self.close_override()
        self._show_offer()

    def show_refusal(self, text: str) -> None:
        """Say under the figure why what was typed is not taken; it stays where it was typed."""
        if self.override is not None:
            self._submitted = ""
            self.override.show_refusal(text)
        elif self.editor is not None:
            self.editor.set_refusal(text)

    def inputs(self) -> tuple[QWidget, ...]:
        """What takes the cursor: the parts of the editor, or the box of a derived figure."""
        if self.editor is not None:
            return self.editor.inputs()
        return (self.box,) if self.box is not None else ()

    def part_of(self, widget: QWidget) -> str | None:
        """The part of the figure for which a widget is ("" for the whole); None for a widget of something else."""
        if self.override is not None and widget in (self.override.value, self.override.reason):
            return OVERRIDE if widget is self.override.value else REASON
        if self.editor is None or widget not in self.editor.inputs():
            return None
        return self.editor.part_of(widget)

    def unsaved_texts(self) -> Unread:
        """What was typed and is not stored: text that cannot be read, or an override that was not written yet."""
        if self.override is not None:
            return {OVERRIDE: self.override.value.text(), REASON: self.override.reason.text()}
        return self.editor.unread() if self.editor is not None else {}

    def put_back(self, texts: Unread) -> None:
        """Put back what was typed and is not stored."""
        if self.editor is not None:
            self.editor.restore_unread(texts)
        elif texts.get(OVERRIDE) or texts.get(REASON):
            self.open_override(texts.get(OVERRIDE, ""), texts.get(REASON, ""))

    def toggle_not_arising(self) -> None:
        """Declare that the matter did not arise, or take it back."""
        if self.not_arising is not None and self.not_arising.isEnabled():
            self.not_arising.click()

    def toggle_estimate(self) -> None:
        """Mark the figure as estimated, or as counted."""
        if self.estimate is not None and self.estimate.isEnabled():
            self.estimate.click()

    def open_override(self, typed: str = "", reason: str = "") -> None:
        """Begin to put a typed figure in the place of the derived one; ``typed`` stood here before."""
        if not self.facts.overridable or self._read_only or self.override is not None:
            return
        self.override = OverrideBox(derived=self.facts.derived_shown)
        self.override.done.connect(self._on_override_done)
        self.override.left.connect(self._on_override_left)
        self._column.addWidget(self.override)
        text = self.facts.shown if self.facts.mode is Mode.OVERRIDDEN else ""
        self.override.begin(typed or text, reason or self.facts.reason)

    def close_override(self) -> None:
        """Take the box of the override away."""
        if self.override is not None:
            self._column.removeWidget(self.override)
            self.override.hide()
            self.override.deleteLater()
            self.override = None

    def accept_offer(self) -> None:
        """Take over the value of the previous period, where one is offered."""
        if self.facts.offered and not self._read_only:
            self.offer_accepted.emit(self.facts.code)

    def go_to_source(self) -> None:
        """Go where the figure comes from."""
        if self.facts.origin is not None and self.facts.origin.target:
            self.origin_wanted.emit(self.facts.origin.target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor comes into the figure."""
        if event.type() is QEvent.Type.FocusIn:
            self.focused.emit(self.facts.code)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the editor goes to the figure."""
        super().mousePressEvent(event)
        if self.inputs():
            self.inputs()[0].setFocus(Qt.FocusReason.MouseFocusReason)

    def _make_parts(self, today: Today, window: Window | None) -> None:
        facts = self.facts
        if facts.mode is Mode.TYPED:
            self.editor = field_editor(facts.spec, today, window)
            self.editor.grown.connect(self._on_grown)
            self.editor.entered.connect(self._on_entered)
            self.editor.refused.connect(self._on_refused)
        else:
            self.box = ValueBox()
            self.box.override_wanted.connect(lambda: self.open_override())
        if facts.may_not_arise and facts.mode is Mode.TYPED:
            self.not_arising = not_arising_toggle()
            self.not_arising.clicked.connect(self._on_not_arising)
        if facts.may_be_estimated and facts.mode is Mode.TYPED:
            self.estimate = estimate_toggle()
            self.estimate.clicked.connect(self._on_estimate)
        if self.box is not None:
            self.source = SmallButton("Nguồn")
            self.source.clicked.connect(self.go_to_source)
        if self.box is not None and facts.overridable:
            self.replace = SmallButton("Thay số", tip="Nhập số khác với số tự tính, kèm lý do (F2)")
            self.replace.clicked.connect(lambda: self.open_override())

    def _deeds(self) -> tuple[SmallButton, ...]:
        every = (self.not_arising, self.estimate, self.source, self.replace)
        return tuple(deed for deed in every if deed is not None)

    def _name_parts(self) -> None:
        self._name(self.inputs())

    def _on_grown(self, widgets: tuple[QWidget, ...]) -> None:
        self._name(widgets)
        self.grown.emit(widgets)

    def _name(self, widgets: tuple[QWidget, ...]) -> None:
        unit = f", {self.facts.spec.unit}" if self.facts.spec.unit else ""
        for widget in widgets:
            own = widget.accessibleName()
            words = f"{self.facts.name}{unit}"
            widget.setAccessibleName(f"{words}: {own}" if own else words)
            widget.installEventFilter(self)

    def _take(self, value: FieldValue) -> None:
        self._value = value
        if self.not_arising is not None:
            self.not_arising.setChecked(value.state is ValueState.NOT_ARISING)
        if self.estimate is not None:
            self.estimate.setChecked(value.estimate)
            self.estimate.setEnabled(value.state is ValueState.VALUE and not self._read_only)

    def _on_entered(self, value: FieldValue) -> None:
        estimated = self.estimate is not None and self.estimate.isChecked() and value.state is ValueState.VALUE
        value = FieldValue(value.state, value.value, estimated)
        self._take(value)
        self.entered.emit(self.facts.code, value)

    def _on_not_arising(self) -> None:
        assert self.not_arising is not None
        value = NOT_ARISING if self.not_arising.isChecked() else EMPTY
        if self.editor is not None:
            self.editor.show_value(value)
        self._take(value)
        self.entered.emit(self.facts.code, value)

    def _on_estimate(self) -> None:
        assert self.estimate is not None
        if self.editor is not None:
            self.editor.commit()
        if self._value.state is not ValueState.VALUE:
            self.estimate.setChecked(False)
            return
        value = FieldValue(self._value.state, self._value.value, self.estimate.isChecked())
        self._take(value)
        self.entered.emit(self.facts.code, value)

    def _on_refused(self, text: str) -> None:
        if text != self._refusal:
            self._refusal = text
            self._show_remarks()
            self.unread.emit(self.facts.code, text)

    def _on_override_done(self, text: str, reason: str) -> None:
        self._submitted = reason
        self.override_done.emit(self.facts.code, text, reason)

    def _on_override_left(self) -> None:
        self._forget_override()
        self.close_override()
        self.override_left.emit(self.facts.code)
        if self.box is not None:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_override(self) -> None:
        """The override is stored, or given up: its texts are kept no more."""
        if self.override is not None:
            for editor in (self.override.value, self.override.reason):
                forget_text(editor)

    def _show_override(self, *, overridden: bool) -> None:
        if self.replace is not None:
            self.replace.setVisible(not overridden)
        if overridden and self._override_line is None:
            self._override_line = OverrideLine()
            self._override_line.changed.connect(lambda: self.open_override())
            self._override_line.dropped.connect(lambda: self.override_dropped.emit(self.facts.code))
            self._column.insertWidget(1, self._override_line)
        if overridden and self.override is not None and self.facts.reason == self._submitted:
            self._submitted = ""
            self._forget_override()
            self.close_override()
            if self.box is not None:
                self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._override_line is not None:
            self._override_line.setVisible(overridden)
            if overridden:
                self._override_line.show_override(self.facts.derived_shown, self.facts.reason)

    def _show_source(self) -> None:
        if self.source is None:
            return
        origin = self.facts.origin
        self.source.setEnabled(origin is not None and bool(origin.target))
        self.source.setText("Nguồn" if origin is not None and origin.target else "Tự tính")
        words = origin.text if origin else "Tính từ các số liệu khác của báo cáo"
        self.source.setToolTip(f"{words} (F6: mở nguồn)" if origin and origin.target else words)

    def _show_offer(self) -> None:
        text = self.facts.offered if not self._read_only else ""
        if self._offer is not None and not text:
            self._offer.hide()
        if text and self._offer is None:
            offer = buttons.quiet("", "repeat", tip="Lấy số của kỳ trước làm số kỳ này (Ctrl+P)")
            offer.clicked.connect(self.accept_offer)
            theme.mark(offer, "bare", on=False)
            self._column.insertWidget(1, offer, 0, Qt.AlignmentFlag.AlignLeft)
            self._offer = offer
        if text and self._offer is not None:
            self._offer.setText(f"Dùng số kỳ trước: {text}")
            self._offer.setVisible(True)

    def _show_remarks(self) -> None:
        shown = [Remark("block", self._refusal)] if self._refusal else []
        shown += self.facts.remarks
        while len(self._lines) < len(shown):
            line = RemarkLine()
            line.explain_wanted.connect(self.explain_wanted)
            self._column.addWidget(line)
            self._lines.append(line)
        for number, line in enumerate(self._lines):
            line.show_remark(shown[number] if number < len(shown) else Remark("info", ""), read_only=self._read_only)
