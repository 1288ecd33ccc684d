"""Filtering 10,000 tasks in the table model of the tasks screen: typed text and a predicate, repaint included."""

import os
import statistics
import time
from dataclasses import dataclass

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.vietnamese import search_key

QUERIES = ("tuyen truyen", "ke hoach 2025", "khong co nhu vay", "", "cai cach hanh chinh")


@dataclass(frozen=True, slots=True)
class Row:
    key: int
    name: str
    overdue: bool


def milliseconds(rounds: int) -> float:
    """The median time of one change of the filter."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.models.rows_model import Column, RowsModel
    from ui.models.rows_view import RowsView

    app = QApplication.instance() or QApplication([])
    tasks = bundled().plan("KH-TQ-2025-H2").tasks
    rows = [Row(number, tasks[number % 58].name, number % 7 == 0) for number in range(10_000)]
    columns = [Column("Số", lambda row: str(row.key)), Column("Nhiệm vụ", lambda row: row.name, stretch=True)]
    model = RowsModel(columns, key=lambda row: row.key, search=lambda row: row.name, fold=search_key)
    model.set_rows(rows)
    view = RowsView(model, name="Nhiệm vụ")
    view.resize(900, 600)
    view.show()
    app.processEvents()
    times = []
    for _ in range(rounds):
        for query in QUERIES:
            begin = time.perf_counter()
            model.set_filter(query, (lambda row: row.overdue) if len(query) % 2 else None)
            app.processEvents()
            times.append((time.perf_counter() - begin) * 1000)
    view.close()
    return statistics.median(times)
