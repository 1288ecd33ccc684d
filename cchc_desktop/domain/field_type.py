"""What a value of a form field or of a register column is: its type, unit, decimals, choices and bounds."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class FieldType(Enum):
    """The types of value. ``HEADING`` is a line of the table of figures that only opens a group and has no value."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    DOCUMENT = "document"
    TABLE = "table"
    HEADING = "heading"

    @property
    def is_number(self) -> bool:
        """Whether values of this type are numbers."""
        return self in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.PERCENT, FieldType.MONEY)

    @property
    def label(self) -> str:
        """The words on screen and in the workbook of a pack."""
        return {
            "text": "Văn bản ngắn",
            "long_text": "Văn bản dài",
            "integer": "Số nguyên",
            "decimal": "Số thập phân",
            "percent": "Tỷ lệ (%)",
            "money": "Số tiền (triệu đồng)",
            "date": "Ngày",
            "yes_no": "Có/Không",
            "choice": "Chọn một",
            "multi_choice": "Chọn nhiều",
            "document": "Văn bản viện dẫn",
            "table": "Bảng",
            "heading": "Tiêu đề nhóm",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the permanent code that is stored and the words on screen."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """What is asked for. ``minimum`` and ``maximum`` bound numbers; ``columns`` are those of a table."""

    type: FieldType
    unit: str = ""
    decimals: int = 0
    options: tuple[Option, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    columns: tuple["TableColumn", ...] = ()

    def option(self, code: str) -> Option | None:
        """The option with this code, or None."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table field; never a table itself."""

    code: str
    name: str
    spec: ValueSpec
