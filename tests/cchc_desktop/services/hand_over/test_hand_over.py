"""Handing a folder over: what goes along, what the old folder says, taking back; nothing is given where it fails."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.hand_overs import answers, handed_over, no_step, note_answer, request, worked_in
from support.small_disk import small_disk
from support.workplaces import desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.services.backups.backups import keep_copies
from cchc_desktop.services.data_care import restore
from cchc_desktop.services.data_care.data_check import mend
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.hand_over import arrival, hand_over
from cchc_desktop.services.hand_over.file import read_whole
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.system.fault import Fault
from db import backup, holder
from db import handed_over as given_away
from db.folder import DataFolder


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    return worked_in(tmp_path / "du-lieu")


def test_one_file_has_the_data_the_evidence_and_the_packages(workplace: Workplace, tmp_path: Path) -> None:
    given = handed_over(workplace, tmp_path / "usb")
    assert given.file.name == "ban-giao-00694-20251210-0900.cchc-ban-giao"
    found = read_whole(given.file, step=no_step)
    assert found.code == given.code
    assert [part.path.partition("/")[0] for part in found.manifest.files] == ["du-lieu", "minh-chung", "goi-nop"]
    assert found.manifest.files[-1].name == "Gói nộp quý IV.zip"
    assert found.manifest.held == "1 tài liệu kiểm chứng, 3 tài khoản cán bộ, 1 tệp minh chứng"
    assert found.manifest.giving.by == "Nguyễn Thị Lan"
    assert len(given.code.replace("-", "")) == 12


def test_the_minutes_stand_beside_the_file(workplace: Workplace, tmp_path: Path) -> None:
    given = handed_over(workplace, tmp_path / "usb")
    assert given.protocol == given.file.with_suffix(".pdf")
    assert given.protocol.read_bytes().startswith(b"%PDF")


def test_the_old_folder_refuses_every_write_and_says_where_the_data_went(workplace: Workplace, tmp_path: Path) -> None:
    given = handed_over(workplace, tmp_path / "usb")
    workplace.close()
    before = DataFolder(tmp_path / "du-lieu").database.read_bytes()
    again = empty_workplace(tmp_path / "du-lieu")
    with pytest.raises(Fault) as refused:
        note_answer(again, "muộn")
    assert refused.value.code == "handed-over"
    assert f"cho Phạm Thị Hoa ngày 10/12/2025 (mã {given.code})" in refused.value.what
    assert "Lấy lại quyền ghi" in refused.value.do
    with pytest.raises(Fault, match="đã bàn giao"):
        again.store.back_up(force=True)
    with pytest.raises(Fault, match="đã bàn giao"):
        mend(again.store, ())
    assert again.store.back_up() is None
    again.close()
    assert DataFolder(tmp_path / "du-lieu").database.read_bytes() == before


def test_the_old_folder_can_be_looked_at(workplace: Workplace, tmp_path: Path) -> None:
    handed_over(workplace, tmp_path / "usb")
    workplace.close()
    again = empty_workplace(tmp_path / "du-lieu")
    officer = again.officers()[0]
    with pytest.raises(Refusal, match="Mật khẩu chưa đúng"):
        again.sign_in(officer.id, "sai mat khau")
    desk = desk_of(again)
    assert len(desk.tasks.board().rows) == 58
    assert hand_over.band(again.store).startswith("Dữ liệu này đã bàn giao cho Phạm Thị Hoa ngày 10/12/2025")
    assert isinstance(desk.evidence, Evidence)
    again.close()


def test_an_old_backup_put_back_in_the_folder_does_not_make_it_live(workplace: Workplace, tmp_path: Path) -> None:
    data = workplace.store.folder
    copy = workplace.store.back_up(force=True)
    assert copy is not None
    handed_over(workplace, tmp_path / "usb")
    workplace.close()
    with pytest.raises(Fault, match="đã bàn giao"):
        restore.restore(data.path, copy, fixed_clock())
    with pytest.raises(Fault, match="đã bàn giao"):
        restore.start_new(data.path, fixed_clock())
    data.database.unlink()
    backup.copy_into(copy, data.database)
    again = empty_workplace(data.path)
    with pytest.raises(Fault, match="đã bàn giao"):
        note_answer(again, "muộn")
    again.close()


def test_a_copy_of_the_database_alone_still_says_it(workplace: Workplace, tmp_path: Path) -> None:
    handed_over(workplace, tmp_path / "usb")
    workplace.close()
    other = DataFolder(tmp_path / "khac")
    other.path.mkdir()
    other.database.write_bytes(DataFolder(tmp_path / "du-lieu").database.read_bytes())
    again = empty_workplace(other.path)
    with pytest.raises(Fault, match="đã bàn giao"):
        note_answer(again, "muộn")
    assert other.handed_over.is_file()
    again.close()


def test_a_marker_that_cannot_be_read_still_says_it(workplace: Workplace) -> None:
    data = workplace.store.folder
    workplace.close()
    data.handed_over.write_text("hỏng", encoding="utf-8")
    again = empty_workplace(data.path)
    with pytest.raises(Fault, match="đã bàn giao"):
        note_answer(again, "muộn")
    again.close()


def test_nothing_is_copied_to_the_backup_places_any_more(workplace: Workplace, tmp_path: Path) -> None:
    handed_over(workplace, tmp_path / "usb")
    kept = keep_copies(workplace.store.folder, fixed_clock())
    assert kept.files == 0
    assert not (workplace.store.folder.backups / "minh-chung").exists()


def test_it_cannot_be_handed_over_twice(workplace: Workplace, tmp_path: Path) -> None:
    handed_over(workplace, tmp_path / "usb")
    with pytest.raises(Fault, match="đã bàn giao"):
        handed_over(workplace, tmp_path / "usb")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"to": "  "}, "người nhận"),
        ({"reason": ""}, "lý do"),
        ({"reason": "rất dài " * 50}, "dài quá 300 ký tự"),
        ({"target": Path("khong-co")}, "Không tìm thấy thư mục"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_given(
    workplace: Workplace, tmp_path: Path, changed: dict[str, object], words: str
) -> None:
    asked = replace(request(tmp_path / "usb"), **changed)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=words):
        hand_over.give(desk_of(workplace), asked, step=no_step)
    note_answer(workplace, "vẫn ghi được")


def test_the_file_does_not_go_into_the_data_folder_itself(workplace: Workplace) -> None:
    with pytest.raises(Refusal, match="chính thư mục dữ liệu"):
        hand_over.give(desk_of(workplace), request(workplace.store.folder.packages), step=no_step)


class Stopped(Exception):
    """The user pressed the button."""


@pytest.mark.parametrize("at", [1, 2, 3, 5, 7])
def test_stopping_leaves_the_folder_live_and_no_file(workplace: Workplace, tmp_path: Path, at: int) -> None:
    steps = iter(range(at))

    def step(_done: int, _total: int, _text: str) -> None:
        if next(steps, None) is None:
            raise Stopped

    with pytest.raises(Stopped):
        hand_over.give(desk_of(workplace), request(tmp_path / "usb"), step=step)
    assert not list((tmp_path / "usb").iterdir())
    assert not workplace.store.folder.hand_over_note.exists()
    note_answer(workplace, "vẫn ghi được")


def test_a_write_after_the_copy_was_made_stops_the_hand_over(workplace: Workplace, tmp_path: Path) -> None:
    def step(_done: int, _total: int, text: str) -> None:
        if "Đang ghi nhận" in text:
            note_answer(workplace, "xen vào")

    with pytest.raises(Fault) as refused:
        hand_over.give(desk_of(workplace), request(tmp_path / "usb"), step=step)
    assert refused.value.code == "hand-over-changed"
    assert answers(workplace) == ["cũ", "xen vào"]
    assert not list((tmp_path / "usb").iterdir())


def test_an_evidence_file_that_is_lost_does_not_stop_it_and_is_told(workplace: Workplace, tmp_path: Path) -> None:
    (stored,) = workplace.store.folder.evidence.glob("??/*")
    stored.write_bytes(b"hong")
    assert hand_over.prospect(workplace.store).missing == 1
    given = handed_over(workplace, tmp_path / "usb")
    assert given.manifest.missing == (stored.name,)
    assert not given.manifest.evidence_files


def test_a_full_stick_is_told_and_nothing_is_given(workplace: Workplace, tmp_path: Path) -> None:
    with small_disk(tmp_path, 8) as disk:
        for free in (0, 4096, 400_000, 900_000):
            disk.leave(free)
            with pytest.raises(Fault) as refused:
                hand_over.give(desk_of(workplace), request(disk.path), step=no_step)
            assert refused.value.code == "disk-full"
            assert not list(disk.path.glob("ban-giao*"))
            note_answer(workplace, f"vẫn ghi được {free}")
        disk.empty()
        assert hand_over.give(desk_of(workplace), request(disk.path), step=no_step).file.is_file()


def test_a_stick_that_fills_up_meanwhile_is_told_and_nothing_is_given(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_over, "require_free", lambda *_: None)
    with small_disk(tmp_path, 8) as disk:
        for free in range(0, 500_000, 24 * 4096):
            disk.leave(free)
            with pytest.raises(Fault) as refused:
                hand_over.give(desk_of(workplace), request(disk.path), step=no_step)
            assert refused.value.code == "disk-full"
            assert not list(disk.path.glob("ban-giao*"))
    note_answer(workplace, "vẫn ghi được")


def test_a_file_that_reads_back_wrong_is_not_given(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = hand_over.settle

    def worn_out(file: object) -> None:
        real(file)  # type: ignore[arg-type]
        path = Path(file.name)  # type: ignore[attr-defined]
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    monkeypatch.setattr(hand_over, "settle", worn_out)
    with pytest.raises(Fault) as refused:
        handed_over(workplace, tmp_path / "usb")
    assert refused.value.code == "hand-over-not-taken"
    assert not list((tmp_path / "usb").iterdir())
    note_answer(workplace, "vẫn ghi được")


def test_a_stick_pulled_out_at_the_last_moment_gets_its_name_at_the_next_opening(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OSError(5, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(given_away, "publish", away)
        given = handed_over(workplace, tmp_path / "usb")
    assert not given.file.exists()
    workplace.close()
    (tmp_path / "usb").rename(tmp_path / "rut-ra")
    empty_workplace(tmp_path / "du-lieu").close()
    assert not given.file.exists()
    (tmp_path / "rut-ra").rename(tmp_path / "usb")
    empty_workplace(tmp_path / "du-lieu").close()
    assert read_whole(given.file, step=no_step).code == given.code
    assert not DataFolder(tmp_path / "du-lieu").hand_over_note.exists()


def test_a_leader_takes_back_with_a_reason_and_it_stands_in_the_trail(workplace: Workplace, tmp_path: Path) -> None:
    handed_over(workplace, tmp_path / "usb")
    leader = desk_of(workplace, Role.LEADER).session.officer
    taken = hand_over.take_back(workplace.store, leader, reason="Người nhận không nhận nữa")
    assert taken.generation == 3
    again = empty_workplace(tmp_path / "du-lieu")
    note_answer(again, "ghi tiếp")
    assert not again.store.folder.handed_over.exists()
    assert hand_over.band(again.store) == ""
    with again.store.read() as connection:
        query = "SELECT reason, officer_id FROM audit WHERE table_name = 'folder_holder' AND field = 'state'"
        reasons = connection.exec_driver_sql(f"{query} ORDER BY seq").all()
    assert [reason for reason, _ in reasons] == [
        "Bàn giao cho Phạm Thị Hoa: Chuyển công tác",
        "Lấy lại quyền ghi: Người nhận không nhận nữa",
    ]
    assert reasons[1][1] == leader.id
    again.close()


@pytest.mark.parametrize(("role", "reason"), [(Role.PREPARER, "lý do"), (Role.REVIEWER, "lý do"), (Role.LEADER, " ")])
def test_nobody_else_takes_back_and_nobody_without_a_reason(
    workplace: Workplace, tmp_path: Path, role: Role, reason: str
) -> None:
    handed_over(workplace, tmp_path / "usb")
    officer = desk_of(workplace, role).session.officer
    with pytest.raises(Refusal):
        hand_over.take_back(workplace.store, officer, reason=reason)
    with pytest.raises(Fault, match="đã bàn giao"):
        note_answer(workplace, "muộn")


def test_what_was_not_given_cannot_be_taken_back(workplace: Workplace) -> None:
    with pytest.raises(Refusal, match="chưa bàn giao"):
        hand_over.take_back(workplace.store, desk_of(workplace, Role.LEADER).session.officer, reason="thử")


def test_a_power_cut_after_taking_back_leaves_it_live(workplace: Workplace, tmp_path: Path) -> None:
    handed_over(workplace, tmp_path / "usb")
    data = workplace.store.folder
    mark = data.handed_over.read_bytes()
    hand_over.take_back(workplace.store, desk_of(workplace, Role.LEADER).session.officer, reason="thử")
    data.handed_over.write_bytes(mark)  # it was not removed yet
    again = empty_workplace(data.path)
    note_answer(again, "ghi tiếp")
    assert not data.handed_over.exists()
    again.close()


def test_a_restore_after_taking_back_stays_the_later_generation(workplace: Workplace, tmp_path: Path) -> None:
    copy = workplace.store.back_up(force=True)
    handed_over(workplace, tmp_path / "usb")
    hand_over.take_back(workplace.store, desk_of(workplace, Role.LEADER).session.officer, reason="thử")
    data = workplace.store.folder
    restore.restore(data.path, copy, fixed_clock())
    row = holder.read(data.database)
    assert row is not None
    assert (row.generation, row.is_live) == (3, True)


def test_a_folder_without_a_holder_gets_one_when_it_is_handed_over(tmp_path: Path) -> None:
    given = handed_over(new_workplace(tmp_path / "du-lieu"), tmp_path / "usb")
    assert given.manifest.generation == 1
    with closing(sqlite3.connect(tmp_path / "du-lieu" / "cchc.db")) as connection:
        assert connection.execute("SELECT count(*), max(state) FROM folder_holder").fetchone() == (1, "handed_over")


def test_signature_pictures_go_along_and_only_then_an_earlier_program_cannot_read_the_file(
    workplace: Workplace, tmp_path: Path
) -> None:
    plain = handed_over(workplace, tmp_path / "usb")
    assert plain.manifest.version == 1
    hand_over.take_back(workplace.store, desk_of(workplace, Role.LEADER).session.officer, reason="Thêm ảnh chữ ký")
    folder = workplace.store.folder.path
    (folder / "ky-so").mkdir()
    (folder / "ky-so" / "con-dau.png").write_bytes(b"\x89PNG\r\n\x1a\n dau")
    opened = empty_workplace(folder)
    given = handed_over(opened, tmp_path / "usb")
    opened.close()
    assert given.manifest.version == 2
    offer = arrival.inspect(given.file, step=no_step)
    received = arrival.receive(offer, tmp_path / "moi", fixed_clock(), step=no_step)
    assert (received.folder / "ky-so" / "con-dau.png").read_bytes() == b"\x89PNG\r\n\x1a\n dau"
