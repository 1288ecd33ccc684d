"""The two real plans of the province, as Excel, Word, CSV, web page, pasted cells and raw print: every task right."""

from pathlib import Path

import pytest
from support.task_tables import (
    DEPARTMENT,
    EIGHT,
    PROVINCE,
    SEVEN,
    SIX,
    WORDS,
    delimited,
    differences,
    html,
    paste,
    plan,
    read,
    rows,
    write_docx,
    write_xlsx,
)

from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.reading import read_table
from cchc_desktop.catalogue.task_table.source import read_file

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
NO_GOAL = tuple(word for word in WORDS if word != "goal")

both = pytest.mark.parametrize("code", [PROVINCE, DEPARTMENT])
columns = pytest.mark.parametrize("order", [SIX, SEVEN, EIGHT])


def words(order: tuple[str, ...]) -> tuple[str, ...]:
    return WORDS if "goal" in order else NO_GOAL


@both
@columns
def test_excel_with_merged_goals_gives_every_task(tmp_path: Path, code: str, order: tuple[str, ...]) -> None:
    table = read(write_xlsx(tmp_path / "plan.xlsx", rows(plan(code), order)))
    assert differences(table, plan(code), words=words(order)) == []
    assert [(item.code, item.name) for item in table.sections] == [(item.code, item.name) for item in plan(code).fields]
    assert table.is_settled


@both
@columns
@pytest.mark.parametrize("page", [3, 5])
def test_excel_cut_into_pages_gives_every_task(tmp_path: Path, code: str, order: tuple[str, ...], page: int) -> None:
    table = read(write_xlsx(tmp_path / "plan.xlsx", rows(plan(code), order, page=page)))
    assert differences(table, plan(code), words=words(order)) == []
    assert table.is_settled


@both
@columns
def test_word_with_merged_goals_gives_every_task(tmp_path: Path, code: str, order: tuple[str, ...]) -> None:
    table = read(write_docx(tmp_path / "plan.docx", rows(plan(code), order)))
    assert differences(table, plan(code), words=words(order)) == []
    assert table.is_settled


@both
@pytest.mark.parametrize("tables", [2, 4])
def test_word_over_several_tables_and_pages_gives_every_task(tmp_path: Path, code: str, tables: int) -> None:
    table = read(write_docx(tmp_path / "plan.docx", rows(plan(code), page=4), tables=tables))
    assert differences(table, plan(code)) == []
    assert table.is_settled


@both
@columns
@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
def test_cells_with_separators_give_every_task(code: str, order: tuple[str, ...], separator: str) -> None:
    table = paste(delimited(rows(plan(code), order), separator))
    assert differences(table, plan(code), words=words(order)) == []


@both
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_csv_files_in_each_unicode_form_give_every_task(tmp_path: Path, code: str, encoding: str) -> None:
    path = tmp_path / "plan.csv"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + delimited(rows(plan(code)), ";").encode(encoding))
    assert differences(read(path), plan(code)) == []


@both
def test_a_csv_file_in_the_windows_code_page_of_vietnam_gives_every_task(tmp_path: Path, code: str) -> None:
    text = delimited(rows(plan(code)), ",")
    path = tmp_path / "plan.csv"
    path.write_bytes(as_windows(text))
    assert differences(read(path), plan(code)) == []


@both
def test_a_web_page_named_xls_gives_every_task(tmp_path: Path, code: str) -> None:
    path = tmp_path / "plan.xls"
    path.write_text(html(rows(plan(code))), encoding="utf-8")
    assert differences(read(path), plan(code)) == []


@pytest.mark.parametrize(("seed", "code"), [("plan_tuyenquang_2025_h2", PROVINCE), ("plan_sokhdt_2023", DEPARTMENT)])
def test_printed_lines_without_any_gaps_are_right_or_asked_about(seed: str, code: str) -> None:
    lines = (SEEDS / f"{seed}.txt").read_text(encoding="utf-8").split("\n")
    table = paste("\r\n".join(line.strip() for line in lines if line.strip()))
    known = {(task.field, task.number): task for task in plan(code).tasks}
    for task in table.tasks:
        expected = known[task.section, task.number]
        assert (task.name, task.lead, task.cooperation) == (expected.name, expected.lead, expected.cooperation)
        assert (task.product, task.time) == (expected.product, expected.time)
    assert len(table.questions) <= 10


@pytest.mark.parametrize(
    ("seed", "code", "most"), [("plan_tuyenquang_2025_h2", PROVINCE, 6), ("plan_sokhdt_2023", DEPARTMENT, 2)]
)
def test_raw_printed_text_is_right_or_asked_about(seed: str, code: str, most: int) -> None:
    source = read_file(SEEDS / f"{seed}.txt")
    table = read_table(source, Options())
    assert len(table.questions) <= most
    known = {(task.field, task.number): task for task in plan(code).tasks}
    asked_goals = {question.id.rpartition(":")[2] for question in table.questions if question.id.startswith("goal:")}
    for task in table.tasks:
        expected = known[task.section, task.number]
        assert (task.name, task.lead, task.cooperation) == (expected.name, expected.lead, expected.cooperation)
        assert (task.product, task.time) == (expected.product, expected.time)
        assert task.goal == expected.goal or task.number in asked_goals
    rows_asked = sum(1 for question in table.questions if question.id.endswith(":row"))
    assert len(table.tasks) + rows_asked == len(plan(code).tasks)


@pytest.mark.parametrize(("seed", "code"), [("plan_tuyenquang_2025_h2", PROVINCE), ("plan_sokhdt_2023", DEPARTMENT)])
def test_raw_printed_text_with_its_suggestions_taken_is_the_plan(seed: str, code: str) -> None:
    source = read_file(SEEDS / f"{seed}.txt")
    asked = read_table(source, Options()).questions
    settled = read_table(source, Options(answers={question.id: question.suggested for question in asked}))
    assert settled.questions == ()
    assert differences(settled, plan(code)) == []
    assert [item.name for item in settled.sections] == [item.name for item in plan(code).fields]


def test_the_dates_of_the_province_plan_are_those_of_its_phrases() -> None:
    table = paste(delimited(rows(plan(PROVINCE))))
    first, second = table.tasks[0], table.tasks[1]
    assert (first.start.isoformat(), first.end.isoformat()) == ("2025-07-01", "2025-12-31")  # type: ignore[union-attr]
    assert (second.start.isoformat(), second.end.isoformat()) == ("2025-12-01", "2025-12-31")  # type: ignore[union-attr]
    assert {task.recurrence.value for task in paste(delimited(rows(plan(DEPARTMENT)))).tasks if task.recurrence} == {
        "standing"
    }


def as_windows(text: str) -> bytes:
    """Code page 1258 has letters with breve, circumflex and horn, and the five tones as marks behind them."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for letter in text:
        marks = [mark for mark in unicodedata.normalize("NFD", letter) if mark in tones]
        base = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tones)
        found.append(unicodedata.normalize("NFC", base) + "".join(marks))
    return "".join(found).replace("–", "-").encode("cp1258")
