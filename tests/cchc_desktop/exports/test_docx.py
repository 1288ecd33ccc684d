"""The Word files of report and plan: what clerks edit, in the form of Decree 30."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from support.report_snapshots import plan_snapshot, report_snapshot

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.recount_docx import recount_docx
from cchc_desktop.exports.render import render_docx
from cchc_desktop.exports.report_document import report_document
from cchc_desktop.system.fault import Fault

HASH = "7f" * 32
CODE = short_code(HASH)


def _opened(snapshot: Snapshot, *, sha256: str = HASH) -> WordFile:
    return docx.Document(BytesIO(render_docx(snapshot, sha256=sha256)))


@pytest.fixture(scope="module")
def report() -> WordFile:
    return _opened(report_snapshot())


@pytest.mark.parametrize("make", [report_snapshot, plan_snapshot])
def test_the_same_snapshot_gives_the_same_bytes(make: Callable[[], Snapshot]) -> None:
    assert render_docx(make(), sha256=HASH) == render_docx(make(), sha256=HASH)


def test_no_stamp_in_the_file_tells_when_it_was_written() -> None:
    with zipfile.ZipFile(BytesIO(render_docx(report_snapshot(), sha256=HASH))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-03-16T02:30:00Z" in archive.read("docProps/core.xml")


def test_the_page_is_that_of_decree_30(report: WordFile) -> None:
    page = report.sections[0]
    lengths = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(length.mm) for length in lengths] == [210, 297, 20, 20, 30, 15]


def test_annexes_are_landscape_sections_whose_pages_count_from_one(report: WordFile) -> None:
    assert [section.orientation for section in report.sections[1:]] == [WD_ORIENT.LANDSCAPE] * 5
    for section in report.sections[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_page_number_stands_in_the_header_from_page_two_on(report: WordFile) -> None:
    page = report.sections[0]
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml


def test_headings_are_those_of_word(report: WordFile) -> None:
    levels = {paragraph.style.name for paragraph in report.paragraphs if paragraph.style.name.startswith("Heading")}
    assert levels == {"Heading 1", "Heading 2", "Heading 3", "Heading 4"}
    first = next(paragraph for paragraph in report.paragraphs if paragraph.style.name == "Heading 1")
    assert first.text == "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH"


def test_every_style_is_set_in_times_new_roman(report: WordFile) -> None:
    assert {paragraph.style.font.name for paragraph in report.paragraphs} == {"Times New Roman"}
    body = report.styles["Nội dung"]
    assert body.font.size.pt == 14


def test_no_paragraph_is_formatted_by_hand(report: WordFile) -> None:
    assert not any(run.bold or run.italic for paragraph in report.paragraphs for run in paragraph.runs)


def test_the_head_is_a_table_without_lines(report: WordFile) -> None:
    head = report.tables[0]
    assert not head._tbl.findall(f".//{qn('w:tblBorders')}")
    assert head.cell(0, 0).text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "XÃ YÊN SƠN"]
    assert head.cell(0, 1).text.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert [head.cell(1, place).text for place in (0, 1)] == ["Số: 12/BC-UBND", "Yên Sơn, ngày 16 tháng 3 năm 2026"]


def test_headers_repeat_and_rows_stay_whole(report: WordFile) -> None:
    figures = report.tables[3]._tbl
    rows = figures.tr_lst
    assert len(rows) == 110
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_recipients_and_signer_close_the_text(report: WordFile) -> None:
    left, right = report.tables[1].rows[0].cells
    assert left.text.startswith("Nơi nhận:\n- Sở Nội vụ tỉnh Tuyên Quang;")
    assert left.text.endswith("- Lưu: VT, VP.")
    assert [line for line in right.text.split("\n") if line] == [
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Thượng",
    ]


def test_a_frozen_file_bears_the_code_and_no_mark(report: WordFile) -> None:
    footer = f"UBND xã Yên Sơn · Quý I năm 2026 · Bản chốt số 1 · Mã {CODE}"
    for section in report.sections:
        assert section.footer.paragraphs[0].text == section.first_page_footer.paragraphs[0].text == footer
    assert "DỰ THẢO" not in report.sections[0].header._element.xml


@pytest.mark.parametrize(("sample", "mark"), [(False, "BẢN DỰ THẢO"), (True, "DỮ LIỆU MẪU - BẢN DỰ THẢO")])
def test_what_is_not_frozen_is_marked_as_a_draft_on_every_page(sample: bool, mark: str) -> None:
    snapshot = report_snapshot()
    snapshot["sample"] = sample
    page = _opened(snapshot, sha256="").sections[0]
    assert [paragraph.text for paragraph in page.header.paragraphs][1:] == [mark]
    assert page.first_page_header.paragraphs[1].text == mark
    assert page.footer.paragraphs[0].text == "UBND xã Yên Sơn · Quý I năm 2026 · BẢN DỰ THẢO"


def test_a_frozen_sample_keeps_its_mark() -> None:
    snapshot = plan_snapshot()
    snapshot["sample"] = True
    assert _opened(snapshot).sections[1].header.paragraphs[1].text == "DỮ LIỆU MẪU"


def test_a_plan_opens_with_its_bases_in_italics_and_is_not_addressed() -> None:
    plan = _opened(plan_snapshot())
    bases = [paragraph for paragraph in plan.paragraphs if paragraph.style.name == "Căn cứ ban hành"]
    assert len(bases) == 3
    assert bases[0].style.font.italic
    assert not any(paragraph.text.startswith("Kính gửi") for paragraph in plan.paragraphs)


def test_a_title_longer_than_a_property_can_hold_stands_whole_in_the_text() -> None:
    snapshot = report_snapshot()
    snapshot["report"]["title"] = "Kết quả " + "thực hiện nhiệm vụ " * 20
    file = _opened(snapshot)
    assert len(file.core_properties.title) == 255
    assert snapshot["report"]["title"].strip() in [paragraph.text for paragraph in file.paragraphs]


def test_the_language_is_vietnamese(report: WordFile) -> None:
    assert report.core_properties.language == "vi-VN"
    assert 'w:lang w:val="vi-VN"' in report.styles["Normal"].element.xml


def test_a_picture_character_is_refused_here_too() -> None:
    snapshot = plan_snapshot()
    snapshot["plan"]["purpose"][1] = "Hoàn thành ✓"
    with pytest.raises(Refusal, match="ký tự không in được"):
        render_docx(snapshot)


def test_a_file_that_lost_a_row_or_a_paragraph_is_found_out() -> None:
    content = render_docx(report_snapshot(), sha256=HASH)
    document = report_document(report_snapshot(), code=CODE)
    recount_docx(content, document)
    with pytest.raises(Fault, match="tệp Word không đọc lại được"):
        recount_docx(content[:-3000], document)
    shorter = docx.Document(BytesIO(content))
    rows = shorter.tables[3]._tbl.tr_lst
    rows[7].getparent().remove(rows[7])
    with pytest.raises(Fault, match="nội dung các bảng"):
        recount_docx(_saved(shorter), document)
    shorter = docx.Document(BytesIO(content))
    lost = next(paragraph for paragraph in shorter.paragraphs if paragraph.text.startswith("1. Ưu điểm"))
    lost._p.getparent().remove(lost._p)
    with pytest.raises(Fault, match=r"thiếu đoạn “1\. Ưu điểm”"):
        recount_docx(_saved(shorter), document)


def _saved(file: WordFile) -> bytes:
    target = BytesIO()
    file.save(target)
    return target.getvalue()
