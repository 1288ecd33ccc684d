"""``cchc-desktop plan import``: the contract of the answer, the refusal while questions are open, the import."""

import json
from pathlib import Path

import pytest
from support.task_tables import PROVINCE, Row, delimited, plan, rows, write_docx, write_xlsx
from support.workplaces import new_workplace

from cchc_desktop.__main__ import main

KEYS = ["number", "section", "goal", "name", "product", "lead", "cooperation", "time", "start", "end", "recurrence"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, list[dict[str, object]]]]:
    code = main(["plan", "import", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workplace = new_workplace(tmp_path / "du-lieu")
    workplace.close()
    return tmp_path / "du-lieu"


def corrected() -> list[Row]:
    return rows(plan(PROVINCE))[:-1]


def test_a_dry_run_answers_in_the_words_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", rows(plan(PROVINCE)))
    code, answer = run(capsys, str(path), "--dry-run")
    assert code == 0
    assert sorted(answer) == ["exit", "sections", "tasks", "warnings"]
    assert (len(answer["sections"]), len(answer["tasks"]), answer["warnings"]) == (8, 58, [])
    assert all(list(task) == KEYS for task in answer["tasks"])
    first = answer["tasks"][0]
    assert (first["number"], first["section"], first["lead"]) == ("1", "I", "Sở Nội vụ")
    assert (first["start"], first["end"], first["recurrence"]) == ("2025-07-01", "2025-12-31", None)


def test_a_shifted_row_is_a_warning_with_its_place_and_not_a_task(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = rows(plan(PROVINCE))
    table[4] = Row((table[4].cells[0], *table[4].cells[2:], ""))
    path = tmp_path / "plan.csv"
    path.write_text(delimited(table), encoding="utf-8")
    code, answer = run(capsys, str(path), "--dry-run")
    assert code == 1
    assert len(answer["tasks"]) == 57
    (warning,) = [item for item in answer["warnings"] if "Cần trả lời" in str(item["message"])]
    assert sorted(warning) == ["column", "message", "row"]
    assert warning["row"] == 5
    assert "right: " in str(warning["message"])


def test_nothing_is_imported_while_a_question_is_open(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = corrected()
    table[4] = Row((table[4].cells[0], *table[4].cells[2:], ""))
    path = tmp_path / "plan.csv"
    path.write_text(delimited(table), encoding="utf-8")
    code, answer = run(capsys, str(path), "--data", str(folder))
    assert code == 1
    assert len(answer["open"]) == 1
    code, answer = run(capsys, str(path), "--data", str(folder), "--answer", "0:5:row=right")
    assert (code, len(answer["tasks"])) == (0, 57)


def test_an_import_takes_the_table_into_the_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_docx(tmp_path / "plan.docx", corrected())
    code, _answer = run(capsys, str(path), "--data", str(folder))
    assert code == 0
    workplace = new_workplace_again(folder)
    assert len(workplace.workspace().plan.tasks) == 57
    workplace.close()


def new_workplace_again(folder: Path):  # type: ignore[no-untyped-def]
    from support.workplaces import empty_workplace

    return empty_workplace(folder)


def test_an_old_encoding_is_told_and_taken_only_when_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.txt"
    lines = "STT\tNhiÖm vô\tC¬ quan chñ tr×\tThêi gian\r\n1\tTËp huÊn nghiÖp vô\tSë Néi vô\tQuý I/2026\r\n"
    path.write_text(lines, encoding="utf-8")
    code, answer = run(capsys, str(path), "--dry-run")
    assert (code, answer["tasks"]) == (1, [])
    assert "--encoding tcvn3" in str(answer["warnings"][0]["message"])
    code, answer = run(capsys, str(path), "--dry-run", "--encoding", "tcvn3")
    assert (code, answer["tasks"][0]["name"]) == (0, "Tập huấn nghiệp vụ")


def test_a_file_without_a_table_is_refused_calmly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Không có bảng nào ở đây.", encoding="utf-8")
    code, answer = run(capsys, str(path), "--dry-run")
    assert code == 3
    assert answer["fault"]["code"] == "header-missing"  # type: ignore[call-overload]


def test_a_folder_before_its_first_start_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", rows(plan(PROVINCE)))
    assert main(["plan", "import", str(path), "--data", str(tmp_path / "moi")]) == 2
    assert "chưa có dữ liệu đơn vị" in capsys.readouterr().err
