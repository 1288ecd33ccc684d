"""What goes out to Excel comes back the same, also through Excel's and people's own changes."""

import io
import shutil
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from support.pack_strategies import packs

from cchc_desktop.catalogue.exchange.guide import GUIDE
from cchc_desktop.catalogue.exchange.pack_files import load_packs, workbook_of
from cchc_desktop.catalogue.exchange.sheets import SHEETS
from cchc_desktop.catalogue.exchange.workbook_reader import read_workbook
from cchc_desktop.catalogue.exchange.workbook_writer import LISTS, workbook_bytes
from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.pack_document import pack_document
from cchc_desktop.catalogue.problem import PackFault

LIBRARY = bundled()
CODES = sorted(header.code for header in LIBRARY.headers)
PLAN, CRITERIA, REGISTERS, CALENDAR = "KH-TQ-2025-H2", "TC-XA-2025-DL", "SO-XA-2025", "LLV-VN-2025"


def read(data):
    return [loaded.pack for loaded in read_workbook(data, name="bo.xlsx")]


def originals(*codes):
    return [LIBRARY.pack(code).pack for code in codes]


@pytest.mark.parametrize("code", CODES)
def test_a_bundled_pack_comes_back_equal(code):
    loaded = LIBRARY.pack(code)
    (back,) = read_workbook(workbook_of([loaded]), name="bo.xlsx")
    assert back.pack == loaded.pack
    assert back.warnings == ()


def test_all_bundled_packs_travel_in_one_workbook(tmp_path):
    loaded = [LIBRARY.pack(code) for code in CODES]
    path = tmp_path / "tất cả.xlsx"
    path.write_bytes(workbook_of(loaded))
    assert [one.pack for one in load_packs(path)] == [one.pack for one in loaded]


@settings(max_examples=60)
@given(packs)
def test_any_pack_comes_back_equal(pack):
    assert read(workbook_bytes([pack_document(pack)])) == [pack]


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: the trip through it cannot be made"
)
def test_a_workbook_saved_by_libreoffice_holds_the_same_packs(tmp_path):
    source = tmp_path / "bo.xlsx"
    source.write_bytes(workbook_of([LIBRARY.pack(code) for code in CODES]))
    saved = tmp_path / "luu"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert read((saved / "bo.xlsx").read_bytes()) == originals(*CODES)


def test_nothing_in_the_workbook_is_a_formula_and_every_text_is_text():
    plan = pack_document(LIBRARY.pack(PLAN).pack)
    plan["tasks"][0] |= {"name": "=1+1", "product": "+84", "time": "-", "lead": "@x"}
    workbook = load_workbook(io.BytesIO(workbook_bytes([plan])))
    kinds = {
        cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert kinds <= {"s", "n", "d"}
    cell = workbook["Nhiệm vụ"]["E2"]
    assert (cell.value, cell.number_format, cell.quotePrefix) == ("=1+1", "@", True)
    (back,) = read(workbook_bytes([plan]))
    assert back.tasks[0].name == "=1+1"


def test_each_sheet_has_a_frozen_title_row_and_the_guide_explains_every_column():
    workbook = load_workbook(io.BytesIO(workbook_of([LIBRARY.pack(code) for code in CODES])))
    assert workbook.sheetnames[:2] == [GUIDE, "Thông tin chung"]
    told = {(row[0], row[1]) for row in workbook[GUIDE].iter_rows(min_row=13, values_only=True)}
    for sheet in SHEETS:
        assert workbook[sheet.title].freeze_panes in ("A2", "B2")
        assert (sheet.title, None) in told
        assert all((None, column.title) in told for column in sheet.all_columns)
    assert workbook[LISTS].sheet_state == "hidden"


def test_every_closed_list_is_a_drop_down(edit):
    offered = {
        validation.formula1
        for validation in edit(CRITERIA)["Cách chấm"].data_validations.dataValidation
        if validation.showErrorMessage
    }
    assert len(offered) == 2
    assert all(LISTS in source for source in offered)
    suggested = edit(PLAN)["Nhiệm vụ"].data_validations.dataValidation
    assert [validation.formula1 for validation in suggested] == ["'Lĩnh vực'!$A$2:$A$2000"]


def test_the_order_of_columns_extra_columns_blank_and_hidden_rows_do_not_matter(edit):
    work = edit(PLAN)
    sheet = work["Nhiệm vụ"]
    sheet.move_range(f"A1:A{sheet.max_row}", cols=12)
    sheet.insert_rows(5, amount=3)
    sheet.row_dimensions[9].hidden = True
    sheet.insert_cols(2)
    sheet["B1"] = "Ghi chú riêng"
    sheet["B2"] = "của tôi"
    work["Lĩnh vực"].insert_rows(1, amount=2)
    work["Lĩnh vực"]["A1"] = "Danh sách lĩnh vực"
    assert read(work.data()) == originals(PLAN)


def test_numbers_where_text_was_typed_spaces_and_dates_as_text_are_taken(edit):
    work = edit(PLAN, CALENDAR)
    work.cell("Nhiệm vụ", 2, "Số thứ tự").value = 1
    work.cell("Nhiệm vụ", 3, "Mã").value += "  "
    day = work.cell("Ngày nghỉ", 2, "Ngày")
    assert day.value.date() == next(iter(LIBRARY.pack(CALENDAR).pack.days_off))
    day.value = f"{day.value:%d/%m/%Y}"
    work.cell("Thông tin chung", 2, "Loại").value = "kế hoạch "
    assert read(work.data()) == originals(PLAN, CALENDAR)


def test_titles_and_sheet_names_are_known_despite_case_and_spaces(edit):
    work = edit(PLAN)
    work["Nhiệm vụ"].title = " NHIỆM  VỤ "
    work.workbook[" NHIỆM  VỤ "]["D1"] = "mục  tiêu"
    assert read(work.data()) == originals(PLAN)


def test_a_new_row_and_a_changed_cell_arrive(edit):
    work = edit(CALENDAR, CRITERIA)
    work["Ngày nghỉ"].append([date(2027, 8, 20), "Nghỉ Tết"])
    work.cell("Thông tin chung", 3, "Lần ban hành").value = "0.2"
    work.cell("Thang điểm", 2, "Trần điểm thưởng").value = "2,5"
    calendar, criteria = read(work.data())
    assert calendar.days_off[date(2027, 8, 20)] == "Nghỉ Tết"
    assert (criteria.header.edition, criteria.bonus_cap) == ("0.2", Decimal("2.5"))


def test_fifty_thousand_empty_formatted_rows_are_passed_over(edit):
    work = edit(CALENDAR)
    sheet = work["Ngày nghỉ"]
    for row in range(sheet.max_row + 1, 50_000):
        sheet.cell(row, 1).number_format = "@"
    assert read(work.data()) == originals(CALENDAR)


def test_a_row_at_the_very_end_of_the_sheet_is_read_without_walking_there_by_columns(edit):
    work = edit(CALENDAR)
    work["Ngày nghỉ"].cell(1_048_576, 16_384).number_format = "@"
    work["Ngày nghỉ"]["A900000"], work["Ngày nghỉ"]["B900000"] = date(2027, 8, 20), "Nghỉ Tết"
    (calendar,) = read(work.data())
    assert date(2027, 8, 20) in calendar.days_off


def test_the_reading_tells_its_steps_and_stops_when_it_is_told_to():
    steps = []
    data = workbook_of([LIBRARY.pack(PLAN)])
    read_workbook(data, name="bo.xlsx", step=lambda *step: steps.append(step))
    assert "Đang đọc trang Nhiệm vụ" in {text for _done, _total, text in steps}

    def stop(_done, _total, _text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_workbook(data, name="bo.xlsx", step=stop)


def test_a_text_too_long_for_a_cell_is_refused_at_the_export():
    plan = pack_document(LIBRARY.pack(PLAN).pack)
    plan["tasks"][0]["name"] = "x" * 32768
    with pytest.raises(PackFault, match="dài hơn 32767 ký tự"):
        workbook_bytes([plan])


def test_control_characters_that_no_cell_can_hold_are_left_out():
    plan = pack_document(LIBRARY.pack(PLAN).pack)
    plan["tasks"][0]["name"] = "a\x01b"
    assert read(workbook_bytes([plan]))[0].tasks[0].name == "ab"
