"""A form that the program has never seen, copied from docs/packs.md: imported, filled in, checked, completed."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from support.workplaces import VIETNAM, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.finding import Level, Refusal
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.workplace import Desk

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "packs.md").read_text(encoding="utf-8")
FORM = "BC-HOP-DAN"
QUARTER = parse("2026-Q2")
MEETINGS = (("01/02/2026", 80), ("01/4/2026", 60), ("05/5/2026", 20))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on 15 June 2026 into which the packs of the page were imported."""
    clock = fixed_clock(datetime(2026, 6, 15, 9, 0, tzinfo=VIETNAM))
    workplace = new_workplace(tmp_path / "du-lieu", clock)
    found = desk_of(workplace)
    for kind in ("registers", "form", "targets", "calendar"):
        blocks = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
        path = tmp_path / f"{kind}.toml"
        path.write_text(next(block for block in blocks if f'kind = "{kind}"' in block), encoding="utf-8")
        found.pack_import.apply(found.pack_import.preview(path))
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def fill(desk: Desk) -> None:
    for day, people in MEETINGS:
        values = {"ngay": day, "thon": "Thôn Một", "noi_dung": f"Bàn việc ngày {day}", "so_nguoi": str(people)}
        desk.registers.add("HD", values)
    for code, typed in {"TCD.1": "10", "TCD.2": "9", "TCD.3": "1", "TCD.5": "Hằng tuần"}.items():
        desk.reports.type_field(FORM, QUARTER, code, typed)
    desk.reports.redraft(FORM, QUARTER)
    desk.reports.set_text(FORM, QUARTER, "2", "Không có khó khăn, vướng mắc.")


def shown(desk: Desk, code: str) -> str:
    return desk.reports.sheet(FORM, QUARTER).field(code).shown


def test_the_register_is_counted_in_the_figures_of_the_form(desk: Desk) -> None:
    fill(desk)
    assert [shown(desk, code) for code in ("HD.1", "HD.2", "HD.3", "TCD.4")] == ["2", "80", "2", "90,00%"]


def test_title_due_day_and_target_come_from_the_packs(desk: Desk) -> None:
    fill(desk)
    sheet = desk.reports.sheet(FORM, QUARTER)
    assert sheet.title == "Kết quả họp dân, tiếp công dân quý II năm 2026, nhiệm vụ quý III năm 2026"
    assert sheet.due is not None
    assert sheet.due.due == date(2026, 6, 16)
    assert [(row.target.code, row.met) for row in sheet.targets] == [("CTHD-1", "met")]


def test_the_narrative_is_drafted_from_the_register(desk: Desk) -> None:
    fill(desk)
    sections = {item.section.code: item for item in desk.reports.sheet(FORM, QUARTER).sections}
    assert "đã tổ chức 02 buổi họp dân với 80 lượt người tham dự." in sections["1.1"].text
    assert "- Bàn việc ngày 05/5/2026." in sections["1.1"].text
    assert "01/02/2026" not in sections["1.1"].text


def test_a_total_that_is_not_its_parts_blocks_completion(desk: Desk) -> None:
    fill(desk)
    desk.reports.type_field(FORM, QUARTER, "TCD.3", "2")
    with pytest.raises(Refusal) as refused:
        desk.submissions.complete(Kind.REPORT, QUARTER, form=FORM)
    assert [item.code for item in refused.value.findings if item.level is Level.BLOCK] == ["report.check:K1"]


def test_the_filled_report_is_completed_and_frozen(desk: Desk) -> None:
    fill(desk)
    row = desk.submissions.complete(Kind.REPORT, QUARTER, form=FORM).value
    assert row.state is State.COMPLETE
    frozen = desk.submissions.frozen_snapshot(row.id).decode("utf-8")
    assert "Số lượt người tham dự" in frozen
    assert desk.reports.sheet(FORM, QUARTER).frozen
