"""A folder of an earlier program: everything is still there, and what the new program brings can be used at once."""

from contextlib import closing
from pathlib import Path

from support.released import released
from support.workplaces import desk_of, empty_workplace

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind, State


def test_the_work_of_the_first_version_goes_on_with_registers_reports_and_plan(tmp_path: Path) -> None:
    released(tmp_path, "0001")
    with closing(empty_workplace(tmp_path)) as workplace:
        desk = desk_of(workplace)
        board = desk.tasks.board()
        assert len(board.rows) == 58
        assert desk.tasks.detail("TQ2025H2-06").row.percent == 100
        assert desk.submissions.current(Kind.PROGRESS, parse("2025-Q3")).state is State.COMPLETE
        assert len(desk.registers.summaries()) == 11
        assert [form.code for form in desk.reports.forms()] == ["BC-CCHC-XA"]
        desk.registers.add("DT", {"ngay": "05/11/2025", "hinh_thuc": "Diễn đàn"})
        sheet = desk.reports.sheet("BC-CCHC-XA", parse("2025-Y"))
        assert sheet.field("BC1.5.1").shown == "1"
        assert sum(line.included for line in desk.plan.page().lines) == 42
