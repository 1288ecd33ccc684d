"""The annexes of a periodic report: its figures beside those of other periods, its targets, what was explained.

"Không phát sinh", 0 and a figure that is not known are three different things on paper too. A derived figure that the
unit replaced by another one bears a footnote with the derived one and the reason.
"""

from dataclasses import replace

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import ValueState
from cchc_desktop.domain.form import Basis
from cchc_desktop.domain.snapshot import FigurePart, RemarkPart, ReportPart, TablePart, TargetPart
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.document import Align, Cell, Column, Line, Row, RowKind, Table, bold, cell
from cchc_desktop.exports.typed_table import printed_table
from cchc_desktop.exports.wording import sentence

ESTIMATE = "ước"
TABLE_BELOW = "Xem bảng dưới"
MET_WORDS = {"met": "Đạt", "not_met": "Chưa đạt", "": ""}
TREND_WORDS = {"up": "Tăng", "down": "Giảm", "same": "Không đổi", "": ""}

_TARGET_COLUMNS = (
    Column("STT", 10, Align.CENTRE),
    Column("Chỉ tiêu", 78),
    Column("Mức giao", 32, Align.CENTRE),
    Column("Kết quả thực hiện", 30, Align.CENTRE),
    Column("Đánh giá", 24, Align.CENTRE),
    Column("So với kỳ trước", 22, Align.CENTRE),
    Column("Căn cứ giao chỉ tiêu", 76),
)
_REMARK_COLUMNS = (
    Column("STT", 10, Align.CENTRE),
    Column("Nội dung cần giải trình", 105),
    Column("Giải trình của đơn vị", 137),
)
_LEGEND = (
    "Ghi chú: “Không phát sinh” là trong kỳ không có việc thuộc chỉ tiêu thống kê, khác với số 0; "
    f"ô để trống là chưa có số liệu; “{ESTIMATE}” là số ước tính đến hết kỳ báo cáo."
)


def figure_table(part: ReportPart) -> Table:
    """All figures with the previous period, the same period last year, the change and the target."""
    notes = footnotes(part["figures"])
    columns = (
        Column("Mã số", 16, Align.CENTRE),
        Column("Chỉ tiêu thống kê", 66),
        Column("Đơn vị tính", 20, Align.CENTRE),
        Column("Tính chất số liệu", 26, Align.CENTRE),
        Column("Số liệu kỳ này", 28, Align.RIGHT),
        Column(_period_title("Kỳ trước", part["previous_label"]), 27, Align.RIGHT),
        Column(_period_title("Cùng kỳ năm trước", part["last_year_label"]), 27, Align.RIGHT),
        Column("Thay đổi so với kỳ trước", 18, Align.RIGHT),
        Column("Chỉ tiêu giao, đánh giá", 28, Align.CENTRE),
    )
    rows = tuple(_figure_row(figure, notes.get(figure["code"], 0)) for figure in part["figures"])
    return Table(columns, rows, note="\n".join([_LEGEND, *footnote_texts(part["figures"]), _packs(part)]))


def section_table(figures: list[FigurePart], part: ReportPart) -> Table:
    """The figures of one section inside the text, for a form without an annex of figures."""
    columns = (
        Column("Mã số", 20, Align.CENTRE),
        Column("Chỉ tiêu thống kê", 71),
        Column("Đơn vị tính", 22, Align.CENTRE),
        Column("Số liệu kỳ này", 26, Align.RIGHT),
        Column(_period_title("Kỳ trước", part["previous_label"]), 26, Align.RIGHT),
    )
    notes = footnotes(figures)
    rows = tuple(
        _group_row(figure)
        if is_heading(figure)
        else Row(
            (
                cell(figure["code"]),
                cell(figure["name"]),
                cell(figure["unit"]),
                _value_cell(figure, notes.get(figure["code"], 0)),
                cell(figure["previous"]),
            )
        )
        for figure in figures
    )
    return Table(columns, rows, note="\n".join(footnote_texts(figures)))


def field_tables(figures: list[FigurePart]) -> tuple[Table, ...]:
    """The tables that were typed as figures, each below its code and name."""
    return tuple(
        replace(printed_table(table), caption=f"{figure['code']}. {figure['name']}")
        for figure, table in tabled(figures)
    )


def tabled(figures: list[FigurePart]) -> list[tuple[FigurePart, TablePart]]:
    """The figures that are tables of their own, each with its rows."""
    return [(figure, figure["table"]) for figure in figures if "table" in figure]


def footnotes(figures: list[FigurePart]) -> dict[str, int]:
    """The number of the footnote of each figure that replaces a derived one."""
    overridden = [figure["code"] for figure in figures if figure["override_reason"]]
    return {code: number for number, code in enumerate(overridden, start=1)}


def footnote_texts(figures: list[FigurePart]) -> list[str]:
    """The footnotes: the derived figure and why the unit reports another one."""
    notes = footnotes(figures)
    return [
        f"({notes[figure['code']]}) Mã số {figure['code']}: số liệu tổng hợp từ dữ liệu gốc là "
        f"{figure['derived'] or 'chưa có'}; đơn vị báo cáo {shown(figure)}. "
        f"Lý do: {sentence(figure['override_reason'])}"
        for figure in figures
        if figure["code"] in notes
    ]


def shown(figure: FigurePart) -> str:
    """The figure as printed: "1.855", "ước 3.125,60", "Không phát sinh", "" where nothing is known."""
    if figure["state"] == ValueState.NOT_ARISING.value:
        return ValueState.NOT_ARISING.label
    if figure["state"] == ValueState.EMPTY.value:
        return ""
    if "table" in figure:
        return TABLE_BELOW
    marked = figure["estimate"] and not figure["shown"].startswith(ESTIMATE)
    return f"{ESTIMATE} {figure['shown']}" if marked else figure["shown"]


def is_heading(figure: FigurePart) -> bool:
    """Whether the line only opens a group of figures."""
    return figure["type"] == FieldType.HEADING.value


def target_table(targets: list[TargetPart]) -> Table:
    """The targets with the values reached."""
    rows = tuple(
        Row(
            (
                cell(str(number)),
                cell(target["name"]),
                cell(target["threshold"]),
                cell(target["shown"] or "Chưa có số liệu"),
                bold(MET_WORDS[target["met"]]),
                cell(TREND_WORDS[target["trend"]]),
                cell(target["source"], target["place"]),
            )
        )
        for number, target in enumerate(targets, start=1)
    )
    return Table(_TARGET_COLUMNS, rows)


def remark_table(remarks: list[RemarkPart]) -> Table:
    """The findings that were let pass, each with the explanation of the unit."""
    rows = tuple(
        Row((cell(str(number)), cell(remark["text"]), cell(remark["explanation"])))
        for number, remark in enumerate(remarks, start=1)
    )
    return Table(_REMARK_COLUMNS, rows)


def row_kind(figure: FigurePart) -> RowKind:
    """A group has a code in one part ("BC1"), a part of it a longer one ("BC1.1")."""
    if not is_heading(figure):
        return RowKind.PLAIN
    return RowKind.SUBGROUP if "." in figure["code"] else RowKind.GROUP


def _figure_row(figure: FigurePart, footnote: int) -> Row:
    if is_heading(figure):
        return _group_row(figure)
    return Row(
        (
            cell(figure["code"]),
            cell(figure["name"]),
            cell(figure["unit"]),
            cell(Basis(figure["basis"]).label),
            _value_cell(figure, footnote),
            cell(figure["previous"]),
            cell(figure["last_year"]),
            cell(figure["change"]),
            (*cell(figure["target"]), *bold(MET_WORDS[figure["met"]])),
        )
    )


def _group_row(figure: FigurePart) -> Row:
    return Row((bold(figure["code"]), bold(figure["name"])), row_kind(figure))


def _value_cell(figure: FigurePart, footnote: int) -> Cell:
    text = shown(figure)
    if "table" in figure:
        return (Line(text, italic=True),)
    arising = figure["state"] != ValueState.NOT_ARISING.value
    return (Line(f"{text} ({footnote})" if footnote else text, bold=arising, italic=not arising),) if text else cell()


def _period_title(words: str, label: str) -> str:
    return f"{words} ({uncapitalised(label)})" if label else words


def _packs(part: ReportPart) -> str:
    """The packs that the figures rest on, each by its code and edition."""
    packs = "; ".join(f"{pack['title']} (mã {pack['code']}, phiên bản {pack['edition']})" for pack in part["packs"])
    return f"Danh mục sử dụng: {packs}." if packs else ""
