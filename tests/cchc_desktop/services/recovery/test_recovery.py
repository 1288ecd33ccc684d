"""What a start tells of the run before: cut off or ended in order, and what was entered in it."""

from pathlib import Path

import pytest
from support.workplaces import LIBRARY, desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.data_care.data_care import restore
from cchc_desktop.services.recovery.recovery import start_note
from cchc_desktop.services.workplace import Desk, Workplace
from db.store import Store

TASK = "TQ2025H2-06"


def cut_off(store: Store) -> None:
    """As the machine does it when the power goes: nothing is put on record, the lock goes with the process."""
    store._engine.dispose()
    store._lock.release()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which somebody worked until the power went."""
    workplace = new_workplace(tmp_path)
    desk = desk_of(workplace)
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="Đã ban hành kế hoạch", difficulty="Thiếu kinh phí")
    desk.kept_texts.keep(f"task:{TASK}:percent:{entry}", label="Nhiệm vụ số 6, Tỷ lệ", text="sáu mươi")
    cut_off(workplace.store)
    return tmp_path


def reopened(folder: Path) -> tuple[Workplace, Desk]:
    workplace = empty_workplace(folder)
    return workplace, desk_of(workplace)


def test_after_a_cut_off_the_next_start_names_record_fields_time_and_link(folder: Path) -> None:
    _, desk = reopened(folder)
    found = desk.recovery.look().cut_off
    assert found is not None
    assert found.last == fixed_clock()()
    (place,) = found.places
    assert place.text == "Nhiệm vụ 6, cập nhật ngày 10/12/2025"
    assert set(place.fields) == {"Kết quả", "Khó khăn, vướng mắc"}
    assert place.target.startswith(f"task:{TASK}")


def test_before_anybody_signed_in_only_numbers_are_told(folder: Path) -> None:
    workplace = empty_workplace(folder)
    note = start_note(workplace.store)
    assert (note.was_cut_off, note.last, note.waiting, note.is_news) == (True, fixed_clock()(), 1, True)


def test_it_is_told_once_but_texts_are_offered_at_any_start(folder: Path) -> None:
    workplace, _ = reopened(folder)
    workplace.store.close(with_backup=False)
    again, desk = reopened(folder)
    found = desk.recovery.look()
    assert found.cut_off is None
    assert [text.text for text in found.waiting] == ["sáu mươi"]
    assert start_note(again.store).is_news


def test_two_cut_offs_in_a_row_are_told_together(folder: Path) -> None:
    workplace = empty_workplace(folder)
    cut_off(workplace.store)
    _, desk = reopened(folder)
    found = desk.recovery.look().cut_off
    assert found is not None
    assert len(found.places) == 1


def test_after_an_orderly_end_there_is_nothing_to_tell(tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path)
    desk_of(workplace).tasks.add_entry(TASK)
    workplace.store.close(with_backup=False)
    again, desk = reopened(tmp_path)
    assert desk.recovery.look().cut_off is None
    assert not start_note(again.store).is_news


def test_a_restored_backup_of_a_running_program_is_no_cut_off(tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path)
    desk_of(workplace).tasks.add_entry(TASK)
    backup = workplace.store.back_up()
    workplace.store.close(with_backup=False)
    restore(tmp_path, backup, fixed_clock())
    again, desk = reopened(tmp_path)
    assert again.library is LIBRARY
    assert desk.recovery.look().cut_off is None
