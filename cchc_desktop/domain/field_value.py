"""The value of a field: empty, "không phát sinh" and 0 are three different things."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document that is referred to: number and notation, its day, its abstract (trích yếu)."""

    number: str = ""
    day: date | None = None
    abstract: str = ""


Cell = str | Decimal | date | bool | DocumentReference
Scalar = str | Decimal | date | bool | DocumentReference | tuple[str, ...] | tuple[Mapping[str, Cell], ...]


class ValueState(Enum):
    """Whether something was entered, and what."""

    EMPTY = "empty"
    NOT_ARISING = "not_arising"
    VALUE = "value"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"empty": "Chưa nhập", "not_arising": "Không phát sinh", "value": "Đã nhập"}[self.value]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value with its state; ``estimate`` marks a figure that is estimated ("ước").

    Raises ValueError when state and value do not belong together.
    """

    state: ValueState = ValueState.EMPTY
    value: Scalar | None = None
    estimate: bool = False

    def __post_init__(self) -> None:
        if (self.state is ValueState.VALUE) != (self.value is not None):
            raise ValueError("a value stands exactly where the state says so")

    @property
    def number(self) -> Decimal | None:
        """The value in a formula: the number, 0 where the matter did not arise, None where nothing is known."""
        if self.state is ValueState.NOT_ARISING:
            return Decimal(0)
        return self.value if isinstance(self.value, Decimal) else None


EMPTY = FieldValue()
NOT_ARISING = FieldValue(ValueState.NOT_ARISING)


def of(value: Scalar, *, estimate: bool = False) -> FieldValue:
    """A value that was entered or computed."""
    return FieldValue(ValueState.VALUE, value, estimate)
