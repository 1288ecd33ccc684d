from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.workplaces import LIBRARY, new_workplace

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.officer import Role
from ui.screens.first_start.data_place import Place
from ui.screens.first_start.draft import OfficerDraft
from ui.screens.first_start.presenter import FirstStartPresenter, Step, SummaryLine

LEADER = OfficerDraft(0, Role.LEADER, "Trần Văn Hùng", "Chủ tịch", "matkhau-ky-1", "matkhau-ky-1")
PREPARER = OfficerDraft(1, Role.PREPARER, "Nguyễn Thị Lan", "Chuyên viên", "matkhau-lap-1", "matkhau-lap-1")


@dataclass
class PageBook:
    """Keeps what the page would show."""

    steps: list[Step] = field(default_factory=list)
    units: tuple[object, ...] = ()
    best: str = ""
    unit: object = None
    findings: tuple[Finding, ...] = ()
    place: Place | None = None
    lines: tuple[SummaryLine, ...] = ()
    busy: list[bool] = field(default_factory=list)
    pointed: int = 0
    desks: list[bool] = field(default_factory=list)

    def show_step(self, step):
        self.steps.append(step)

    def show_units(self, units, *, best):
        self.units, self.best = tuple(units), best

    def show_unit(self, unit):
        self.unit = unit

    def show_desk(self, *, province):
        self.desks = [*self.desks, province]

    def show_findings(self, findings):
        self.findings = tuple(findings)

    def show_place(self, place):
        self.place = place

    def point_at_place(self):
        self.pointed += 1

    def show_summary(self, lines):
        self.lines = tuple(lines)

    def set_busy(self, busy):
        self.busy.append(busy)


@pytest.fixture
def page() -> PageBook:
    return PageBook()


@pytest.fixture
def presenter(page, suggested, given) -> FirstStartPresenter:
    made = FirstStartPresenter(page, suggested=suggested, **given)
    made.begin()
    return made


def fill(presenter: FirstStartPresenter, until: Step) -> None:
    presenter.choose_unit(LIBRARY.unit("00694"))
    presenter.change_officers((LEADER, PREPARER))
    while presenter.step < until:
        before = presenter.step
        presenter.go_on()
        assert presenter.step == before + 1


def test_it_begins_with_all_units_and_none_chosen(presenter, page):
    assert len(page.units) == 124
    assert (page.best, page.unit, page.steps) == ("", None, [Step.UNIT])


def test_without_a_unit_there_is_no_next_step(presenter, page):
    presenter.go_on()
    assert presenter.step is Step.UNIT
    assert page.findings[0].code == "start.no-unit"


def test_a_search_offers_the_best_unit_and_clearing_it_keeps_the_choice(presenter, page):
    presenter.search_unit("yen son")
    assert LIBRARY.unit(page.best).full_name == "Xã Yên Sơn"
    presenter.choose_unit(LIBRARY.unit(page.best))
    presenter.search_unit("")
    assert page.best == ""
    presenter.choose_unit(None)
    assert presenter.unit.full_name == "Xã Yên Sơn"


def test_incomplete_officers_hold_the_step(presenter, page):
    fill(presenter, Step.OFFICERS)
    presenter.change_officers((LEADER, OfficerDraft(1, Role.PREPARER)))
    presenter.go_on()
    assert presenter.step is Step.OFFICERS
    assert {finding.target for finding in page.findings} == {
        "officer:1:full_name",
        "officer:1:post",
        "officer:1:password",
    }


def test_going_back_keeps_everything_and_checks_nothing(presenter, page):
    fill(presenter, Step.FOLDER)
    presenter.choose_plan("KH-SKHDT-2023")
    for _ in range(5):
        presenter.go_back()
    assert presenter.step is Step.UNIT
    assert presenter.officers == (LEADER, PREPARER)
    assert presenter.plan_code == "KH-SKHDT-2023"
    assert page.findings == ()


def test_no_step_is_reached_past_the_checks(presenter):
    presenter.go_to(Step.SUMMARY)
    assert presenter.step is Step.UNIT


def test_the_newest_plan_and_criteria_are_chosen_already(presenter):
    assert (presenter.plan_code, presenter.criteria_code) == ("KH-TQ-2025-H2", "TC-XA-2025-DL")


def test_the_summary_names_everything_and_marks_the_reconstruction(presenter, page, suggested):
    fill(presenter, Step.SUMMARY)
    values = {line.name: line.value for line in page.lines}
    assert values["Đơn vị"] == "Phường Hà Giang 1 (mã 00694)"
    assert values["Lãnh đạo ký"] == "Trần Văn Hùng - Chủ tịch"
    assert values["Thư mục dữ liệu"] == str(suggested)
    assert "không phải văn bản chính thức" in next(line.mark for line in page.lines if line.name == "Bộ tiêu chí")
    assert "matkhau" not in str(page.lines)


def test_the_start_asked_for_is_carried_out_by_the_service(presenter, ends, begun):
    fill(presenter, Step.SUMMARY)
    presenter.go_on()
    workplace = begun(ends)
    assert workplace.workspace().unit.full_name == "Phường Hà Giang 1"
    preparer = next(row for row in workplace.officers() if row.role is Role.PREPARER)
    assert workplace.sign_in(preparer.id, PREPARER.password).session.officer.full_name == "Nguyễn Thị Lan"


def test_a_folder_with_data_is_opened_not_begun(presenter, page, ends, tmp_path):
    new_workplace(tmp_path / "cu").store.close(with_backup=False)
    fill(presenter, Step.FOLDER)
    presenter.pick_folder(tmp_path / "cu")
    assert page.place.holds_data
    presenter.go_on()
    assert (presenter.step, page.pointed) == (Step.FOLDER, 1)
    presenter.open_existing()
    assert (ends.opened, ends.starts) == ([tmp_path / "cu"], [])


def test_an_unfinished_first_start_in_the_suggested_folder_may_be_begun_again(presenter, ends, suggested):
    from support.workplaces import empty_workplace

    empty_workplace(suggested).store.close(with_backup=False)
    fill(presenter, Step.SUMMARY)
    presenter.go_on()
    assert ends.starts[0][1] == suggested


def test_a_start_that_failed_in_a_chosen_folder_may_be_tried_there_again(presenter, page, ends, tmp_path):
    from support.workplaces import empty_workplace

    fill(presenter, Step.FOLDER)
    presenter.change_folder(tmp_path / "khac")
    presenter.go_on()
    presenter.go_on()
    empty_workplace(tmp_path / "khac").store.close(with_backup=False)
    presenter.go_on()
    assert [folder for _start, folder in ends.starts] == [tmp_path / "khac", tmp_path / "khac"]


def test_a_folder_that_vanishes_before_the_start_is_told_and_nothing_begins(presenter, page, ends, tmp_path):
    (tmp_path / "usb").mkdir()
    fill(presenter, Step.FOLDER)
    presenter.change_folder(tmp_path / "usb" / "cchc")
    presenter.go_on()
    assert presenter.step is Step.SUMMARY
    (tmp_path / "usb").rmdir()
    (tmp_path / "usb").touch()
    presenter.go_on()
    assert presenter.step is Step.FOLDER
    assert "Không ghi được" in page.place.refusal
    assert ends.starts == []
    assert presenter.officers == (LEADER, PREPARER)


def test_a_refusal_of_the_start_itself_is_shown_at_its_field(presenter, page):
    fill(presenter, Step.SUMMARY)
    refused = Finding("officer.name-empty", Level.BLOCK, "Chưa nhập họ và tên.", "officer:1:full_name")
    presenter.refuse((refused,))
    assert presenter.step is Step.OFFICERS
    assert page.findings == (refused,)


def test_the_page_is_usable_again_after_a_start_that_failed(presenter, page, ends):
    fill(presenter, Step.SUMMARY)
    presenter.go_on()
    assert page.busy[-1] is False
    presenter.go_on()
    assert len(ends.starts) == 2


def test_only_the_answer_for_the_present_folder_counts(page, suggested, ends, tmp_path):
    class HeldRunner:
        def __init__(self):
            self.held = []

        def run(self, job, *, done, **_others):
            self.held.append((job, done))

        def release(self, number):
            job, done = self.held[number]
            done(job())

    runner = HeldRunner()
    presenter = FirstStartPresenter(page, library=LIBRARY, suggested=suggested, runner=runner, on_done=ends.done)
    presenter.change_folder(tmp_path / "mot")
    presenter.change_folder(tmp_path / "hai")
    runner.release(1)
    runner.release(0)
    assert page.place.folder == Path(tmp_path / "hai")


def test_data_that_are_there_already_are_opened_from_the_first_step(presenter, ends, tmp_path):
    new_workplace(tmp_path / "cu" / "CCHC Desktop").store.close(with_backup=False)
    presenter.open_other(tmp_path / "cu")
    assert ends.opened == [tmp_path / "cu" / "CCHC Desktop"]


def test_a_folder_without_data_is_refused_in_words(presenter, page, ends, tmp_path):
    presenter.open_other(tmp_path)
    assert ends.opened == []
    (finding,) = page.findings
    assert finding.target == "existing"
    assert finding.text == f"“{tmp_path}” không có dữ liệu CCHC Desktop. Hãy chọn thư mục có tệp cchc.db."
