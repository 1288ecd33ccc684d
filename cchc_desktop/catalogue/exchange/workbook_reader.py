"""Reads packs from an Excel workbook: every fault with its sheet, row and column, all of them in one pass."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from cchc_desktop.catalogue.exchange.assembly import Assembled, Assembly, orphan_problems
from cchc_desktop.catalogue.exchange.grid import Step, placed, plain_title, read_grids
from cchc_desktop.catalogue.exchange.guide import GUIDE, LISTS
from cchc_desktop.catalogue.exchange.places import with_place
from cchc_desktop.catalogue.exchange.shapes import file_shape
from cchc_desktop.catalogue.exchange.sheets import HEADER, SHEETS, sheets_of
from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.catalogue.pack_document import with_count
from cchc_desktop.catalogue.pack_writer import document_text
from cchc_desktop.catalogue.problem import PackFault, Place, Problem, invalid_pack
from cchc_desktop.catalogue.reader import Pack, read_pack
from cchc_desktop.catalogue.references import reference_problems
from cchc_desktop.domain.finding import Level
from cchc_desktop.system.spreadsheet_file import open_guarded, telling_damage


def silent(_done: int, _total: int, _text: str) -> None:
    """Take the steps of a reading that nobody watches."""


def read_workbook(
    data: bytes, *, name: str, beside: Iterable[Pack] = (), step: Step = silent
) -> tuple[LoadedPack, ...]:
    """All packs of a workbook, in the order of its general sheet, checked against each other and the packs ``beside``.

    Raises Fault as ``open_guarded`` does, and PackFault "pack-invalid" with all problems, each with its place.
    """
    problems: list[Problem] = []
    step(0, 1, "Đang mở bảng tính")
    workbook = open_guarded(data, name=name, read_only=True)
    with telling_damage(name):
        titles = {plain_title(sheet.title) for sheet in workbook.worksheets}
        grids = read_grids(workbook, SHEETS, problems=problems, step=step)
    if plain_title(HEADER.title) not in titles:
        raise _no_packs(name, workbook.sheetnames)
    assembly = Assembly(problems)
    for grid in grids:
        if grid.sheet is HEADER:
            assembly.add_headers(grid)
    kinds = frozenset(pack.kind for pack in assembly.packs.values())
    problems += _missing_sheets(kinds, titles, workbook.sheetnames)
    problems += orphan_problems(grids, kinds)
    whole = not problems or all(problem.code in _CELL_CODES for problem in problems)
    for grid in grids:
        if grid.sheet.pack_kind in kinds:
            assembly.add(grid)
    if not assembly.packs and not problems:
        problems.append(placed("list-empty", Place(HEADER.title), "không có bộ danh mục nào."))
    loaded = _read_all(assembly.packs.values(), problems, step=step) if whole else []
    if not problems:
        loaded = [_checked(one, assembly.packs[one.header.code], loaded, tuple(beside), problems) for one in loaded]
    if problems:
        raise invalid_pack(name, tuple(sorted(problems, key=_reading_order)))
    return tuple(loaded)


def _reading_order(problem: Problem) -> tuple[int, int]:
    """The order in which somebody goes through the workbook."""
    place = problem.place
    sheet = next((at for at, sheet in enumerate(SHEETS) if place and sheet.title == place.sheet), -1)
    return sheet, place.row if place else 0


_CELL_CODES = frozenset({"cell-wrong", "key-missing", "pack-double"})
"""Problems of single cells: the packs are still read, so that the other problems are told in the same pass."""

_SHAPE_CODES = frozenset(
    {"key-missing", "key-empty", "type-wrong", "number-wrong", "choice-unknown", "policy-unknown", "code-duplicate"}
)
"""Problems that say something of one cell alone."""


def _read_all(packs: Iterable[Assembled], problems: list[Problem], *, step: Step) -> list[LoadedPack]:
    loaded, every = [], list(packs)
    in_cells = tuple(problem.place for problem in problems if problem.place)
    for number, pack in enumerate(every):
        step(number, len(every), f"Đang kiểm tra {pack.code}")
        document = file_shape(pack.document)
        try:
            reading = read_pack(document_text(document), name=pack.code)
        except PackFault as fault:
            problems += _located(_own(fault.problems, pack, in_cells), pack, without=in_cells)
            if not fault.problems:
                problems.append(placed("pack-unreadable", Place(HEADER.title), fault.what))
            continue
        source = document_text(with_count(document)).encode()
        warnings = tuple(_located(reading.warnings, pack))
        loaded.append(LoadedPack(reading.pack, source, hashlib.sha256(source).hexdigest(), warnings))
    return loaded


def _checked(
    one: LoadedPack, where: Assembled, loaded: list[LoadedPack], beside: tuple[Pack, ...], problems: list[Problem]
) -> LoadedPack:
    """The pack with the warnings of what it takes from others; references that break it are added to ``problems``."""
    found = _located(reference_problems(one.pack, together([each.pack for each in loaded], beside)), where)
    problems += [problem for problem in found if problem.level is Level.BLOCK]
    warnings = (*one.warnings, *(problem for problem in found if problem.level is not Level.BLOCK))
    return LoadedPack(one.pack, one.source, one.sha256, warnings)


def together(new: Sequence[Pack], beside: Iterable[Pack]) -> tuple[Pack, ...]:
    """The packs beside, with the new ones in place of their former editions."""
    codes = {pack.header.code for pack in new}
    return (*new, *(pack for pack in beside if pack.header.code not in codes))


def _own(problems: Iterable[Problem], pack: Assembled, in_cells: Iterable[Place]) -> Iterator[Problem]:
    """Leave out what only follows from a cell that could not be read: sums, orders and references of its entry."""
    faulty = {pack.places.entry_at(place) for place in in_cells}
    for problem in problems:
        if problem.entry not in faulty or problem.code in _SHAPE_CODES:
            yield problem


def _located(problems: Iterable[Problem], pack: Assembled, *, without: Iterable[Place] = ()) -> list[Problem]:
    sheets = (HEADER, *sheets_of(pack.kind))
    found = [with_place(problem, pack.places.find(problem, sheets)) for problem in problems]
    told = set(without)
    return [problem for problem in found if problem.place not in told]


def _missing_sheets(kinds: frozenset[str], titles: set[str], names: list[str]) -> list[Problem]:
    known = {plain_title(title) for title in (GUIDE, LISTS, *(sheet.title for sheet in SHEETS))}
    strange = ", ".join(f"«{name}»" for name in names if plain_title(name) not in known)
    hint = f" Các trang không nhận ra: {strange}." if strange else ""
    return [
        placed("sheet-missing", Place(sheet.title), f"thiếu trang này; có thể trang đã bị xóa hoặc đổi tên.{hint}")
        for kind in sorted(kinds)
        for sheet in sheets_of(kind)
        if plain_title(sheet.title) not in titles
    ]


def _no_packs(name: str, sheets: list[str]) -> PackFault:
    listed = ", ".join(f"«{sheet}»" for sheet in sheets[:8])
    problem = Problem(
        "sheet-missing", Level.BLOCK, HEADER.title, "", f"Tệp có các trang: {listed}.", Place(HEADER.title)
    )
    return PackFault(
        "pack-not-workbook",
        what=f"Tệp «{name}» không phải là tệp bộ danh mục: không có trang «{HEADER.title}».",
        do="Hãy kết xuất bộ danh mục ra Excel, sửa trên tệp đó rồi nạp lại; không đổi tên các trang.",
        problems=(problem,),
    )
