"""PDF and Excel of the demonstration's progress report against bare reportlab and openpyxl on the same rows."""

import io
import json
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from cchc_desktop.exports.render import render
from cchc_desktop.system.canonical_json import sha256

FONT = Path(__file__).parents[1] / "resources" / "fonts" / "LiberationSerif-Regular.ttf"


class Pair:
    """Both ways of writing the same table of tasks."""

    def __init__(self, data: Path) -> None:
        with sqlite3.connect(data / "cchc.db") as connection:
            query = "SELECT snapshot FROM submission WHERE kind = 'progress' AND snapshot IS NOT NULL"
            (content,) = connection.execute(query).fetchone()
        self._sha256 = sha256(content)
        self._snapshot = json.loads(content)
        self._rows = [
            [
                task["number"],
                task["name"],
                f"{task['lead']} {task['cooperation']}",
                task["product"],
                task["time"],
                " ".join(entry["result"] for entry in task["entries"]),
                task["status_label"],
            ]
            for field in self._snapshot["progress"]["fields"]
            for task in field["tasks"]
        ]
        pdfmetrics.registerFont(TTFont("Bare", FONT))

    def ours(self) -> None:
        render(self._snapshot, sha256=self._sha256)

    def bare(self) -> None:
        style = ParagraphStyle("bare", fontName="Bare", fontSize=10, leading=12)
        cells = [[Paragraph(text, style) for text in row] for row in self._rows]
        table = LongTable(cells, colWidths=[30, 200, 120, 110, 70, 160, 70], repeatRows=1, splitInRow=1)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTNAME", (0, 0), (-1, -1), "Bare")]))
        SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4), invariant=1).build([table])
        book = Workbook()
        for row in self._rows:
            book.active.append(row)
        book.save(io.BytesIO())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None
