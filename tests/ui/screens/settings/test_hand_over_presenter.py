"""The card of hand-over without Qt: what is asked before, what is said afterwards, who may take back."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.hand_overs import note_answer, worked_in
from support.workplaces import desk_of

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.officer import Role
from cchc_desktop.system.fault import Fault
from ui.screens.settings.hand_over_presenter import GivenWords, HandOverForm, HandOverPresenter, Standing
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner


@dataclass
class CardBook:
    """Keeps what the card would show."""

    standing: Standing = field(default_factory=Standing)
    findings: tuple[Finding, ...] = ()
    question: str = ""
    given: GivenWords | None = None
    jobs: list[str] = field(default_factory=list)

    def show_standing(self, standing: Standing) -> None:
        self.standing = standing

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings

    def ask_to_give(self, sentence: str, form: HandOverForm) -> None:
        self.question = sentence

    def show_given(self, words: GivenWords) -> None:
        self.given = words

    def set_busy(self, busy: bool) -> None:
        self.jobs.append("busy" if busy else "idle")

    def start_job(self, text: str) -> None:
        self.jobs.append(text)

    def step(self, done: int, total: int, text: str = "") -> None:
        self.jobs.append(text)

    def end_job(self) -> None:
        self.jobs.append("end")


@dataclass
class Stage:
    view: CardBook
    presenter: HandOverPresenter
    changed: list[frozenset[str]]
    form: HandOverForm


@pytest.fixture(params=[Role.PREPARER])
def stage(tmp_path: Path, inline_runner: InlineRunner, book: NoticeBook, request: pytest.FixtureRequest) -> Stage:
    workplace = worked_in(tmp_path / "du-lieu")
    (tmp_path / "usb").mkdir()
    view, changed = CardBook(), []
    inline_runner.subscribe(lambda topics, _who: changed.append(topics))
    desk = desk_of(workplace, request.param)
    presenter = HandOverPresenter(view, desk, runner=inline_runner, notices=book.sink())
    presenter.load()
    form = HandOverForm("Phạm Thị Hoa", "", "Thay máy", tmp_path / "usb")
    return Stage(view, presenter, changed, form)


def test_what_is_missing_is_named_at_its_field(stage: Stage) -> None:
    stage.presenter.prepare(HandOverForm(" ", "", "", None))
    assert [item.target for item in stage.view.findings] == ["hand-over:to", "hand-over:reason", "hand-over:target"]
    assert stage.view.question == ""


def test_the_question_says_how_much_goes_along_and_what_it_means(stage: Stage) -> None:
    stage.presenter.prepare(stage.form)
    assert "1 tệp minh chứng" in stage.view.question
    assert "cho Phạm Thị Hoa" in stage.view.question
    assert "chỉ để xem và in; chỉ lãnh đạo lấy lại được quyền ghi" in stage.view.question
    note_answer(stage.presenter._desk.workplace, "chưa bàn giao gì")


def test_afterwards_the_code_stands_there_and_the_folder_is_only_looked_at(stage: Stage, tmp_path: Path) -> None:
    stage.presenter.give(stage.form)
    assert stage.view.given is not None
    assert stage.view.given.warning == ""
    assert stage.view.given.folder == tmp_path / "usb"
    assert stage.view.given.code in stage.view.standing.sentence
    assert not stage.view.standing.may_take_back
    assert frozenset({"folder_holder"}) in stage.changed
    with pytest.raises(Fault, match="đã bàn giao"):
        note_answer(stage.presenter._desk.workplace, "muộn")


@pytest.mark.parametrize("stage", [Role.LEADER], indirect=True)
def test_a_leader_is_told_what_taking_back_means_and_signs_in_anew(stage: Stage) -> None:
    stage.presenter.give(stage.form)
    assert stage.view.standing.may_take_back
    assert "cho Phạm Thị Hoa" in stage.presenter.take_back_question
    assert "không được dùng nữa" in stage.presenter.take_back_question
    stage.presenter.take_back("Người nhận không nhận")
    assert stage.changed[-1] == frozenset({"database"})


def test_a_stick_that_went_away_is_told(stage: Stage, tmp_path: Path) -> None:
    stage.presenter.give(HandOverForm("Phạm Thị Hoa", "", "Thay máy", tmp_path / "khong-co"))
    assert stage.view.given is None
    assert [item.code for item in stage.view.findings] == ["hand-over.no-target"]
    assert stage.view.jobs[-1] == "idle"
