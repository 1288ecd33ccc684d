"""Editors of form fields, one for each type of field: an unseen form needs no code.

Every editor has ``entered(FieldValue)`` when its value changed, ``refused(str)`` when what stands in it cannot be read
("" when it can again), and the same few methods whatever is inside.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.field_text import parse_typed, shown
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, FieldValue, Scalar, ValueState, of
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveLine, AutosaveText
from ui.widgets.looks import VIOLET
from ui.widgets.number_editor import AutosaveNumber

Today = Callable[[], date]

NARROW = frozenset(
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.PERCENT, FieldType.MONEY, FieldType.DATE, FieldType.YES_NO}
)
"""The types whose editor fits into the column of values; all others stand below the name, in the full width."""

_EMPTY_WORDS = "chưa nhập"
_NOT_CHOSEN = "Chưa chọn"


class FieldEditor(QWidget):
    """What all editors of fields share."""

    entered = Signal(object)
    refused = Signal(str)

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

    def unread_text(self) -> str:
        """What was typed and cannot be read; empty where all is well."""
        return ""

    def restore_unread(self, text: str) -> None:
        """Put back what was typed and could not be read."""


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

    def unread_text(self) -> str:
        """The text that was refused."""
        if self.inner.property("invalid") and isinstance(self.inner, QLineEdit):
            return self.inner.text()
        return ""

    def restore_unread(self, text: str) -> None:
        """Put the refused text back and judge it again."""
        if isinstance(self.inner, AutosaveNumber | AutosaveDate | AutosaveLine):
            self.inner.setText(text)
            self.inner.clock.dirty = True
            self.inner.commit()

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
            self.inner.setPlaceholderText(words if state is ValueState.NOT_ARISING else _NOT_CHOSEN)
        if (state is ValueState.NOT_ARISING) is not (self._state is ValueState.NOT_ARISING):
            self.inner.setStyleSheet(_NOT_ARISING if state is ValueState.NOT_ARISING else "")
        self._state = state

    def _write_out(self) -> None:
        """A number that was stored while it was being typed gets its points when it is left."""
        number = cast(AutosaveNumber, self.inner)
        if not number.clock.dirty and not number.property("invalid"):
            number.set_value(number.value())


def _number(spec: ValueSpec) -> FieldEditor:
    return SingleEditor(
        AutosaveNumber(
            parse=lambda text: cast(Decimal, parse_typed(text, spec)),
            show=lambda value: shown(value, spec),
        )
    )


def _date(spec: ValueSpec, today: Today) -> FieldEditor:
    return SingleEditor(AutosaveDate(parse=lambda text: cast(date, parse_typed(text, spec)), today=today))


def _line() -> FieldEditor:
    return SingleEditor(AutosaveLine(), inward=_text, outward=lambda text: text or None)


def _long_text() -> FieldEditor:
    return SingleEditor(AutosaveText(lines=3, max_lines=16), inward=_text, outward=lambda text: text or None)


def _yes_no() -> FieldEditor:
    options = ((None, ""), (True, "Có"), (False, "Không"))
    return _choice_editor(AutosaveChoice(options))


def _choice(spec: ValueSpec) -> FieldEditor:
    options = ((None, ""), *((option.code, option.label) for option in spec.options))
    return _choice_editor(AutosaveChoice(options))


def _choice_editor(choice: AutosaveChoice) -> FieldEditor:
    choice.setMinimumContentsLength(4)
    return SingleEditor(choice)


def _text(value: Scalar | None) -> str:
    return "" if value is None else str(value)


def simple_editor(spec: ValueSpec, today: Today) -> FieldEditor:
    """The editor of a field of one part; a line of text for a type that has no editor of its own."""
    if spec.type.is_number:
        return _number(spec)
    makers: dict[FieldType, Callable[[], FieldEditor]] = {
        FieldType.DATE: lambda: _date(spec, today),
        FieldType.LONG_TEXT: _long_text,
        FieldType.YES_NO: _yes_no,
        FieldType.CHOICE: lambda: _choice(spec),
    }
    return makers.get(spec.type, _line)()


_NOT_ARISING = (
    f"* {{ background: {VIOLET.soft}; border-color: {VIOLET.fill}; color: {VIOLET.ink};"
    f" placeholder-text-color: {VIOLET.ink} }}"
)
