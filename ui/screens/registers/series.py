"""Rows typed in series (survey slips, visits): what stays from row to row, the choice made by one key, the count."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.register import Column, Register

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterRow

_SATISFIED = ("rat_hai_long", "hai_long")
"""Options by which a choice is known as the one of a survey of satisfaction."""

_MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class SlipForm:
    """How rows are typed in series: the ``kept`` columns stay, one key makes the choice, ``after`` follow."""

    day: str
    kept: tuple[Column, ...]
    level: Column
    after: tuple[Column, ...]

    def owes(self, column: Column) -> bool:
        """Whether a row cannot be stored without this column."""
        return column.required or column.code == self.day


@dataclass(frozen=True, slots=True)
class SlipCount:
    """The running count of the rows in the days that are shown.

    ``satisfied`` is None where the register is no survey of satisfaction.
    """

    total: int
    satisfied: int | None
    by_level: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """The count in one sentence."""
        if not self.total:
            return "Chưa có dòng nào trong khoảng đang xem."
        if self.satisfied is None:
            return f"Đã nhập {self.total} dòng."
        share = f"{100 * self.satisfied / self.total:.1f}".replace(".", ",")
        return f"Đã nhập {self.total} dòng; hài lòng trở lên {share}%."


def slip_form(register: Register) -> SlipForm | None:
    """How its rows are typed in series; None for a register that is not typed so."""
    if not register.heads_down:
        return None
    for place, column in enumerate(register.columns):
        if column.spec.type is FieldType.CHOICE and column.required and len(column.spec.options) <= _MOST_KEYS:
            return SlipForm(register.date_column, register.columns[:place], column, register.columns[place + 1 :])
    return None


def slip_count(form: SlipForm, rows: "tuple[RegisterRow, ...]") -> SlipCount:
    """Count the rows by the choice that was made."""
    options = form.level.spec.options
    counts = {option.code: 0 for option in options}
    for row in rows:
        code = row.plain.get(form.level.code, "")
        if code in counts:
            counts[code] += 1
    is_survey = all(code in counts for code in _SATISFIED)
    satisfied = sum(counts[code] for code in _SATISFIED) if is_survey else None
    return SlipCount(sum(counts.values()), satisfied, tuple((option.label, counts[option.code]) for option in options))
