"""Figures that come from other periods and from the plan, in a form made for it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support.workplaces import desk_of, new_workplace

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.reports.rows import ReportField
from cchc_desktop.services.workplace import Desk
from db.tables import report_field

FORM = "BC-SO-DU"
PACK = """
[header]
schema = 1
kind = "form"
code = "BC-SO-DU"
edition = "1"
title = "Báo cáo số dư"
issuer = "Sở Nội vụ"
legal_basis = "Công văn"
source = "Tự xây dựng"
valid_from = 2025-01-01

[form]
periods = ["M", "Q1", "H1", "Y"]
title = "Số dư {ky}"

[[sections]]
code = "1"
title = "Số dư"
level = 1
narrative = false
"""
FIELDS = {
    "CUOI": 'name = "Số cuối kỳ"',
    "DAU": 'name = "Số đầu kỳ"\nformula = "KY_TRUOC(CUOI)"\noverridable = true',
    "CUNG": 'name = "Số cuối kỳ này năm trước"\nformula = "CUNG_KY(CUOI)"',
    "TANG": 'name = "Tăng trong kỳ"\nformula = "CUOI - DAU"',
    "HAN": """name = "Nhiệm vụ quá hạn"\nformula = '''DEM("NHIEM_VU", "trang_thai = 'qua_han'")'''""",
}
ANNEX = '[[annexes]]\nkind = "tasks"\ntitle = "Danh mục nhiệm vụ {ky}"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "so-du.toml"
    blocks = [f'[[fields]]\ncode = "{code}"\nsection = "1"\ntype = "integer"\n{rest}' for code, rest in FIELDS.items()]
    path.write_text("\n\n".join([PACK, *blocks, ANNEX]), encoding="utf-8")
    workplace = new_workplace(tmp_path / "du-lieu")
    opened = desk_of(workplace)
    opened.pack_import.apply(opened.pack_import.preview(path))
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def field(desk: Desk, code: str, period: str = "2026-Q1") -> ReportField:
    return desk.reports.sheet(FORM, parse(period)).field(code)


def enter(desk: Desk, period: str, value: str) -> None:
    desk.reports.type_field(FORM, parse(period), "CUOI", value)


def test_without_an_earlier_report_a_balance_is_unknown_and_says_so(desk: Desk) -> None:
    row = field(desk, "DAU")
    assert row.shown == ""
    assert [origin.text for origin in row.origins] == ["Tháng 12 năm 2025, CUOI Số cuối kỳ: chưa có số liệu"]
    assert "report.unknown:DAU" in {finding.code for finding in row.findings}


def test_a_balance_comes_from_the_report_that_closes_as_this_one_opens(desk: Desk) -> None:
    enter(desk, "2025-Y", "43")
    enter(desk, "2026-M01", "50")
    row = field(desk, "DAU")
    assert row.shown == "43"
    assert [(origin.text, origin.target) for origin in row.origins] == [
        ("Năm 2025, CUOI Số cuối kỳ: 43", f"report:{FORM}:2025-Y:CUOI")
    ]
    assert field(desk, "DAU", "2026-M02").shown == "50"


def test_a_balance_that_a_completed_report_froze_stays_what_it_was(desk: Desk) -> None:
    enter(desk, "2025-Y", "43")
    desk.submissions.complete(Kind.REPORT, parse("2025-Y"), form=FORM)
    enter(desk, "2025-M12", "40")
    assert field(desk, "DAU", "2026-M01").shown == "40"  # the same kind first
    assert field(desk, "DAU", "2026-H1").shown == "40"  # then the shortest that closes on that day
    desk.reports.set_not_arising(FORM, parse("2025-M12"), "CUOI")
    assert field(desk, "DAU", "2026-Q1").shown == "0"


def test_the_same_period_of_last_year_is_read_and_linked(desk: Desk) -> None:
    enter(desk, "2025-Q1", "30")
    row = field(desk, "CUNG")
    assert row.shown == "30"
    assert row.origins[0].target == f"report:{FORM}:2025-Q1:CUOI"


def test_other_periods_are_looked_at_one_level_deep(desk: Desk) -> None:
    enter(desk, "2024-Y", "10")
    enter(desk, "2025-Y", "43")
    assert field(desk, "TANG", "2025-Y").shown == "33"
    assert field(desk, "TANG", "2026-Y").compared.previous == ""


def test_counted_tasks_lead_to_the_tasks_of_that_status(desk: Desk) -> None:
    (origin,) = field(desk, "HAN").origins
    overdue = [row for row in desk.tasks.board(date(2026, 3, 14)).rows if row.status.value == "overdue"]
    assert field(desk, "HAN").shown == str(len(overdue))
    assert (origin.text, origin.target) == (
        "Danh mục nhiệm vụ của kế hoạch: 58 nhiệm vụ, tình trạng tại ngày 14/3/2026",
        "tasks:overdue",
    )


def test_an_annex_of_tasks_lists_them_on_the_last_day_of_the_window(desk: Desk) -> None:
    enter(desk, "2026-Q1", "1")
    snapshot = desk.submissions.draft_snapshot(Kind.REPORT, parse("2026-Q1"), form=FORM)
    (annex,) = snapshot["report"]["annexes"]
    assert (annex["code"], annex["title"], len(annex["rows"])) == ("NHIEM_VU", "Danh mục nhiệm vụ quý I năm 2026", 58)
    assert annex["rows"][0][4] == "Quá hạn chưa hoàn thành"


def test_a_stored_value_that_the_form_no_longer_reads_blocks_and_is_named(desk: Desk) -> None:
    with desk.session.command("Dữ liệu của biểu mẫu cũ") as work:
        values = {"form_code": FORM, "period_code": "2026-Q1", "field_code": "CUOI", "state": "value"}
        work.insert(report_field, **values, value="nhiều", estimate=False, override_reason="")
    row = field(desk, "CUOI")
    assert row.shown == ""
    assert any("“nhiều” không đọc được" in finding.text for finding in row.findings)
