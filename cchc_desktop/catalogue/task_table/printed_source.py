"""A task table as printed text (copied out of a PDF, or a text file made from one), cut into rows and cells."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import quantiles

from cchc_desktop.catalogue.task_table.cell_text import clean, joined
from cchc_desktop.catalogue.task_table.grid import Cell, Grid, Line, Reading, Source, Step, no_step
from cchc_desktop.catalogue.task_table.header import role_of
from cchc_desktop.catalogue.task_table.printed_cells import SURE, Cut, Layout, cuts, text_of
from cchc_desktop.catalogue.task_table.printed_lines import Block, Piece, Printed, printed_table
from cchc_desktop.catalogue.task_table.result import Role

_ROUNDS = 3
_NARROW = 0.6
_DOUBT = "chữ chép từ bản in không có ranh giới ô; cần xem lại cách tách ô"
_MARK = re.compile(r"[-–—]\s*")


def read_printed(text: str, *, name: str, step: Step = no_step) -> Source:
    """Cut the text into rows and cells; a text without the words of a header gives no table."""
    printed = printed_table(text)
    if printed is None:
        return Source(name, (), printed=text)
    layout, ways = _learned(printed, step)
    lines = [Line(printed.header_number, tuple(Cell(title) for title in printed.titles))]
    for block, found in zip(printed.blocks, ways, strict=True):
        lines += _lines(block, found, layout)
    return Source(name, (Grid("", tuple(lines)),), printed=text)


def _learned(printed: Printed, step: Step) -> tuple[Layout, list[tuple[Cut, ...]]]:
    """Cut all rows several times: the widths and the usual cells of one round help the next."""
    roles = tuple(role_of(title) or Role.NOTE for title in printed.titles[1:])
    bounds = _first_widths(printed, roles)
    layout = Layout(roles, bounds, frozenset(), hints=printed.hints)
    ways: list[tuple[Cut, ...]] = []
    for turn in range(_ROUNDS):
        ways = []
        for index, block in enumerate(printed.blocks):
            step(turn * len(printed.blocks) + index, _ROUNDS * len(printed.blocks), "Đang tách ô của bản in")
            ways.append(() if block.is_field else cuts(_words(block.before), layout))
        layout = replace(layout, widths=_widths(ways, roles, bounds), known=_known(ways, roles))
    return layout, ways


def _first_widths(printed: Printed, roles: Sequence[Role]) -> dict[Role, int]:
    """Before anything is known: the name is the widest column, and no other is much more than half as wide."""
    longest = [max(len(piece.text) for piece in block.before) for block in printed.blocks if block.before]
    if len(longest) < 4:
        return {}
    widest = round(quantiles(longest, n=10)[8])
    return {role: widest if role is Role.NAME else round(_NARROW * widest) for role in roles}


def _widths(ways: Sequence[tuple[Cut, ...]], roles: Sequence[Role], bounds: Mapping[Role, int]) -> Mapping[Role, int]:
    """The width of each column in letters: nearly the longest line seen in it, within the bounds of the beginning."""
    found = dict(bounds)
    for column, role in enumerate(roles):
        lengths = [
            max(len(atom.text) for atom in cut.parts[column])
            for cut, *_others in filter(None, ways)
            if cut.parts[column]
        ]
        if len(lengths) >= 4:
            found[role] = min(round(quantiles(lengths, n=10)[8]), bounds.get(role, max(lengths)))
    return found


def _known(ways: Sequence[tuple[Cut, ...]], roles: Sequence[Role]) -> frozenset[tuple[Role, str]]:
    """Cells that several rows have word for word: agencies, documents, times."""
    counted = Counter(
        (role, " ".join(atom.text for atom in part))
        for cut, *_others in filter(None, ways)
        for role, part in zip(roles, cut.parts, strict=True)
        if part and role in (Role.LEAD, Role.COOPERATION, Role.TIME, Role.PRODUCT)
    )
    return frozenset(key for key, count in counted.items() if count >= 3)


def _lines(block: Block, found: tuple[Cut, ...], layout: Layout) -> Iterator[Line]:
    if block.is_field:
        yield Line(block.number, (Cell(block.code), Cell(text_of(block.before))))
        return
    if not found:
        whole = (Cell(block.code), Cell(text_of(block.before)))
        yield Line(block.number, whole, doubt=_DOUBT, after_break=block.after_break)
        return
    after = _words(block.after)
    rests = cuts(after, layout, rest=True) if after else ()
    sure = _is_sure(found) and (not after or _is_sure(rests))
    rest = rests[0] if rests else None
    ways = [_cells(block, cut, rest, layout) for cut in found]
    ways += [_cells(block, found[0], other, layout) for other in rests[1:]]
    ways = list(dict.fromkeys(ways))
    readings = () if sure else tuple(Reading(cells) for cells in ways[1:])
    yield Line(block.number, ways[0], doubt="" if sure else _DOUBT, readings=readings, after_break=block.after_break)
    if rest is not None and Role.GOAL in layout.roles and rest.cells[layout.roles.index(Role.GOAL)]:
        yield _goal_line(after[0].number, rest, layout)


def _words(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines without lone dashes, which end many documents."""
    return [piece for piece in pieces if not _MARK.fullmatch(piece.text)]


def _goal_line(number: int, rest: Cut, layout: Layout) -> Line:
    """The rest of a goal after the page break, which belongs to all tasks of that goal."""
    texts = [text if role is Role.GOAL else "" for role, text in zip(layout.roles, rest.cells, strict=True)]
    return Line(number, (Cell(), *(Cell(text) for text in texts)), after_break=True)


def _is_sure(found: Sequence[Cut]) -> bool:
    return len(found) == 1 or (len(found) > 1 and found[0].likeness - found[1].likeness >= SURE)


def _cells(block: Block, cut: Cut, rest: Cut | None, layout: Layout) -> tuple[Cell, ...]:
    texts = list(cut.cells)
    for column, role in enumerate(layout.roles):
        if rest is not None and role is not Role.GOAL:
            texts[column] = joined(texts[column], rest.cells[column], paragraphs=role is Role.NAME)
        if role is not Role.NAME:
            texts[column] = clean(texts[column])
    return (Cell(block.code), *(Cell(text) for text in texts))
