"""The data tab without Qt: backups, the second place, what a restore would cost, the rehearsal, the check."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.workplaces import desk_of, empty_workplace

from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.diskspace import disk_full
from ui.models.restore_words import NOTHING_LOST, RehearsalWords, RestoreWords
from ui.screens.settings.data_facts import DataFacts
from ui.screens.settings.data_presenter import DataPresenter, ProblemLine
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

TASK = "TQ2025H2-06"


@dataclass
class DataBook:
    """Keeps what the tab would show."""

    data: DataFacts | None = None
    preview: RestoreWords | None = None
    rehearsal: RehearsalWords | None = None
    problems: tuple[ProblemLine, ...] = ()
    verdict: str = ""
    done: tuple[str, ...] = ()
    busy: list[bool] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)

    def show_data(self, facts: DataFacts) -> None:
        self.data = facts

    def show_preview(self, words: RestoreWords | None) -> None:
        self.preview = words

    def show_rehearsal(self, words: RehearsalWords | None) -> None:
        self.rehearsal = words

    def show_problems(self, problems: Sequence[ProblemLine], *, verdict: str, done: Sequence[str] = ()) -> None:
        self.problems, self.verdict, self.done = tuple(problems), verdict, tuple(done)

    def set_busy(self, busy: bool) -> None:
        self.busy.append(busy)

    def start_job(self, text: str) -> None:
        self.jobs.append(text)

    def step(self, done: int, total: int, text: str = "") -> None:
        self.jobs.append(text)

    def end_job(self) -> None:
        self.jobs.append("end")


@dataclass
class DataStage:
    desk: Desk
    view: DataBook
    presenter: DataPresenter
    book: NoticeBook
    changed: list[frozenset[str]]

    def shown(self) -> DataFacts:
        assert self.view.data is not None
        return self.view.data


@pytest.fixture
def stage(desk: Desk, book: NoticeBook, inline_runner: InlineRunner) -> DataStage:
    view = DataBook()
    presenter = DataPresenter(view, desk, runner=inline_runner, notices=book.sink())
    changed: list[frozenset[str]] = []
    inline_runner.subscribe(lambda topics, _initiator: changed.append(topics))
    presenter.load()
    return DataStage(desk, view, presenter, book, changed)


def attached(stage: DataStage, folder: Path) -> Path:
    """A file in the evidence store."""
    source = folder / "quyet-dinh.pdf"
    source.write_bytes(b"%PDF-1.7 quyet dinh")
    entry = stage.desk.tasks.add_entry(TASK).value
    stage.desk.evidence.attach_to_product(stage.desk.tasks.add_product(entry, "Quyết định").value, source)
    return next(path for path in (stage.presenter.folder / "minh-chung").rglob("*") if path.is_file())


def test_a_backup_is_written_at_once_and_stands_in_the_list(stage):
    assert stage.shown().backups == ()
    stage.presenter.back_up()
    (row,) = stage.shown().backups
    assert row.path.name == "cchc-20251210-090000.db"
    assert row.where == "Máy này"
    assert stage.view.busy == [True, False, True, False]
    assert "cchc-20251210-090000.db" in stage.book.posted[-1].what


def test_a_second_place_gets_a_whole_copy_at_once_and_is_told(stage, tmp_path):
    attached(stage, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    stage.presenter.choose_place(usb)
    assert [row.where for row in stage.shown().backups] == ["Máy này và nơi thứ hai"]
    assert "Lần chép gần nhất: 09:00 ngày 10/12/2025" in stage.shown().place.state
    assert len([path for path in usb.rglob("minh-chung/*/*") if path.is_file()]) == 1


def test_a_second_place_that_is_away_is_told_calmly_and_the_backup_here_is_written(stage, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    stage.presenter.choose_place(usb)
    shutil.rmtree(usb)
    stage.presenter.back_up()
    assert "Nơi sao lưu thứ hai chưa có mặt" in stage.book.posted[-1].what
    assert stage.book.posted[-1].kind == "success"
    assert "Chưa cắm hoặc chưa nối" in stage.shown().place.state


def test_the_data_folder_itself_is_no_second_place(stage):
    stage.presenter.choose_place(stage.presenter.folder)
    assert "không thể nằm trong chính thư mục dữ liệu" in stage.book.posted[-1].what
    assert stage.shown().place.folder == ""


def test_the_preview_says_what_would_be_lost_and_who_wrote_it(stage):
    stage.presenter.back_up()
    (row,) = stage.shown().backups
    stage.presenter.look_at(row)
    assert stage.view.preview.lost == (NOTHING_LOST,)
    entry = stage.desk.tasks.add_entry(TASK).value
    stage.desk.tasks.edit_entry(entry, percent=40)
    stage.presenter.look_at(row)
    words = stage.view.preview
    assert words.lost == ("1 cập nhật tiến độ nhập sau bản này sẽ không còn.",)
    assert next((line.name, line.now, line.then, line.is_less) for line in words.counts) == (
        "Nhiệm vụ có cập nhật",
        "1",
        "0",
        True,
    )
    assert words.writers[0].startswith("Nguyễn Thị Lan: 2 lần ghi, lần cuối lúc 09:00 ngày 10/12/2025")
    assert "không bị xóa" in words.question


def test_a_restore_closes_the_store_and_asks_everybody_to_sign_in_anew(stage):
    stage.presenter.back_up()
    (row,) = stage.shown().backups
    stage.desk.tasks.add_entry(TASK)
    stage.presenter.restore(row)
    assert stage.changed[-1] == frozenset({"database"})
    assert "Hãy đăng nhập lại" in stage.book.posted[-1].do
    stage.presenter.back_up()
    assert "đã đóng nên chưa ghi được" in stage.book.posted[-1].what
    again = empty_workplace(stage.presenter.folder)
    assert desk_of(again).tasks.detail(TASK).entries == ()
    again.store.close(with_backup=False)


def test_a_rehearsal_says_that_the_backup_can_be_restored_and_touches_nothing(stage, tmp_path):
    attached(stage, tmp_path)
    stage.presenter.back_up()
    (row,) = stage.shown().backups
    before = (stage.presenter.folder / "cchc.db").read_bytes()
    stage.presenter.rehearse(row)
    assert stage.view.rehearsal.is_good
    assert "phục hồi được" in stage.view.rehearsal.verdict
    assert "1 tệp còn nguyên vẹn" in " ".join(stage.view.rehearsal.lines)
    assert stage.view.jobs[-1] == "end"
    assert (stage.presenter.folder / "cchc.db").read_bytes() == before


def test_backups_of_another_machine_are_found_on_its_stick_and_restored_with_their_files(stage, tmp_path):
    attached(stage, tmp_path)
    stage.presenter.back_up()
    stick = tmp_path / "usb"
    shutil.copytree(stage.presenter.folder / "sao-luu", stick / "CCHC-sao-luu")
    for path in (stage.presenter.folder / "sao-luu").rglob("*"):
        if path.is_file():
            path.unlink()
    shutil.rmtree(stage.presenter.folder / "minh-chung")
    stage.presenter.load()
    assert stage.shown().backups == ()
    stage.presenter.search(tmp_path / "du-lieu" / "nhat-ky")
    assert "Không thấy bản sao lưu nào" in stage.book.posted[-1].what
    stage.presenter.search(stick)
    (row,) = stage.shown().backups
    assert row.where == "Thư mục đã chọn"
    stage.presenter.restore(row)
    assert len([path for path in (stage.presenter.folder / "minh-chung").rglob("*") if path.is_file()]) == 1


def test_a_sound_folder_is_said_to_be_sound(stage):
    stage.presenter.check()
    assert stage.view.problems == ()
    assert stage.view.verdict == "Đã kiểm tra lúc 09:00:00 ngày 10/12/2025: không phát hiện vấn đề nào."


def test_an_altered_evidence_file_is_found_and_brought_back_from_a_backup_place(stage, tmp_path):
    stored = attached(stage, tmp_path)
    stage.presenter.back_up()
    good = stored.read_bytes()
    stored.chmod(0o644)
    stored.write_bytes(b"%PDF-1.7 bi sua doi")
    stage.presenter.check()
    (line,) = stage.view.problems
    assert (line.level, line.can_mend) == ("block", True)
    assert "quyet-dinh.pdf" in line.text
    stage.presenter.mend()
    assert stage.view.problems == ()
    assert any("Đã lấy lại tệp “quyet-dinh.pdf”" in text for text in stage.view.done)
    assert stored.read_bytes() == good


def test_a_full_disk_at_a_backup_is_told_and_the_buttons_come_back(stage, monkeypatch):
    def full(*, force):
        assert force
        raise disk_full(stage.presenter.folder, needed=300_000, free=0)

    monkeypatch.setattr(stage.desk.workplace.store, "back_up", full)
    stage.presenter.back_up()
    assert stage.view.busy == [True, False]
    assert "không đủ chỗ trống" in stage.book.posted[-1].what
