from dataclasses import dataclass, field

import pytest
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner
from ui.widgets.saver import Saver

__all__ = ["desk", "workplace"]


@dataclass
class Stage:
    """A saver at a real desk; the disk takes nothing while ``disk_is_full``."""

    desk: Desk
    book: NoticeBook
    saves: SaveBook
    saver: Saver
    readings: list[str] = field(default_factory=list)
    disk_is_full: bool = False

    def explain(self, text: str) -> Outcome[None]:
        if self.disk_is_full:
            raise Fault("disk-full", what="Ổ đĩa đã đầy.", safe="Dữ liệu cũ nguyên vẹn.", do="Hãy dọn bớt tệp.")
        return self.desk.assessment.explain("1.1.1", text)

    @property
    def stored(self) -> tuple[str, Answer | None]:
        row = next(row for row in self.desk.assessment.sheet().rows if row.criterion.code == "1.1.1")
        return row.explanation, row.answer


@pytest.fixture
def stage(desk: Desk, book: NoticeBook, inline_runner: InlineRunner) -> Stage:
    saves, readings = SaveBook(), list[str]()
    context = context_of(desk, inline_runner, notices=book.sink(), saves=saves)
    saver = Saver(context, object(), lambda: readings.append("read"))
    return Stage(desk, book, saves, saver, readings)


def refuse(code: str) -> None:
    raise Refusal(Finding(code, Level.BLOCK, "Không nhận."))


def test_a_command_that_failed_runs_again_with_the_next_one_and_the_foot_says_so(stage: Stage) -> None:
    stage.disk_is_full = True
    stage.saver.run("explanation", lambda: stage.explain("Ban hành chậm"))
    assert stage.saves.said[-1].startswith("unsaved")
    assert stage.book.posted[-1].what == "Ổ đĩa đã đầy."
    assert stage.saver.is_ahead
    stage.disk_is_full = False
    stage.saver.run("answer", lambda: stage.desk.assessment.set_answer("1.1.1", Answer(choice=1)))
    assert stage.saves.said[-1] == "saved 09:00:00"
    assert not stage.saver.is_ahead
    assert stage.stored == ("Ban hành chậm", Answer(choice=1))


def test_a_newer_entry_of_a_place_replaces_the_one_that_failed_there(stage: Stage) -> None:
    stage.disk_is_full = True
    stage.saver.run("explanation", lambda: stage.explain("bản cũ"))
    stage.disk_is_full = False
    stage.saver.run("explanation", lambda: stage.explain("bản mới"))
    stage.saver.run_failed()
    assert stage.stored[0] == "bản mới"


def test_a_reading_that_was_passed_over_is_made_up_for_once_all_is_stored(stage: Stage) -> None:
    stage.disk_is_full = True
    stage.saver.run("explanation", lambda: stage.explain("Ban hành chậm"))
    stage.saver.owes_reading = True
    stage.disk_is_full = False
    stage.saver.run_failed()
    assert stage.readings == ["read"]
    assert not stage.saver.owes_reading


def test_a_refused_entry_stays_in_its_place_and_the_foot_does_not_say_saved(stage: Stage) -> None:
    told: list[str] = []
    stage.saver.run("field", lambda: refuse("report.value"), refused=lambda found: told.append(found[0].text))
    assert told == ["Không nhận."]
    assert stage.book.posted == []
    assert stage.saves.said[-1].startswith("unsaved")
    stage.saver.run("explanation", lambda: stage.explain("Ban hành chậm"))
    assert stage.saves.said[-1].startswith("unsaved"), "another place does not put it right"
    stage.saver.run("field", lambda: stage.explain("Đã sửa"))
    assert stage.saves.said[-1].startswith("saved")


def test_what_is_completed_takes_nothing_says_so_and_shows_again_what_is_stored(stage: Stage) -> None:
    told: list[str] = []
    stage.saver.run("field", lambda: refuse("report.frozen"), refused=lambda found: told.append(found[0].text))
    assert told == []
    assert stage.book.posted[-1].what == "Không nhận."
    assert stage.saves.said[-1] == "read only"
    assert stage.readings == ["read"]


@pytest.mark.parametrize("code", ["handed-over", "view-only"])
def test_in_a_folder_that_is_only_looked_at_nothing_is_owed_and_the_stored_value_is_read_again(
    stage: Stage, code: str
) -> None:
    def refused() -> None:
        raise Fault(code, what="Thư mục này đang mở chỉ để xem.", safe="Dữ liệu ở đây giữ nguyên.", do="Không cần làm.")

    stage.saver.run("explanation", refused)
    assert stage.saves.said[-1] == "read only"
    assert not stage.saver.is_ahead
    assert stage.readings == ["read"]
    (notice,) = stage.book.posted
    assert (notice.kind, notice.topic) == ("info", code)
