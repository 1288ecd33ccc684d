"""Editors of fields that have parts: several choices, a document with number and date; and the one for any type."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, DocumentReference, FieldValue, of
from cchc_desktop.domain.period import Window
from ui.screens.reports.field_editors import (
    FieldEditor,
    Today,
    Unread,
    date_line,
    judge_date,
    put_back,
    simple_editor,
)
from ui.screens.reports.table_editor import TableEditor
from ui.widgets import theme
from ui.widgets.editors import AutosaveLine

_DAY = "day"


def field_editor(spec: ValueSpec, today: Today, window: Window | None = None) -> FieldEditor:
    """The editor for a field of this type; ``window`` are the days that are reported."""
    if spec.type is FieldType.MULTI_CHOICE:
        return MultiChoiceEditor(spec)
    if spec.type is FieldType.DOCUMENT:
        return DocumentEditor(today, window)
    if spec.type is FieldType.TABLE:
        return TableEditor(spec, today, window)
    return simple_editor(spec, today, window=window)


class TickBox(QCheckBox):
    """A check box that can be read only: the tick stays as clear as before, it only cannot be changed."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._read_only = False

    def isReadOnly(self) -> bool:
        """Whether the tick cannot be changed."""
        return self._read_only

    def set_read_only(self, *, value: bool) -> None:
        """Let the tick be seen only."""
        self._read_only = value

    def nextCheckState(self) -> None:
        """Change the tick, unless it is read only."""
        if not self._read_only:
            super().nextCheckState()


class MultiChoiceEditor(FieldEditor):
    """A check box for each option; nothing ticked is empty."""

    def __init__(self, spec: ValueSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {option.code: TickBox(option.label) for option in spec.options}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for box in self._boxes.values():
            column.addWidget(box)
            box.toggled.connect(self._on_toggled)

    def show_value(self, value: FieldValue) -> None:
        """Tick what was chosen."""
        chosen = value.value if isinstance(value.value, tuple) else ()
        for code, box in self._boxes.items():
            box.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
            box.setChecked(code in chosen)
            box.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword here

    def refresh_value(self, value: FieldValue) -> None:
        """A tick is never half made."""
        self.show_value(value)

    def set_refusal(self, text: str) -> None:
        """Say why it is not taken."""
        self.refused.emit(text)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Show the ticks only."""
        for box in self._boxes.values():
            box.set_read_only(value=value)

    def commit(self) -> None:
        """Nothing is ever pending."""

    def inputs(self) -> tuple[QWidget, ...]:
        """The boxes."""
        return tuple(self._boxes.values())

    def _on_toggled(self) -> None:
        chosen = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self.entered.emit(of(chosen) if chosen else EMPTY)


class DocumentEditor(FieldEditor):
    """A document that is referred to: number and notation, day, abstract."""

    def __init__(self, today: Today, window: Window | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusals: dict[QWidget, str] = {}
        self.number = AutosaveLine(placeholder="Số, ký hiệu")
        self.day = date_line(today, window)
        self.abstract = AutosaveLine(placeholder="Trích yếu nội dung")
        self.number.setAccessibleName("Số, ký hiệu văn bản")
        self.day.setAccessibleName("Ngày văn bản")
        self.abstract.setAccessibleName("Trích yếu nội dung")
        self.day.setFixedWidth(140)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.number, 1)
        head.addWidget(self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addLayout(head)
        column.addWidget(self.abstract)
        for editor in (self.number, self.day, self.abstract):
            editor.committed.connect(self._on_committed)
            editor.refused.connect(lambda text, editor=editor: self._on_refused(editor, text))

    def show_value(self, value: FieldValue) -> None:
        """Show a document."""
        shown = _document(value)
        self.number.set_value(shown.number)
        self.day.set_value(shown.day)
        self.abstract.set_value(shown.abstract)

    def refresh_value(self, value: FieldValue) -> None:
        """Show the document as stored, but for what is being typed."""
        shown = _document(value)
        self.number.refresh_value(shown.number)
        self.day.refresh_value(shown.day)
        self.abstract.refresh_value(shown.abstract)

    def set_refusal(self, text: str) -> None:
        """Mark as refused."""
        self.number.set_refusal(text)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the document be read only."""
        for editor in (self.number, self.day, self.abstract):
            editor.set_read_only(value)

    def commit(self) -> None:
        """Commit what is pending."""
        for editor in (self.number, self.day, self.abstract):
            editor.commit()

    def inputs(self) -> tuple[QWidget, ...]:
        """Number, day, abstract."""
        return (self.number, self.day, self.abstract)

    def part_of(self, widget: QWidget) -> str:
        """Number, day or abstract."""
        return "day" if widget is self.day else "number" if widget is self.number else "abstract"

    def unread(self) -> Unread:
        """The date that was refused."""
        return {_DAY: self.day.text()} if self.day.property("invalid") else {}

    def restore_unread(self, texts: Unread) -> None:
        """Put the refused date back and judge it again."""
        put_back(self.day, texts.get(_DAY, ""))

    def judge(self) -> None:
        """Read now what is still being typed."""
        self.commit()
        judge_date(self.day)

    def _on_refused(self, editor: QWidget, text: str) -> None:
        """One part may be wrong while another is right."""
        self._refusals[editor] = text
        self.refused.emit(next((found for found in self._refusals.values() if found), ""))

    def _on_committed(self) -> None:
        found = DocumentReference(self.number.value(), self.day.value(), self.abstract.value())
        self.entered.emit(EMPTY if found == DocumentReference() else of(found))


def _document(value: FieldValue) -> DocumentReference:
    return value.value if isinstance(value.value, DocumentReference) else DocumentReference()
