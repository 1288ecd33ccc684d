"""Packages on sticks at a desk: what is written, recorded, checked again, and told."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.loop_sticks import LoopStick, loop_stick, run, taken_for_plugged_in
from support.signed_folders import make_signed_folder, the_plan
from support.small_disk import small_disk
from support.workplaces import desk_of, empty_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.sending import stick_file
from cchc_desktop.services.sending.stick import Ending, WrittenCopy
from cchc_desktop.services.submissions.package_copies import CopyRow, Medium, copies_of, copy_by_id
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system import removable
from cchc_desktop.system.clock import system_clock
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.removable import Stick
from cchc_desktop.system.safe_write import publish
from db.tables import audit, package_copy, submission


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a signed plan, made once."""
    folder = tmp_path_factory.mktemp("ky") / "du-lieu"
    make_signed_folder(folder, system_clock)
    return folder


@pytest.fixture
def desk(signed: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(signed, tmp_path / "du-lieu")
    workplace = empty_workplace(tmp_path / "du-lieu", system_clock)
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


@pytest.fixture
def cam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sticks are plugged in."""
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    return tmp_path / "cam"


@pytest.fixture
def usb(cam: Path) -> Iterator[LoopStick]:
    with loop_stick(cam) as stick:
        yield stick


def the_stick(desk: Desk) -> Stick:
    (stick,) = desk.sticks.plugged_in()
    return stick


def written(desk: Desk) -> WrittenCopy:
    return desk.sticks.write(the_plan(desk).id, the_stick(desk)).value


def rows(desk: Desk, medium: Medium = Medium.STICK) -> list[CopyRow]:
    with desk.session.read() as connection:
        return [row for row in copies_of(connection, the_plan(desk).id) if row.medium is medium]


def number_of(usb: LoopStick, number: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system know the number of a stick, as it does where udev runs."""
    folder.mkdir(exist_ok=True)
    (folder / number).symlink_to(usb.device)
    monkeypatch.setattr(removable, "_BY_NUMBER", folder)


def test_a_signed_plan_goes_onto_a_stick_and_may_be_unplugged(desk: Desk, usb: LoopStick) -> None:
    done = written(desk)
    assert done.may_unplug
    assert done.text.startswith("Rút USB được rồi.")
    assert verify(done.path).verdict is Verdict.VALID
    assert usb.names == [done.path.name]
    (on_stick,), (in_machine,) = rows(desk), rows(desk, Medium.FOLDER)
    assert (on_stick.id, on_stick.label, on_stick.place) == (done.copy_id, "USB-XA", str(done.path))
    assert (on_stick.sha256, on_stick.size, on_stick.parts) == (done.sha256, done.size, 1)
    assert on_stick.read_back_at == on_stick.written_at != ""
    assert in_machine.sha256 == on_stick.sha256
    assert Path(in_machine.place).read_bytes() == done.path.read_bytes()
    assert the_plan(desk).state is State.EXPORTED


def test_the_export_records_its_folder_in_the_same_step(desk: Desk, tmp_path: Path) -> None:
    package = desk.dispatch.write_package(the_plan(desk).id, tmp_path)
    desk.dispatch.write_package(the_plan(desk).id, tmp_path)
    (row,) = rows(desk, Medium.FOLDER)
    assert (row.place, row.sha256, row.size, row.read_back_at) == (
        str(package.path),
        package.sha256,
        package.size,
        "",
    )
    audited = {row.id: "", the_plan(desk).id: "package_path"}
    with desk.session.read() as connection:
        made, exported = (
            connection.scalars(sa.select(audit.c.group_id).where(audit.c.row_id == of, audit.c.field == field)).all()
            for of, field in audited.items()
        )
    assert made == exported[:1]


def test_a_second_stick_leaves_a_second_record(desk: Desk, usb: LoopStick, cam: Path) -> None:
    written(desk)
    with loop_stick(cam, "USB-HAI") as second:
        stick = next(stick for stick in desk.sticks.plugged_in() if stick.path == second.path)
        assert desk.sticks.write(the_plan(desk).id, stick).value.may_unplug
    assert [row.label for row in rows(desk)] == ["USB-XA", "USB-HAI"]
    assert len(rows(desk, Medium.FOLDER)) == 1


def test_the_same_stick_again_is_read_and_keeps_its_record(desk: Desk, usb: LoopStick) -> None:
    first = written(desk)
    again = written(desk)
    assert (again.was_there, again.may_unplug, again.copy_id) == (True, True, first.copy_id)
    assert len(rows(desk)) == 1


def test_progress_is_told_in_bytes_of_writing_and_reading(desk: Desk, usb: LoopStick) -> None:
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int, _words: str) -> bool:
        heard.append((done, total))
        return True

    done = desk.sticks.write(the_plan(desk).id, the_stick(desk), progress=progress).value
    assert heard[-1] == (2 * done.size, 2 * done.size)
    assert [count for count, _ in heard] == sorted(count for count, _ in heard)


@pytest.mark.parametrize("words", ["Đang ghi ra USB", "Đang đọc lại từ USB"])
def test_whoever_cancels_has_nothing_on_the_stick_and_no_record(desk: Desk, usb: LoopStick, words: str) -> None:
    done = desk.sticks.write(the_plan(desk).id, the_stick(desk), progress=lambda _done, _total, now: now != words).value
    assert (done.ending, done.copy_id, usb.names) == (Ending.CANCELLED, "", [])
    assert "không còn phần ghi dở" in done.text
    assert rows(desk) == []


def test_what_is_not_signed_or_was_reopened_is_refused_and_not_written(desk: Desk, usb: LoopStick) -> None:
    row = the_plan(desk)
    desk.submissions.reopen(Kind.PLAN, row.period, reason="Sửa số liệu")
    for identity in (row.id, the_plan(desk).id):
        with pytest.raises(Refusal):
            desk.sticks.write(identity, the_stick(desk))
    assert usb.names == []


def test_a_broken_copy_is_no_record(desk: Desk, usb: LoopStick, monkeypatch: pytest.MonkeyPatch) -> None:
    def then_lose(file: object, path: Path) -> None:
        publish(file, path)  # type: ignore[arg-type]  # passed on as it came
        if path.is_relative_to(usb.path):
            usb.spoil(path.read_bytes())

    monkeypatch.setattr(stick_file, "publish", then_lose)
    with pytest.raises(Fault) as caught:
        written(desk)
    assert (caught.value.code, usb.names, rows(desk)) == ("stick-reads-other", [], [])


def test_the_copy_in_the_machine_is_the_one_that_is_whole(desk: Desk, usb: LoopStick, tmp_path: Path) -> None:
    spoiled = desk.dispatch.write_package(the_plan(desk).id, tmp_path)
    data = spoiled.path.read_bytes()
    spoiled.path.write_bytes(data[:-1] + bytes((data[-1] ^ 1,)))
    done = written(desk)
    assert done.path.read_bytes() == data
    assert {Path(row.place).parent for row in rows(desk, Medium.FOLDER)} == {tmp_path, desk.dispatch.packages_folder()}


def test_a_package_of_a_program_that_kept_no_records_is_sent_as_it_is(
    desk: Desk, usb: LoopStick, tmp_path: Path
) -> None:
    package = desk.dispatch.write_package(the_plan(desk).id, tmp_path)
    with desk.session.store.work(None) as work:
        work.delete(package_copy, rows(desk, Medium.FOLDER)[0].id)
    assert written(desk).sha256 == package.sha256
    assert rows(desk, Medium.FOLDER) == []


def test_a_stick_that_cannot_be_read_past_the_memory_is_to_be_plugged_in_again(
    desk: Desk, cam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system in memory stands for one that keeps its own; its device is met anew when it is plugged in."""
    cam.mkdir()
    with small_disk(cam, 20) as disk:
        device = tmp_path / "thiet-bi"
        os.mknod(device)
        run("umount", str(disk.path))
        run("mount", "-t", "tmpfs", str(device), str(disk.path))
        done = written(desk)
        assert (done.ending, done.may_unplug) == (Ending.REPLUG, False)
        assert "rút ra, cắm lại rồi bấm Kiểm tra lại" in done.text
        assert rows(desk)[0].read_back_at == ""

        assert desk.sticks.verify_again(done.copy_id).value.ending is Ending.REPLUG
        assert rows(desk)[0].read_back_at == ""

        device.unlink()
        _a_second_later(desk)
        os.mknod(device)
        again = desk.sticks.verify_again(done.copy_id).value
        assert (again.ending, again.may_unplug) == (Ending.SAFE, True)
        assert rows(desk)[0].read_back_at != ""


def _a_second_later(desk: Desk) -> None:
    written_at = datetime.fromisoformat(rows(desk)[0].written_at)
    time.sleep(max(0.0, 1.1 - (desk.session.now() - written_at).total_seconds()))


def test_a_copy_is_found_again_by_the_number_of_its_stick_wherever_that_is_plugged_in(
    desk: Desk, usb: LoopStick, cam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number_of(usb, "1A2B-3C4D", tmp_path / "so", monkeypatch)
    label = tmp_path / "ten"
    label.mkdir()
    (label / "USB\\x20c\\xe1\\xbb\\xa7a\\x20x\\xc3\\xa3").symlink_to(usb.device)
    monkeypatch.setattr(removable, "_BY_LABEL", label)
    done = written(desk)
    assert rows(desk)[0].label == "USB của xã (số 1A2B-3C4D)"
    usb.pull()
    (cam / "cho-khac").mkdir()
    run("mount", usb.device, str(cam / "cho-khac"))
    try:
        again = desk.sticks.verify_again(done.copy_id).value
    finally:
        run("umount", str(cam / "cho-khac"))
    assert again.may_unplug
    assert again.path == cam / "cho-khac" / done.path.name


def test_the_same_file_on_another_stick_is_not_the_copy(
    desk: Desk, usb: LoopStick, cam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number_of(usb, "1A2B-3C4D", tmp_path / "so", monkeypatch)
    done = written(desk)
    content = done.path.read_bytes()
    usb.pull()
    with loop_stick(cam / "hai") as second:
        (second.path / done.path.name).write_bytes(content)
        with pytest.raises(Fault) as caught:
            desk.sticks.verify_again(done.copy_id)
    assert caught.value.code == "stick-absent"
    assert "1A2B-3C4D" in caught.value.what


def test_a_copy_that_was_deleted_on_its_stick_is_told_and_keeps_its_record(desk: Desk, usb: LoopStick) -> None:
    done = written(desk)
    done.path.unlink()
    before = rows(desk)
    with pytest.raises(Fault) as caught:
        desk.sticks.verify_again(done.copy_id)
    assert caught.value.code == "stick-copy-gone"
    assert rows(desk) == before


def test_a_copy_that_spoiled_since_is_removed_and_recorded_as_gone(desk: Desk, usb: LoopStick) -> None:
    done = written(desk)
    content = done.path.read_bytes()
    usb.pull()
    usb.spoil(content, keep=4096)
    usb.plug_in()
    with pytest.raises(Fault) as caught:
        desk.sticks.verify_again(done.copy_id)
    assert (caught.value.code, usb.names) == ("stick-reads-other", [])
    assert rows(desk)[0].gone_at
    assert written(desk).may_unplug
    assert [bool(row.gone_at) for row in rows(desk)] == [True, False]


def test_another_whole_file_where_the_copy_was_is_left_alone(desk: Desk, usb: LoopStick, tmp_path: Path) -> None:
    done = written(desk)
    other = tmp_path / "khac"
    other.write_bytes(b"someone's notes")
    shutil.copyfile(other, done.path)
    with pytest.raises(Fault) as caught:
        desk.sticks.verify_again(done.copy_id)
    assert caught.value.code == "stick-reads-other"
    with desk.session.read() as connection:
        assert copy_by_id(connection, done.copy_id).gone_at


def test_a_check_that_is_cancelled_changes_nothing(desk: Desk, usb: LoopStick) -> None:
    done = written(desk)
    before = rows(desk)
    stopped = desk.sticks.verify_again(done.copy_id, progress=lambda *_: False).value
    assert stopped.ending is Ending.CANCELLED
    assert "chưa được kiểm tra xong" in stopped.text
    assert (rows(desk), usb.names) == (before, [done.path.name])


def test_a_folder_that_is_chosen_instead_is_recorded_as_a_folder(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "may-chu"
    folder.mkdir()
    done = desk.sticks.write(the_plan(desk).id, removable.stick_at(folder)).value
    assert rows(desk) == []
    assert str(done.path) in {row.place for row in rows(desk, Medium.FOLDER)}
    assert desk.sticks.verify_again(done.copy_id).value.path == done.path


def test_writing_to_a_stick_never_takes_a_submission_a_step_back(desk: Desk, usb: LoopStick) -> None:
    written(desk)
    with desk.session.store.work(None) as work:
        work.update(submission, the_plan(desk).id, state=State.RECEIVED.value)
    with pytest.raises(Refusal):
        written(desk)
    assert the_plan(desk).state is State.RECEIVED


def test_nothing_leaves_a_folder_that_is_only_looked_at(desk: Desk, usb: LoopStick, tmp_path: Path) -> None:
    desk.dispatch.write_package(the_plan(desk).id, tmp_path)
    desk.session.store.refusal = Fault("handed-over", what="Đã bàn giao.", safe="Còn nguyên.", do="Hãy xem.")
    with pytest.raises(Fault) as caught:
        written(desk)
    desk.session.store.refusal = None
    assert (caught.value.code, usb.names, rows(desk)) == ("handed-over", [], [])


def test_a_copy_in_a_folder_of_a_stick_is_found_again(desk: Desk, usb: LoopStick) -> None:
    (usb.path / "gui-tinh").mkdir()
    done = desk.sticks.write(the_plan(desk).id, removable.stick_at(usb.path / "gui-tinh")).value
    assert [row.label for row in rows(desk)] == ["USB-XA"]
    assert desk.sticks.verify_again(done.copy_id).value.path == usb.path / "gui-tinh" / done.path.name
