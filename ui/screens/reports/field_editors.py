"""Editors of form fields, one for each type of field: an unseen form needs no code.

Every editor has ``entered(FieldValue)`` when its value changed, ``refused(str)`` when what stands in it cannot be read
("" when it can again), and the same few methods whatever is inside.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.field_text import parse_cell, parse_typed, shown
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, FieldValue, Scalar, ValueState, of
from cchc_desktop.domain.period import Window
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveLine, AutosaveText
from ui.widgets.looks import VIOLET
from ui.widgets.number_editor import AutosaveNumber

Today = Callable[[], date]
Unread = Mapping[str, str]
"""Texts that were typed and cannot be read, by the part of the editor in which they stand."""

NARROW = frozenset(
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.PERCENT, FieldType.MONEY, FieldType.DATE, FieldType.YES_NO}
)
"""The types whose editor fits into the column of values; all others stand below the name, in the full width."""

_DAY = ValueSpec(FieldType.DATE)
_EMPTY_WORDS = "chưa nhập"
_NOT_CHOSEN = "Chưa chọn"


class FieldEditor(QWidget):
    """What all editors of fields share."""

    entered = Signal(object)
    refused = Signal(str)
    grown = Signal(object)
    """Parts that came later: a tuple of widgets, each of them takes the cursor."""

    def show_value(self, value: FieldValue) -> None:
        """Show the value of another field or report: nothing pending is kept."""
        raise NotImplementedError

    def refresh_value(self, value: FieldValue) -> None:
        """Show the same field as stored now; what is being typed stays."""
        raise NotImplementedError

    def set_refusal(self, text: str) -> None:
        """Mark what stands here as refused by the service; it stays and is offered again on leaving."""
        raise NotImplementedError

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the value be read only."""
        raise NotImplementedError

    def commit(self) -> None:
        """Commit now what is pending."""
        raise NotImplementedError

    def inputs(self) -> tuple[QWidget, ...]:
        """The widgets that take the cursor, in their order."""
        raise NotImplementedError

    def unread(self) -> Unread:
        """What was typed and cannot be read; empty where all is well."""
        return {}

    def restore_unread(self, texts: Unread) -> None:
        """Put back what was typed and could not be read."""

    def judge(self) -> None:
        """Read now what is still being typed, as on leaving: half a date is then refused."""
        self.commit()

    def part_of(self, widget: QWidget) -> str:
        """The part of the value for which a widget is, by a name that stays; "" where there is but one."""
        del widget
        return ""

    def after(self, widget: QWidget) -> QWidget | None:
        """Where Enter leads from a part of the editor; None to the next field."""
        del widget
        return None


class Inner(Protocol):
    """What the editors of the kit have in common."""

    committed: Any
    refused: Any

    def set_value(self, value: Any) -> None:
        """Show another value."""
        ...

    def refresh_value(self, value: Any) -> None:
        """Show the stored value unless something is being typed."""
        ...

    def set_refusal(self, text: str) -> None:
        """Mark as refused."""
        ...

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the value be read only."""
        ...

    def commit(self) -> None:
        """Commit what is pending."""
        ...


class SingleEditor(FieldEditor):
    """One editor of the kit; ``inward`` and ``outward`` turn a field value into its value and back."""

    def __init__(
        self,
        inner: QWidget,
        *,
        inward: Callable[[Scalar | None], Any] = lambda value: value,
        outward: Callable[[Any], Scalar | None] = lambda value: value,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.inner = inner
        self._editor = cast(Inner, inner)
        self._inward, self._outward = inward, outward
        self._state = ValueState.EMPTY
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        self.setFocusProxy(inner)
        self._editor.committed.connect(self._on_committed)
        self._editor.refused.connect(self.refused)
        if isinstance(inner, AutosaveNumber):
            inner.editingFinished.connect(self._write_out)

    def show_value(self, value: FieldValue) -> None:
        """Show another value."""
        self._show_state(value.state)
        self._editor.set_value(self._inward(value.value))

    def refresh_value(self, value: FieldValue) -> None:
        """Show the stored value unless something is being typed."""
        self._show_state(value.state)
        self._editor.refresh_value(self._inward(value.value))

    def set_refusal(self, text: str) -> None:
        """Mark as refused."""
        self._editor.set_refusal(text)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the value be read only."""
        self._editor.set_read_only(value)

    def commit(self) -> None:
        """Commit what is pending."""
        self._editor.commit()

    def inputs(self) -> tuple[QWidget, ...]:
        """The one editor."""
        return (self.inner,)

    def unread(self) -> Unread:
        """The text that was refused."""
        if self.inner.property("invalid") and isinstance(self.inner, QLineEdit):
            return {"": self.inner.text()}
        return {}

    def restore_unread(self, texts: Unread) -> None:
        """Put the refused text back and judge it again."""
        if isinstance(self.inner, AutosaveNumber | AutosaveDate | AutosaveLine):
            put_back(self.inner, texts.get("", ""))

    def judge(self) -> None:
        """Read now what is still being typed."""
        self.commit()
        if isinstance(self.inner, AutosaveDate):
            judge_date(self.inner)

    def _on_committed(self, value: Any) -> None:
        found = self._outward(value)
        self._show_state(ValueState.EMPTY if found is None else ValueState.VALUE)
        self.entered.emit(EMPTY if found is None else of(found))

    def _show_state(self, state: ValueState) -> None:
        """Empty, "không phát sinh" and a value look apart: grey words, violet words on violet, or the value."""
        words = {ValueState.EMPTY: _EMPTY_WORDS, ValueState.NOT_ARISING: "Không phát sinh"}.get(state, "")
        if isinstance(self.inner, QLineEdit | QPlainTextEdit):
            self.inner.setPlaceholderText(words)
        elif isinstance(self.inner, QComboBox):
            self.inner.setItemText(0, words if state is ValueState.NOT_ARISING else _NOT_CHOSEN)
        if (state is ValueState.NOT_ARISING) is not (self._state is ValueState.NOT_ARISING):
            self.inner.setStyleSheet(_NOT_ARISING if state is ValueState.NOT_ARISING else "")
        self._state = state

    def _write_out(self) -> None:
        """A number that was stored while it was being typed gets its points when it is left."""
        number = cast(AutosaveNumber, self.inner)
        if not number.clock.dirty and not number.property("invalid"):
            number.set_value(number.value())


def put_back(line: AutosaveNumber | AutosaveDate | AutosaveLine, text: str) -> None:
    """Put a text back that could not be read, and judge it again."""
    if text:
        line.setText(text)
        line.clock.dirty = True
        line.commit()


def judge_date(line: AutosaveDate) -> None:
    """Refuse a date that is still half typed: nobody goes on typing it."""
    if line.clock.dirty and line.text().strip() and not line.property("invalid"):
        line.set_refusal(f"“{line.text().strip()}” chưa phải là ngày. Nhập ngày/tháng/năm, ví dụ 14/3/2025.")


def date_line(today: Today, window: Window | None) -> AutosaveDate:
    """A line for a date; one without a year is the one that falls into or nearest to ``window``."""
    return AutosaveDate(parse=lambda text: cast(date, parse_typed(text, _DAY, window=window)), today=today)


def _number(spec: ValueSpec, *, in_table: bool) -> FieldEditor:
    read = parse_cell if in_table else parse_typed
    return SingleEditor(
        AutosaveNumber(parse=lambda text: cast(Decimal, read(text, spec)), show=lambda value: shown(value, spec))
    )


def _line() -> FieldEditor:
    return SingleEditor(AutosaveLine(), inward=_text, outward=lambda text: text or None)


def _long_text() -> FieldEditor:
    return SingleEditor(AutosaveText(lines=3, max_lines=16), inward=_text, outward=lambda text: text or None)


def _yes_no() -> FieldEditor:
    options = ((None, _NOT_CHOSEN), (True, "Có"), (False, "Không"))
    return _choice_editor(AutosaveChoice(options))


def _choice(spec: ValueSpec) -> FieldEditor:
    options = ((None, _NOT_CHOSEN), *((option.code, option.label) for option in spec.options))
    return _choice_editor(AutosaveChoice(options))


def _choice_editor(choice: AutosaveChoice) -> FieldEditor:
    choice.setMinimumContentsLength(4)
    return SingleEditor(choice)


def _text(value: Scalar | None) -> str:
    return "" if value is None else str(value)


def simple_editor(
    spec: ValueSpec, today: Today, *, window: Window | None = None, in_table: bool = False
) -> FieldEditor:
    """The editor of a field of one part; a line of text for a type that has no editor of its own.

    A number ``in_table`` is refused where it is out of bounds; elsewhere the findings of the report say so.
    """
    if spec.type.is_number:
        return _number(spec, in_table=in_table)
    makers: dict[FieldType, Callable[[], FieldEditor]] = {
        FieldType.DATE: lambda: SingleEditor(date_line(today, window)),
        FieldType.LONG_TEXT: _long_text,
        FieldType.YES_NO: _yes_no,
        FieldType.CHOICE: lambda: _choice(spec),
    }
    return makers.get(spec.type, _line)()


_NOT_ARISING = (
    f"* {{ background: {VIOLET.soft}; border-color: {VIOLET.fill}; color: {VIOLET.ink};"
    f" placeholder-text-color: {VIOLET.ink} }}"
)
