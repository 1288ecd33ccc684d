"""A table of the document tree as a real Word table: the header repeats, rows stay whole, groups keep a row.

Written as XML at once: cell by cell through python-docx, a table of a hundred rows takes seconds.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement

from cchc_desktop.exports.document import Align, Cell, Line, Row, RowKind, Table
from cchc_desktop.exports.docx_style import style_id
from cchc_desktop.exports.fonts import family
from cchc_desktop.exports.pdf_style import Geometry, Styles, printable
from cchc_desktop.exports.pdf_table import column_widths

_TWIPS = 20  # of a point
_SHADE = "EDEDED"
_MARGIN = 70  # twips between the line and the text
_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_OPENING = (RowKind.GROUP, RowKind.SUBGROUP)
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_element(table: Table, *, style: str, size: float, page: Geometry) -> CT_Tbl:
    """The table, as wide as the text of the page; ``size`` is that of the style's letters."""
    widths = [round(width * _TWIPS) for width in _widths(table, size=size, page=page)]
    head = Row(tuple((Line(column.title, bold=True),) for column in table.columns), RowKind.GROUP)
    rows = [_row(head, table, widths, style=style, is_header=True, keep=True)]
    for row, following in zip(table.rows, [*table.rows[1:], None], strict=False):
        keep = row.kind in _OPENING or (following is not None and following.kind is RowKind.TOTAL)
        rows.append(_row(row, table, widths, style=style, is_header=False, keep=keep))
    grid = _element("w:tblGrid", *(_element("w:gridCol", w=width) for width in widths))
    element = _element("w:tbl", _properties(sum(widths)), grid, *rows)
    assert isinstance(element, CT_Tbl)
    return element


def _widths(table: Table, *, size: float, page: Geometry) -> list[float]:
    return column_widths(table, styles=Styles(family()), size=size, total=page.width)


def _properties(width: int) -> BaseOxmlElement:
    borders = (_element(f"w:{side}", val="single", sz=4, space=0, color="000000") for side in _BORDERS)
    margins = (_element(f"w:{side}", w=_MARGIN, type="dxa") for side in ("left", "right"))
    return _element(
        "w:tblPr",
        _element("w:tblW", w=width, type="dxa"),
        _element("w:jc", val="center"),
        _element("w:tblBorders", *borders),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblCellMar", *margins),
    )


def _row(row: Row, table: Table, widths: list[int], *, style: str, is_header: bool, keep: bool) -> BaseOxmlElement:
    properties = [_element("w:cantSplit")] + ([_element("w:tblHeader")] if is_header else [])
    last = len(row.cells) - 1
    cells = []
    for place, cell in enumerate(row.cells):
        spanned = len(widths) - place if place == last else 1
        align = Align.CENTRE if is_header else Align.LEFT if spanned > 1 else table.columns[place].align
        cells.append(
            _cell(
                cell,
                sum(widths[place : place + spanned]),
                spanned=spanned,
                shaded=row.kind is RowKind.GROUP,
                middle=row.kind is not RowKind.PLAIN,
                paragraph=_paragraph_properties(style, align, keep=keep),
            )
        )
    return _element("w:tr", _element("w:trPr", *properties), *cells)


def _cell(
    cell: Cell, width: int, *, spanned: int, shaded: bool, middle: bool, paragraph: BaseOxmlElement
) -> BaseOxmlElement:
    properties = [_element("w:tcW", w=width, type="dxa")]
    if spanned > 1:
        properties.append(_element("w:gridSpan", val=spanned))
    if shaded:
        properties.append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
    if middle:
        properties.append(_element("w:vAlign", val="center"))
    lines = [Line(text, line.bold, line.italic) for line in cell for text in line.text.splitlines() if text.strip()]
    return _element("w:tc", _element("w:tcPr", *properties), *(_line(line, paragraph) for line in lines or [Line("")]))


def _paragraph_properties(style: str, align: Align, *, keep: bool) -> BaseOxmlElement:
    kept = [_element("w:keepNext")] if keep else []
    return _element("w:pPr", _element("w:pStyle", val=style_id(style)), *kept, _element("w:jc", val=_ALIGN[align]))


def _line(line: Line, properties: BaseOxmlElement) -> BaseOxmlElement:
    paragraph = _element("w:p", _copied(properties))
    if line.text:
        marks = [_element(name) for name, holds in (("w:b", line.bold), ("w:i", line.italic)) if holds]
        text = OxmlElement("w:t")
        text.text = printable(line.text)
        text.set(qn("xml:space"), "preserve")
        paragraph.append(_element("w:r", *([_element("w:rPr", *marks)] if marks else []), text))
    return paragraph


def _copied(element: BaseOxmlElement) -> BaseOxmlElement:
    copy = OxmlElement("w:pPr")
    copy.extend([child.__copy__() for child in element])
    return copy


def _element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element
