"""The two places of a Word document that stand in two columns: the head of page 1 and the signature at the end."""

from collections.abc import Iterable

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cchc_desktop.exports import docx_style as styles
from cchc_desktop.exports.document import Document, OfficialHead
from cchc_desktop.exports.fonts import bundled_font
from cchc_desktop.exports.pdf_columns import MOTTO, NATION
from cchc_desktop.exports.pdf_style import PORTRAIT, SHORT_RULE

_LEFT = 193.0  # points
_SIGNATURE_LINES = 4
_ISSUER_SIZE = 12
_MOTTO_SIZE = 13


def add_head(file: WordFile, head: OfficialHead) -> None:
    """Issuing body, national name and motto with their lines; below them number, place and date."""
    right = PORTRAIT.width - _LEFT
    table = _plain_table(file, rows=2, widths=(_LEFT, right))
    (issuer, nation), (number, place) = (row.cells for row in table.rows)
    _fill(issuer, ((text, styles.ISSUER) for text in head.issuer))
    add_rule(issuer, head.issuer[-1], size=_ISSUER_SIZE, width=_LEFT, share=True)
    _fill(nation, ((NATION, styles.NATION), (MOTTO, styles.MOTTO)))
    add_rule(nation, MOTTO, size=_MOTTO_SIZE, width=right)
    _fill(number, ((head.number, styles.NUMBER),))
    _fill(place, ((head.place_and_date, styles.PLACE),))


def add_signatures(file: WordFile, document: Document) -> None:
    """Recipients on the left, who signs on the right, with room for the signature."""
    half = PORTRAIT.width / 2
    table = _plain_table(file, rows=1, widths=(half, half))
    left, right = table.rows[0].cells
    *others, last = document.recipients or ("",)
    if last:
        lines = (*(f"- {line};" for line in others), f"- {last}.")
        _fill(left, (("Nơi nhận:", styles.RECIPIENTS_TITLE), *((line, styles.RECIPIENTS) for line in lines)))
    lines = (*document.signature.form, *[""] * _SIGNATURE_LINES, document.signature.name)
    _fill(right, ((line, styles.SIGNER) for line in lines))


def add_rule(place: WordFile | _Cell, text: str, *, size: float, width: float, share: bool = False) -> None:
    """A centred line below a text in bold letters: as long as the text, or 40 % of it."""
    length = min(float(bundled_font("Bold").stringWidth(text, size)), width) * (SHORT_RULE if share else 1)
    paragraph = place.add_paragraph("", style=styles.GAP)
    side = Length(Pt(max((width - length) / 2 - (5.4 if isinstance(place, _Cell) else 0), 0)))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(2), Pt(6)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    _insert_border(paragraph, border)


def _insert_border(paragraph: Paragraph, border: object) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders of paragraphs
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _plain_table(file: WordFile, *, rows: int, widths: tuple[float, float]) -> Table:
    """A table without lines whose rows stay whole."""
    table: Table = file.add_table(rows, 2)
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    return table


def _fill(cell: _Cell, lines: Iterable[tuple[str, str]]) -> None:
    """Write paragraphs with their styles; a cell begins with an empty one, which the first line takes."""
    empty: Paragraph | None = cell.paragraphs[0]
    for text, style in lines:
        paragraph = empty if empty is not None else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)
        empty = None
