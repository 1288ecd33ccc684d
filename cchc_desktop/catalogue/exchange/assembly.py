"""From the rows of all sheets to one document for each pack, remembering where everything stood."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cchc_desktop.catalogue.exchange.cells import CellProblem, RawCell, decode
from cchc_desktop.catalogue.exchange.grid import PACK, Grid, GridRow, placed
from cchc_desktop.catalogue.exchange.layout import SheetColumn, SheetSpec
from cchc_desktop.catalogue.exchange.places import Places
from cchc_desktop.catalogue.exchange.sheets import HEADER
from cchc_desktop.catalogue.exchange.words import KIND_WORDS
from cchc_desktop.catalogue.pack_document import Node
from cchc_desktop.catalogue.problem import Place, Problem
from cchc_desktop.catalogue.reader import SCHEMA


@dataclass(frozen=True, slots=True)
class _Spot:
    """A table of the document with the name that the reader gives to its entry and the beginning of its keys."""

    node: Node
    entry: str
    prefix: str


@dataclass(slots=True)
class Assembled:
    """A pack in the making: its document in the shape of sheets, and where its parts stand."""

    code: str
    kind: str
    document: Node
    places: Places = field(default_factory=Places)
    spots: dict[tuple[str, ...], _Spot] = field(default_factory=dict)


class Assembly:
    """Collects the rows sheet by sheet, in the order in which owners stand before what belongs to them."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self.packs: dict[str, Assembled] = {}

    def add_headers(self, grid: Grid) -> None:
        """Begin a pack for each row of the general sheet."""
        for row in grid.rows:
            node = self._decoded(grid.sheet, row)
            code, kind = str(node.get("code", "")), str(node.get("kind", ""))
            place = Place(HEADER.title, row.number)
            if code in self.packs:
                self._problems.append(placed("pack-double", place, f"bộ danh mục «{code}» được ghi hai lần."))
                continue
            if not code or not kind:
                named = {str(problem.place) for problem in self._problems}
                missing = Place(HEADER.title, row.number, "Loại" if code else "Mã")
                if str(missing) not in named:
                    self._problems.append(placed("key-missing", missing, "thiếu nội dung bắt buộc."))
                continue
            pack = Assembled(code, kind, {"header": {"schema": SCHEMA, **node}})
            pack.places.add_row("header", "", place, _titles(HEADER))
            pack.spots[()] = _Spot(pack.document, "", "")
            self.packs[code] = pack

    def add(self, grid: Grid) -> None:
        """Put each row of a list into its pack."""
        for row in grid.rows:
            pack = self._pack_of(grid.sheet, row)
            around = self._around(pack, grid.sheet, row) if pack else None
            if pack is not None and around is not None:
                self._place_row(pack, around, grid.sheet, row)

    def _place_row(self, pack: Assembled, around: _Spot, sheet: SheetSpec, row: GridRow) -> None:
        node = self._decoded(sheet, row)
        spot = self._spot(around, sheet, node, row)
        if spot is None:
            return
        codes = tuple(str(value) for value in self._owner_codes(sheet, row))
        pack.spots.setdefault((*sheet.path, *codes, str(node.get("code", ""))), spot)
        pack.places.add_row(spot.entry, spot.prefix, Place(sheet.title, row.number), _titles(sheet))

    def _spot(self, around: _Spot, sheet: SheetSpec, node: Node, row: GridRow) -> _Spot | None:
        """Put the node where it belongs and say how the reader will call it; None for a second single table."""
        nested = len(sheet.path) > 1
        if sheet.table:
            if sheet.key in around.node:
                text = "mục này đã được ghi ở dòng trên; mỗi mục chỉ có một dòng."
                self._problems.append(placed("row-double", Place(sheet.title, row.number), text))
                return None
            around.node[sheet.key] = node
            return _Spot(node, around.entry if nested else sheet.key, f"{around.prefix}{sheet.key}." if nested else "")
        items = around.node.setdefault(sheet.key, [])
        assert isinstance(items, list)
        items.append(node)
        name = f"{sheet.key}[{len(items)}]"
        if nested:
            return _Spot(node, around.entry, f"{around.prefix}{name}.")
        return _Spot(node, str(node.get("code") or name), "")

    def _pack_of(self, sheet: SheetSpec, row: GridRow) -> Assembled | None:
        candidates = [pack for pack in self.packs.values() if pack.kind == sheet.pack_kind]
        place = Place(sheet.title, row.number, PACK.title)
        code = self._code(PACK, row, place)
        if not code and len(candidates) == 1:
            return candidates[0]
        found = next((pack for pack in candidates if pack.code == code), None)
        if found is None:
            kind = KIND_WORDS[sheet.pack_kind].lower()
            text = f"«{code}» không phải là mã {kind} nào ở trang {HEADER.title}."
            if not code:
                text = f"chưa ghi mã; tệp có {len(candidates)} bộ loại {kind}, không rõ dòng này thuộc bộ nào."
            self._problems.append(placed("pack-code-unknown", place, text))
        return found

    def _around(self, pack: Assembled, sheet: SheetSpec, row: GridRow) -> _Spot | None:
        """The table that a row belongs into: the document, or the entry that the owners' codes name."""
        codes = self._owner_codes(sheet, row)
        spot = pack.spots.get((*sheet.path[: len(codes)], *codes)) if codes else pack.spots[()]
        if spot is None:
            place = Place(sheet.title, row.number, sheet.owners[-1].title)
            named = ", ".join(f"«{code}»" for code in codes)
            text = f"mã {named} không có ở trang {sheet.owners[-1].refers}."
            self._problems.append(placed("owner-unknown", place, text))
        return spot

    def _owner_codes(self, sheet: SheetSpec, row: GridRow) -> tuple[str, ...]:
        return tuple(self._code(owner, row, Place(sheet.title, row.number, owner.title)) for owner in sheet.owners)

    def _code(self, column: SheetColumn, row: GridRow, place: Place) -> str:
        return str(self._value(column, row.cells.get(column.title), place) or "")

    def _decoded(self, sheet: SheetSpec, row: GridRow) -> Node:
        node: Node = {}
        for column in sheet.columns:
            value = self._value(column, row.cells.get(column.title), Place(sheet.title, row.number, column.title))
            if value is not None and value != column.default:
                node[column.key] = value
            elif column.kept:
                node[column.key] = ""
        return node

    def _value(self, column: SheetColumn, cell: RawCell | None, place: Place) -> object:
        if cell is None:
            return None
        try:
            return decode(column, cell)
        except CellProblem as error:
            found = placed("cell-wrong", place, str(error))
            if found not in self._problems:
                self._problems.append(found)
            return None


def orphan_problems(grids: Iterable[Grid], kinds: frozenset[str]) -> list[Problem]:
    """Sheets with rows of a kind of pack that the general sheet does not name."""
    return [
        placed(
            "pack-missing-for-sheet",
            Place(grid.sheet.title),
            f"trang có dữ liệu nhưng trang {HEADER.title} không có {KIND_WORDS[grid.sheet.pack_kind].lower()} nào.",
        )
        for grid in grids
        if grid.rows and grid.sheet.pack_kind and grid.sheet.pack_kind not in kinds
    ]


def _titles(sheet: SheetSpec) -> dict[str, str]:
    return {column.key: column.title for column in sheet.columns}
