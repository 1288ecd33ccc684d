"""Texts that were typed and could not be stored: kept by identity, gone once stored, restorable for 30 days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.workplaces import VIETNAM, desk_of, new_workplace

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.recovery.kept_texts import KEPT_FOR, count_waiting, drop_old
from cchc_desktop.services.workplace import Desk

TASK = "TQ2025H2-06"
FORM, PERIOD = "BC-CCHC-XA", "2025-Q4"


class Moment:
    def __init__(self) -> None:
        self.now = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def desk(tmp_path: Path, moment: Moment) -> Desk:
    return desk_of(new_workplace(tmp_path, moment))


def keep(desk: Desk, target: str, text: str = "sáu mươi") -> None:
    assert desk.kept_texts.keep(target, label="Nhiệm vụ số 6, Tỷ lệ hoàn thành (%)", text=text)


def entry_target(desk: Desk) -> tuple[str, str]:
    entry = desk.tasks.add_entry(TASK).value
    return entry, f"task:{TASK}:percent:{entry}"


def test_a_text_waits_as_typed_with_who_when_and_what_is_stored(desk: Desk) -> None:
    entry, target = entry_target(desk)
    desk.tasks.edit_entry(entry, percent=40)
    keep(desk, target, "  sáu mươi\n")
    (kept,) = desk.kept_texts.waiting()
    assert (kept.target, kept.text, kept.now) == (target, "  sáu mươi\n", "40")
    assert (kept.officer, kept.kept_at) == ("Nguyễn Thị Lan", desk.session.now())
    assert not kept.has_changed


def test_a_newer_text_takes_the_place_of_the_older_one(desk: Desk) -> None:
    _, target = entry_target(desk)
    keep(desk, target, "sáu")
    keep(desk, target, "sáu mươi")
    assert [kept.text for kept in desk.kept_texts.waiting()] == ["sáu mươi"]


def test_a_text_goes_once_its_place_is_stored_and_others_stay(desk: Desk) -> None:
    _, target = entry_target(desk)
    _, other = entry_target(desk)
    keep(desk, target)
    keep(desk, other)
    desk.kept_texts.forget(target)
    assert [kept.target for kept in desk.kept_texts.waiting()] == [other]


def test_the_cells_of_a_new_row_go_together(desk: Desk) -> None:
    keep(desk, "register-new:DT:thanh_phan")
    keep(desk, "register-new:DT:so_nguoi")
    keep(desk, "register-new:KT:noi_dung")
    desk.kept_texts.forget_under("register-new:DT:")
    assert [kept.target for kept in desk.kept_texts.waiting()] == ["register-new:KT:noi_dung"]


def test_the_text_of_a_deleted_entry_is_never_offered_for_the_one_added_after_it(desk: Desk) -> None:
    entry, target = entry_target(desk)
    keep(desk, target)
    desk.tasks.delete_entry(entry)
    added, other = entry_target(desk)
    assert added != entry
    (kept,) = desk.kept_texts.waiting()
    assert kept.target != other
    assert kept.now is None


def test_the_text_of_a_deleted_row_is_never_offered_for_the_one_added_after_it(desk: Desk) -> None:
    typed = {"ngay": "1/12/2025", "hinh_thuc": "Hội nghị đối thoại"}
    first = desk.registers.add("DT", typed).value.ids[0]
    keep(desk, f"register-row:{first}:so_nguoi")
    desk.registers.delete((first,))
    second = desk.registers.add("DT", typed).value.ids[0]
    (kept,) = desk.kept_texts.waiting()
    assert second not in kept.target
    assert kept.now is None


@pytest.mark.parametrize(
    "target",
    [
        f"report:KHONG-CO:{PERIOD}:BC2.2.1",
        f"report:{FORM}:{PERIOD}:BC0.0.0",
        f"report:{FORM}:{PERIOD}:#KHONG-CO",
        "criterion:9.9.9:explanation:TC-XA-2025-DL",
        "criterion:1.1.3:explanation:TC-XA-2031",
        "plan:KHONG-CO:name:KH-TQ-2025-H2",
        f"plan:{TASK}:name:KH-TQ-2031",
        f"task:{TASK}:internal_due:KH-TQ-2031",
        "register-new:KHONG-CO:ngay",
        "evidence:khong-co:number",
        "evidence-use:khong-co:pages",
        "submission:progress:2025-Q4::number:r2",
        "submission:report:2025-Y:KHONG-CO:number:r1",
        "submission:khac:2025-Q4::number:r1",
        "khac:1",
    ],
)
def test_a_place_that_this_edition_does_not_know_is_gone(desk: Desk, target: str) -> None:
    keep(desk, target)
    assert [kept.now for kept in desk.kept_texts.waiting()] == [None]


def test_a_place_tells_what_it_has_now_as_shown(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "may"))
    desk.signing.memory.remember_time_stamp_server("http://tsa.example/tsa")
    entry, _ = entry_target(desk)
    product = desk.tasks.add_product(entry, "Kế hoạch").value
    desk.tasks.edit_product(product, day=date(2025, 12, 1))
    row = desk.registers.add("DT", {"ngay": "1/12/2025", "hinh_thuc": "Hội nghị đối thoại", "so_nguoi": "1.200"})
    desk.assessment.explain("1.1.3", "Đã có giải trình")
    desk.reports.set_text(FORM, parse(PERIOD), "I.1", "Đã ban hành 12 văn bản.")
    desk.submissions.set_document(
        Kind.PROGRESS,
        parse("2025-Q4"),
        number="45",
        day=date(2025, 12, 10),
        leader_id=desk.submissions.leaders()[0].id,
        reference_day=date(2025, 12, 14),
    )
    scan = tmp_path / "ke-hoach.pdf"
    scan.write_bytes(b"noi dung")
    use = desk.assessment.attach("1.1.3", scan).value.use_id
    desk.evidence.cite(use, "2-3")
    expected = {
        f"task:{TASK}:day:{entry}": "10/12/2025",
        f"task:{TASK}:day:{product}": "01/12/2025",
        f"task:{TASK}:internal_due:KH-TQ-2025-H2": "",
        f"register-row:{row.value.ids[0]}:so_nguoi": "1.200",
        "register-new:DT:so_nguoi": "",
        "criterion:1.1.3:explanation:TC-XA-2025-DL": "Đã có giải trình",
        f"report:{FORM}:{PERIOD}:#I.1": "Đã ban hành 12 văn bản.",
        "settings:signing:time-stamp": "http://tsa.example/tsa",
        "settings:documents:addressee": desk.session.workspace.addressee,
        "submission:progress:2025-Q4::number:r1": "45",
        "submission:progress:2025-Q4::day:r1": "10/12/2025",
        "submission:progress:2025-Q4::reference_day:r1": "14/12/2025",
        "submission:progress:2025-Q4::leader:r1": "Trần Văn Hùng",
        "submission:progress:2025-Q4::reopen:r1": "",
        "submission:report:2025-Y:BC-CCHC-XA:number:r1": "",
        f"evidence-use:{use}:pages": "2-3",
    }
    for target in expected:
        keep(desk, target)
    assert {kept.target: kept.now for kept in desk.kept_texts.waiting()} == expected


def test_it_is_told_when_the_place_was_stored_with_something_else_since(desk: Desk) -> None:
    entry, _ = entry_target(desk)
    keep(desk, f"task:{TASK}:result:{entry}")
    desk.tasks.edit_entry(entry, result="Đã xong")
    (kept,) = desk.kept_texts.waiting()
    assert (kept.has_changed, kept.now) == (True, "Đã xong")


def test_a_discarded_text_can_be_taken_back_for_thirty_days(desk: Desk, moment: Moment) -> None:
    _, target = entry_target(desk)
    keep(desk, target)
    store = desk.workplace.store
    (kept,) = desk.kept_texts.waiting()
    desk.kept_texts.discard(kept.id)
    assert (desk.kept_texts.waiting(), count_waiting(store)) == ((), 0)

    moment.now += KEPT_FOR
    drop_old(store)
    (old,) = desk.kept_texts.discarded()
    desk.kept_texts.take_back(old.id)
    assert [one.text for one in desk.kept_texts.waiting()] == ["sáu mươi"]

    desk.kept_texts.discard(old.id)
    moment.now += KEPT_FOR + timedelta(seconds=1)
    drop_old(store)
    assert desk.kept_texts.discarded() == ()


def test_storing_a_place_leaves_its_discarded_text_restorable(desk: Desk) -> None:
    _, target = entry_target(desk)
    keep(desk, target)
    desk.kept_texts.discard(desk.kept_texts.waiting()[0].id)
    keep(desk, target, "bảy mươi")
    desk.kept_texts.forget(target)
    assert [kept.text for kept in desk.kept_texts.discarded()] == ["sáu mươi"]


def test_a_kept_text_is_in_no_trail_and_is_not_undone(desk: Desk, count_lines: Callable[[Desk], int]) -> None:
    _, target = entry_target(desk)
    before = count_lines(desk)
    keep(desk, target)
    assert count_lines(desk) == before


@pytest.fixture
def count_lines() -> Callable[[Desk], int]:
    def count(desk: Desk) -> int:
        with desk.session.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())

    return count
