"""Every fault is told with sheet, row and column, all of them in one pass, and nothing is taken from a faulty file."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook

from cchc_desktop.catalogue.exchange.pack_files import load_packs
from cchc_desktop.catalogue.exchange.workbook_reader import read_workbook
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.system.fault import Fault

PLAN, CRITERIA, REGISTERS, CALENDAR = "KH-TQ-2025-H2", "TC-XA-2025-DL", "SO-XA-2025", "LLV-VN-2025"


def midnight(year, month, day):
    """A date as Excel gives it: a moment of no time zone."""
    return datetime.combine(date(year, month, day), time())


def places(data):
    with pytest.raises(PackFault) as caught:
        read_workbook(data, name="bo.xlsx")
    assert all(problem.place and problem.text.startswith(problem.place.words) for problem in caught.value.problems)
    return [(problem.place.sheet, problem.place.row, problem.place.column) for problem in caught.value.problems]


def texts(data):
    with pytest.raises(PackFault) as caught:
        read_workbook(data, name="bo.xlsx")
    return [problem.text for problem in caught.value.problems]


def test_faults_of_many_sheets_and_packs_are_told_at_once_each_at_its_cell(edit):
    work = edit(PLAN, CRITERIA, REGISTERS, CALENDAR)
    work.cell("Nhiệm vụ", 3, "Nhiệm vụ").value = None
    work.cell("Nhiệm vụ", 5, "Lĩnh vực").value = "XX"
    work.cell("Nhiệm vụ", 7, "Mã").value = work.cell("Nhiệm vụ", 6, "Mã").value
    work.cell("Tiêu chí", 2, "Điểm tối đa").value = "15 điểm"
    work.cell("Cách chấm", 4, "Cách chấm").value = "Chấm bừa"
    work.cell("Mức điểm", 3, "Điểm").value = None
    work.cell("Cột của sổ", 4, "Kiểu giá trị").value = "Kiểu lạ"
    work.cell("Ngày nghỉ", 2, "Ngày").value = "31/02/2025"
    work.cell("Thông tin chung", 2, "Có hiệu lực từ").value = None
    found = places(work.data())
    assert {
        ("Nhiệm vụ", 3, "Nhiệm vụ"),
        ("Nhiệm vụ", 5, "Lĩnh vực"),
        ("Nhiệm vụ", 7, "Mã"),
        ("Tiêu chí", 2, "Điểm tối đa"),
        ("Cách chấm", 4, "Cách chấm"),
        ("Mức điểm", 3, "Điểm"),
        ("Cột của sổ", 4, "Kiểu giá trị"),
        ("Ngày nghỉ", 2, "Ngày"),
        ("Thông tin chung", 2, "Có hiệu lực từ"),
    } <= set(found)
    assert len(found) == len(set(found))


def test_a_fault_is_told_in_the_words_of_the_workbook(edit):
    work = edit(PLAN)
    work.cell("Nhiệm vụ", 5, "Lĩnh vực").value = "XX"
    assert texts(work.data())[0] == (
        "Trang «Nhiệm vụ», dòng 5, cột «Lĩnh vực»: lĩnh vực «XX» không có trong danh sách lĩnh vực của kế hoạch."
    )


def test_a_band_is_found_at_its_own_row(edit):
    work = edit(CRITERIA)
    sheet = work["Mức điểm"]
    row = next(row for row in range(2, sheet.max_row) if work.cell("Mức điểm", row, "Từ ngưỡng").value == 70)
    work.cell("Mức điểm", row, "Từ ngưỡng").value = "bảy mươi"
    assert places(work.data()) == [("Mức điểm", row, "Từ ngưỡng")]


def test_excel_formulas_and_error_values_are_refused_where_they_stand(edit):
    work = edit(PLAN)
    work.cell("Nhiệm vụ", 4, "Nhiệm vụ").value = '=HYPERLINK("http://x","y")'
    work.cell("Nhiệm vụ", 6, "Sản phẩm").value = "#N/A"
    work.cell("Nhiệm vụ", 6, "Sản phẩm").data_type = "e"
    work.cell("Nhiệm vụ", 8, "Mã").value = midnight(2025, 10, 1)
    assert places(work.data()) == [
        ("Nhiệm vụ", 4, "Nhiệm vụ"),
        ("Nhiệm vụ", 6, "Sản phẩm"),
        ("Nhiệm vụ", 8, "Mã"),
    ]


def test_a_date_beyond_all_dates_is_told_as_the_error_that_excel_shows(edit):
    work = edit(CALENDAR)
    work.cell("Ngày nghỉ", 2, "Ngày").value = 10**9
    work.cell("Ngày nghỉ", 2, "Ngày").number_format = "dd/mm/yyyy"
    assert places(work.data()) == [("Ngày nghỉ", 2, "Ngày")]


def test_a_renamed_sheet_is_missed_and_the_strange_one_is_named(edit):
    work = edit(PLAN)
    work["Nhiệm vụ"].title = "Sheet5"
    (text,) = texts(work.data())
    assert text.startswith("Trang «Nhiệm vụ»: thiếu trang này")
    assert "«Sheet5»" in text


def test_a_missing_and_a_doubled_column_are_told(edit):
    work = edit(PLAN)
    work["Nhiệm vụ"]["D1"] = "Mã"
    assert texts(work.data()) == [
        "Trang «Nhiệm vụ», dòng 1: thiếu cột «Mục tiêu»; có thể tên cột đã bị đổi hoặc bị xóa.",
        "Trang «Nhiệm vụ», dòng 1, cột «Mã»: tên cột này có hai lần, không rõ lấy cột nào.",
    ]


def test_a_sheet_without_titles_is_told(edit):
    work = edit(PLAN)
    work["Nhiệm vụ"].delete_rows(1)
    assert "không tìm thấy dòng tên cột" in texts(work.data())[0]


def test_rows_of_a_pack_or_owner_that_is_not_there_are_told(edit):
    work = edit(PLAN, "KH-SKHDT-2023", CRITERIA)
    work.cell("Nhiệm vụ", 2, "Mã bộ danh mục").value = "KH-KHAC"
    work.cell("Nhiệm vụ", 3, "Mã bộ danh mục").value = None
    work.cell("Mức điểm", 2, "Mã tiêu chí").value = "9.9.9"
    assert places(work.data()) == [
        ("Nhiệm vụ", 2, "Mã bộ danh mục"),
        ("Nhiệm vụ", 3, "Mã bộ danh mục"),
        ("Mức điểm", 2, "Mã tiêu chí"),
    ]


def test_a_second_rule_for_one_criterion_and_a_pack_listed_twice_are_told(edit):
    work = edit(CRITERIA)
    work.cell("Cách chấm", 3, "Mã tiêu chí").value = work.cell("Cách chấm", 2, "Mã tiêu chí").value
    header = [cell.value for cell in work["Thông tin chung"][2]]
    work["Thông tin chung"].append(header)
    found = places(work.data())
    assert ("Cách chấm", 3, "") in found
    assert ("Thông tin chung", 3, "") in found


def test_sheets_with_rows_of_a_kind_that_no_pack_has_are_told(edit):
    work = edit(PLAN, CALENDAR)
    work["Thông tin chung"].delete_rows(3)
    assert {sheet for sheet, _row, _column in places(work.data())} == {"Ngày nghỉ", "Ngày làm bù", "Hạn báo cáo"}


def test_a_pack_without_code_or_kind_is_told_at_the_cell(edit):
    work = edit(PLAN)
    work.cell("Thông tin chung", 2, "Mã").value = None
    assert ("Thông tin chung", 2, "Mã") in places(work.data())
    work = edit(PLAN)
    work.cell("Thông tin chung", 2, "Loại").value = "Kế hoạch năm"
    assert ("Thông tin chung", 2, "Loại") in places(work.data())


def test_an_emptied_list_is_told_with_its_sheet(edit):
    work = edit(PLAN)
    work["Nhiệm vụ"].delete_rows(2, 100)
    assert ("Nhiệm vụ", 0, "") in places(work.data())


def test_no_pack_at_all_and_far_too_many_rows_are_told(edit):
    work = edit(CALENDAR)
    work["Thông tin chung"].delete_rows(2)
    assert places(work.data())
    work = edit(CALENDAR)
    for _ in range(20_050):
        work["Ngày nghỉ"].append(["01/01/2026", "x"])
    assert "hơn 20000 dòng" in texts(work.data())[0]


def test_an_ordinary_workbook_is_told_to_be_no_pack():
    workbook, buffer = Workbook(), io.BytesIO()
    workbook.active.title = "Sheet1"
    workbook.save(buffer)
    with pytest.raises(PackFault, match="không có trang «Thông tin chung»") as caught:
        read_workbook(buffer.getvalue(), name="bo.xlsx")
    assert "«Sheet1»" in caught.value.problems[0].text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bo.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "Workbook".encode("utf-16-le"), "xls-old"),
        (
            "bo.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"),
            "password-protected",
        ),
        ("bo.xlsx", b"<html><table></table></html>", "html-as-xls"),
        ("bo.xlsx", "Mã;Tên\n1;Một".encode(), "csv-as-xlsx"),
        ("bo.xlsx", b"PK\x03\x04", "damaged"),
        ("bo.toml", b"\xef\xbb\xbf[header]\n", "pack-not-text"),
        ("bo.toml", b"PK\x03\x04", "pack-not-toml"),
    ],
)
def test_a_file_that_is_something_else_is_told_for_what_it_is(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Fault) as caught:
        load_packs(path)
    assert caught.value.code == code
    assert name in caught.value.what


def test_a_bomb_is_refused_and_macros_and_outside_links_are_left_aside(edit):
    data = edit(CALENDAR).data()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, old.read(member))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        new.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert len(read_workbook(buffer.getvalue(), name="bo.xlsm")) == 1
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.xml", b"<a>" + b" " * 9_000_000)
    with pytest.raises(Fault) as caught:
        read_workbook(buffer.getvalue(), name="bo.xlsx")
    assert caught.value.code == "bomb"


def test_reading_does_not_change_the_file(edit, tmp_path):
    path = tmp_path / "bo.xlsx"
    path.write_bytes(edit(PLAN).data())
    before = path.read_bytes()
    load_packs(path)
    assert path.read_bytes() == before
    load_workbook(path).close()
