"""The named styles of a Word document after Decree 30/2020/NĐ-CP, Appendix I: clerks go on editing with them.

Headings are Word's own, so that its navigation pane and contents show the outline; the others have Vietnamese names.
"""

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
INDENT = Mm(10)

NATION = "Quốc hiệu"
MOTTO = "Tiêu ngữ"
ISSUER = "Tên cơ quan"
NUMBER = "Số, ký hiệu"
PLACE = "Địa danh, ngày tháng"
TITLE = "Tên loại, trích yếu"
ADDRESSEE = "Kính gửi"
BODY = "Nội dung"
BASIS = "Căn cứ ban hành"
ATTACHED = "Kèm theo"
CAPTION = "Tên bảng"
NOTE = "Ghi chú bảng"
TABLE = "Chữ trong bảng"
ANNEX_TABLE = "Chữ trong bảng phụ lục"
SIGNER = "Chức vụ, họ tên"
RECIPIENTS_TITLE = "Nơi nhận"
RECIPIENTS = "Danh sách nơi nhận"
PAGE_NUMBER = "Số trang"
IDENTITY = "Chân trang"
MARK = "Dấu hiệu bản"
GAP = "Dòng trống nhỏ"

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
_LEFT = WD_ALIGN_PARAGRAPH.LEFT
_BOLD_LEVELS = 3
_LEVELS = 4
_IDS = {
    NATION: "QuocHieu",
    MOTTO: "TieuNgu",
    ISSUER: "CoQuan",
    NUMBER: "SoKyHieu",
    PLACE: "DiaDanh",
    TITLE: "TenLoai",
    ADDRESSEE: "KinhGui",
    BODY: "NoiDung",
    BASIS: "CanCu",
    ATTACHED: "KemTheo",
    CAPTION: "TenBang",
    NOTE: "GhiChuBang",
    TABLE: "ChuBang",
    ANNEX_TABLE: "ChuBangPhuLuc",
    SIGNER: "NguoiKy",
    RECIPIENTS_TITLE: "NoiNhan",
    RECIPIENTS: "DanhSachNoiNhan",
    PAGE_NUMBER: "SoTrang",
    IDENTITY: "ChanTrang",
    MARK: "DauHieu",
    GAP: "DongTrong",
}


def style_id(name: str) -> str:
    """The identity of a style inside the file, for text that is written as XML."""
    return _IDS[name]


def heading_style(level: int) -> str:
    """The style of a heading of this level."""
    return f"Heading {level}"


def define_styles(file: WordFile) -> None:
    """Give a new file the styles of official documents."""
    _set_defaults(file)
    _headings(file)
    for name, size in ((NATION, 12), (MOTTO, 13), (ISSUER, 12), (TITLE, 14), (SIGNER, 14)):
        _style(file, name, size, align=_CENTRE, bold=True)
    _style(file, NUMBER, 13, align=_CENTRE)
    _style(file, PLACE, 13, align=_CENTRE, italic=True)
    _style(file, ADDRESSEE, 14, align=_CENTRE, before=6, after=8)
    _style(file, BODY, 14, align=_JUSTIFY, after=6, indented=True)
    _style(file, BASIS, 14, align=_JUSTIFY, italic=True, after=6, indented=True)
    _style(file, ATTACHED, 13, align=_CENTRE, italic=True)
    _style(file, CAPTION, 13, align=_CENTRE, bold=True, after=4).paragraph_format.keep_with_next = True
    _style(file, NOTE, 11, align=_JUSTIFY, italic=True, before=3)
    _style(file, TABLE, 12, align=_LEFT, before=1, after=1)
    _style(file, ANNEX_TABLE, 10, align=_LEFT, before=1, after=1)
    _style(file, RECIPIENTS_TITLE, 12, align=_LEFT, bold=True, italic=True)
    _style(file, RECIPIENTS, 11, align=_LEFT)
    _style(file, PAGE_NUMBER, 13, align=_CENTRE)
    _style(file, IDENTITY, 8.5, align=_LEFT).font.color.rgb = RGBColor(0x59, 0x59, 0x59)
    _style(file, MARK, 10, align=WD_ALIGN_PARAGRAPH.RIGHT, bold=True).font.color.rgb = RGBColor(0xB3, 0x1A, 0x1A)
    _style(file, GAP, 2, align=_LEFT).paragraph_format.line_spacing = Pt(4)


def _set_defaults(file: WordFile) -> None:
    normal = file.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(14)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True
    _set_font(normal)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
    normal.element.get_or_add_rPr().append(language)


def _headings(file: WordFile) -> None:
    for level in range(1, _LEVELS + 1):
        style = file.styles[heading_style(level)]
        assert isinstance(style, ParagraphStyle)
        style.font.size, style.font.bold, style.font.italic = Pt(14), level <= _BOLD_LEVELS, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_font(style)
        style.paragraph_format.first_line_indent = INDENT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(6)
        style.paragraph_format.alignment = _JUSTIFY
        style.paragraph_format.keep_with_next = True


def _style(
    file: WordFile,
    name: str,
    size: float,
    *,
    align: WD_ALIGN_PARAGRAPH,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    indented: bool = False,
) -> ParagraphStyle:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.element.set(qn("w:styleId"), style_id(name))
    style.base_style = file.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    _set_font(style)
    style.paragraph_format.alignment = align
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if indented:
        style.paragraph_format.first_line_indent = INDENT
    return style


def _set_font(style: ParagraphStyle) -> None:
    """Name the font for every script; the theme's own fonts would win otherwise."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for attribute in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{attribute}"), FONT)
