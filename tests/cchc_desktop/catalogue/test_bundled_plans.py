"""The two bundled plans against the documents they were copied from: every word, in order, nothing left over."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.plan import Plan, Task

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

PROVINCE_HEAD = "STT Mục tiêu Tên nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Sản phẩm Thời gian"
PROVINCE_INTRO = (
    "DANH MỤC CÁC NHIỆM VỤ TRỌNG TÂM CẢI CÁCH HÀNH CHÍNH 6 THÁNG CUỐI NĂM 2025 (Kèm theo Quyết định số: /QĐ-UBND "
    "ngày tháng 7 năm 2025 của Chủ tịch UBND tỉnh Tuyên Quang)"
)
DEPARTMENT_HEAD = "TT NỘI DUNG Sản phẩm Đơn vị chủ trì dự thảo Đơn vị phối hợp Thời gian thực hiện"
DEPARTMENT_INTRO = (
    "BIỂU KẾ HOẠCH CHI TIẾT Công tác cải cách hành chính năm 2023 của Sở Kế hoạch và Đầu tư (Kèm theo Kế hoạch số "
    "122/KH-SKH ngày 28/01/2023 của Sở Kế hoạch và Đầu tư)"
)

# Where the merged goal cells are printed: before the name of these tasks, or after the row of these (page break).
GOALS_BEFORE = ("1", "12", "15", "31", "32", "33", "35", "42", "50", "57", "58")
GOALS_AFTER = ("19", "45")
# The last words before a page break inside a cell; the rest of the cell is printed after the row.
NAMES_CUT = {
    "TQ2025H2-19": "rà soát TTHC nội",
    "TQ2025H2-40": "CBCCVC năm",
    "TQ2025H2-45": "dịch vụ sự nghiệp",
    "TQ2025H2-52": "sử dụng các dịch",
    "SKHDT2023-VI-1": "tổng thể, thống nhất.",
}
GOALS_CUT = {"42": "ĐVSNCL tự chủ", "45": "ĐVSNCL tự chủ", "57": "cung cấp dịch vụ", "58": "cung cấp dịch vụ"}


def province() -> Plan:
    return bundled().plan("KH-TQ-2025-H2")


def department() -> Plan:
    return bundled().plan("KH-SKHDT-2023")


def seed_words(name: str, head: str) -> list[str]:
    text = " ".join(unicodedata.normalize("NFC", (SEEDS / name).read_text(encoding="utf-8")).split())
    text = re.sub(rf"(?: \d{{1,2}})? {re.escape(head)}(?= )", "", text)
    return text.replace("2026- 2030", "2026-2030").replace("19- NQ/TW", "19-NQ/TW").split()


def halves(text: str, last_words: str | None) -> tuple[str, str]:
    if last_words is None:
        return text, ""
    first, found, second = text.partition(last_words)
    assert found, last_words
    return first + found, second


def goal_parts(task: Task) -> tuple[str, str]:
    first, second = halves(task.goal, GOALS_CUT.get(task.number))
    if task.number in ("45", "58"):
        first, second = second, ""
    before = first if task.number in GOALS_BEFORE else ""
    after = first if task.number in GOALS_AFTER else ""
    return before, after


def province_row(task: Task) -> Iterator[str]:
    before, after = goal_parts(task)
    name, rest = halves(task.name, NAMES_CUT.get(task.code))
    yield from (task.number, before, name, task.lead, task.cooperation, task.product, task.time, after, rest)


def department_row(task: Task) -> Iterator[str]:
    name, rest = halves(task.name, NAMES_CUT.get(task.code))
    yield from (task.number, name, task.product, task.lead, task.cooperation, task.time, rest)


def printed_words(plan: Plan, intro: str) -> list[str]:
    row = province_row if plan.header.code == "KH-TQ-2025-H2" else department_row
    parts = [intro]
    for field in plan.fields:
        parts += [field.code, field.name]
        for task in plan.tasks:
            if task.field == field.code:
                parts += row(task)
    return " ".join(parts).split()


def cells(plan: Plan) -> Iterator[str]:
    for task in plan.tasks:
        yield from (task.goal, task.name, task.lead, task.cooperation, task.product, task.time)


def test_the_58_tasks_of_the_province_repeat_the_appendix_word_for_word_and_completely() -> None:
    seed = seed_words("plan_tuyenquang_2025_h2.txt", PROVINCE_HEAD)
    assert printed_words(province(), PROVINCE_INTRO) == seed


def test_the_21_tasks_of_the_department_repeat_the_table_word_for_word_and_completely() -> None:
    seed = seed_words("plan_sokhdt_2023.txt", DEPARTMENT_HEAD)
    assert [*printed_words(department(), DEPARTMENT_INTRO), "-"] == seed  # the dash is the end of the document


@pytest.mark.parametrize(
    ("field", "first", "last"),
    [
        ("I", 1, 10),
        ("II", 11, 18),
        ("III", 19, 30),
        ("IV", 31, 34),
        ("V", 35, 41),
        ("VI", 42, 49),
        ("VII", 50, 56),
        ("VIII", 57, 58),
    ],
)
def test_each_field_holds_its_run_of_numbers_and_codes(field: str, first: int, last: int) -> None:
    tasks = [(task.number, task.code) for task in province().tasks if task.field == field]
    assert tasks == [(str(number), f"TQ2025H2-{number:02d}") for number in range(first, last + 1)]


def test_the_department_numbers_its_tasks_anew_in_each_field() -> None:
    counts = {"I": 3, "II": 9, "III": 2, "IV": 2, "V": 1, "VI": 1, "VII": 3}
    expected = [f"SKHDT2023-{field}-{number + 1}" for field, count in counts.items() for number in range(count)]
    assert [task.code for task in department().tasks] == expected
    assert all(task.code.endswith(f"-{task.field}-{task.number}") for task in department().tasks)
    assert {task.goal for task in department().tasks} == {""}


@pytest.mark.parametrize(
    ("first", "last"),
    [(1, 10), (11, 14), (15, 18), (19, 30), (31, 31), (32, 32), (33, 34), (35, 41), (42, 49), (50, 56), (57, 58)],
)
def test_a_goal_that_spans_tasks_is_repeated_on_each_and_only_there(first: int, last: int) -> None:
    goals = [task.goal for task in province().tasks]
    goal = goals[first - 1]
    assert [number for number, other in enumerate(goals, start=1) if other == goal] == list(range(first, last + 1))


def test_goals_broken_over_a_page_read_on() -> None:
    plan = province()
    assert "ĐVSNCL tự chủ tài chính, chuyển 100% đơn vị sự nghiệp" in plan.task("TQ2025H2-49").goal
    assert "cung cấp dịch vụ y tế, giáo dục công lập" in plan.task("TQ2025H2-58").goal


def test_cells_end_where_the_columns_end() -> None:
    times = {task.time for task in province().tasks}
    assert times == {
        "Quý III, IV/năm 2025",
        "Quý IV/ năm 2025",
        "Quý III, IV/2025",
        "Quý III 2025",
        "Tháng 12/2025",
    }
    for task in province().tasks:
        assert task.lead.startswith(("Sở ", "Các sở", "Các cơ quan", "Trung tâm PVHCC", "Văn phòng UBND"))
        assert task.cooperation.startswith(("Sở ", "Các sở", "Các cơ quan", "Trung tâm PVHCC", "Văn phòng UBND"))
        assert not re.search(r"\b(Quý|Tháng)\b", task.product)
    assert {task.lead for task in department().tasks} == {
        "Thanh tra Sở",
        "Văn phòng Sở",
        "Các phòng chuyên môn thuộc Sở",
    }
    assert {task.cooperation for task in department().tasks} == {"Các phòng chuyên môn thuộc Sở", "Văn phòng Sở"}


def test_the_typing_errors_of_the_source_are_kept() -> None:
    plan = province()
    assert plan.task("TQ2025H2-06").lead == "Các sở, ban,ngành, UBND cấp xã"
    assert plan.task("TQ2025H2-12").lead == "Sở Tư Pháp"
    assert plan.task("TQ2025H2-26").product.startswith("Kết quả giải quyết hồ TTHC")
    assert "đổi mới dáng tạo" in plan.task("TQ2025H2-50").name
    assert department().task("SKHDT2023-IV-2").product == "Kê hoạch"


def test_words_cut_by_the_printed_line_are_joined() -> None:
    plan = province()
    assert "giai đoạn 2026-2030." in plan.task("TQ2025H2-03").name
    assert "số 19-NQ/TW, ngày" in plan.task("TQ2025H2-32").name


@pytest.mark.parametrize(
    ("code", "lines"),
    [("TQ2025H2-14", 2), ("TQ2025H2-15", 2), ("TQ2025H2-52", 3), ("SKHDT2023-II-8", 2), ("SKHDT2023-VI-1", 5)],
)
def test_list_items_and_paragraphs_stand_on_their_own_lines(code: str, lines: int) -> None:
    plan = province() if code.startswith("TQ") else department()
    assert len(plan.task(code).name.split("\n")) == lines


def test_no_other_name_has_a_line_break() -> None:
    names = [task for plan in (province(), department()) for task in plan.tasks if "\n" in task.name]
    assert len(names) == 5


def test_every_cell_is_clean_text() -> None:
    for text in (*cells(province()), *cells(department())):
        assert text == unicodedata.normalize("NFC", text)
        assert text == text.strip()
        assert not re.search(r"[ \t]{2}|[ ]\n|\n[ ]|[\r\t\u00a0\u200b]|\n\n", text)


def test_the_draft_says_that_it_has_no_number_and_day() -> None:
    header = province().header
    assert header.title == "Kế hoạch cải cách hành chính tỉnh Tuyên Quang 6 tháng cuối năm 2025"
    assert header.edition == "Dự thảo tháng 7/2025"
    assert "chưa có số, ngày ban hành" in header.source
