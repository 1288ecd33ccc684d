"""The draft of a report from results and difficulties of tasks and from registers, within the window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support.kept_year import kept_workplace
from support.workplaces import desk_of

from cchc_desktop.cli.demo_report import FORM
from cchc_desktop.domain.period import parse
from cchc_desktop.services.workplace import Desk

PERIOD = parse("2025-Q3")
LED, LED_TOO, COOPERATING = "TQ2025H2-06", "TQ2025H2-14", "TQ2025H2-02"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workplace = kept_workplace(tmp_path / "du-lieu")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def report(desk: Desk, task: str, day: date, **values: str | int) -> str:
    entry = desk.tasks.add_entry(task, day).value
    desk.tasks.edit_entry(entry, **values)
    return entry


def draft(desk: Desk, section: str, code: str = "2025-Q3") -> list[str]:
    sections = desk.reports.sheet(FORM, parse(code)).sections
    return next(item.new_draft for item in sections if item.section.code == section).splitlines()


def test_results_within_the_window_stand_under_their_field_of_reform(desk: Desk) -> None:
    report(desk, LED, date(2025, 9, 14), result="Đã đăng ký 02 sáng kiến;")
    report(desk, LED, date(2025, 9, 15), result="Ngoài kỳ")
    report(desk, LED, date(2025, 6, 14), result="Trước kỳ")
    report(desk, LED_TOO, date(2025, 8, 1), result="Đã rà soát 09 văn bản.\nKiến nghị xử lý 01 văn bản")
    assert "- Đã đăng ký 02 sáng kiến." in draft(desk, "I.2")
    assert not any("kỳ" in line for line in draft(desk, "I.2") if line.startswith("- "))
    assert draft(desk, "II.1") == ["- Đã rà soát 09 văn bản. Kiến nghị xử lý 01 văn bản."]


def test_a_result_cites_the_documents_that_it_does_not_name(desk: Desk) -> None:
    entry = report(desk, LED_TOO, date(2025, 8, 1), result="Đã rà soát theo Kế hoạch số 12/KH-UBND")
    for name, number, day in (("Kế hoạch", "12/KH-UBND", None), ("Báo cáo", "45/BC-UBND", date(2025, 8, 5))):
        product = desk.tasks.add_product(entry, name).value
        desk.tasks.edit_product(product, number=number, day=day)
    assert draft(desk, "II.1") == ["- Đã rà soát theo Kế hoạch số 12/KH-UBND (Báo cáo số 45/BC-UBND ngày 05/8/2025)."]


def test_difficulties_and_reasons_stand_once(desk: Desk) -> None:
    for task in (LED, LED_TOO):
        report(desk, task, date(2025, 8, 1), difficulty="Thiếu kinh phí", objective_reason="Mưa lũ kéo dài.")
    assert draft(desk, "III.2") == ["- Thiếu kinh phí."]
    assert draft(desk, "III.3") == ["- Mưa lũ kéo dài."]


def test_the_plan_of_the_next_period_names_what_the_commune_answers_for(desk: Desk) -> None:
    names = {row.code: row for row in desk.tasks.board().rows}
    lines = draft(desk, "V")
    assert any(names[LED].name.rstrip(".") in line and line.endswith("(hạn 31/12/2025);") for line in lines)
    assert not any(names[COOPERATING].name.rstrip(".") in line for line in lines)
    desk.tasks.assign(COOPERATING, desk.session.officer.id)
    assert any(names[COOPERATING].name.rstrip(".") in line for line in draft(desk, "V"))
    assert lines[-1].endswith(".")


def test_what_is_done_is_planned_no_more_and_what_is_overdue_comes_first(desk: Desk) -> None:
    name = desk.tasks.detail(LED).row.name.rstrip(".")
    report(desk, LED, date(2025, 9, 1), percent=100, result="Xong")
    assert not any(name in line for line in draft(desk, "V"))
    overdue = [row for row in desk.tasks.board(date(2026, 3, 14)).rows if row.due == date(2025, 12, 31)]
    assert overdue
    assert draft(desk, "V", "2026-Q1")[1].endswith("(hạn 31/12/2025);")


def test_a_long_register_is_cut_with_the_count_of_the_rest(desk: Desk) -> None:
    for number in range(1, 15):
        row = {"ngay": "01/7/2025", "chu_de": "cchc", "hinh_thuc": "tin_bai", "noi_dung": f"Tin số {number}"}
        desk.registers.add("TT", row)
    points = [line for line in draft(desk, "I.3") if line.startswith("- ")]
    contents = {row.plain["noi_dung"] for row in desk.registers.table("TT", window=PERIOD.window).rows}
    assert len(points) == 11
    assert points[-1] == f"- ... và {len(contents) - 10} nội dung khác."
    assert all(line.endswith(";") for line in points[:-1])


def test_a_month_without_anything_says_so_where_the_form_has_words_for_it(desk: Desk) -> None:
    (line,) = draft(desk, "I.3", "2027-M02")
    assert line.startswith("Trong kỳ báo cáo, UBND phường Hà Giang 1 không phát sinh tin, bài, buổi tuyên truyền mới")
