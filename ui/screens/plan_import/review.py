"""The page that looks through a table, laid out from what was read; made in the worker thread, since lines are many."""

from cchc_desktop.catalogue.task_table.cell_text import clean
from cchc_desktop.catalogue.task_table.grid import Grid, Source
from cchc_desktop.catalogue.task_table.prepared import Options, decoded
from cchc_desktop.catalogue.task_table.result import TaskTable
from ui.screens.plan_import.facts import Review, SourceLine


def review_of(source: Source, table: TaskTable, options: Options) -> Review:
    """The page for a table that was read with these options."""
    summary = f"{len(table.sections)} lĩnh vực, {len(table.tasks)} nhiệm vụ đọc được"
    if table.remarks:
        summary += f", {len(table.remarks)} lưu ý"
    return Review(
        name=source.name,
        summary=summary,
        columns=table.columns,
        lines=_lines(_shown_grid(source, table, options), table),
        questions=table.questions,
        remarks=table.remarks,
        answered=len(options.answers),
        proposal=table.proposal,
    )


def _lines(grid: Grid | None, table: TaskTable) -> tuple[SourceLine, ...]:
    if grid is None:
        return ()
    asked = {question.place.row for question in table.questions if question.place.table == grid.name}
    titles = [column.title for column in table.columns]
    return tuple(
        SourceLine(line.number, cells, _mark(cells, titles, asked=line.number in asked))
        for line in grid.lines
        if any(cells := tuple("" if cell.across else _one_line(cell.text) for cell in line.cells))
    )


def _shown_grid(source: Source, table: TaskTable, options: Options) -> Grid | None:
    """The table of the source in which the tasks stand; the longest where there are none yet."""
    grids = decoded(source, options.encoding) if options.encoding else source.grids
    places = [task.place for task in table.tasks] or [question.place for question in table.questions]
    named = [grid for grid in grids if places and grid.name == places[0].table]
    return next(iter(named), max(grids, key=lambda grid: len(grid.lines), default=None))


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _mark(cells: tuple[str, ...], titles: list[str], *, asked: bool) -> str:
    if asked:
        return "question"
    same = [title for title, cell in zip(titles, cells, strict=False) if title and title == cell]
    return "header" if len(same) >= 3 else ""
