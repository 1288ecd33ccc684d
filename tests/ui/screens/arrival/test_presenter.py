"""Receiving a hand-over without Qt: what is shown of the file, which folders may take it, what is said at the end."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.hand_overs import answers, handed_over, worked_in
from support.workplaces import empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.hand_over.place import settle
from ui.screens.arrival.presenter import ArrivalPresenter, DoneWords, OfferWords, PlaceWords
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner


@dataclass
class ArrivalBook:
    """Keeps what the page would show."""

    file: Path | None = None
    offer: OfferWords | None = None
    folder: Path | None = None
    place: PlaceWords = field(default_factory=PlaceWords)
    done: DoneWords | None = None
    jobs: list[str] = field(default_factory=list)

    def show_file(self, path: Path | None) -> None:
        self.file = path

    def show_offer(self, words: OfferWords | None) -> None:
        self.offer = words

    def show_folder(self, folder: Path, words: PlaceWords) -> None:
        self.folder, self.place = folder, words

    def show_done(self, words: DoneWords) -> None:
        self.done = words

    def set_busy(self, busy: bool) -> None:
        self.jobs.append("busy" if busy else "idle")

    def start_job(self, text: str, *, can_stop: bool) -> None:
        self.jobs.append(text)

    def step(self, done: int, total: int, text: str = "") -> None:
        self.jobs.append(text)

    def end_job(self) -> None:
        self.jobs.append("end")


@dataclass
class Stage:
    view: ArrivalBook
    presenter: ArrivalPresenter
    book: NoticeBook
    went_on: list[Path]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    workplace = worked_in(tmp_path / "du-lieu")
    given = handed_over(workplace, tmp_path / "usb")
    workplace.close()
    return given.file


@pytest.fixture
def stage(tmp_path: Path, inline_runner: InlineRunner, book: NoticeBook) -> Stage:
    view, went_on = ArrivalBook(), []
    presenter = ArrivalPresenter(
        view, folder=tmp_path / "moi", clock=fixed_clock(), runner=inline_runner, on_received=went_on.append
    )
    presenter.begin()
    return Stage(view, presenter, book, went_on)


def test_a_good_file_is_shown_with_its_code_and_who_gave_it(stage: Stage, file: Path) -> None:
    stage.presenter.choose_file(file)
    assert stage.view.offer is not None
    facts = dict(stage.view.offer.facts)
    assert facts["Người giao"] == "Nguyễn Thị Lan - Chuyên viên"
    assert facts["Người nhận"] == "Phạm Thị Hoa - Công chức Văn phòng - Thống kê"
    assert facts["Lần ghi cuối"] == "09:00 ngày 10/12/2025"
    assert len(stage.view.offer.code) == 14
    assert stage.view.place == PlaceWords(note="Thư mục mới, chưa có dữ liệu.")
    assert stage.presenter.may_receive
    assert stage.view.jobs[-1] == "idle"


def test_what_was_received_is_read_out_and_opened(stage: Stage, file: Path) -> None:
    stage.presenter.choose_file(file)
    stage.presenter.receive()
    assert stage.view.done is not None
    assert stage.view.done.sentence.startswith("Đã nhận đủ: 1 tài liệu kiểm chứng")
    assert stage.view.done.protocol is not None
    stage.presenter.go_on()
    (folder,) = stage.went_on
    opened = empty_workplace(folder)
    assert answers(opened) == ["cũ"]
    opened.close()


def test_a_damaged_file_is_told_and_cannot_be_received(stage: Stage, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])
    stage.presenter.choose_file(file)
    assert stage.view.offer is None
    assert not stage.presenter.may_receive
    assert "không còn nguyên vẹn" in stage.book.posted[-1].what
    stage.presenter.receive()
    assert stage.view.done is None


def test_a_folder_of_other_data_says_why_and_another_one_helps(stage: Stage, file: Path, tmp_path: Path) -> None:
    other = new_workplace(tmp_path / "khac")
    settle(other.store)
    other.close()
    stage.presenter.choose_file(file)
    stage.presenter.choose_folder(tmp_path / "khac")
    assert "bộ dữ liệu khác" in stage.view.place.refusal
    assert not stage.presenter.may_receive
    (tmp_path / "tai-lieu").mkdir()
    (tmp_path / "tai-lieu" / "thu.txt").write_text("x", encoding="utf-8")
    stage.presenter.choose_folder(tmp_path / "tai-lieu")
    assert stage.view.folder == tmp_path / "tai-lieu" / "CCHC Desktop"
    assert stage.presenter.may_receive


def test_older_data_that_were_handed_over_are_set_aside_without_a_question(
    stage: Stage, file: Path, tmp_path: Path
) -> None:
    stage.presenter.choose_file(file)
    stage.presenter.choose_folder(tmp_path / "du-lieu")
    assert stage.view.place.note.startswith("Thư mục này giữ bản cũ hơn của cùng bộ dữ liệu.")
    assert stage.presenter.question == ""


def test_older_data_that_are_still_written_are_asked_about(stage: Stage, tmp_path: Path) -> None:
    workplace = worked_in(tmp_path / "goc")
    workplace.store.close(with_backup=False)
    shutil.copytree(tmp_path / "goc", tmp_path / "ban-chep")
    workplace = empty_workplace(tmp_path / "goc")
    given = handed_over(workplace, tmp_path / "usb")
    workplace.close()
    stage.presenter.choose_file(given.file)
    stage.presenter.choose_folder(tmp_path / "ban-chep")
    assert stage.presenter.may_receive
    assert "chưa bàn giao và vẫn ghi được (lần ghi cuối ở đó: 09:00 ngày 10/12/2025)" in stage.presenter.question
