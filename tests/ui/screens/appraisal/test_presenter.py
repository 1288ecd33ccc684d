"""Appraising without Qt, over the real services of the province and of a commune."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.both_sides import BothSides
from support.screens import context_of

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.revision_difference import Difference
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.services.workplace import Desk
from ui.screens.appraisal.page import Answer, Asked, Deeds, Exchange, Given, Head, Line, ListPage, Section
from ui.screens.appraisal.presenter import DIFFERENCES, PRINT, Presenter
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

QUARTER = parse("2025-Q4")


@dataclass
class Sight:
    """Keeps what the screen would show; says yes to what is asked, with ``text``."""

    text: str = ""
    page: ListPage | None = None
    head: Head | None = None
    sections: Sequence[Section] = ()
    locked: bool = False
    deeds: Deeds | None = None
    answer: Answer | None = None
    given: Sequence[Given] = ()
    exchanges: Sequence[Exchange] = ()
    asked: list[Asked] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    gone_to: list[tuple[str, bool]] = field(default_factory=list)

    def show_list(self, page: ListPage) -> None:
        self.page = page

    def choose_line(self, received_id: str) -> bool:
        assert self.page is not None
        return any(line.id == received_id for line in self.page.lines)

    def show_nothing(self, *, is_anything_received: bool) -> None:
        self.head = None

    def show_head(self, head: Head) -> None:
        self.head = head

    def show_content(self, received_id: str, sections: Sequence[Section], *, locked: bool) -> None:
        self.sections, self.locked = sections, locked

    def show_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges

    def show_deeds(self, deeds: Deeds) -> None:
        self.deeds = deeds

    def show_document(self, content: bytes, note: str) -> None:
        self.told += [content, note]

    def show_differences(self, before: str, after: str, found: Sequence[Difference]) -> None:
        self.told += [before, after, *found]

    def show_no_differences(self, text: str) -> None:
        self.told.append(text)

    def go_to_line(self, key: str, *, editing: bool) -> None:
        self.gone_to.append((key, editing))

    def refuse_remark(self, key: str, text: str) -> None:
        self.refusals[key] = text

    def ask(self, asked: Asked, confirmed: Callable[[str], None]) -> None:
        self.asked.append(asked)
        confirmed(self.text)

    def show_answer(self, answer: Answer | None) -> None:
        self.answer = answer

    def show_given(self, given: Sequence[Given]) -> None:
        self.given = given

    def show_print(self, content: bytes, title: str) -> None:
        self.told.append(content)

    def open_path(self, path: Path) -> bool:
        return True

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]

    @property
    def tasks(self) -> list[Line]:
        """The lines on what was done for a task."""
        return [line for line in self.lines if line.key.startswith("entry:")]


@dataclass
class Stage:
    """A presenter at work."""

    presenter: Presenter
    sight: Sight
    notices: NoticeBook


def stage_of(desk: ProvinceDesk) -> Stage:
    sight, book = Sight(), NoticeBook()
    runner = InlineRunner(book.sink())
    presenter = Presenter(sight, context_of(desk, runner, notices=book.sink()))
    runner.subscribe(lambda topics, _initiator: presenter.refresh(topics))
    presenter.read()
    return Stage(presenter, sight, book)


@pytest.fixture
def stage(sides: BothSides) -> Stage:
    return stage_of(sides.province)


def answered(commune: Desk) -> State:
    return commune.submissions.current(Kind.PROGRESS, QUARTER).state


def test_the_first_submission_that_waits_is_opened_with_its_content(stage: Stage) -> None:
    page = stage.sight.page
    assert page is not None
    assert [line.unit for line in page.lines] == ["Phường Hà Giang 1, bản 1"]
    assert page.summary == "1 hồ sơ chờ thẩm định."
    assert stage.sight.head is not None
    assert stage.sight.head.what.startswith("Báo cáo tiến độ nhiệm vụ, Quý IV năm 2025, bản 1. Tỉnh nhận lúc")
    assert stage.sight.tasks
    assert not stage.sight.locked


def test_package_key_and_signing_are_told_without_a_network(stage: Stage) -> None:
    assert stage.sight.head is not None
    told = {fact.label: (fact.look, fact.text) for fact in stage.sight.head.facts}
    assert told["Gói nộp"] == ("good", "Gói nộp nguyên vẹn như khi xã kết xuất.")
    assert told["Khóa của máy"] == ("good", "Được ký bằng máy đã đăng ký của Phường Hà Giang 1.")
    assert told["Người ký"][1].startswith("Trần Văn Hùng, Chủ tịch, lúc ")
    assert stage.sight.head.brief is not None
    assert stage.sight.head.brief.look == "good"


def test_a_remark_is_stored_where_it_is_written_and_altered_in_place(stage: Stage, sides: BothSides) -> None:
    line = stage.sight.tasks[0]
    stage.presenter.write(line.key, "", "Kết quả chưa rõ")
    (remark,) = sides.province.appraisal.open(sides.received(1).id).remarks
    assert (remark.target, remark.place, remark.text) == (line.target, line.place, "Kết quả chưa rõ")
    assert stage.sight.tasks[0].remarks[0].text == "Kết quả chưa rõ"
    stage.presenter.write(line.key, remark.id, "Kết quả chưa rõ, nêu số liệu")
    assert stage.sight.tasks[0].remarks[0].text == "Kết quả chưa rõ, nêu số liệu"
    assert stage.sight.deeds is not None
    assert stage.sight.deeds.told == "1 ý kiến đã ghi."


def test_what_is_typed_while_a_new_remark_is_on_its_way_alters_that_one(stage: Stage, sides: BothSides) -> None:
    key = stage.sight.tasks[0].key
    stage.presenter.write(key, "", "Kết quả")
    stage.presenter.write(key, "", "Kết quả chưa rõ")
    remarks = sides.province.appraisal.open(sides.received(1).id).remarks
    assert [remark.text for remark in remarks] == ["Kết quả chưa rõ"]


def test_a_remark_on_everything_stands_on_the_line_above_all_others(stage: Stage, sides: BothSides) -> None:
    stage.presenter.write(stage.sight.lines[0].key, "", "Gửi muộn, đề nghị rút kinh nghiệm")
    (remark,) = sides.province.appraisal.open(sides.received(1).id).remarks
    assert (remark.target, remark.place) == ("submission", "Toàn bộ hồ sơ")
    assert stage.sight.lines[0].remarks[0].id == remark.id


def test_a_removed_remark_comes_back_from_the_notice(stage: Stage, sides: BothSides) -> None:
    key = stage.sight.tasks[0].key
    stage.presenter.write(key, "", "Kết quả chưa rõ")
    stage.presenter.remove(key, stage.sight.tasks[0].remarks[0].id)
    assert stage.sight.tasks[0].remarks == ()
    deed = stage.notices.posted[-1].deed
    assert deed is not None
    deed.run()
    assert stage.sight.tasks[0].remarks[0].text == "Kết quả chưa rõ"


def test_each_writing_of_a_remark_is_undone_and_done_again(stage: Stage, sides: BothSides) -> None:
    key, session = stage.sight.tasks[0].key, sides.province.session

    def texts() -> list[str]:
        return [remark.text for remark in sides.province.appraisal.open(sides.received(1).id).remarks]

    stage.presenter.write(key, "", "Nêu số liệu")
    stage.presenter.write(key, "", "Nêu số liệu cụ thể")
    stage.presenter.remove(key, stage.sight.tasks[0].remarks[0].id)
    after: list[list[str]] = [[], ["Nêu số liệu"], ["Nêu số liệu cụ thể"], []]
    for before in (after[2], after[1], after[0]):
        targets = session.undo().value.targets
        assert texts() == before
        assert {target.partition(":")[0] for target in targets} <= {"appraisal"}
    for then in after[1:]:
        session.redo()
        assert texts() == then


def test_a_remark_that_is_too_long_is_refused_at_its_line(stage: Stage) -> None:
    key = stage.sight.tasks[0].key
    stage.presenter.write(key, "", "a" * 5_000)
    assert "dài nhất" in stage.sight.refusals[key]


def test_a_return_takes_the_remarks_along_and_gives_a_code_that_the_commune_takes(
    stage: Stage, sides: BothSides
) -> None:
    stage.presenter.write(stage.sight.tasks[0].key, "", "Kết quả chưa rõ")
    stage.sight.text = "Gửi lại trước 20/12."
    stage.presenter.send_back()
    assert "1 ý kiến đã ghi sẽ gửi kèm." in stage.sight.asked[0].sentence
    assert not stage.sight.asked[0].is_owed
    assert sides.received(1).state is ReceivedState.RETURNED
    assert stage.sight.locked
    answer = stage.sight.answer
    assert answer is not None
    assert (answer.title, answer.note) == ("Phiếu trả lại hồ sơ, 1 ý kiến", "Lời nhắn: Gửi lại trước 20/12.")
    sides.commune.answers.take_code(answer.code)
    assert answered(sides.commune) is State.RETURNED


def test_a_return_without_a_remark_makes_one_of_the_reason_that_it_asks_for(stage: Stage, sides: BothSides) -> None:
    stage.sight.text = "Báo cáo nhầm kỳ."
    stage.presenter.send_back()
    assert stage.sight.asked[0].is_owed
    remarks = sides.province.appraisal.open(sides.received(1).id).remarks
    assert [(remark.place, remark.text) for remark in remarks] == [("Toàn bộ hồ sơ", "Báo cáo nhầm kỳ.")]
    assert sides.received(1).state is ReceivedState.RETURNED


def test_an_acceptance_is_taken_back_with_a_reason(stage: Stage, sides: BothSides) -> None:
    stage.presenter.accept()
    assert stage.sight.deeds is not None
    assert (stage.sight.deeds.accept, stage.sight.deeds.take_back) == (False, True)
    assert stage.sight.answer is not None
    assert stage.sight.answer.title == "Thông báo kết quả thẩm định"
    stage.sight.text = "Số liệu nhiệm vụ 6 sai."
    stage.presenter.take_back()
    assert stage.sight.asked[-1].is_owed
    assert sides.received(1).state is ReceivedState.RETURNED
    assert stage.sight.answer.title == "Phiếu trả lại hồ sơ, 1 ý kiến"


def test_what_the_commune_answered_stands_at_the_line_and_among_the_earlier_remarks(
    stage: Stage, sides: BothSides
) -> None:
    place = stage.sight.tasks[0].place
    stage.presenter.write(stage.sight.tasks[0].key, "", "Kết quả chưa rõ")
    stage.presenter.send_back()
    assert stage.sight.answer is not None
    sides.take(sides.carry(stage.sight.answer.id))
    first = sides.commune.submissions.current(Kind.PROGRESS, QUARTER)
    sides.commune.answers.start_answering(first.id)
    (remark,) = sides.commune.answers.open_remarks(Kind.PROGRESS, QUARTER)
    sides.commune.answers.reply(remark.id, "Đã bổ sung số liệu.")
    sides.send(Kind.PROGRESS, QUARTER)
    stage.presenter.open_target(f"appraisal:{sides.received(2).id}")
    (exchange,) = stage.sight.exchanges
    assert (exchange.place, exchange.text, exchange.reply) == (place, "Kết quả chưa rõ", "Đã bổ sung số liệu.")
    assert any("Xã trả lời: Đã bổ sung số liệu." in told for line in stage.sight.lines for told in line.earlier)
    stage.presenter.look_at(DIFFERENCES)
    assert stage.sight.told[:2] == ["bản 1", "Bản 2"]
    assert any(isinstance(each, Difference) for each in stage.sight.told)


def test_the_first_revision_has_nothing_to_be_compared_with(stage: Stage) -> None:
    stage.presenter.look_at(DIFFERENCES)
    assert stage.sight.told == ["Bản 1 là bản đầu tiên đã nhận; chưa có bản trước để so sánh."]


def test_the_print_is_the_one_of_the_package(stage: Stage, sides: BothSides) -> None:
    stage.presenter.look_at(PRINT)
    (row,) = sides.province.board.of_unit(sides.received(1).unit_code)
    assert stage.sight.told == [sides.province.board.pdf(row), ""]


def test_a_print_is_drawn_from_the_data_where_the_package_is_gone(stage: Stage, sides: BothSides) -> None:
    (row,) = sides.province.board.of_unit(sides.received(1).unit_code)
    row.path.unlink()
    stage.presenter.look_at(PRINT)
    content, note = stage.sight.told
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF")
    assert note == "Không còn tệp gói nộp: đây là bản in dựng lại từ số liệu đã nhận, không có chữ ký."


def test_a_package_that_was_altered_on_the_disk_is_told(stage: Stage, sides: BothSides) -> None:
    (row,) = sides.province.board.of_unit(sides.received(1).unit_code)
    row.path.write_bytes(row.path.read_bytes()[:-400])
    found = stage_of(sides.province)
    assert found.sight.head is not None
    assert found.sight.head.brief is not None
    assert found.sight.head.brief.look == "bad"
    assert found.sight.head.brief.text.startswith("Tệp gói nộp lưu ở tỉnh không còn như khi nhận.")


def test_a_link_opens_the_question_that_was_left(stage: Stage, sides: BothSides) -> None:
    stage.presenter.open_target(f"appraisal:{sides.received(1).id}:accept")
    assert [asked.deed for asked in stage.sight.asked] == ["Duyệt"]


def test_a_link_widens_the_list_only_where_its_line_stands_aside(desk: ProvinceDesk) -> None:
    stage = stage_of(desk)
    assert stage.sight.page is not None
    first, second = (line.id for line in stage.sight.page.lines[:2])
    stage.presenter.open_target(f"appraisal:{second}")
    assert stage.sight.page.state == "received"
    stage.presenter.accept()
    stage.presenter.open_target(f"appraisal:{first}")
    assert stage.sight.page.state == "received"
    stage.presenter.open_target(f"appraisal:{second}")
    assert stage.sight.page.state == ""
    assert stage.presenter.open_id == second


def test_a_link_to_a_remark_goes_to_its_line(stage: Stage, sides: BothSides) -> None:
    key = stage.sight.tasks[0].key
    stage.presenter.write(key, "", "Kết quả chưa rõ")
    target, label = stage.presenter.remark_place(key, stage.sight.tasks[0].remarks[0].id)
    assert label == f"Ý kiến về {stage.sight.tasks[0].place}"
    stage.presenter.open_target(target)
    assert stage.sight.gone_to == [(key, True)]


def test_the_files_of_answers_are_taken_by_the_commune(stage: Stage, sides: BothSides) -> None:
    stage.presenter.accept()
    assert stage.sight.answer is not None
    stage.presenter.write_answers([stage.sight.answer.id], sides.stick)
    (path,) = sides.stick.glob("*.cchc-tra-loi")
    assert sides.take([path]) == ["Tỉnh đã duyệt bản 1 ngày 10/12/2025."]


def test_receipts_of_unknown_devices_say_why_there_is_no_code(desk: ProvinceDesk) -> None:
    stage = stage_of(desk)
    assert stage.sight.page is not None
    ids = [line.id for line in stage.sight.page.lines]
    stage.presenter.give_receipts(ids)
    assert [f"{given.unit}, bản 1" for given in stage.sight.given] == [line.unit for line in stage.sight.page.lines]
    assert {given.code for given in stage.sight.given} == {""}
    assert all(given.why.startswith("Gói nộp không có chữ ký của máy đơn vị") for given in stage.sight.given)
    stage.presenter.give_receipts(ids)
    assert sum(len(desk.appraisal.issued(each)) for each in ids) == len(ids)


def test_the_list_is_narrowed_by_state_kind_and_period(desk: ProvinceDesk) -> None:
    stage = stage_of(desk)
    stage.presenter.accept()
    page = stage.sight.page
    assert page is not None
    assert page.counts == {"received": 4, "returned": 0, "accepted": 1}
    assert len(page.lines) == 4
    stage.presenter.narrow(state="accepted", kind="progress:", period="2025-Q4")
    assert stage.sight.page is not None
    assert [line.state_label for line in stage.sight.page.lines] == ["Đã duyệt"]
    stage.presenter.narrow(state="", kind="", period="")
    assert len(stage.sight.page.lines) == 5
    assert stage.sight.page.kinds == (("", "Mọi loại hồ sơ"), ("progress:", "Báo cáo tiến độ nhiệm vụ"))
    assert stage.sight.page.periods == (("", "Mọi kỳ"), ("2025-Q4", "Quý IV năm 2025"))


def test_a_submission_without_a_known_device_says_so_in_the_list(desk: ProvinceDesk) -> None:
    stage = stage_of(desk)
    assert stage.sight.page is not None
    what = stage.sight.page.lines[0].what.replace("\N{NO-BREAK SPACE}", " ")
    assert what == "Báo cáo tiến độ nhiệm vụ, Quý IV/2025\nGói không có chữ ký của máy"
