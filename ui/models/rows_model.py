"""One table model for every table screen: columns described as values, frozen rows, group headings, filter and sort."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.looks import Look

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
LOOK_ROLE = Qt.ItemDataRole.UserRole + 2
HEADING_ROLE = Qt.ItemDataRole.UserRole + 3
ICON_ROLE = Qt.ItemDataRole.UserRole + 4

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. ``value`` gives the finished Vietnamese text; all other functions are optional.

    ``width`` in pixels; the ``stretch`` column takes what is left and wraps its text; ``look`` draws the value as a
    pill; ``icon`` names an icon before the text; ``sort_key`` makes the heading clickable (pass the Vietnamese key);
    an ``optional`` column gives way when the stretch column would get narrow (a full date needs 104 pixels).
    """

    title: str
    value: Callable[[Row], str]
    width: int = 96
    align: Literal["left", "right", "centre"] = "left"
    stretch: bool = False
    tooltip: Callable[[Row], str] | None = None
    look: Callable[[Row], Look | None] | None = None
    icon: Callable[[Row], str] | None = None
    sort_key: Callable[[Row], Any] | None = None
    header_tip: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A group heading between the rows (a field of reform), with the number of rows under it."""

    text: str
    count: int


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of a table.

    ``key`` identifies a row across refreshes (selection follows it). ``group`` gives the heading a row stands under
    (rows of one heading must come together); headings show in the given order and vanish under a sort by column.
    ``search`` gives the text a row is found by; ``fold`` makes both sides comparable (case, diacritics).
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        group: Callable[[Row], str] | None = None,
        search: Callable[[Row], str] | None = None,
        fold: Callable[[str], str] = str.casefold,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._group = group
        self._search = search or self._all_texts
        self._fold = fold
        self._rows: tuple[Row, ...] = ()
        self._search_keys: list[str] = []
        self._words: list[str] = []
        self._predicate: Callable[[Row], bool] | None = None
        self._sort: tuple[int, Qt.SortOrder] | None = None
        self._items: list[Row | Heading] = []
        self._matching = 0

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; filter, sort and (in a RowsView) selection stay."""
        self._rows = tuple(rows)
        self._search_keys = [self._fold(self._search(row)) for row in self._rows]
        self._rebuild()

    def set_filter(self, text: str = "", predicate: Callable[[Row], bool] | None = None) -> None:
        """Show rows that contain every word of the text and satisfy the predicate."""
        words = self._fold(text).split()
        if words == self._words and predicate is None and self._predicate is None:
            return
        self._words, self._predicate = words, predicate
        self._rebuild()

    def row_at(self, index: Index) -> Row | None:
        """The row under an index; None for a heading or no index."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        return None if isinstance(item, Heading) else item

    def key_at(self, index: Index) -> Hashable | None:
        """The key of the row under an index; None for a heading or no index."""
        row = self.row_at(index)
        return None if row is None else self._key(row)

    def index_of(self, key: Hashable) -> QModelIndex:
        """Where the row with this key stands now; invalid when it is filtered out or gone."""
        for number, item in enumerate(self._items):
            if not isinstance(item, Heading) and self._key(item) == key:
                return self.index(number, 0)
        return QModelIndex()

    def visible_rows(self) -> tuple[Row, ...]:
        """The rows that pass the filter, in the order shown."""
        return tuple(item for item in self._items if not isinstance(item, Heading))

    @property
    def matching(self) -> int:
        """How many rows pass the filter."""
        return self._matching

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._rows)

    def heading_rows(self) -> list[int]:
        """The table rows that are headings."""
        return [number for number, item in enumerate(self._items) if isinstance(item, Heading)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Headings and visible rows."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of described columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows in a role."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if isinstance(item, Heading):
            return _heading_data(item, index.column(), role)
        return self._row_data(item, self.columns[index.column()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns; rows carry no numbers of their own."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.header_tip or column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be selected."""
        if index.isValid() and index.row() < len(self._items) and isinstance(self._items[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column that has a sort key; any other column brings back the order of the plan."""
        sortable = 0 <= column < len(self.columns) and self.columns[column].sort_key is not None
        wanted = (column, order) if sortable else None
        if wanted != self._sort:
            self._sort = wanted
            self._rebuild()

    def _row_data(self, row: Row, column: Column[Row], role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.value(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else column.value(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        if role == ROW_ROLE:
            return row
        if role == LOOK_ROLE:
            return column.look(row) if column.look else None
        if role == ICON_ROLE:
            return column.icon(row) if column.icon else None
        return None

    def _rebuild(self) -> None:
        shown = self._filtered()
        if self._sort is not None:
            shown = self._sorted(shown, *self._sort)
        self.beginResetModel()
        self._matching = len(shown)
        self._items = list(shown) if self._group is None or self._sort is not None else self._grouped(shown)
        self.endResetModel()

    def _filtered(self) -> list[Row]:
        words, predicate = self._words, self._predicate
        found = (
            [
                row
                for row, text in zip(self._rows, self._search_keys, strict=True)
                if all(word in text for word in words)
            ]
            if words
            else list(self._rows)
        )
        return found if predicate is None else [row for row in found if predicate(row)]

    def _sorted(self, rows: list[Row], column: int, order: Qt.SortOrder) -> list[Row]:
        key = self.columns[column].sort_key
        assert key is not None
        return sorted(rows, key=key, reverse=order is Qt.SortOrder.DescendingOrder)

    def _grouped(self, rows: list[Row]) -> list[Row | Heading]:
        assert self._group is not None
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(self._group(row), []).append(row)
        items: list[Row | Heading] = []
        for text, members in groups.items():
            items.append(Heading(text, len(members)))
            items.extend(members)
        return items

    def _all_texts(self, row: Row) -> str:
        return " ".join(column.value(row) for column in self.columns)


def _heading_data(heading: Heading, column: int, role: int) -> object:
    if role == HEADING_ROLE:
        return heading
    if column == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return heading.text
    if role == Qt.ItemDataRole.ToolTipRole:
        return heading.text
    return None
