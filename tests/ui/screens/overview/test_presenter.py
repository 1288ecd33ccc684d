from dataclasses import dataclass, field
from datetime import date

import pytest
from support.filling import best_answer, fill_tasks
from support.screens import context_of

from cchc_desktop.domain.rules import Survey
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.workplace import Desk
from ui.screens.overview.page import Page
from ui.screens.overview.presenter import Presenter, days_in_words, sentence_case


@dataclass
class FakeView:
    pages: list[Page] = field(default_factory=list)

    def show_page(self, page: Page) -> None:
        self.pages.append(page)


@dataclass
class Stage:
    presenter: Presenter
    view: FakeView
    targets: list[str]

    def page(self) -> Page:
        self.presenter.read()
        return self.view.pages[-1]


@pytest.fixture
def stage_of(book, inline_runner):
    def make(desk: Desk) -> Stage:
        view, targets = FakeView(), []
        context = context_of(desk, inline_runner, notices=book.sink(), open_target=targets.append)
        return Stage(Presenter(view, context), view, targets)

    return make


FIRST_STEPS = ("tasks:not_started", "assessment:unanswered", "submission:progress")


def quarter(desk):
    return desk.submissions.default_period(Kind.PROGRESS)


def test_the_first_day_says_what_to_do_first(desk, stage_of):
    page = stage_of(desk).page()
    assert page.waiting_title == "Bắt đầu từ đâu"
    assert [link.target for link in page.waiting] == [
        "tasks:not_started",
        "assessment:unanswered",
        "submission:progress",
    ]


def test_after_the_first_entry_the_page_says_what_waits(desk, stage_of):
    code = desk.tasks.board().rows[0].code
    desk.tasks.add_entry(code, date(2025, 11, 3))
    page = stage_of(desk).page()
    assert page.waiting_title == "Việc chờ tôi"
    assert any(link.target == "assessment:unanswered" for link in page.waiting)


def test_due_tasks_stand_in_the_order_of_their_days_overdue_first(desk, stage_of):
    due = desk.overview.page().due
    shown = stage_of(desk).page().due
    assert [link.target for link in shown] == [f"task:{row.task_code}" for row in due]
    assert [row.days_left for row in due] == sorted(row.days_left for row in due)
    assert shown[0].note == days_in_words(due[0].days_left)


@pytest.mark.parametrize(
    ("days", "words"), [(12, "còn 12 ngày"), (1, "còn 1 ngày"), (0, "hạn hôm nay"), (-3, "quá hạn 3 ngày")]
)
def test_days_left_are_told_in_words(days, words):
    assert days_in_words(days) == words


def test_the_bars_of_the_fields_add_up_to_the_ring(desk, stage_of):
    fill_tasks(desk)
    page = stage_of(desk).page()
    for status in ("done_in_time", "in_progress", "overdue", "not_started"):
        inside = sum(count for row in page.fields for name, count in row.parts if name == status)
        assert inside == next((part.count for part in page.ring if part.status == status), 0)
    assert sum(row.whole for row in page.fields) == 58


def test_a_row_of_a_chart_leads_to_its_tasks_or_its_area(desk, stage_of):
    stage = stage_of(desk)
    page = stage.page()
    stage.presenter.follow(page.fields[2].target)
    stage.presenter.follow(page.areas[2].target)
    assert stage.targets == ["tasks:field:III", "criterion:3"]


def test_the_grade_is_only_provisional_while_criteria_are_open(desk, stage_of):
    assert stage_of(desk).page().grade == "Chưa có điểm để xếp loại"
    leaf = next(leaf for leaf in desk.session.workspace.criteria.leaves() if not isinstance(leaf.rule, Survey))
    desk.assessment.set_answer(leaf.code, best_answer(leaf))
    page = stage_of(desk).page()
    assert page.grade.startswith("Xếp loại tạm tính: ")
    assert page.score_note.startswith("Đã chấm 1/")


def test_a_leader_sees_what_waits_for_the_own_signature_in_any_period(desk, leader_desk, stage_of):
    assert stage_of(leader_desk).page().waiting_empty == "Không có hồ sơ nào chờ ký."
    fill_tasks(desk)
    period = next(one for one in desk.submissions.periods(Kind.PROGRESS) if one.code == "2025-M11")
    desk.submissions.complete(Kind.PROGRESS, period)
    waiting = stage_of(leader_desk).page().waiting
    assert [link.target for link in waiting] == ["submission:progress:2025-M11"]
    assert "Ký Báo cáo tiến độ nhiệm vụ tháng 11 năm 2025" in waiting[0].text


def test_headings_in_capitals_read_as_sentences_and_abbreviations_stay():
    assert sentence_case("TÁC ĐỘNG CỦA CCHC ĐẾN NGƯỜI DÂN") == "Tác động của CCHC đến người dân"
    assert sentence_case("Cải cách thể chế") == "Cải cách thể chế"


def test_the_submissions_of_the_period_are_named_with_their_state(desk, stage_of):
    fill_tasks(desk)
    desk.submissions.complete(Kind.PROGRESS, quarter(desk))
    shown = stage_of(desk).page().submissions
    assert [one.text for one in shown] == [
        "Tiến độ: chờ ký",
        "Báo cáo: đang soạn",
        "Tự chấm: đang soạn",
        "Kế hoạch: đang soạn",
    ]


def test_a_report_that_falls_due_waits_with_its_day(desk, stage_of):
    fill_tasks(desk)
    lines = [line for line in stage_of(desk).page().waiting if line.target.startswith("report:")]
    assert [line.text for line in lines] == ["Báo cáo công tác CCHC năm 2025: hạn gửi 16/12/2025"]
