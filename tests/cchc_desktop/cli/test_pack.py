import json

import pytest
from support.pack_files import CALENDAR, CRITERIA, PLAN, REGISTERS, document, entry, toml_file, workbook_file
from support.workplaces import empty_workplace, new_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.catalogue.exchange.pack_files import load_packs


def run(capsys, *arguments):
    code = main([*(str(one) for one in arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "du-lieu"
    new_workplace(folder).store.close(with_backup=False)
    return folder


def next_edition(found):
    found["tasks"][1]["name"] = "Tên mới"


def test_all_packs_are_exported_edited_and_brought_in_again(folder, tmp_path, capsys):
    book = tmp_path / "ra" / "tất cả.xlsx"
    code, answer = run(capsys, "--data", folder, "pack", "export", "all", "--out", book)
    assert code == 0
    assert {PLAN, CRITERIA, CALENDAR} <= set(answer["packs"])
    code, answer = run(capsys, "--data", folder, "pack", "import", book)
    assert code == 0
    assert {one["state"] for one in answer["packs"]} == {"same"}
    assert answer["applied"] is False


def test_without_data_the_packs_of_the_program_are_exported(tmp_path, capsys):
    out = tmp_path / "lich.toml"
    code, answer = run(capsys, "--data", tmp_path / "trong", "pack", "export", CALENDAR, "--out", out)
    assert (code, answer["packs"]) == (0, [CALENDAR])
    assert load_packs(out)[0].header.code == CALENDAR
    assert not (tmp_path / "trong").exists()


def test_a_dry_run_tells_every_change_and_writes_nothing(folder, tmp_path, capsys):
    file = workbook_file(tmp_path, document(PLAN, next_edition, edition="2"))
    code, answer = run(capsys, "--data", folder, "pack", "import", file, "--dry-run")
    assert code == 0
    assert answer["applied"] is False
    (pack,) = answer["packs"]
    assert (pack["state"], pack["used_edition"]) == ("new_edition", "Dự thảo tháng 7/2025")
    changed = next(item for item in pack["changes"] if item["code"] == "TQ2025H2-02")
    assert changed["fields"] == [{"title": "Nhiệm vụ", "old": "Ban hành Kế hoạch CCHC năm 2026.", "new": "Tên mới"}]
    assert run(capsys, "--data", folder, "pack", "import", file, "--dry-run")[1]["packs"] == answer["packs"]


def test_an_import_is_applied_after_a_backup(folder, tmp_path, capsys):
    file = toml_file(tmp_path, document(PLAN, next_edition, edition="2"))
    code, answer = run(capsys, "--data", folder, "pack", "import", file)
    assert (code, answer["applied"]) == (0, True)
    assert list((folder / "sao-luu").iterdir())
    out = tmp_path / "ra.toml"
    run(capsys, "--data", folder, "pack", "export", PLAN, "--out", out)
    assert load_packs(out)[0].pack.task("TQ2025H2-02").name == "Tên mới"


def test_a_reused_edition_is_refused_and_told_in_lines(folder, tmp_path, capsys):
    file = toml_file(tmp_path, document(PLAN, next_edition))
    assert main(["--data", str(folder), "pack", "import", str(file)]) == 1
    told = capsys.readouterr().out
    assert "hãy ghi lần ban hành mới" in told
    assert "Không áp dụng; dữ liệu không thay đổi." in told


def test_a_new_plan_is_worked_with_when_that_is_asked_for(folder, tmp_path, capsys):
    def of_2026(found):
        found["header"]["code"] = "KH-2026"

    file = toml_file(tmp_path, document(PLAN, of_2026))
    code, _answer = run(capsys, "--data", folder, "pack", "import", file, "--activate")
    assert code == 0
    opened = empty_workplace(folder)
    assert opened.workspace().plan.header.code == "KH-2026"
    opened.store.close(with_backup=False)


def test_a_check_of_a_workbook_tells_sheet_row_and_column(tmp_path, capsys):
    def broken(found):
        found["tasks"][3]["field"] = "XX"

    code, answer = run(capsys, "pack", "check", workbook_file(tmp_path, document(PLAN, broken)))
    assert code == 1
    (problem,) = answer["problems"]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("Nhiệm vụ", 5, "Lĩnh vực")
    code, answer = run(capsys, "pack", "check", workbook_file(tmp_path, document(PLAN), document(CALENDAR)))
    assert (code, [one["code"] for one in answer["packs"]]) == (0, [PLAN, CALENDAR])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pack", "export", "KHONG-CO", "--out", "x.xlsx"], "Không có bộ danh mục mã KHONG-CO"),
        (["pack", "export", "all", "--out", "x.toml"], "chỉ chứa một bộ danh mục"),
        (["pack", "import", "x.xlsx"], "chưa có dữ liệu"),
    ],
)
def test_wrong_use_is_told(tmp_path, capsys, arguments, words):
    code, answer = run(capsys, "--data", tmp_path / "trong", *arguments)
    assert code == 2
    assert words in answer["error"]


def test_a_file_that_is_no_workbook_is_an_ordinary_fault(folder, tmp_path, capsys):
    file = tmp_path / "bo.xlsx"
    file.write_bytes(b"<html></html>")
    code, answer = run(capsys, "--data", folder, "pack", "import", file)
    assert code == 3
    assert answer["fault"]["code"] == "html-as-xls"


def test_what_changes_is_told_in_lines_too(folder, tmp_path, capsys):
    file = toml_file(tmp_path, document(PLAN, next_edition, edition="2"))
    assert main(["--data", str(folder), "pack", "import", str(file), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "Lần ban hành mới: Kế hoạch cải cách hành chính" in told
    assert "Thêm 0, sửa 2, bỏ 0, giữ nguyên 65" in told
    assert "- Sửa Nhiệm vụ TQ2025H2-02: Nhiệm vụ: «Ban hành Kế hoạch CCHC năm 2026.» thành «Tên mới»" in told
    assert "Chỉ xem trước, chưa áp dụng." in told


def without_column(registers):
    register = entry(registers, "registers", "KT")
    register["columns"].remove(entry(register, "columns", "loai"))


def test_a_check_finds_what_the_import_would_refuse(folder, tmp_path, capsys):
    file = toml_file(tmp_path, document(REGISTERS, without_column, edition="2"))
    code, answer = run(capsys, "--data", folder, "pack", "check", file)
    assert (code, answer["verdict"]) == (1, "invalid")
    assert any("Cột loai của sổ KT đang được" in one["message"] for one in answer["findings"])
    assert {
        one["message"] for one in run(capsys, "--data", folder, "pack", "import", file, "--dry-run")[1]["findings"]
    } <= {one["message"] for one in answer["findings"]}


def test_a_check_of_a_reused_edition_says_so(folder, tmp_path, capsys):
    file = toml_file(tmp_path, document(PLAN, next_edition))
    assert main(["--data", str(folder), "pack", "check", str(file)]) == 1
    told = capsys.readouterr().out
    assert "hãy ghi lần ban hành mới" in told
    assert "Đã đối chiếu với các bộ danh mục đang dùng" in told


def test_a_check_without_data_says_against_what_it_was_held(tmp_path, capsys):
    file = toml_file(tmp_path, document(REGISTERS, without_column, edition="2"))
    assert main(["--data", str(tmp_path / "trong"), "pack", "check", str(file)]) == 0
    assert "Chưa đối chiếu với các bộ đang dùng (không có thư mục dữ liệu" in capsys.readouterr().out
    assert not (tmp_path / "trong").exists()


def test_a_check_beside_an_open_window_is_held_against_the_packs_of_the_program(folder, tmp_path, capsys):
    file = toml_file(tmp_path, document(PLAN))
    opened = empty_workplace(folder)
    try:
        assert main(["--data", str(folder), "pack", "check", str(file)]) == 0
    finally:
        opened.store.close(with_backup=False)
    assert "đang được mở ở cửa sổ khác" in capsys.readouterr().out


def test_each_fault_is_told_once(tmp_path, capsys):
    def broken(found):
        found["tasks"][3]["field"] = "XX"

    file = toml_file(tmp_path, document(PLAN, broken))
    assert main(["--data", str(tmp_path / "trong"), "pack", "check", str(file)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("Tệp «bo.toml» có 1 lỗi:\n- Mục ")
    assert told.count("XX") == 1


@pytest.mark.parametrize("name", ["lich.xlsx", "lich.toml"])
def test_a_file_that_holds_something_else_is_overwritten_only_when_that_is_asked_for(tmp_path, capsys, name):
    out = tmp_path / name
    asked = ["--data", tmp_path / "trong", "pack", "export", CALENDAR, "--out", out]
    out.write_bytes(b"ghi chep cua toi")
    code, answer = run(capsys, *asked)
    assert (code, out.read_bytes()) == (2, b"ghi chep cua toi")
    assert "--overwrite" in answer["error"]
    assert run(capsys, *asked, "--overwrite")[0] == 0
    (kept,) = tmp_path.glob("lich (bản cũ *)*")
    assert kept.read_bytes() == b"ghi chep cua toi"
    assert run(capsys, *asked)[0] == 0
    assert load_packs(out)[0].header.code == CALENDAR
    other = ["--data", tmp_path / "trong", "pack", "export", PLAN, "--out", out]
    assert run(capsys, *other)[0] == 2
