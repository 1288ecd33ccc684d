"""What a new edition of a pack changes: entries added, changed field by field, removed, in the words of the workbook.

Entries are the same when their permanent codes are the same, whatever their order.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.catalogue.exchange.cells import shown
from cchc_desktop.catalogue.exchange.layout import SheetSpec
from cchc_desktop.catalogue.exchange.shapes import sheet_shape
from cchc_desktop.catalogue.exchange.sheets import HEADER, sheets_of
from cchc_desktop.catalogue.exchange.tables import SheetRow, rows_of

_NAMES = ("name", "title", "label", "text", "rule")
_ORDER = "Thứ tự"


class Change(Enum):
    """What happens to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"added": "Thêm", "changed": "Sửa", "removed": "Bỏ"}[self.value]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its old and new words; ``title`` is that of its column."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A changed entry: the list it stands in, its codes from the outermost one, its name, its fields.

    An added entry has no old words, a removed one no new ones.
    """

    change: Change
    listed: str
    code: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PackChanges:
    """All changed entries of a pack, and how many stay as they are."""

    entries: tuple[EntryChange, ...]
    unchanged: int

    def of(self, change: Change) -> tuple[EntryChange, ...]:
        """The entries to which this happens."""
        return tuple(entry for entry in self.entries if entry.change is change)


def changes(old: Mapping[str, object] | None, new: Mapping[str, object]) -> PackChanges:
    """Compare two documents of one kind of pack; without an old one everything is added."""
    before, after = sheet_shape(old or {}), sheet_shape(new)
    header = new.get("header")
    kind = str(header.get("kind", "")) if isinstance(header, Mapping) else ""
    found: list[EntryChange] = []
    unchanged = 0
    for sheet in (HEADER, *sheets_of(kind)):
        here = list(_compared(sheet, _keyed(sheet, before), _keyed(sheet, after)))
        found += [entry for entry in here if entry is not None]
        unchanged += here.count(None)
    return PackChanges(tuple(found), unchanged)


_Key = tuple[str, ...]


def _keyed(sheet: SheetSpec, shaped: Mapping[str, object]) -> dict[_Key, SheetRow]:
    """The rows by what makes them the same row; rows that repeat it are told apart by their order."""
    seen: Counter[_Key] = Counter()
    rows: dict[_Key, SheetRow] = {}
    for row in rows_of(sheet, shaped):
        key = (*row.owners, *_identity(sheet, row))
        seen[key] += 1
        rows[(*key, str(seen[key]))] = row
    return rows


def _identity(sheet: SheetSpec, row: SheetRow) -> Iterator[str]:
    for column in sheet.columns:
        if column.key in sheet.identity:
            yield shown(column, row.values.get(column.key))


def _compared(
    sheet: SheetSpec, before: Mapping[_Key, SheetRow], after: Mapping[_Key, SheetRow]
) -> Iterator[EntryChange | None]:
    """A change for each entry that differs, None for each that does not."""
    for key, row in after.items():
        old = before.get(key)
        fields = _fields(sheet, old, row)
        if old is None:
            yield _entry(Change.ADDED, sheet, row, fields)
        else:
            yield _entry(Change.CHANGED, sheet, row, fields) if fields else None
    for key, row in before.items():
        if key not in after:
            yield _entry(Change.REMOVED, sheet, row, _fields(sheet, row, None))
    if not sheet.table and [key for key in before if key in after] != [key for key in after if key in before]:
        yield EntryChange(Change.CHANGED, sheet.title, "", "", (FieldChange(_ORDER, "", "Đã sắp xếp lại các mục"),))


def _fields(sheet: SheetSpec, old: SheetRow | None, new: SheetRow | None) -> tuple[FieldChange, ...]:
    found = []
    for column in sheet.columns:
        before = shown(column, old.values.get(column.key)) if old else ""
        after = shown(column, new.values.get(column.key)) if new else ""
        if before != after:
            found.append(FieldChange(column.title, before, after))
    return tuple(found)


def _entry(change: Change, sheet: SheetSpec, row: SheetRow, fields: tuple[FieldChange, ...]) -> EntryChange:
    own = ", ".join(_identity(sheet, row)) or ("" if sheet.table else str(row.ordinal))
    code = " › ".join(part for part in (*row.owners, own) if part)
    name = next((str(row.values[key]) for key in _NAMES if row.values.get(key)), "") or _content(sheet, row)
    return EntryChange(change, sheet.title, code, " ".join(name.split()), fields)


def _content(sheet: SheetSpec, row: SheetRow) -> str:
    """What an entry without a name says, such as the rule of a due date."""
    told = ((column, shown(column, row.values.get(column.key))) for column in sheet.columns)
    return "; ".join(f"{column.title}: {text}" for column, text in told if text and column.key not in sheet.identity)
