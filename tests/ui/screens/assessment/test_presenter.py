from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.filling import best_answer, fill_assessment
from support.pack_files import CRITERIA, toml_file
from support.pack_files import document as pack_document
from support.pack_files import entry as pack_entry

from cchc_desktop.domain import subject
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.subject import Subject
from cchc_desktop.domain.submission import Kind
from ui.screens.assessment.adjustments_presenter import AdjustmentPage, parse_cases
from ui.screens.assessment.leaf_form import LeafForm, ScoreFacts
from ui.screens.assessment.leaf_presenter import UNREADABLE, LeafEntries
from ui.screens.assessment.marks import Mark
from ui.screens.assessment.presenter import AssessmentPresenter, GroupFacts
from ui.screens.assessment.sheet_lines import ADJUSTMENTS, Filter, Totals, TreeLine


@dataclass
class FakeView:
    """Keeps the last thing that it was asked to show of each kind."""

    totals: Totals | None = None
    reconstruction: str = ""
    frozen: bool = False
    counts: dict[Filter, int] = field(default_factory=dict)
    chip: Filter | None = None
    lines: dict[str, TreeLine] = field(default_factory=dict)
    visible: frozenset[str] | None = None
    chosen: str = ""
    findings: tuple[Finding, ...] = ()
    group: GroupFacts | None = None
    pane: str = ""
    part: str = ""
    form: LeafForm | None = None
    entries: LeafEntries | None = None
    score: ScoreFacts | None = None
    leaves_shown: int = 0
    copying: list[str] = field(default_factory=list)
    history: Subject | None = None
    opened: Path | None = None
    folder: Path = Path()
    page: AdjustmentPage | None = None

    def show_totals(self, shown: Totals, reconstruction: str) -> None:
        self.totals, self.reconstruction = shown, reconstruction

    def show_carried(self, text: str) -> None:
        self.carried = text

    def show_frozen(self, *, frozen: bool) -> None:
        self.frozen = frozen

    def show_filters(self, found: dict[Filter, int], chosen: Filter, query: str) -> None:
        self.counts, self.chip = found, chosen

    def show_tree(self, lines: Sequence[TreeLine]) -> None:
        self.lines = {line.code: line for line in lines}

    def filter_tree(self, codes: frozenset[str] | None) -> None:
        self.visible = codes

    def choose(self, code: str) -> None:
        self.chosen = code

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)

    def show_group(self, facts: GroupFacts) -> None:
        self.group, self.pane = facts, "group"

    def show_adjustments_pane(self) -> None:
        self.pane = "adjustments"

    def focus_part(self, part: str) -> None:
        self.part = part

    def show_leaf(self, form: LeafForm, entries: LeafEntries) -> None:
        self.form, self.entries, self.pane = form, entries, "leaf"
        self.leaves_shown += 1

    def refresh_leaf(self, entries: LeafEntries) -> None:
        self.entries = entries

    def show_score(self, facts: ScoreFacts) -> None:
        self.score = facts

    def show_copying(self, text: str) -> None:
        self.copying.append(text)

    def show_history(self, of: Subject) -> None:
        self.history = of

    def reading_folder(self) -> Path:
        return self.folder

    def open_file(self, path: Path) -> None:
        self.opened = path

    def show_adjustments(self, page: AdjustmentPage) -> None:
        self.page = page


def shown(stage: Any, target: str = "") -> tuple[AssessmentPresenter, FakeView]:
    view = FakeView()
    presenter = AssessmentPresenter(stage.context, view)
    stage.runner.subscribe(lambda topics, _initiator: presenter.refresh(topics))
    if target:
        presenter.open_target(target)
    presenter.shown()
    return presenter, view


def stored(stage: Any, code: str) -> Any:
    return next(row for row in stage.desk.assessment.sheet().rows if row.criterion.code == code)


def test_the_first_show_opens_the_first_leaf_that_is_still_to_be_scored(stage: Any) -> None:
    stage.desk.assessment.set_answer("1.1.1", Answer(choice=0))
    _, view = shown(stage)
    assert view.chosen == "1.1.2"
    assert view.part == "answer"
    assert view.totals is not None
    assert (view.totals.points, view.totals.answered) == ("0,50/70", "1/72")
    assert view.reconstruction.startswith("Bản dựng lại")


def test_the_totals_read_as_an_official_would_say_them(stage: Any, document: Path) -> None:
    fill_assessment(stage.desk, document)
    stage.desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(61), "b": Decimal(50)}))
    stage.desk.assessment.set_cases("T1", cases=1, explanation="Mô hình mới")
    stage.desk.assessment.set_cases("P1", cases=1, explanation="Gửi chậm")
    _, view = shown(stage)
    assert view.totals == Totals("69,64/70", "+1,00", "−0,50", "99,99", "Xuất sắc", "72/72", complete=True)


def test_no_class_is_foretold_before_the_first_score(stage: Any) -> None:
    _, view = shown(stage)
    assert view.totals is not None
    assert view.totals.grade == ""
    assert not view.totals.complete


def test_a_leaf_is_scored_while_it_is_typed_and_stored_only_when_committed(stage: Any) -> None:
    presenter, view = shown(stage, "criterion:1.1.3")
    presenter.leaf.commit_number("a", Decimal(61))
    presenter.leaf.type_number("b", "50")
    assert view.score is not None
    assert view.score.arithmetic == "b/a = 50/61 = 81,97% ≥ 80% → 50/61 × 2,00 = 1,64"
    assert view.score.points == "1,64/2,00"
    assert stored(stage, "1.1.3").answer == Answer(numbers={"a": Decimal(61)})
    presenter.leaf.commit_number("b", Decimal(50))
    assert stored(stage, "1.1.3").leaf.points == Decimal("1.64")
    assert view.lines["1.1.3"].points == "1,64/2,00"
    assert stage.said[-2:] == ["saving", "saved 09:00:00"]


def test_an_unreadable_number_scores_nothing_and_leaves_what_was_stored(stage: Any) -> None:
    stage.desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(61), "b": Decimal(50)}))
    presenter, view = shown(stage, "criterion:1.1.3")
    presenter.leaf.type_number("b", "4.12")
    assert view.score is not None
    assert view.score.mark is Mark.UNANSWERED
    assert view.score.remark == UNREADABLE
    presenter.leaf.commit_number("a", Decimal(62))
    assert stored(stage, "1.1.3").answer.numbers == {"a": Decimal(62), "b": Decimal(50)}
    assert view.score.remark == UNREADABLE


def test_a_number_that_breaks_the_rule_is_kept_and_told_at_its_field(stage: Any) -> None:
    presenter, view = shown(stage, "criterion:3.1.1:b")
    assert view.part == "b"
    presenter.leaf.commit_number("a", Decimal(61))
    presenter.leaf.commit_number("b", Decimal(70))
    assert view.score is not None
    found = view.score.of("b")
    assert found is not None
    assert (
        found.text == "“Số TTHC niêm yết đầy đủ, đúng quy định” (70) lớn hơn “Số TTHC thuộc thẩm quyền tiếp nhận” (61)."
    )
    assert view.lines["3.1.1"].mark is Mark.INVALID


def test_each_kind_of_input_is_stored(stage: Any) -> None:
    presenter, view = shown(stage, "criterion:1.3.1")
    presenter.leaf.choose_yes(True)
    presenter.open_target("criterion:1.1.1")
    presenter.leaf.choose_option(1)
    presenter.open_target("criterion:1.1.2")
    presenter.leaf.tick(0, True)
    presenter.leaf.tick(2, True)
    presenter.leaf.tick(0, False)
    presenter.open_target("criterion:1.8")
    presenter.leaf.tick_nothing(True)
    presenter.open_target("criterion:5.5")
    presenter.leaf.commit_number("n", Decimal(1))
    presenter.leaf.set_zero_condition(0, True)
    assert stored(stage, "1.3.1").leaf.points == Decimal("0.50")
    assert stored(stage, "1.1.1").leaf.points == Decimal(0)
    assert stored(stage, "1.1.2").answer.ticks == frozenset({2})
    assert stored(stage, "1.8").answer.ticks == frozenset()
    assert stored(stage, "5.5").leaf.points == Decimal(0)
    assert view.score is not None
    assert view.score.mark is Mark.ZERO


def test_not_arising_owes_a_confirmation_and_brings_the_numbers_back_when_taken_back(stage: Any) -> None:
    presenter, view = shown(stage, "criterion:1.3.3")
    presenter.leaf.commit_number("a", Decimal(4))
    presenter.leaf.declare_not_arising(True)
    assert view.score is not None
    assert view.score.mark is Mark.FULL
    owed = view.score.of("explanation")
    assert owed is not None
    assert owed.text == "Cần ghi xác nhận không phát sinh."
    presenter.leaf.explain("Năm 2025 không phát hiện vấn đề nào qua kiểm tra")
    assert view.score.of("explanation") is None
    presenter.leaf.declare_not_arising(False)
    assert stored(stage, "1.3.3").answer == Answer(numbers={"a": Decimal(4)})


def test_not_arising_is_offered_only_where_the_policy_allows_it(stage: Any) -> None:
    presenter, view = shown(stage, "criterion:1.1.1")
    assert view.form is not None
    assert view.form.not_arising == ""
    presenter.open_target("criterion:6.1")
    assert "quy đổi điểm của lĩnh vực" in view.form.not_arising


def test_what_is_owed_is_said_where_it_is_owed(stage: Any, document: Path) -> None:
    presenter, view = shown(stage, "criterion:1.3.1")
    presenter.leaf.choose_yes(False)
    assert view.score is not None
    assert [finding.text for finding in view.score.findings] == [
        "Cần giải trình vì điểm chưa đạt tối đa.",
        "Chưa có tài liệu kiểm chứng: đính kèm tài liệu hoặc giải trình lý do.",
    ]
    presenter.leaf.attach([document])
    presenter.leaf.explain("Kế hoạch kiểm tra ban hành chậm")
    assert view.score.findings == ()


def test_clearing_takes_the_whole_answer_back_and_undo_brings_it_again(stage: Any) -> None:
    presenter, view = shown(stage, "criterion:1.3.1")
    presenter.leaf.choose_yes(True)
    presenter.leaf.clear()
    assert stored(stage, "1.3.1").answer is None
    stage.runner.run(stage.desk.session.undo, done=lambda _outcome: None)
    assert view.entries is not None
    assert view.entries.answer == Answer(yes=True)
    assert view.leaves_shown == 1


def test_files_are_attached_described_opened_and_taken_away(stage: Any, document: Path, tmp_path: Path) -> None:
    presenter, view = shown(stage, "criterion:1.1.1")
    view.folder = tmp_path / "xem"
    presenter.leaf.attach([document, document])
    assert view.entries is not None
    (file,) = view.entries.files
    assert (file.name, file.size) == ("Kế hoạch CCHC.pdf", "1 KB")
    assert "đã được đính kèm ở đây" in stage.posted[-1].what
    assert view.copying[:2] == ["Đang chép Kế hoạch CCHC.pdf…", ""]
    presenter.leaf.describe_number(file.id, "15/KH-UBND")
    presenter.leaf.describe_day(file.id, date(2025, 1, 20))
    (file,) = view.entries.files
    assert file.issuers.likely[0] == "UBND phường Hà Giang 1"
    assert file.issuer == ""
    presenter.leaf.describe_issuer(file.id, "Đảng ủy phường")
    presenter.leaf.cite(file.use_id, "mục II")
    presenter.leaf.describe_title(file.id, "Kế hoạch CCHC năm 2025")
    assert view.carried.startswith("Hồ sơ đang kèm 1 tệp, 1 KB; còn 25,0 MB")
    (file,) = view.entries.files
    assert (file.issuer, file.pages) == ("Đảng ủy phường", "mục II")
    assert file.issuers.likely[0] == "Đảng ủy phường"
    assert (file.number, file.day, file.title) == ("15/KH-UBND", date(2025, 1, 20), "Kế hoạch CCHC năm 2025")
    presenter.leaf.open_file(file)
    assert view.opened is not None
    assert view.opened.name == "Kế hoạch CCHC.pdf"
    assert view.opened.is_relative_to(view.folder)
    assert view.opened.read_bytes() == document.read_bytes()
    presenter.leaf.detach(file)
    assert view.entries.files == ()


def test_a_file_without_content_is_refused_in_three_sentences(stage: Any, tmp_path: Path) -> None:
    presenter, view = shown(stage, "criterion:1.1.1")
    empty = tmp_path / "rong.pdf"
    empty.touch()
    presenter.leaf.attach([empty])
    assert stage.posted[-1].what == "Tệp “rong.pdf” không có nội dung (0 byte)."
    assert view.entries is not None
    assert view.entries.files == ()


def test_the_history_of_a_leaf_tells_answer_and_files(stage: Any, document: Path) -> None:
    presenter, view = shown(stage, "criterion:1.3.1")
    presenter.leaf.choose_yes(True)
    presenter.leaf.attach([document])
    presenter.leaf.choose_yes(False)
    presenter.leaf.want_history()
    versions = stage.desk.history.of(view.history)
    assert [(one.how.label, change.name, change.old, change.new) for one in versions for change in one.changes] == [
        ("Sửa", "Kết quả tự chấm", "Kết quả: Có", "Kết quả: Không"),
        ("Thêm", "Tài liệu kiểm chứng", "", "Kế hoạch CCHC.pdf"),
        ("Thêm", "Kết quả tự chấm", "", "Kết quả: Có"),
    ]


def test_a_history_outlives_the_undo_of_its_first_entry(stage: Any) -> None:
    stage.desk.assessment.set_answer("1.3.1", Answer(yes=True))
    stage.desk.session.undo()
    undone, first = stage.desk.history.of(subject.answer("1.3.1"))
    assert (first.changes[0].new, undone.changes[0].new) == ("Kết quả: Có", "")
    assert undone.how.label == "Hoàn tác"


def test_a_survey_leaf_asks_for_nothing(stage: Any) -> None:
    _, view = shown(stage, "criterion:1.9")
    assert view.form is not None
    assert view.form.survey
    assert view.form.numbers == ()
    assert view.form.not_arising == ""
    assert view.lines["1.9"].mark is Mark.SURVEY


@pytest.mark.parametrize(
    ("chosen", "count", "first"),
    [(Filter.UNANSWERED, 70, "1.1.3"), (Filter.LOST, 1, "1.1.2"), (Filter.OWED, 2, "1.1.1"), (Filter.ALL, 81, "1.1.1")],
)
def test_the_filters_let_through_what_their_words_say(stage: Any, chosen: Filter, count: int, first: str) -> None:
    stage.desk.assessment.set_answer("1.1.1", Answer(choice=0))
    stage.desk.assessment.set_answer("1.1.2", Answer(ticks=frozenset({0})))
    presenter, view = shown(stage)
    presenter.open_target(f"assessment:{chosen.value}")
    assert view.counts[chosen] == count
    assert view.chip is chosen
    assert view.chosen == first


def test_a_link_to_a_filter_works_before_the_sheet_is_read(stage: Any) -> None:
    stage.desk.assessment.set_answer("5.5", Answer(numbers={"n": Decimal(0)}))
    _, view = shown(stage, "assessment:owed")
    assert view.chosen == "5.5"
    assert view.visible == {"5.5"}


def test_search_finds_without_diacritics_and_by_the_name_of_a_parent(stage: Any) -> None:
    presenter, view = shown(stage)
    presenter.search("cong khai tien do")
    assert view.visible == {"1.1.1", "3.1.3"}
    presenter.search("ra soat van ban ke hoach")
    assert view.visible == {"1.1.1", "2.1.1"}


def test_the_chosen_leaf_stays_in_the_tree_when_it_no_longer_passes_the_filter(stage: Any) -> None:
    presenter, view = shown(stage)
    presenter.choose_filter(Filter.UNANSWERED)
    presenter.leaf.choose_option(0)
    assert view.visible is not None
    assert "1.1.1" in view.visible
    presenter.step(1)
    assert view.chosen == "1.1.2"
    assert "1.1.1" not in view.visible


def test_steps_go_through_the_leaves_and_end_with_a_word(stage: Any) -> None:
    presenter, view = shown(stage)
    presenter.step(-1)
    assert stage.posted[-1].what == "Đã hết danh sách tiêu chí đang hiển thị."
    presenter.step(1)
    presenter.step(1)
    presenter.step(1)
    assert view.chosen == "1.2.1"
    presenter.select("2")
    presenter.step(1)
    assert view.chosen == "2.1.1"
    presenter.select("2")
    presenter.step(-1)
    assert view.chosen == "1.9"


def test_the_next_unanswered_leaf_is_found_round_the_end(stage: Any) -> None:
    for leaf in stage.desk.session.workspace.criteria.leaves():
        if leaf.owner.startswith("Sở Nội vụ") or leaf.code in ("1.1.1", "7.6"):
            continue
        stage.desk.assessment.set_answer(leaf.code, best_answer(leaf))
    presenter, view = shown(stage)
    presenter.next_unanswered()
    assert view.chosen == "7.6"
    presenter.leaf.tick_nothing(True)
    presenter.next_unanswered()
    assert view.chosen == "1.1.1"
    presenter.leaf.choose_option(0)
    presenter.next_unanswered()
    assert stage.posted[-1].what == "Đã chấm hết các tiêu chí tự chấm."


def test_an_area_shows_its_sums_and_those_of_its_children(stage: Any) -> None:
    stage.desk.assessment.set_answer("1.1.1", Answer(choice=1))
    presenter, view = shown(stage)
    presenter.select("1")
    assert view.group is not None
    assert view.group.points == "0,00/13,00"
    assert "Đã chấm 1/16 tiêu chí, mất 0,50 điểm." in view.group.remark
    assert view.group.children[-1][3] == "Điều tra XHH"


def test_a_rescaled_area_says_its_arithmetic(stage: Any) -> None:
    stage.desk.assessment.set_answer("6.1", Answer(not_arising=True))
    presenter, view = shown(stage)
    presenter.select("6")
    assert view.group is not None
    assert "Không tính 6.1" in view.group.remark


def test_bonus_cases_are_stored_with_their_explanation_and_capped(stage: Any) -> None:
    presenter, view = shown(stage)
    presenter.select(ADJUSTMENTS)
    presenter.adjustments.commit_cases("T1", Decimal(4))
    assert view.page is not None
    assert view.page.bonus_sum == "Cộng +4,00, tối đa 3,00 điểm → tính +3,00 điểm"
    assert view.page.bonus[0].hint.startswith("Cần giải trình")
    presenter.adjustments.explain("T1", "Quyết định số 12/QĐ-UBND")
    assert (view.page.bonus[0].cases, view.page.bonus[0].explanation) == (4, "Quyết định số 12/QĐ-UBND")
    assert view.page.bonus[0].hint == ""
    presenter.adjustments.commit_cases("T1", None)
    assert view.page.bonus_sum == "Tính 0 điểm (tối đa 3,00 điểm)"


@pytest.mark.parametrize("typed", ["-1", "1,5", "1000", "hai", "1.5"])
def test_a_number_of_cases_is_whole_and_not_negative(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_cases(typed)


def test_a_frozen_sheet_is_read_only_and_says_where_to_open_it(stage: Any, document: Path) -> None:
    fill_assessment(stage.desk, document)
    stage.desk.submissions.complete(Kind.ASSESSMENT, stage.desk.submissions.default_period(Kind.ASSESSMENT))
    presenter, view = shown(stage, "criterion:1.3.1")
    assert view.frozen
    presenter.leaf.choose_yes(False)
    assert "đã chốt" in stage.posted[-1].what
    assert stage.said[-1] == "read only"
    assert view.entries is not None
    assert view.entries.answer.yes is True
    presenter.to_submissions()
    assert stage.targets == ["submission:assessment"]


def bring_in(stage: Any, folder: Path, edit: Any) -> None:
    file = toml_file(folder, pack_document(CRITERIA, edit, edition="2"))
    stage.runner.run(
        lambda: stage.desk.pack_import.apply(stage.desk.pack_import.preview(file)), done=lambda _outcome: None
    )


def test_an_edition_that_lacks_the_open_leaf_leads_back_to_where_work_begins(stage: Any, tmp_path: Path) -> None:
    def renamed(found: Any) -> None:
        pack_entry(found, "criteria", "1.3.1")["code"] = "1.3.9"

    _presenter, view = shown(stage, "criterion:1.3.1")
    bring_in(stage, tmp_path, renamed)
    assert "1.3.9" in view.lines
    assert view.chosen == "1.1.1"
    assert view.form is not None
    assert view.form.code == "1.1.1"


def test_an_edition_with_another_rule_lays_the_open_leaf_out_anew(stage: Any, tmp_path: Path) -> None:
    def stricter(found: Any) -> None:
        pack_entry(found, "criteria", "1.3.1")["name"] = "Tên mới"

    _presenter, view = shown(stage, "criterion:1.3.1")
    before = view.leaves_shown
    bring_in(stage, tmp_path, stricter)
    assert view.leaves_shown == before + 1
    assert view.form is not None
    assert view.form.name == "Tên mới"
    stage.runner.run(stage.desk.session.undo, done=lambda _outcome: None)
    assert view.form.name != "Tên mới"
