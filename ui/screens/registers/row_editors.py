"""The editors of a row in the pane beside the table: each saves by itself as it is left."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.number import format_decimal, parse
from cchc_desktop.domain.register import Column, Register
from ui.screens.registers.option_menu import OptionMenu
from ui.widgets.date_editor import AutosaveDate
from ui.widgets.editors import AutosaveChoice, AutosaveLine, AutosaveText
from ui.widgets.number_editor import AutosaveNumber

Editor = AutosaveDate | AutosaveNumber | AutosaveChoice | AutosaveText | AutosaveLine
_EMPTY = ("", "(trống)")


def editor_for(
    register: Register, column: Column, *, read_day: Callable[[str], date], today: Callable[[], date]
) -> Editor:
    """The editor of a column; ``read_day`` reads a typed date, also one without a year."""
    match column.spec.type:
        case FieldType.DATE:
            return AutosaveDate(parse=read_day, today=today)
        case FieldType.CHOICE | FieldType.YES_NO:
            options = [(option.code, option.label) for option in column.spec.options]
            options = options or [("yes", "Có"), ("no", "Không")]
            is_owed = column.required or column.code == register.date_column
            return AutosaveChoice(options if is_owed else [_EMPTY, *options])
        case FieldType.LONG_TEXT:
            return AutosaveText(lines=2, max_lines=8)
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return AutosaveNumber(parse=parse, show=format_decimal, placeholder=column.spec.unit)
        case FieldType.MULTI_CHOICE:
            line = AutosaveLine()
            OptionMenu(line, column.spec)
            return line
        case _:
            return AutosaveLine()


def value_of(column: Column, plain: str, shown: str) -> object:
    """What the editor of a column shows for a stored text."""
    match column.spec.type:
        case FieldType.DATE:
            return date.fromisoformat(plain) if plain else None
        case FieldType.CHOICE | FieldType.YES_NO:
            return plain
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return Decimal(plain) if plain else None
        case _:
            return shown


def typed_of(value: object) -> str:
    """A committed value as an official would type it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return format_decimal(value) if isinstance(value, Decimal) else str(value)
