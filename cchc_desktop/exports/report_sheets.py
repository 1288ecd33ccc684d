"""The workbook of a periodic report: all figures with their comparisons, the narrative, the annexes, the remarks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.form import Basis
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.snapshot import FigurePart, RemarkPart, ReportPart, SectionPart, Snapshot
from cchc_desktop.exports.official import PERIODIC_REPORT
from cchc_desktop.exports.report_annexes import MET_WORDS, is_heading, row_kind, shown, tabled
from cchc_desktop.exports.report_document import REMARKS_TITLE, report_title, section_heading, targets_title
from cchc_desktop.exports.target_sheet import target_sheet
from cchc_desktop.exports.typed_table import typed_sheet
from cchc_desktop.exports.workbook import Figure, Sheet, SheetColumn, SheetRow, Value, ValueKind, Workbook
from cchc_desktop.exports.workbook_parts import framed_workbook

FIGURE_SHEET = "Số liệu"
ORIGIN_SHEET = "Nguồn số liệu"
TEXT_SHEET = "Nội dung"
REMARK_SHEET = "Giải trình"
VALUE_COLUMN = 4  # of the sheet of figures, counted from 0

_PRINTED_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?%?")
_ORIGIN_COLUMNS = (
    SheetColumn("Mã số", 18, ValueKind.CODE),
    SheetColumn("Chỉ tiêu thống kê", 70),
    SheetColumn("Số liệu kỳ này", 30),
    SheetColumn("Nguồn số liệu", 80),
    SheetColumn("Số tổng hợp từ dữ liệu gốc", 30),
    SheetColumn("Lý do thay số", 70),
)
_TEXT_COLUMNS = (
    SheetColumn("Mã mục", 18, ValueKind.CODE),
    SheetColumn("Mục", 80),
    SheetColumn("Nội dung", 180),
    SheetColumn("Nguồn", 30),
)
_REMARK_COLUMNS = (
    SheetColumn("STT", 12, ValueKind.INTEGER),
    SheetColumn("Mã kiểm tra", 50, ValueKind.CODE),
    SheetColumn("Nội dung cần giải trình", 110),
    SheetColumn("Giải trình của đơn vị", 120),
)


def report_workbook(snapshot: Snapshot, *, code: str) -> Workbook:
    """The workbook of a report snapshot; an empty ``code`` makes a preview."""
    part = snapshot["report"]
    annexes = (typed_sheet(table, name=annex_sheet(number)) for number, table in enumerate(part["annexes"], start=1))
    sheets = (
        _figures(part),
        _origins(part["figures"]),
        _text(part),
        *_field_tables(part["figures"]),
        *annexes,
        target_sheet(part["targets"], title=targets_title(snapshot)),
        _remarks(part["remarks"]),
    )
    return framed_workbook(snapshot, kind=PERIODIC_REPORT, title=report_title(snapshot), sheets=sheets, code=code)


def annex_sheet(number: int) -> str:
    """The name of the sheet of an annex that lists rows, counted from 1."""
    return f"Danh mục {number:02}"


def field_sheet(number: int) -> str:
    """The name of the sheet of a figure that is a table of its own, counted from 1."""
    return f"Bảng {number:02}"


def paragraph_rows(sections: list[SectionPart]) -> list[tuple[SectionPart, str, str]]:
    """Each section with each of its paragraphs and who wrote it; a section without paragraphs stands alone."""
    return [
        (section, text, origin)
        for section in sections
        for text, origin in (
            [
                (paragraph["text"], "Tổng hợp từ dữ liệu" if paragraph["drafted"] else "Cán bộ soạn")
                for paragraph in section["paragraphs"]
            ]
            or [("", "")]
        )
    ]


def _figures(part: ReportPart) -> Sheet:
    columns = (
        SheetColumn("Mã số", 18, ValueKind.CODE),
        SheetColumn("Chỉ tiêu thống kê", 76),
        SheetColumn("Đơn vị tính", 23),
        SheetColumn("Tính chất số liệu", 28),
        SheetColumn("Số liệu kỳ này", 33),
        SheetColumn("Ước tính", 12),
        SheetColumn(f"Kỳ trước: {part['previous_label']}".removesuffix(": "), 33),
        SheetColumn(f"Cùng kỳ năm trước: {part['last_year_label']}".removesuffix(": "), 33),
        SheetColumn("Thay đổi so với kỳ trước", 24),
        SheetColumn("Chỉ tiêu giao", 30),
        SheetColumn("Đánh giá", 19),
    )
    title = part["figures_annex"] or "Số liệu thống kê của báo cáo"
    sheets = {figure["code"]: field_sheet(place) for place, (figure, _) in enumerate(tabled(part["figures"]), start=1)}
    rows = tuple(_figure_row(figure, sheets.get(figure["code"], "")) for figure in part["figures"])
    return Sheet(FIGURE_SHEET, title, columns, rows)


def _field_tables(figures: list[FigurePart]) -> Iterator[Sheet]:
    """A sheet for each figure that is a table of its own."""
    for place, (figure, table) in enumerate(tabled(figures), start=1):
        sheet = typed_sheet(table, name=field_sheet(place))
        yield replace(sheet, title=f"{figure['code']}. {figure['name']}")


def _figure_row(figure: FigurePart, sheet: str) -> SheetRow:
    """The line of a figure; one that is a table names the ``sheet`` on which it stands."""
    if is_heading(figure):
        return SheetRow((figure["code"], figure["name"], *[None] * 9), row_kind(figure))
    return SheetRow(
        (
            figure["code"],
            figure["name"],
            figure["unit"],
            Basis(figure["basis"]).label,
            f"Xem trang tính “{sheet}”" if sheet else figure_value(figure),
            "ước" if figure["estimate"] else "",
            printed_number(figure["previous"]),
            printed_number(figure["last_year"]),
            printed_number(figure["change"], signed=True),
            figure["target"],
            MET_WORDS[figure["met"]],
        )
    )


def _origins(figures: list[FigurePart]) -> Sheet:
    rows = tuple(
        SheetRow(
            (
                figure["code"],
                figure["name"],
                figure_value(figure),
                figure["origin"],
                printed_number(figure["derived"]),
                figure["override_reason"],
            )
        )
        for figure in derived_figures(figures)
    )
    return Sheet(ORIGIN_SHEET, "Nguồn của số liệu và lý do thay số liệu tổng hợp", _ORIGIN_COLUMNS, rows)


def derived_figures(figures: list[FigurePart]) -> list[FigurePart]:
    """The figures that come from other data, whether they were replaced or not."""
    return [figure for figure in figures if figure["origin"] or figure["derived"] or figure["override_reason"]]


def figure_value(figure: FigurePart) -> Value:
    """The figure with its type: a number, a date, words; "Không phát sinh" is a word, an unknown figure is nothing."""
    if figure["state"] != ValueState.VALUE.value:
        return shown(figure) or None
    kind = FieldType(figure["type"])
    if kind.is_number:
        return Figure.of(figure["value"], decimals=figure["decimals"], percent=kind is FieldType.PERCENT)
    return date.fromisoformat(figure["value"]) if kind is FieldType.DATE else shown(figure)


def printed_number(text: str, *, signed: bool = False) -> Value:
    """A printed number ("1.855", "41,05%", "+12,50%") as a number again; any other text as it is.

    Only what prints to the same text again is taken for a number.
    """
    if not _PRINTED_NUMBER.fullmatch(text):
        return text
    percent = text.endswith("%")
    plain = text.removesuffix("%").replace(".", "").replace(",", ".")
    decimals = len(plain.partition(".")[2])
    again = format_decimal(Decimal(plain), decimals) + ("%" if percent else "")
    if again != text.removeprefix("+"):
        return text
    return Figure.of(plain, decimals=decimals, percent=percent, signed=signed)


def _text(part: ReportPart) -> Sheet:
    rows = tuple(
        SheetRow((section["code"], section_heading(section), text, origin))
        for section, text, origin in paragraph_rows(part["sections"])
    )
    return Sheet(TEXT_SHEET, "Nội dung báo cáo theo từng mục", _TEXT_COLUMNS, rows)


def _remarks(remarks: list[RemarkPart]) -> Sheet:
    rows = tuple(
        SheetRow((number, remark["code"], remark["text"], remark["explanation"]))
        for number, remark in enumerate(remarks, start=1)
    )
    return Sheet(REMARK_SHEET, REMARKS_TITLE, _REMARK_COLUMNS, rows)
