"""Task tables made from a bundled plan, as officials would have them: Excel, Word, pasted text, web page."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.reading import read_table
from cchc_desktop.catalogue.task_table.result import TaskTable
from cchc_desktop.catalogue.task_table.source import read_file, read_text
from cchc_desktop.domain.plan import Plan, Task

PROVINCE, DEPARTMENT = "KH-TQ-2025-H2", "KH-SKHDT-2023"
TITLES = {
    "number": "STT",
    "goal": "Mục tiêu",
    "name": "Tên nhiệm vụ",
    "lead": "Cơ quan\nchủ trì",
    "cooperation": "Cơ quan phối hợp",
    "product": "Sản phẩm",
    "time": "Thời gian",
    "note": "Ghi chú",
}
SEVEN = ("number", "goal", "name", "lead", "cooperation", "product", "time")
SIX = ("number", "name", "product", "lead", "cooperation", "time")
EIGHT = ("number", "name", "goal", "product", "time", "lead", "cooperation", "note")
WORDS = ("goal", "name", "lead", "cooperation", "product", "time")


@dataclass(frozen=True)
class Row:
    """A row of the table; ``merge`` counts the rows that its goal cell covers, ``wide`` merges all but the number."""

    cells: tuple[str, ...]
    merge: int = 1
    wide: bool = False


def plan(code: str) -> Plan:
    return bundled().plan(code)


def rows(of: Plan, columns: Sequence[str] = SEVEN, *, page: int = 0) -> list[Row]:
    """Header, fields and tasks. With ``page`` a page ends inside each task whose number it divides."""
    header = Row(tuple(TITLES[column] for column in columns))
    found = [header]
    for field in of.fields:
        at = columns.index("number")
        title = {at: field.code, 1 if at == 0 else columns.index("name"): field.name}
        found.append(Row(tuple(title.get(column, "") for column in range(len(columns))), wide=at == 0))
        tasks = [task for task in of.tasks if task.field == field.code]
        for index, task in enumerate(tasks):
            opens = index == 0 or tasks[index - 1].goal != task.goal
            length = sum(1 for other in tasks if other.goal == task.goal)
            breaks = page and int(task.number) % page == 0
            whole = cells(task, columns, goal=opens)
            if not breaks:
                found.append(Row(whole, merge=length if opens and not page else 1))
                continue
            first, second = halves(whole, columns.index("name"))
            blank = tuple("" for _ in columns)
            found += [Row(first), Row(("16", *blank[1:])), header, Row(second)]
    return found


def cells(task: Task, columns: Sequence[str], *, goal: bool = True) -> tuple[str, ...]:
    """The cells of one task; an unknown column is empty."""
    return tuple("" if column == "goal" and not goal else str(getattr(task, column, "")) for column in columns)


def halves(whole: tuple[str, ...], at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The row before and after a page break inside the cell ``at``."""
    words = whole[at].split(" ")
    cut = max(1, len(words) // 2)
    first = (*whole[:at], " ".join(words[:cut]), *whole[at + 1 :])
    second = tuple(" ".join(words[cut:]) if column == at else "" for column in range(len(whole)))
    return first, second


OLD_LETTERS = "STT\tNhiÖm vô\tC¬ quan chñ tr×\tThêi gian\r\n1\tTËp huÊn nghiÖp vô c¶i c¸ch\tSë Néi vô\tQuý I/2026\r\n"
"""A table in TCVN3 as the clipboard brings it."""


def corrected() -> list[Row]:
    """The plan of the province where task 7 has another time and the last task is gone."""
    table = rows(plan(PROVINCE))[:-1]
    seventh = next(index for index, row in enumerate(table) if row.cells[0] == "7")
    table[seventh] = Row((*table[seventh].cells[:6], "Quý IV/2025"))
    return table


def shifted() -> list[Row]:
    """The same, where the cells of task 3 have moved to the left by one."""
    table = corrected()
    table[4] = Row((table[4].cells[0], *table[4].cells[2:], ""))
    return table


def write_xlsx(path: Path, table: Sequence[Row], *, intro: Sequence[str] = ("PHỤ LỤC", "(Kèm theo Kế hoạch)")) -> Path:
    """An Excel file with goals and fields in merged cells and numbers as numbers."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for line in intro:
        sheet.append([line])
    goal = table[0].cells.index("Mục tiêu") + 1 if "Mục tiêu" in table[0].cells else 0
    for number, row in enumerate(table, start=len(intro) + 1):
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row.cells])
        if row.wide:
            sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=len(row.cells))
        if row.merge > 1 and goal:
            sheet.merge_cells(start_row=number, end_row=number + row.merge - 1, start_column=goal, end_column=goal)
    workbook.save(path)
    return path


def write_docx(path: Path, table: Sequence[Row], *, tables: int = 1) -> Path:
    """A Word file with vertical merges, the rows shared out over several tables."""
    document = docx.Document()
    size = -(-len(table) // tables)
    goal = table[0].cells.index("Mục tiêu") if "Mục tiêu" in table[0].cells else 0
    for begin in range(0, len(table), size):
        part = table[begin : begin + size]
        grid = document.add_table(rows=len(part), cols=len(table[0].cells))
        for cell, text in zip(grid._cells, (text for row in part for text in row.cells), strict=True):
            cell.text = text
        for index, row in enumerate(part):
            if row.wide:
                grid.cell(index, 1).merge(grid.cell(index, len(row.cells) - 1))
            if row.merge > 1 and goal and index + row.merge <= len(part):
                grid.cell(index, goal).merge(grid.cell(index + row.merge - 1, goal))
        document.add_paragraph("")
    document.save(str(path))
    return path


def delimited(table: Sequence[Row], separator: str = "\t") -> str:
    """The cells as text, as the clipboard of Excel or a CSV file has them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(row.cells for row in table)
    return stream.getvalue()


def html(table: Sequence[Row]) -> str:
    """A web page, as many programs export under the name .xls."""
    lines = []
    for row in table:
        if row.wide:
            inner = f"<td>{row.cells[0]}</td><td colspan={len(row.cells) - 1}><b>{row.cells[1]}</b></td>"
        else:
            shown = (cell.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>") for cell in row.cells)
            inner = "".join(f"<td><p>{cell}</p></td>" for cell in shown)
        lines.append(f"<tr>{inner}</tr>")
    return f"<html><head><meta charset='utf-8'></head><body><table border=1>{''.join(lines)}</table></body></html>"


def read(path: Path, options: Options = Options()) -> TaskTable:  # noqa: B008 - frozen
    return read_table(read_file(path), options)


def paste(text: str, options: Options = Options()) -> TaskTable:  # noqa: B008 - frozen
    return read_table(read_text(text), options)


def differences(table: TaskTable, of: Plan, *, words: Sequence[str] = WORDS) -> list[tuple[str, str, str, str]]:
    """Task code, field, what the plan says, what was read; empty when every task came out right and in order."""
    found = [
        (task.code, name, str(getattr(task, name)), str(getattr(read_task, name)))
        for task, read_task in zip(of.tasks, table.tasks, strict=False)
        for name in words
        if getattr(task, name) != getattr(read_task, name)
    ]
    places = [(task.field, task.number) for task in of.tasks]
    if [(task.section, task.number) for task in table.tasks] != places:
        found.append(("", "places", str(places), str([(task.section, task.number) for task in table.tasks])))
    return found
