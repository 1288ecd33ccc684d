"""The words, sections and annexes of the periodic report."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from support.report_snapshots import report_snapshot

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.document import Annex, Block, Document, Heading, Paragraph, Row, RowKind, Table
from cchc_desktop.exports.render import render, render_docx
from cchc_desktop.exports.report_document import report_document

CODE = "7K3M-Q2XA-9F"


def _document(**changes: object) -> Document:
    snapshot = report_snapshot()
    snapshot["report"] |= changes
    return report_document(snapshot, code=CODE)


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def _table(annex: Annex) -> Table:
    (table,) = annex.blocks
    assert isinstance(table, Table)
    return table


def _cells(row: Row) -> list[str]:
    return [" / ".join(line.text for line in cell) for cell in row.cells]


def _figure(document: Document, code: str) -> list[str]:
    return next(cells for row in _table(document.annexes[1]).rows if (cells := _cells(row))[0] == code)


def test_the_head_names_type_title_and_addressee() -> None:
    document = _document()
    assert (document.kind, document.title) == ("BÁO CÁO", "Công tác cải cách hành chính quý I năm 2026")
    assert document.head.number == "Số: 12/BC-UBND"
    assert document.addressee == "Sở Nội vụ tỉnh Tuyên Quang"


def test_the_name_of_the_type_is_not_said_twice() -> None:
    assert _document(title="Báo cáo kết quả CCHC tháng 4 năm 2026").title == "Kết quả CCHC tháng 4 năm 2026"


def test_sections_bear_their_computed_numbers_on_four_levels() -> None:
    headings = [block for block in _document().blocks if isinstance(block, Heading)]
    assert {heading.level for heading in headings} == {1, 2, 3, 4}
    texts = [heading.text for heading in headings]
    assert texts[0] == "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH"
    assert "2. Kế hoạch cải cách hành chính" in texts
    assert "2.2. Thực hiện cơ chế một cửa, một cửa liên thông" in texts
    assert "b) Kết quả giải quyết hồ sơ thủ tục hành chính" in texts


def test_the_data_window_is_told_once() -> None:
    sentence = "Số liệu của kỳ báo cáo được tính từ ngày 15/12/2025 đến ngày 14/3/2026."
    assert _texts(_document().blocks).count(sentence) == 1
    opening = "UBND xã Yên Sơn báo cáo (số liệu từ ngày 15/12/2025 đến ngày 14/3/2026) như sau:"
    assert sentence not in _texts(_document(opening=opening).blocks)


def test_a_paragraph_of_several_lines_becomes_several_paragraphs() -> None:
    sections = report_snapshot()["report"]["sections"]
    sections[1]["paragraphs"] = [{"text": "Đã thực hiện:\n- Việc một;\n\n- Việc hai.", "drafted": False}]
    texts = _texts(_document(sections=sections).blocks)
    assert [text for text in texts if "Việc" in text or "Đã thực hiện" in text] == [
        "Đã thực hiện:",
        "- Việc một;",
        "- Việc hai.",
    ]


def test_an_empty_section_says_so_and_a_draft_says_that_it_is_not_written() -> None:
    snapshot = report_snapshot()
    for section in snapshot["report"]["sections"]:
        section["paragraphs"] = []
    leaves = 21
    assert _texts(report_document(snapshot, code=CODE).blocks).count("Trong kỳ không có nội dung báo cáo.") == leaves
    assert _texts(report_document(snapshot, code="").blocks).count("(Chưa soạn nội dung mục này.)") == leaves


def test_annexes_are_numbered_as_the_ministry_numbers_them() -> None:
    annexes = _document().annexes
    assert [annex.label for annex in annexes] == [f"Phụ lục 0{place}" for place in range(1, 6)]
    assert annexes[0].title == "Danh mục văn bản chỉ đạo, điều hành cải cách hành chính ban hành trong kỳ"
    assert annexes[0].attached_to == "(Kèm theo Báo cáo số 12/BC-UBND ngày 16 tháng 3 năm 2026 của UBND xã Yên Sơn)"


def test_the_documents_issued_are_listed_with_printed_dates() -> None:
    rows = _table(_document().annexes[0]).rows
    assert len(rows) == 30
    assert _cells(rows[0])[:4] == ["1", "15/12/2025", "03/QĐ-UBND", "Quyết định"]


def test_all_figures_stand_below_their_groups() -> None:
    kinds = [row.kind for row in _table(_document().annexes[1]).rows]
    assert (kinds.count(RowKind.PLAIN), kinds.count(RowKind.GROUP), kinds.count(RowKind.SUBGROUP)) == (92, 7, 10)


def test_a_figure_stands_beside_the_periods_it_is_compared_with() -> None:
    assert _figure(_document(), "BC3.2.1") == [
        "BC3.2.1",
        "Tổng số hồ sơ đã tiếp nhận",
        "hồ sơ",
        "Trong kỳ",
        "1.855",
        "2.014",
        "1.102",
        "-7,89%",
        "",
    ]
    titles = [column.title for column in _table(_document().annexes[1]).columns]
    assert titles[5:7] == ["Kỳ trước (quý III năm 2025)", "Cùng kỳ năm trước (quý I năm 2025)"]


@pytest.mark.parametrize(
    ("code", "shown"), [("BC2.1.1", "0"), ("BC2.2.1", "Không phát sinh"), ("BC6.1.3", "ước 16,9%")]
)
def test_nought_not_arising_and_estimates_are_told_apart(code: str, shown: str) -> None:
    assert _figure(_document(), code)[4] == shown


def test_a_figure_that_nobody_knows_stays_blank() -> None:
    figures = report_snapshot()["report"]["figures"]
    figures[2] |= {"state": "empty", "value": "", "shown": ""}
    assert _figure(_document(figures=figures), "BC1.1.1")[4] == ""


def test_an_estimate_is_marked_once() -> None:
    figures = report_snapshot()["report"]["figures"]
    figures[2] |= {"estimate": True, "shown": "61"}
    assert _figure(_document(figures=figures), "BC1.1.1")[4] == "ước 61"


def test_a_target_stands_with_its_judgement() -> None:
    assert _figure(_document(), "BC6.1.3")[-1] == "từ 20% trở lên / Chưa đạt"


def test_an_overridden_figure_has_a_footnote_with_the_reason() -> None:
    document = _document()
    assert _figure(document, "BC1.6.1")[4] == "46 (1)"
    note = _table(document.annexes[1]).note
    assert "(1) Mã số BC1.6.1: số liệu tổng hợp từ dữ liệu gốc là 44; đơn vị báo cáo 46. Lý do: Sổ tuyên truyền" in note


def test_the_packs_that_the_figures_rest_on_are_named() -> None:
    assert "(mã SO-XA-2025, phiên bản 2025)" in _table(_document().annexes[1]).note


def test_what_was_let_pass_is_explained_in_an_annex() -> None:
    annex = _document().annexes[3]
    assert annex.title == "Giải trình số liệu báo cáo"
    assert [_cells(row)[2][:9] for row in _table(annex).rows] == ["Từ tháng ", "Đang chờ "]


def test_a_report_without_targets_remarks_and_evidence_has_two_annexes() -> None:
    snapshot = report_snapshot()
    snapshot["evidence"] = []
    snapshot["report"] |= {"targets": [], "remarks": []}
    assert [annex.label for annex in report_document(snapshot, code=CODE).annexes] == ["Phụ lục 01", "Phụ lục 02"]


def test_an_annex_without_rows_says_so() -> None:
    annexes = report_snapshot()["report"]["annexes"]
    annexes[0]["rows"] = []
    assert _texts(_document(annexes=annexes).annexes[0].blocks) == [
        "Trong kỳ không phát sinh nội dung thuộc danh mục này."
    ]


def test_a_form_without_an_annex_of_figures_has_them_in_its_sections() -> None:
    document = report_document(_in_sections(), code=CODE)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [76, 33]
    assert "Phụ lục 05" not in [annex.label for annex in document.annexes]


def _in_sections() -> Snapshot:
    snapshot = report_snapshot()
    snapshot["report"]["figures_annex"] = ""
    return snapshot


def test_a_form_of_figures_alone_can_be_printed() -> None:
    snapshot = report_snapshot()
    snapshot["report"] |= {"sections": [], "annexes": [], "targets": [], "remarks": [], "opening": ""}
    assert [annex.label for annex in report_document(snapshot, code=CODE).annexes] == ["Phụ lục 01", "Phụ lục 02"]
    assert render(snapshot, sha256="7f" * 32).pdf.startswith(b"%PDF")
    assert render_docx(snapshot).startswith(b"PK")


def test_the_report_closes_with_the_official_end_mark() -> None:
    closing = _texts(_document().blocks)[-1]
    assert closing.startswith("Trên đây là báo cáo công tác cải cách hành chính quý I năm 2026 của UBND xã Yên Sơn")
    assert closing.endswith("tổng hợp./.")


def _with_table() -> Snapshot:
    """The report with a figure that is a table of two rows."""
    snapshot = report_snapshot()
    figure = next(figure for figure in snapshot["report"]["figures"] if figure["type"] != "heading")
    figure.update(type="table", state="value", value="[]", shown="Khuôn Bén, Loa thôn, 35; Động Sơn, 12")
    figure["table"] = {
        "code": figure["code"],
        "title": figure["name"],
        "columns": [
            {"name": "Thôn", "type": "text", "decimals": 0, "share": 25},
            {"name": "Số hộ (hộ)", "type": "integer", "decimals": 0, "share": 10},
            {"name": "Từ ngày", "type": "date", "decimals": 0, "share": 10},
        ],
        "rows": [["Khuôn Bén", "1035", "2026-01-05"], ["Động Sơn", "12", ""]],
    }
    return snapshot


def test_a_table_field_stands_as_a_table_below_the_figures() -> None:
    snapshot = _with_table()
    figure = next(figure for figure in snapshot["report"]["figures"] if "table" in figure)
    annex = next(
        annex for annex in report_document(snapshot, code="X").annexes if annex.title.startswith("Số liệu thống kê")
    )
    figures, below = annex.blocks
    assert isinstance(figures, Table)
    assert isinstance(below, Table)
    assert "Xem bảng dưới" in [text for row in figures.rows for text in _cells(row)]
    assert below.caption == f"{figure['code']}. {figure['name']}"
    assert [column.title for column in below.columns] == ["STT", "Thôn", "Số hộ (hộ)", "Từ ngày"]
    assert _cells(below.rows[0]) == ["1", "Khuôn Bén", "1.035", "05/01/2026"]


def test_a_table_field_is_found_again_on_paper_and_in_the_workbook() -> None:
    rendered = render(_with_table(), sha256="ab" * 32)
    page = load_workbook(BytesIO(rendered.xlsx))["Bảng 01"]
    assert [cell.value for cell in list(page.rows)[-1]][:3] == [2, "Động Sơn", 12]


@pytest.mark.parametrize("place", [0, 1, None])
def test_annexes_stand_in_the_order_of_the_form(place: int | None) -> None:
    snapshot = report_snapshot()
    if place is not None:
        snapshot["report"]["figures_place"] = place
    titles = [annex.title for annex in report_document(snapshot, code="X").annexes]
    figures = snapshot["report"]["figures_annex"]
    listed = [table["title"] for table in snapshot["report"]["annexes"]]
    assert titles[:2] == ([figures, *listed] if place == 0 else [*listed, figures])


def test_the_annex_of_targets_names_its_report() -> None:
    titles = [annex.title for annex in report_document(report_snapshot(), code="X").annexes]
    assert "Kết quả thực hiện các chỉ tiêu trong báo cáo công tác cải cách hành chính quý I năm 2026" in titles
