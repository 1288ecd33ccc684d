from dataclasses import dataclass, field
from typing import Any

import pytest
from support.screens import SaveBook, context_of
from support.two_desks import REMARKS, TASK, TwoDesks

from cchc_desktop.services.submissions.rows import SubmissionRow
from ui.screens.answers.page import BarPage
from ui.screens.answers.presenter import FILL, Presenter
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner


@dataclass
class FakeView:
    """Keeps what the presenter asks the bar to show."""

    pages: list[BarPage | None] = field(default_factory=list)
    told: tuple[str, str] = ("", "")
    put: list[str] = field(default_factory=list)
    focused: int = 0

    @property
    def page(self) -> BarPage:
        found = self.pages[-1]
        assert found is not None
        return found

    def show_page(self, page: BarPage | None) -> None:
        self.pages.append(page)

    def tell_reply(self, level: str, text: str) -> None:
        self.told = (level, text)

    def put_reply(self, text: str) -> None:
        self.put.append(text)

    def focus_reply(self) -> None:
        self.focused += 1


@dataclass
class Stage:
    two: TwoDesks
    view: FakeView
    presenter: Presenter
    targets: list[str]
    saves: SaveBook

    def stored(self) -> list[str]:
        rows = self.two.desk.answers.remarks(*self.place)
        return [row.reply for row in rows]

    @property
    def place(self) -> Any:
        row = self.two.desk.submissions.all()[0]
        return row.kind, row.period


@pytest.fixture
def stage(two: TwoDesks, book: NoticeBook, inline_runner: InlineRunner) -> Stage:
    view, saves, targets = FakeView(), SaveBook(), list[str]()
    context = context_of(two.desk, inline_runner, notices=book.sink(), saves=saves, open_target=targets.append)
    presenter = Presenter(view, context)
    inline_runner.subscribe(lambda _topics, _initiator: presenter.read())
    presenter.read()
    return Stage(two, view, presenter, targets, saves)


def test_nothing_is_shown_while_the_next_revision_is_not_begun(stage: Stage, returned: SubmissionRow) -> None:
    stage.presenter.read()
    assert stage.view.pages[-1] is None


def test_the_first_remark_is_in_sight_with_its_place_and_how_many_are_open(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    page = stage.view.page
    assert (page.title, page.count, page.has_several) == ("Ý kiến của tỉnh 1/2", "còn 2 ý kiến", True)
    assert (page.remark.place, page.remark.text) == REMARKS[0][1:]
    assert page.remark.where == "Báo cáo tiến độ nhiệm vụ, Quý IV năm 2025, bản 2"


def test_an_answer_is_stored_and_counted(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.reply("Đã sửa số văn bản.")
    assert stage.stored() == ["Đã sửa số văn bản.", ""]
    assert stage.view.page.count == "còn 1 ý kiến"
    assert stage.saves.said[-1] == "saved 09:00:00"


def test_an_answer_is_taken_back_by_undo(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.reply("Đã sửa số văn bản.")
    outcome = stage.two.desk.session.undo()
    assert outcome.value.targets == (f"remark:{stage.view.page.remark.id}",)
    assert stage.stored() == ["", ""]


def test_when_each_is_answered_the_bar_leads_to_completing(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.reply("Đã sửa.")
    stage.presenter.step(1)
    stage.presenter.reply("Văn thư ghi số khi phát hành.")
    assert (stage.view.page.is_done, stage.view.page.count) == (True, "đã trả lời hết")
    stage.presenter.finish()
    assert stage.targets == ["submission:progress:2025-Q4"]


def test_stepping_goes_round_and_the_links_lead_to_the_places(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.go_there()
    stage.presenter.step(-1)
    assert stage.view.page.remark.place == "Thông tin văn bản"
    stage.presenter.go_there()
    stage.presenter.step(1)
    assert stage.view.page.remark.place == "Nhiệm vụ 6"
    assert stage.targets == [f"task:{TASK}", "submission:progress:2025-Q4:number"]


def test_f8_goes_from_one_open_remark_to_the_next_and_at_last_to_the_submission(
    stage: Stage, draft: SubmissionRow
) -> None:
    stage.presenter.read()
    stage.presenter.step_open(1)
    assert stage.view.page.remark.place == "Thông tin văn bản"
    stage.presenter.reply("Đã ghi số.")
    stage.presenter.step_open(1)
    assert stage.view.page.remark.place == "Nhiệm vụ 6"
    stage.presenter.step_open(1)
    assert (stage.view.page.remark.place, stage.targets) == ("Nhiệm vụ 6", [])
    stage.presenter.reply("Đã sửa.")
    stage.presenter.step_open(1)
    assert stage.targets == ["submission:progress:2025-Q4"]


def test_a_link_to_a_remark_brings_it_into_sight_with_the_cursor_in_its_answer(
    stage: Stage, draft: SubmissionRow
) -> None:
    stage.presenter.read()
    second = stage.two.desk.answers.remarks(*stage.place)[1].link
    assert stage.presenter.holds(second)
    stage.presenter.open_target(f"{second}:reply")
    assert stage.view.page.remark.place == "Thông tin văn bản"
    assert stage.view.focused == 1
    assert not stage.presenter.holds("remark:none-of-ours")


def test_what_was_mended_is_offered_as_the_answer(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.step(1)
    assert stage.view.page.remark.suggestion == FILL
    stage.presenter.take_suggestion()
    assert stage.view.told == (
        "info",
        "Chỗ này chưa khác bản 1; hãy sửa số liệu, hoặc tự ghi vì sao giữ nguyên.",
    )
    stage.two.desk.submissions.set_document(
        *stage.place, number="45", day=None, leader_id=draft.leader_id, reference_day=draft.reference_day
    )
    stage.presenter.look_for_suggestion()
    assert stage.view.page.remark.suggestion == "Điền: Đã sửa theo ý kiến: (trống) → 45."
    stage.presenter.take_suggestion()
    assert stage.view.put == ["Đã sửa theo ý kiến: (trống) → 45."]


def test_what_is_mended_is_put_behind_what_is_written(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.step(1)
    stage.two.desk.submissions.set_document(
        *stage.place, number="45", day=None, leader_id=draft.leader_id, reference_day=draft.reference_day
    )
    stage.presenter.reply("Đã tiếp thu.")
    stage.presenter.take_suggestion()
    assert stage.view.put == ["Đã tiếp thu.\nĐã sửa theo ý kiến: (trống) → 45."]


def test_an_answer_that_is_too_long_is_refused_in_words(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    stage.presenter.reply("a" * 4_001)
    assert stage.view.told == ("block", "Trả lời dài nhất 4000 ký tự.")
    assert stage.stored() == ["", ""]


def test_the_bar_goes_when_the_revision_is_completed(stage: Stage, draft: SubmissionRow) -> None:
    stage.presenter.read()
    for _ in REMARKS:
        stage.presenter.reply("Đã sửa.")
        stage.presenter.step(1)
    stage.two.desk.submissions.complete(*stage.place)
    stage.presenter.read()
    assert stage.view.pages[-1] is None
