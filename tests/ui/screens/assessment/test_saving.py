from typing import Any

from cchc_desktop.domain.answer import Answer
from cchc_desktop.services.outcome import Outcome
from cchc_desktop.system.fault import Fault
from ui.screens.assessment.saving import Saver


def test_a_command_that_failed_runs_again_with_the_next_one_and_the_state_says_so(stage: Any) -> None:
    troubles = [Fault("disk-full", what="Ổ đĩa đã đầy.", safe="Dữ liệu cũ nguyên vẹn.", do="Hãy dọn bớt tệp.")]
    saver = Saver(stage.context, object(), lambda: None)

    def explain() -> Outcome[None]:
        if troubles:
            raise troubles.pop()
        return stage.desk.assessment.explain("1.1.1", "Ban hành chậm")  # type: ignore[no-any-return]  # Any stage

    saver.run(explain)
    assert stage.said[-1].startswith("unsaved")
    assert stage.posted[-1].what == "Ổ đĩa đã đầy."
    assert saver.is_ahead
    saver.run(lambda: stage.desk.assessment.set_answer("1.1.1", Answer(choice=1)))
    assert stage.said[-1] == "saved 09:00:00"
    assert not saver.is_ahead
    row = next(row for row in stage.desk.assessment.sheet().rows if row.criterion.code == "1.1.1")
    assert (row.explanation, row.answer) == ("Ban hành chậm", Answer(choice=1))


def test_a_reading_that_was_passed_over_is_made_up_for_once_all_is_stored(stage: Any) -> None:
    readings: list[str] = []
    saver = Saver(stage.context, object(), lambda: readings.append("read"))
    saver.owes_reading = True
    saver.run(lambda: stage.desk.assessment.explain("1.1.1", ""))
    assert readings == ["read"]
    assert not saver.owes_reading
