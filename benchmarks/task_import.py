"""Reading a table of 1,000 tasks from Excel, with all its checks, against bare openpyxl reading of the same file."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.reading import read_table
from cchc_desktop.catalogue.task_table.source import read_file

TASKS = 1_000
HEAD = ("STT", "Mục tiêu", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian")


def milliseconds(rounds: int) -> tuple[float, float]:
    """Milliseconds of the import and of bare reading, medians of so many alternate rounds."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = _workbook(Path(folder) / "nhiem-vu.xlsx")
        for _ in range(rounds):
            bare.append(_timed(lambda: _bare(path)))
            ours.append(_timed(lambda: _imported(path)))
    return statistics.median(ours), statistics.median(bare)


def _workbook(path: Path) -> Path:
    tasks = bundled().plan("KH-TQ-2025-H2").tasks
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(HEAD)
    sheet.append(("I", "CẢI CÁCH HÀNH CHÍNH"))
    for number in range(TASKS):
        task = tasks[number % len(tasks)]
        row = (number + 1, task.goal, task.name, task.lead, task.cooperation, task.product, task.time)
        sheet.append(row)
    workbook.save(path)
    return path


def _bare(path: Path) -> None:
    workbook = openpyxl.load_workbook(path)
    assert sum(1 for _row in workbook.active.iter_rows(values_only=True)) == TASKS + 2


def _imported(path: Path) -> None:
    table = read_table(read_file(path), Options())
    assert len(table.tasks) == TASKS
    assert table.is_settled


def _timed(job: Callable[[], None]) -> float:
    begin = time.perf_counter()
    job()
    return (time.perf_counter() - begin) * 1000
