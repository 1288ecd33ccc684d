"""A workbook speaks of its own pages and columns, never of the keys of a file."""

import io

import pytest
from openpyxl import load_workbook
from support.pack_files import CALENDAR, CRITERIA, FORM, REGISTERS, TARGETS, document, entry, workbook_file

from cchc_desktop.catalogue.exchange.changes import Change, changes
from cchc_desktop.catalogue.exchange.pack_files import load_packs
from cchc_desktop.catalogue.exchange.workbook_writer import workbook_bytes
from cchc_desktop.catalogue.problem import PackFault


def sheet_of(title, *documents):
    return load_workbook(io.BytesIO(workbook_bytes(documents)))[title]


def column(sheet, title):
    place = next(cell.column for cell in sheet[1] if cell.value.startswith(title))
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


def test_the_field_whose_line_shows_a_target_stands_under_a_title_that_says_so():
    sheet = sheet_of("Chỉ tiêu", document(TARGETS))
    assert "BC1.1.3" in column(sheet, "Chỉ tiêu số liệu in kèm")
    assert "Lĩnh vực" not in [cell.value for cell in sheet[1]]


def test_of_the_two_kinds_of_due_date_only_the_one_that_is_used_is_filled_in(tmp_path):
    def rules(found):
        found["due"] = [{"periods": ["Q4"], "working_days": 15}, {"periods": ["M"], "calendar_day": 20}]

    written = document(CALENDAR, rules)
    sheet = sheet_of("Hạn báo cáo", written)
    assert column(sheet, "Số ngày làm việc sau ngày chốt") == [15, None]
    assert column(sheet, "Ngày trong tháng chốt") == [None, 20]
    (loaded,) = load_packs(workbook_file(tmp_path, written))
    assert [(rule.working_days, rule.calendar_day) for rule in loaded.pack.due_rules] == [(15, 0), (0, 20)]


def test_an_added_due_date_says_its_rule():
    def one_more(found):
        found["due"].append({"periods": ["Q4"], "working_days": 15, "note": "Công văn 12"})

    found = changes(document(CALENDAR), document(CALENDAR, one_more))
    (added,) = found.of(Change.ADDED)
    assert (added.code, added.name) == ("Q4", "Số ngày làm việc sau ngày chốt: 15; Căn cứ: Công văn 12")


def optional_day(found):
    entry(entry(found, "registers", "VB"), "columns", "ngay")["required"] = False


def mute_section(found):
    next(section for section in found["sections"] if section.get("draft"))["narrative"] = False


def typed_override(found):
    next(field for field in found["fields"] if field["type"] == "integer" and "formula" not in field).update(
        overridable=True
    )


def text_from_formula(found):
    field = next(field for field in found["fields"] if field.get("formula", "").startswith("DEM("))
    field["type"] = "text"
    for key in ("minimum", "maximum", "deviation"):
        field.pop(key, None)


def two_due_dates(found):
    found["due"][0] |= {"working_days": 5, "calendar_day": 20}


def survey_policy(found):
    next(one for one in found["criteria"] if one.get("rule", {}).get("kind") == "yes_no")["not_arising"] = (
        "not_applicable"
    )


@pytest.mark.parametrize(
    ("code", "edit", "words", "keys"),
    [
        (REGISTERS, optional_day, "phải ghi Có ở cột «Bắt buộc»", ["required"]),
        (FORM, mute_section, "ghi Không ở cột «Có lời văn»", ["narrative"]),
        (FORM, typed_override, "cột «Được sửa số tính»", ["overridable"]),
        (FORM, text_from_formula, "kiểu Văn bản ngắn không tính bằng công thức", ["text"]),
        (CALENDAR, two_due_dates, "«Ngày trong tháng chốt»", ["working_days", "calendar_day"]),
        (CRITERIA, survey_policy, "«Điều tra xã hội học»", ["not_applicable"]),
    ],
)
def test_a_fault_is_told_without_keys_of_the_file(tmp_path, code, edit, words, keys):
    with pytest.raises(PackFault) as caught:
        load_packs(workbook_file(tmp_path, document(code, edit)))
    told = " ".join(problem.text for problem in caught.value.problems)
    assert words in told
    assert all(key not in told for key in keys)


def test_the_pages_of_the_program_itself_are_never_called_unknown(tmp_path):
    file = workbook_file(tmp_path, document(CALENDAR))
    book = load_workbook(file)
    book.remove(book["Ngày nghỉ"])
    book.create_sheet("Của tôi")
    book.save(file)
    with pytest.raises(PackFault) as caught:
        load_packs(file)
    told = " ".join(problem.text for problem in caught.value.problems)
    assert "Các trang không nhận ra: «Của tôi»." in told
    assert "Hướng dẫn" not in told
    assert "Danh sách chọn" not in told
