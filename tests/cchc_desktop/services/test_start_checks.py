"""What is looked at when a folder is opened: place, room, clock, second place."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.workplaces import VIETNAM, desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services import start_checks
from cchc_desktop.services.backups import second_place
from cchc_desktop.services.start_checks import place_notice, require_suited, start_notices
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import Drive

WRITTEN = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that was written to last at ``WRITTEN``."""
    workplace = new_workplace(tmp_path / "du-lieu", fixed_clock(WRITTEN))
    desk_of(workplace).tasks.add_entry("TQ2025H2-06")
    workplace.store.close(with_backup=False)
    return tmp_path / "du-lieu"


def opened(folder: Path, at: datetime) -> Workplace:
    return empty_workplace(folder, fixed_clock(at))


def told(folder: Path, at: datetime) -> list[str]:
    workplace = opened(folder, at)
    found = [notice.what for notice in start_notices(workplace.store)]
    workplace.store.close(with_backup=False)
    return found


def recorded(folder: Path) -> int:
    workplace = opened(folder, WRITTEN)
    with workplace.store.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'clock'").scalar_one()
    workplace.store.close(with_backup=False)
    return int(count)


def test_a_sound_folder_gives_nothing_to_tell(folder: Path) -> None:
    assert told(folder, WRITTEN + timedelta(days=3)) == []
    assert recorded(folder) == 0


def test_a_clock_that_went_back_is_told_and_recorded_once(folder: Path) -> None:
    back = WRITTEN - timedelta(days=1)
    (what,) = told(folder, back)
    assert "sớm hơn lần ghi dữ liệu gần nhất (09:00 ngày 10/12/2025)" in what
    assert recorded(folder) == 1
    assert told(folder, back + timedelta(hours=1)) == []
    assert recorded(folder) == 1


def test_a_clock_far_ahead_is_told_and_so_is_its_return(folder: Path) -> None:
    (what,) = told(folder, WRITTEN + timedelta(days=900))
    assert "hơn một năm" in what
    (what,) = told(folder, WRITTEN + timedelta(days=1))
    assert "sớm hơn" in what
    assert told(folder, WRITTEN + timedelta(days=2)) == []
    assert recorded(folder) == 2


def test_seconds_of_difference_are_no_wrong_clock(folder: Path) -> None:
    assert told(folder, WRITTEN - timedelta(seconds=90)) == []


def test_little_room_is_told_with_drive_and_megabytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_checks, "free_bytes", lambda _folder: 153_400_000)
    (what,) = told(folder, WRITTEN)
    assert "chỉ còn trống 153 MB" in what
    monkeypatch.setattr(start_checks, "free_bytes", lambda _folder: start_checks.LITTLE)
    assert told(folder, WRITTEN) == []


def test_an_absent_second_place_is_told_calmly(folder: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    workplace = opened(folder, WRITTEN)
    second_place.choose(workplace.store.folder, usb)
    assert place_notice(workplace.store.folder) is None
    shutil.rmtree(usb)
    notice = place_notice(workplace.store.folder)
    assert notice is not None
    assert "chưa có mặt" in notice.what
    assert "vẫn sao lưu trên máy này" in notice.safe
    workplace.store.close(with_backup=False)


@pytest.mark.parametrize(("drive", "word"), [(Drive.NETWORK, "ổ mạng"), (Drive.REMOVABLE, "USB")])
def test_a_live_database_on_an_unsuited_drive_is_refused_with_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: Drive, word: str
) -> None:
    monkeypatch.setattr(start_checks, "drive_of", lambda _folder: drive)
    with pytest.raises(Fault) as fault:
        require_suited(tmp_path)
    assert fault.value.code == "folder-unsuited"
    assert word in fault.value.what
    assert "chép cả thư mục này vào ổ đĩa của máy" in fault.value.do
    assert "CCHC Desktop" in fault.value.do


def test_a_live_database_in_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    require_suited(tmp_path)
    with pytest.raises(Fault) as fault:
        require_suited(tmp_path / "OneDrive" / "cchc")
    assert "OneDrive" in fault.value.what
