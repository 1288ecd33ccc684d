"""The presenters over a real folder, without any widget."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.small_registers import VISITS

from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.register import Column, Register
from cchc_desktop.services.registers.registers import Registers
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault
from ui.screens.registers.entry_presenter import DRAFT, typed_form
from ui.screens.registers.presenter import RegistersPresenter
from ui.screens.registers.register_list import short_name
from ui.screens.registers.saving import Unsaved
from ui.screens.registers.series import slip_count, slip_form
from ui.screens.registers.span import Span, link_days, span_of

DIRECTIVE = {
    "ngay": "5/10",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính",
    "linh_vuc": "Cải cách hành chính",
}


def add(desk: Desk, code: str = "VB", **changes: str) -> str:
    return desk.registers.add(code, {**DIRECTIVE, **changes}).value.ids[0]


def told(bench) -> str:
    return bench.notices.posted[-1].what


def press_deed(bench) -> None:
    bench.notices.posted[-1].deed.run()


def test_the_first_register_is_open_with_the_rows_of_the_reporting_year(bench) -> None:
    add(bench.desk)
    add(bench.desk, ngay="14/12/2024", so_ky_hieu="1/KH")
    bench.presenter.reload()
    assert (bench.page.code, len(bench.page.summaries)) == ("VB", 11)
    assert [row.shown["so_ky_hieu"] for row in bench.page.rows] == ["12/KH-UBND"]
    assert (bench.page.filter.span.label, bench.page.filter.shown) == ("Năm 2025", "1/2 dòng")
    assert bench.page.empty is None


def test_an_empty_register_says_what_to_do_first(bench) -> None:
    assert bench.page.empty.sentence == "Sổ chưa có dòng nào."
    assert "Ctrl+V" in bench.page.empty.advice
    assert not bench.page.empty.clears


def test_a_filter_without_rows_offers_to_show_all(bench) -> None:
    add(bench.desk)
    bench.presenter.search("khong co dau")
    assert bench.page.empty.clears
    assert "“khong co dau”" in bench.page.empty.advice
    bench.presenter.clear_filter()
    assert (bench.page.empty, bench.page.filter.span.label) == (None, "Tất cả các ngày")


def test_periods_are_reporting_periods_and_step_back_and_forth(bench) -> None:
    add(bench.desk, ngay="14/9/2025", so_ky_hieu="1/KH")
    add(bench.desk, ngay="15/9/2025", so_ky_hieu="2/KH")
    bench.presenter.choose_span("quarter")
    assert [row.shown["so_ky_hieu"] for row in bench.page.rows] == ["2/KH"]
    bench.presenter.move_span(-1)
    assert bench.page.filter.span.label == "Quý III năm 2025"
    assert [row.shown["so_ky_hieu"] for row in bench.page.rows] == ["1/KH"]
    bench.presenter.move_span(1)
    bench.presenter.choose_span("month")
    assert bench.page.filter.span.tip == "Từ 15/11/2025 đến 14/12/2025"


def test_a_link_shows_the_days_that_a_figure_counted(bench) -> None:
    add(bench.desk, ngay="14/9/2025", so_ky_hieu="1/KH")
    add(bench.desk, ngay="15/9/2025", so_ky_hieu="2/KH")
    bench.presenter.open_target("register:VB:2025-09-15:2025-12-14")
    assert [row.shown["so_ky_hieu"] for row in bench.page.rows] == ["2/KH"]
    assert (bench.page.filter.span.kind, bench.page.filter.span.label) == ("", "Từ 15/09/2025 đến 14/12/2025")
    bench.presenter.open_target("register:TT")
    assert (bench.page.register.code, bench.page.filter.span.kind) == ("TT", "all")


def test_a_link_to_a_row_opens_its_register_and_its_column(bench) -> None:
    row_id = add(bench.desk)
    bench.presenter.choose("TT")
    bench.presenter.open_target(f"register-row:{row_id}:trich_yeu")
    assert bench.page.register.code == "VB"
    assert bench.page.opened == [(row_id, "trich_yeu")]
    bench.presenter.open_target("register-row:gone")
    assert told(bench) == "Dòng này của sổ theo dõi không còn; có thể đã bị xóa."


def test_a_link_that_comes_before_the_list_is_followed_when_it_comes(bench, desk: Desk) -> None:
    bench.presenter._registers.clear()
    bench.presenter.open_target("register:KT:2025-09-15:2025-12-14")
    bench.presenter.reload()
    assert bench.page.register.code == "KT"


@dataclass
class LateRunner:
    """Does its jobs one after the other, once it is told to: everything asked for meanwhile overtakes the answers."""

    jobs: list[tuple[Callable[[], object], Callable[[object], None]]] = field(default_factory=list)

    def run(self, job, *, done, **_rest) -> None:
        self.jobs.append((job, done))

    def read(self) -> None:
        """Do the jobs; their answers are still on the way."""
        self.jobs = [(partial(_same, job()), done) for job, done in self.jobs]

    def work(self) -> None:
        while self.jobs:
            job, done = self.jobs.pop(0)
            done(job())


def _same(answer: object) -> object:
    return answer


@pytest.fixture
def late(bench) -> tuple[RegistersPresenter, Any, LateRunner]:
    """List, filter and table before their first reading; as on the screen, another register closes the open row."""

    class ClosingPage(type(bench.page)):
        def show_register(self, register: Register) -> None:
            super().show_register(register)
            self.opened = []

    page, runner = ClosingPage(), LateRunner()
    unsaved = Unsaved(bench.saves, bench.desk.session.now)
    made = RegistersPresenter(page, bench.desk, runner=runner, notices=bench.notices.sink(), unsaved=unsaved)
    return made, page, runner


@pytest.mark.parametrize("first", ["register-row:{0}:ngay", "register:TT", "register-row:gone"])
@pytest.mark.parametrize("is_read", [False, True])
def test_of_two_links_in_quick_succession_the_last_one_is_followed(bench, late, first: str, is_read: bool) -> None:
    rows = [add(bench.desk, so_ky_hieu=f"{number}/KH") for number in (1, 2)]
    presenter, page, runner = late
    presenter.reload()
    if is_read:
        runner.work()
        presenter.reload()
    for link in (first.format(*rows), f"register-row:{rows[1]}:trich_yeu"):
        presenter.open_target(link)
    presenter.reload()
    runner.work()
    assert page.opened == [(rows[1], "trich_yeu")]
    assert page.register.code == "VB"


def test_a_link_to_a_register_takes_the_place_of_one_to_a_row(bench, late) -> None:
    row_id = add(bench.desk)
    presenter, page, runner = late
    presenter.reload()
    runner.work()
    presenter.open_target(f"register-row:{row_id}")
    presenter.open_target("register:TT")
    runner.work()
    assert (page.register.code, page.opened) == ("TT", [])


def test_a_row_added_while_the_table_is_read_is_opened_by_its_link(bench, late) -> None:
    presenter, page, runner = late
    presenter.choose_span("all")
    presenter.reload()
    runner.work()
    presenter.open_target("register:VB")
    runner.read()
    row_id = add(bench.desk)
    presenter.open_target(f"register-row:{row_id}")
    runner.work()
    assert page.opened == [(row_id, "")]


def test_deleted_rows_come_back_with_the_button_of_the_notice(bench) -> None:
    ids = [add(bench.desk, so_ky_hieu=f"{number}/KH") for number in range(3)]
    bench.presenter.delete(ids[:2])
    assert (told(bench), len(bench.page.rows)) == ("Đã xóa 2 dòng.", 1)
    press_deed(bench)
    assert len(bench.page.rows) == 3


def test_the_button_takes_back_nothing_else(bench) -> None:
    ids = [add(bench.desk, so_ky_hieu=f"{number}/KH") for number in range(2)]
    bench.presenter.delete(ids[:1])
    add(bench.desk, so_ky_hieu="9/KH")
    bench.notices.posted[-1].deed.run()
    assert "thao tác khác" in told(bench)
    assert len(bench.desk.registers.table("VB").rows) == 2


def test_leaving_a_cell_shows_how_it_was_read(bench) -> None:
    bench.type(ngay="5/10", loai="ke hoach")
    assert (bench.cells.now["ngay"], bench.cells.now["loai"]) == ("05/10/2025", "Kế hoạch")
    bench.type(ngay="31/2")
    assert bench.cells.now["ngay"] == "31/2"
    assert bench.cells.problems["ngay"].startswith("Không có ngày 31/2/2025")


def test_a_row_is_stored_and_the_next_one_keeps_its_day(bench) -> None:
    bench.type(**DIRECTIVE)
    assert bench.saves.said[-1] == f"unsaved {DRAFT}"
    assert bench.entry.save()
    assert bench.cells.now == {"ngay": "05/10/2025"}
    assert [row.shown["so_ky_hieu"] for row in bench.page.rows] == ["12/KH-UBND"]
    assert bench.page.chosen == [bench.page.rows[0].id]
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_refused_row_stays_and_the_cursor_goes_to_its_first_refused_cell(bench) -> None:
    bench.type(**{**DIRECTIVE, "ngay": "236/6/2022", "so_ky_hieu": ""})
    assert not bench.entry.save()
    assert bench.cells.focused[-1] == "ngay"
    assert bench.cells.now["trich_yeu"] == DIRECTIVE["trich_yeu"]
    assert "Chưa nhập" in bench.cells.problems["so_ky_hieu"]
    assert bench.desk.registers.table("VB").total == 0


def test_a_row_that_the_disk_does_not_take_comes_back_into_its_cells(bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(code: str, values: object) -> None:
        raise Fault("disk-full", what="Đĩa đầy.", safe="", do="")

    bench.type(**DIRECTIVE)
    with monkeypatch.context() as patch:
        patch.setattr(bench.desk.registers, "add", full)
        bench.entry.save()
    assert bench.cells.now["so_ky_hieu"] == "12/KH-UBND"
    assert bench.saves.said[-1] == f"unsaved {DRAFT}"
    bench.entry.save()
    assert bench.desk.registers.table("VB").total == 1


def test_a_half_typed_row_waits_while_another_register_is_open(bench) -> None:
    bench.type(so_ky_hieu="7/CV")
    bench.entry.keep_draft()
    bench.open("TT")
    assert bench.cells.now == {}
    assert bench.saves.said[-1] == f"unsaved {DRAFT}"
    bench.entry.keep_draft()
    bench.open("VB")
    assert bench.cells.now == {"so_ky_hieu": "7/CV"}


def test_the_row_before_is_copied_into_the_cells(bench) -> None:
    bench.entry.copy_last(bench.page.rows)
    assert told(bench) == "Sổ chưa có dòng nào để chép."
    add(bench.desk, ngay="5/3/2025")
    bench.presenter.reload()
    bench.entry.copy_last(bench.page.rows)
    assert (bench.cells.now["ngay"], bench.cells.now["loai"]) == ("05/03/2025", "Kế hoạch")
    bench.type(so_ky_hieu="13/KH-UBND")
    bench.entry.save()
    bench.entry.copy_last(bench.page.rows)
    assert bench.cells.now["so_ky_hieu"] == "13/KH-UBND"


def test_a_row_outside_the_shown_days_is_told(bench) -> None:
    bench.type(**{**DIRECTIVE, "ngay": "1/2/2023"})
    bench.entry.save()
    assert told(bench) == "Dòng ngày 01/02/2023 đã ghi; nằm ngoài khoảng đang xem (năm 2025)."
    press_deed(bench)
    assert len(bench.page.rows) == 1


def test_slips_keep_day_and_procedure(bench) -> None:
    bench.open("KS")
    bench.type(ngay="5/12", thu_tuc="Đăng ký khai sinh", muc="Rất hài lòng", thoi_gian_cho="12")
    assert bench.entry.save()
    assert bench.cells.now == {"ngay": "05/12/2025", "thu_tuc": "Đăng ký khai sinh"}
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_the_running_count_of_a_survey_tells_who_was_satisfied(bench, desk: Desk) -> None:
    register = desk.registers.register("KS")
    form = slip_form(register)
    assert form is not None
    assert slip_count(form, ()).words == "Chưa có dòng nào trong khoảng đang xem."
    for level in ("rat_hai_long", "hai_long", "khong_hai_long"):
        desk.registers.add("KS", {"ngay": "5/12", "muc": level})
    count = slip_count(form, desk.registers.table("KS").rows)
    assert count.words == "Đã nhập 3 dòng; hài lòng trở lên 66,7%."
    assert count.by_level[0] == ("Rất hài lòng", 1)


def test_the_running_count_of_another_register_tells_its_own_choices(desk: Desk) -> None:
    registers = Registers(desk.session, desk.evidence, [VISITS])
    for work in ("dvc", "dvc", "tap_huan"):
        registers.add("CDS", {"ngay": "5/12", "thon": "Tân Yên", "viec": work})
    form = slip_form(VISITS)
    assert form is not None
    count = slip_count(form, registers.table("CDS").rows)
    labels = [option.label for option in form.level.spec.options]
    assert (count.words, count.by_level) == ("Đã nhập 3 dòng.", tuple(zip(labels, (1, 2, 0), strict=True)))


def test_escape_takes_a_half_typed_row_away_and_brings_it_back(bench) -> None:
    bench.type(ngay="5/12", trich_yeu="Kế hoạch tuyên truyền")
    bench.entry.clear()
    assert bench.cells.now == {}
    assert bench.saves.said[-1].startswith("saved")
    assert bench.cells.told == "Đã xóa dòng đang nhập. Nhấn Esc lần nữa để lấy lại."
    bench.entry.clear()
    assert bench.cells.now == {"ngay": "05/12/2025", "trich_yeu": "Kế hoạch tuyên truyền"}
    assert (bench.cells.told, bench.saves.said[-1]) == ("", f"unsaved {DRAFT}")


def test_what_is_told_of_a_row_goes_with_its_register(bench) -> None:
    for _ in range(2):
        bench.type(**DIRECTIVE)
        bench.entry.save()
    assert "hãy kiểm tra dòng nhập trùng" in bench.cells.told
    bench.open("TT")
    assert bench.cells.told == ""


def test_registers_that_are_not_typed_in_series_have_no_slips(desk: Desk) -> None:
    many = ValueSpec(FieldType.CHOICE, options=tuple(Option(str(n), str(n)) for n in range(10)))
    day = Column("ngay", "Ngày", ValueSpec(FieldType.DATE), required=True)
    assert slip_form(desk.registers.register("VB")) is None
    assert slip_form(Register("X", "X", "ngay", (day, Column("a", "A", many, required=True)), heads_down=True)) is None


def test_each_column_of_an_open_row_is_saved_and_told_in_its_history(bench) -> None:
    row_id = add(bench.desk)
    bench.presenter.reload()
    register, row = bench.desk.registers.row(row_id)
    bench.row.open(register, row, "trich_yeu")
    assert bench.pane.focus == "trich_yeu"
    bench.row.edit("trich_yeu", "Kế hoạch quý IV")
    assert bench.pane.row.shown["trich_yeu"] == "Kế hoạch quý IV"
    changed, added = bench.pane.history
    assert [change.name for change in changed.changes] == ["Trích yếu nội dung"]
    assert added.how.label == "Thêm"
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_refused_column_keeps_the_foot_at_unsaved_until_it_is_put_right(bench) -> None:
    register, row = bench.desk.registers.row(add(bench.desk))
    bench.row.open(register, row)
    bench.row.edit("so_ky_hieu", "")
    assert bench.pane.refusals["so_ky_hieu"] == "Chưa nhập “Số, ký hiệu”."
    assert bench.saves.said[-1].startswith("unsaved có ô ở Sổ theo dõi chưa được nhận")
    bench.row.note_refusal("so_ky_hieu", "")
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_refused_column_is_told_when_its_row_is_left(bench) -> None:
    register, row = bench.desk.registers.row(add(bench.desk))
    bench.row.open(register, row)
    bench.row.edit("ngay", "hôm qua")
    other = bench.desk.registers.row(add(bench.desk, so_ky_hieu="2/KH"))
    bench.row.open(*other)
    assert bench.pane.flushed == 2
    assert told(bench) == "Một ô của dòng vừa rời chưa được lưu."
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_dates_of_an_open_row_are_read_near_its_day(bench) -> None:
    values = {"ngay": "20/12/2024", "loai": "tu_kiem_tra", "noi_dung": "Một cửa", "so_van_de": "1"}
    register, row = bench.desk.registers.row(bench.desk.registers.add("KT", values).value.ids[0])
    bench.row.open(register, row)
    assert bench.row.read_day("han_xu_ly", "15/1") == date(2025, 1, 15)
    with pytest.raises(ValueError, match="Không có ngày 31/2"):
        bench.row.read_day("han_xu_ly", "31/2")


def test_a_row_that_is_deleted_elsewhere_closes_its_pane(bench) -> None:
    register, row = bench.desk.registers.row(add(bench.desk))
    bench.row.open(register, row)
    bench.presenter.delete([row.id])
    assert (bench.pane.row, bench.row.row_id) == (None, "")


def test_files_are_attached_looked_at_and_taken_away(bench, tmp_path: Path) -> None:
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    register, row = bench.desk.registers.row(add(bench.desk))
    bench.row.open(register, row)
    bench.row.attach([source])
    (file,) = bench.pane.row.files
    assert bench.pane.copying == ["Đang chép kế hoạch.pdf…", ""]
    bench.row.open_file(file)
    assert bench.pane.opened[0].read_bytes() == b"noi dung"
    bench.row.attach([source])
    assert "đã được đính kèm ở đây" in told(bench)
    bench.row.cite(file, "2\x07")
    assert "không in được" in bench.pane.refused_pages[file.use_id]
    bench.row.cite(file, "2-3")
    assert bench.pane.refused_pages == {file.use_id: ""}
    assert bench.desk.registers.row(row.id)[1].files[0].pages == "2-3"
    bench.row.detach(file)
    assert bench.pane.row.files == ()
    press_deed(bench)
    assert len(bench.pane.row.files) == 1


def test_spans_of_links_that_are_no_days_show_all() -> None:
    assert link_days("2025-09-15", "").window is None
    assert link_days("x", "y").window is None
    assert span_of("all", date(2025, 12, 10)).moved(1) == Span()


def test_names_in_the_list_leave_out_what_the_heading_says(desk: Desk) -> None:
    names = [short_name(summary.register) for summary in desk.registers.summaries()]
    assert names[0] == "Văn bản chỉ đạo, điều hành"
    assert "Phiếu khảo sát sự hài lòng" in names


def test_dates_in_cells_have_two_digits() -> None:
    assert typed_form(Column("a", "A", ValueSpec(FieldType.DATE)), "14/3/2025") == "14/03/2025"
    assert typed_form(Column("a", "A", ValueSpec(FieldType.DATE)), "") == ""
