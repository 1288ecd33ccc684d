from dataclasses import dataclass, field

import pytest
from support.pack_files import CALENDAR, CRITERIA, PLAN, REGISTERS, document, entry, toml_file, workbook_file
from support.workplaces import desk_of

from cchc_desktop.catalogue.exchange.pack_files import load_packs
from cchc_desktop.domain.officer import Role
from ui.screens.settings.packs_presenter import PacksPresenter
from ui.widgets.background_runner import BackgroundRunner


@dataclass
class PacksBook:
    """Keeps what the tab would show."""

    packs: tuple = ()
    page: object = None
    shown: list[str] = field(default_factory=list)

    def show_packs(self, packs):
        self.packs = tuple(packs)

    def show_list(self):
        self.shown.append("list")

    def show_preview(self, page):
        self.page = page
        self.shown.append("preview")

    def show_faults(self, page):
        self.page = page
        self.shown.append("faults")

    def job_started(self, text, *, can_stop):
        self.shown.append(f"{text} {can_stop}")

    def job_step(self, done, total, text):
        assert 0 <= done <= total
        assert text

    def job_ended(self):
        self.shown.append("ended")


@pytest.fixture
def view():
    return PacksBook()


@pytest.fixture
def presenter(view, desk, inline_runner, book):
    made = PacksPresenter(view, desk, runner=inline_runner, notices=book.sink())
    inline_runner.subscribe(lambda _topics, _initiator: made.load())
    made.load()
    return made


def reworded(found):
    entry(found, "tasks", "TQ2025H2-02")["name"] = "Tên mới"
    found["tasks"] = [task for task in found["tasks"] if task["code"] != "TQ2025H2-06"]


def test_the_packs_in_use_are_listed_with_what_is_worked_with_and_the_mark_of_reconstructions(presenter, view):
    assert [line.kind for line in view.packs][:3] == ["Kế hoạch", "Bộ tiêu chí", "Biểu mẫu báo cáo"]
    plan, criteria = view.packs[:2]
    assert (plan.code, plan.edition, plan.active, plan.mark) == (PLAN, "Dự thảo tháng 7/2025", True, "")
    assert plan.validity == "từ 01/07/2025\nđến 31/12/2025"
    assert criteria.mark == "Bản dựng lại"
    assert criteria.reconstruction.startswith("Bản dựng lại để phát triển phần mềm")


def test_a_file_shows_its_changes_with_old_and_new_words_and_what_loses_its_home(presenter, view, desk, tmp_path):
    desk.tasks.add_entry("TQ2025H2-06")
    presenter.open_file(workbook_file(tmp_path, document(PLAN, reworded, edition="2"), document(CALENDAR)))
    page = view.page
    assert view.shown == ["Đang đọc bo.xlsx True", "ended", "preview"]
    assert [(line.code, line.state_label, line.counts) for line in page.packs] == [
        (PLAN, "Lần ban hành mới", "thêm 0, sửa 2, bỏ 1"),
        (CALENDAR, "Không thay đổi", "không có gì khác"),
    ]
    told = {(line.change_label, line.place, line.field, line.old, line.new) for line in page.changes}
    assert ("Sửa", "Nhiệm vụ TQ2025H2-02", "Nhiệm vụ", "Ban hành Kế hoạch CCHC năm 2026.", "Tên mới") in told
    assert page.remarks[0].level == "warn"
    assert page.remarks[0].text == ("Cập nhật tiến độ không còn mục tương ứng, vẫn giữ trong dữ liệu: TQ2025H2-06 (1).")
    assert page.may_apply


def test_applying_tells_and_offers_the_way_back(presenter, view, desk, book, tmp_path):
    presenter.open_file(toml_file(tmp_path, document(PLAN, reworded, edition="2")))
    presenter.apply(())
    assert view.shown[-1] == "list"
    assert view.packs[0].edition == "2"
    notice = book.posted[-1]
    assert notice.what == "Đã áp dụng 1 bộ danh mục từ bo.toml."
    notice.deed.run()
    assert view.packs[0].edition == "Dự thảo tháng 7/2025"
    assert desk.session.workspace.plan.header.edition == "Dự thảo tháng 7/2025"


def test_a_new_criteria_set_asks_whether_it_is_worked_with_from_now_on(presenter, view, desk, tmp_path):
    def of_2026(found):
        found["header"]["code"] = "TC-2026"

    presenter.open_file(toml_file(tmp_path, document(CRITERIA, of_2026)))
    (line,) = view.page.packs
    assert line.question == "Từ nay làm việc với bộ tiêu chí TC-2026"
    assert line.replaced.startswith("Thay cho: Bộ tiêu chí xác định Chỉ số")
    assert view.page.changes == ()
    presenter.apply(("TC-2026",))
    assert desk.session.workspace.criteria.header.code == "TC-2026"
    assert [line.code for line in view.packs if line.active] == [PLAN, "TC-2026"]


def test_a_reused_edition_stops_the_page_and_applying_does_nothing(presenter, view, desk, tmp_path):
    presenter.open_file(toml_file(tmp_path, document(PLAN, reworded)))
    assert not view.page.may_apply
    assert view.page.remarks[0].level == "block"
    assert "hãy ghi lần ban hành mới" in view.page.remarks[0].text
    presenter.apply(())
    assert desk.session.undo_label == ""


def test_the_faults_of_a_file_stand_by_sheet_row_and_column(presenter, view, tmp_path):
    def broken(found):
        found["tasks"][3]["field"] = "XX"
        found["tasks"][1]["name"] = ""

    presenter.open_file(workbook_file(tmp_path, document(PLAN, broken, edition="2")))
    page = view.page
    assert page.what == "Tệp có 2 lỗi, chưa nạp gì."
    assert [(line.sheet, line.row, line.column) for line in page.lines] == [
        ("Nhiệm vụ", "3", "Nhiệm vụ"),
        ("Nhiệm vụ", "5", "Lĩnh vực"),
    ]
    assert page.lines[1].text.startswith("Lĩnh vực «XX» không có")
    assert page.safe.startswith("Các bộ danh mục và dữ liệu đang dùng không thay đổi")


def test_the_faults_of_a_toml_file_stand_by_entry_and_key(presenter, view, tmp_path):
    def broken(found):
        found["tasks"][3]["field"] = "XX"

    presenter.open_file(toml_file(tmp_path, document(PLAN, broken, edition="2")))
    assert [(line.row, line.column) for line in view.page.lines] == [("TQ2025H2-04", "field")]


def test_a_file_that_is_something_else_is_told_calmly(presenter, view, tmp_path):
    path = tmp_path / "bo.xlsx"
    path.write_bytes(b"<html></html>")
    presenter.open_file(path)
    assert view.page.lines == ()
    assert "trang web" in view.page.what
    assert view.page.do.startswith("Hãy mở tệp bằng Excel")


def test_leaving_forgets_the_file(presenter, view, desk, tmp_path):
    presenter.open_file(toml_file(tmp_path, document(PLAN, reworded, edition="2")))
    presenter.leave()
    presenter.apply(())
    assert view.shown[-1] == "list"
    assert desk.session.undo_label == ""


def test_all_packs_or_one_are_exported(presenter, view, book, tmp_path):
    presenter.export(tmp_path / presenter.suggested_name, ())
    assert len(load_packs(tmp_path / "bo-danh-muc-20251210.xlsx")) == len(view.packs)
    presenter.export(tmp_path / "so.toml", (REGISTERS,))
    assert [one.header.code for one in load_packs(tmp_path / "so.toml")] == [REGISTERS]
    assert book.posted[-1].what.endswith("so.toml.")


def test_a_folder_that_is_gone_is_told_and_ends_the_job(presenter, view, book, tmp_path):
    presenter.export(tmp_path / "khong-co" / "x.xlsx", ())
    assert view.shown[-1] == "ended"
    assert "Không còn tìm thấy thư mục" in book.posted[-1].what


def test_a_reviewer_may_not_bring_packs_in(workplace, view, inline_runner, book):
    reviewer = PacksPresenter(view, desk_of(workplace, Role.REVIEWER), runner=inline_runner, notices=book.sink())
    assert not reviewer.may_import


def test_a_reading_under_way_is_stopped_and_shows_nothing(qapp, view, desk, book, tmp_path):
    runner = BackgroundRunner(book.sink(), report=str)
    presenter = PacksPresenter(view, desk, runner=runner, notices=book.sink())
    view.job_step = lambda *_step: None
    presenter.open_file(workbook_file(tmp_path, document(PLAN, reworded, edition="2")))
    presenter.stop()
    runner.close()
    assert view.shown == ["Đang đọc bo.xlsx True", "ended"]
    assert view.page is None
    assert book.posted == []
