"""Recounting the documents of report, plan and register, and of replies: all is found again as it was frozen.

Raises Fault "export-recount" for any difference, as ``recount`` does.
"""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from itertools import filterfalse

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.form import Basis
from cchc_desktop.domain.snapshot import FigurePart, PlanPart, RegisterPart, ReplyPart, ReportPart
from cchc_desktop.exports import plan_sheets, register_sheets, report_sheets
from cchc_desktop.exports.pdf_style import printable
from cchc_desktop.exports.plan_document import TOTAL, all_plan_tasks, own_tasks
from cchc_desktop.exports.recounted import Rows, compare, difference, number
from cchc_desktop.exports.reply_list import reply_rows
from cchc_desktop.exports.report_annexes import footnotes, is_heading, shown, tabled
from cchc_desktop.exports.target_sheet import TARGET_SHEET
from cchc_desktop.exports.typed_table import SUM, column_sums, printed_row

_FULL_LINE = 40  # characters, at least
_LONGEST_WHOLE = 400  # characters; in a narrow column a longer text may not fit on one page


def recount_report(rows: dict[str, Rows], part: ReportPart) -> None:
    """The sheets of a report: every figure has the value of the snapshot, every list its rows."""
    figures = rows[report_sheets.FIGURE_SHEET]
    compare([row[0] for row in figures], [figure["code"] for figure in part["figures"]], "các mã số liệu")
    for row, figure in zip(figures, part["figures"], strict=True):
        _recount_figure(row[report_sheets.VALUE_COLUMN], figure)
    derived = report_sheets.derived_figures(part["figures"])
    compare(len(rows[report_sheets.ORIGIN_SHEET]), len(derived), "số dòng nguồn số liệu")
    compare(len(rows[report_sheets.TEXT_SHEET]), len(report_sheets.paragraph_rows(part["sections"])), "số đoạn văn")
    compare(len(rows[TARGET_SHEET]), len(part["targets"]), "số chỉ tiêu")
    compare(len(rows[report_sheets.REMARK_SHEET]), len(part["remarks"]), "số nội dung giải trình")
    for place, (figure, table) in enumerate(tabled(part["figures"]), start=1):
        compare(len(rows[report_sheets.field_sheet(place)]), len(table["rows"]), f"số dòng của bảng {figure['code']}")
    for place, table in enumerate(part["annexes"], start=1):
        compare(len(rows[report_sheets.annex_sheet(place)]), len(table["rows"]), f"số dòng của “{table['title']}”")


def recount_plan(rows: dict[str, Rows], part: PlanPart) -> None:
    """The sheets of a plan: all tasks, and the totals that are counted from them."""
    tasks, own = len(all_plan_tasks(part)), len(own_tasks(part["fields"]))
    compare(len(rows[plan_sheets.TASK_SHEET]), tasks, "số nhiệm vụ")
    total = next(row for row in rows[plan_sheets.SUMMARY_SHEET] if row[0] == TOTAL)
    compare(total[2:5], (tasks, tasks - own, own), "tổng số nhiệm vụ theo lĩnh vực")
    compare(len(rows[TARGET_SHEET]), len(part["targets"]), "số chỉ tiêu")


def recount_register(rows: dict[str, Rows], part: RegisterPart) -> None:
    """The sheet of a register: its rows, and the totals of its amounts."""
    lines = rows[register_sheets.REGISTER_SHEET]
    numbered = [row for row in lines if row[0] != SUM]
    compare(len(numbered), len(part["table"]["rows"]), "số dòng của sổ")
    for total in (row for row in lines if row[0] == SUM):
        for found, expected in zip(total[1:], column_sums(part["table"]), strict=True):
            if expected is not None:
                compare(number(found), expected, "dòng cộng của sổ")


def find_figures(texts: list[str], part: ReportPart) -> None:
    """Each figure stands on paper behind its code, name, unit and basis."""
    paper = squeezed("".join(texts))
    notes = footnotes(part["figures"])
    for figure in filterfalse(is_heading, part["figures"]):
        note = f"({notes[figure['code']]})" if figure["code"] in notes else ""
        basis = Basis(figure["basis"]).label if part["figures_annex"] else ""
        row = (figure["code"], figure["name"], figure["unit"], basis, shown(figure), note)
        if not _stands_on(paper, row):
            raise difference(f"tệp PDF thiếu số liệu mã {figure['code']} ({shown(figure)})")
    for figure, table in tabled(part["figures"]):
        for place, values in enumerate(table["rows"], start=1):
            if not _stands_on(paper, (str(place), *printed_row(table, values))):
                raise difference(f"tệp PDF thiếu dòng {place} của bảng mã {figure['code']}")


def find_rows(texts: list[str], part: RegisterPart) -> None:
    """Each row of the register stands on paper behind its number."""
    paper = squeezed("".join(texts))
    for place, values in enumerate(part["table"]["rows"], start=1):
        if not _stands_on(paper, (str(place), *printed_row(part["table"], values))):
            raise difference(f"tệp PDF thiếu dòng {place} của sổ")


def find_replies(texts: list[str], replies: list[ReplyPart]) -> None:
    """Each remark stands on paper with its reply."""
    paper = squeezed("".join(texts)) if replies else ""
    for row in reply_rows(replies):
        if not _stands_on(paper, row):
            raise difference(f"tệp PDF thiếu nội dung giải trình ý kiến {row[0]}")


def squeezed(text: str) -> str:
    """The text without white space and hyphens, which lines and PDF readers add and drop, or ligatures."""
    return "".join(unicodedata.normalize("NFKC", printable(text)).split()).replace("-", "")


def _stands_on(paper: str, row: Iterable[str]) -> bool:
    """Whether the row is on paper as one piece; a row with a text that may fill a page is cut and not looked for."""
    texts = tuple(row)
    return squeezed("".join(texts)) in paper or max(map(_extent, texts)) > _LONGEST_WHOLE


def _extent(text: str) -> int:
    """The length of a text, in which each line counts as one that is full."""
    return len(text) + text.count("\n") * _FULL_LINE


def _recount_figure(found: object, figure: FigurePart) -> None:
    kind = FieldType(figure["type"])
    if figure["state"] == ValueState.VALUE.value and kind.is_number:
        expected = Decimal(figure["value"]) / (100 if kind is FieldType.PERCENT else 1)
        compare(number(found), expected, f"số liệu mã {figure['code']}")
    elif kind is not FieldType.DATE and not is_heading(figure):
        is_unknown = figure["state"] == ValueState.EMPTY.value
        compare(found is None, is_unknown or not shown(figure), f"ô trống của mã {figure['code']}")
