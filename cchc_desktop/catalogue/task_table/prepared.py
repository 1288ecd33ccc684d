"""The tables of a source made ready: decoded where that was confirmed, each with its header."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cchc_desktop.catalogue.task_table.grid import Grid, Line, Source
from cchc_desktop.catalogue.task_table.header import Header, find_header
from cchc_desktop.catalogue.task_table.legacy_encoding import decode
from cchc_desktop.catalogue.task_table.printed_source import read_printed
from cchc_desktop.catalogue.task_table.result import Column, Encoding, Role

_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Options:
    """What the official decided: answers by question id, roles of columns corrected, the encoding confirmed."""

    answers: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[int, Role | None] = field(default_factory=dict)
    encoding: Encoding | None = None
    unicode_confirmed: bool = False


def texts(source: Source) -> Iterator[str]:
    """The first texts of each table, by which an old encoding shows."""
    if source.printed:
        return iter(source.printed[:_SAMPLE].splitlines())
    return (cell.text for grid in source.grids for line in grid.lines[:400] for cell in line.cells if cell.text)


def decoded(source: Source, encoding: Encoding) -> tuple[Grid, ...]:
    """The tables with all their text read in this encoding."""
    if source.printed:
        return read_printed(decode(source.printed, encoding), name=source.name).grids
    return tuple(
        replace(grid, lines=tuple(_decoded_line(line, encoding) for line in grid.lines)) for grid in source.grids
    )


def _decoded_line(line: Line, encoding: Encoding) -> Line:
    return replace(line, cells=tuple(replace(cell, text=decode(cell.text, encoding)) for cell in line.cells))


def headers(grids: tuple[Grid, ...], options: Options) -> list[Header | None]:
    """The header of each table; one without goes on with that of the table before if it has as many columns."""
    found: list[Header | None] = []
    last: Header | None = None
    for grid in grids:
        own = find_header(grid)
        if last is not None and grid.width == len(last.titles) and _goes_on(grid, own, last):
            own = Header(-1, -1, last.titles, last.roles)
        elif own is not None and options.columns:
            own = own.with_roles({column: role for column, role in options.columns.items() if column < grid.width})
        last = own or last
        found.append(own)
    return found


def _goes_on(grid: Grid, own: Header | None, last: Header) -> bool:
    """Whether a table is the rest of the one before: no header, or the same one printed again further down."""
    return own is None or (own.first > 0 and last.is_repeated_by(grid.lines[own.first]))


def columns(grids: tuple[Grid, ...], headers: list[Header | None]) -> tuple[Column, ...]:
    """The columns of the first table that has a header."""
    grid, header = next((grid, header) for grid, header in zip(grids, headers, strict=True) if header is not None)
    return tuple(
        Column(index, grid.column_name(index), title, header.roles.get(index))
        for index, title in enumerate(header.titles)
    )
