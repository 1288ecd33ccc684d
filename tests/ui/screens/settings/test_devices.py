"""The card of keys: the file goes out, the file of the province comes in after a telephone call."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from support.workplaces import LIBRARY, UNIT, desk_of, new_workplace

from cchc_desktop.services.devices.device_file import PROVINCE
from cchc_desktop.services.devices.devices import Devices, WrittenFile
from cchc_desktop.services.workplace import Desk
from db.tables import workspace
from ui.screens.settings.device_presenter import NO_KEY, DeviceFacts, DevicePresenter
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner


@dataclass
class DeviceBook:
    """Keeps what the card would show."""

    facts: DeviceFacts | None = None
    offer: str = ""
    finding: str = ""

    def show_devices(self, facts: DeviceFacts) -> None:
        self.facts = facts

    def show_offer(self, text: str) -> None:
        self.offer = text

    def show_finding(self, text: str) -> None:
        self.finding = text


@pytest.fixture
def province_file(tmp_path: Path) -> Iterator[WrittenFile]:
    place = new_workplace(tmp_path / "province")
    session = desk_of(place).session
    with place.store.work(None) as work:
        work.update(workspace, str(work.connection.scalar(sa.select(workspace.c.id))), desk=PROVINCE)
    yield Devices(session, LIBRARY.units).write_file(tmp_path)
    place.store.close(with_backup=False)


@pytest.fixture
def seen() -> DeviceBook:
    return DeviceBook()


@pytest.fixture
def presenter(seen: DeviceBook, desk: Desk, book: NoticeBook, inline_runner: InlineRunner) -> DevicePresenter:
    return DevicePresenter(seen, desk, runner=inline_runner, notices=book.sink())


def test_a_machine_without_a_key_says_when_it_gets_one(presenter, seen) -> None:
    presenter.load()
    assert seen.facts == DeviceFacts(NO_KEY, ())


def test_the_file_of_this_machine_is_written_and_its_code_told(presenter, seen, desk, book, tmp_path) -> None:
    presenter.write_file(tmp_path)
    code = desk.devices.own_or_new().code
    assert (tmp_path / f"dang-ky-may-{UNIT}.cchc-khoa").exists()
    assert seen.facts is not None
    assert code in seen.facts.own
    assert code in book.posted[-1].what


def test_the_file_of_the_province_is_taken_with_the_right_code_alone(
    presenter, seen, desk, province_file: WrittenFile
) -> None:
    presenter.look_at(province_file.path)
    assert "gọi điện" in seen.offer
    assert province_file.code not in seen.offer
    presenter.confirm("1111 2222 3333 4444")
    assert "chưa ghi nhận" in seen.finding
    assert desk.devices.all() == ()
    presenter.confirm(province_file.code.lower())
    assert (seen.offer, seen.finding) == ("", "")
    assert seen.facts is not None
    assert province_file.code in seen.facts.others[0]
    desk.session.undo()
    assert desk.devices.all() == ()


def test_a_file_that_was_taken_before_changes_nothing(presenter, seen, province_file: WrittenFile) -> None:
    presenter.look_at(province_file.path)
    presenter.confirm(province_file.code)
    presenter.look_at(province_file.path)
    assert seen.offer == ""


def test_the_file_of_a_commune_is_not_taken_at_a_commune(presenter, seen, tmp_path: Path) -> None:
    presenter.write_file(tmp_path)
    presenter.look_at(tmp_path / f"dang-ky-may-{UNIT}.cchc-khoa")
    assert "của tỉnh" in seen.finding
    assert seen.offer == ""


def test_a_code_without_a_file_does_nothing(presenter, seen) -> None:
    presenter.confirm("1111")
    assert seen == DeviceBook()


def test_the_card_enrols_by_keyboard(qtbot, screen, desk, province_file: WrittenFile, monkeypatch) -> None:
    screen.open_target("settings:data")
    card = screen.data.devices
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(province_file.path), ""))
    card.bring.setFocus()
    qtbot.keyClick(card.bring, Qt.Key.Key_Space)
    assert screen.focusWidget() is card.code
    qtbot.keyClicks(card.code, province_file.code)
    qtbot.keyClick(card.code, Qt.Key.Key_Return)
    assert [row.owner for row in desk.devices.all()] == [PROVINCE]
    assert not card.code.isVisible()
    assert screen.focusWidget() is card.bring


def test_the_card_writes_the_file_where_it_was_asked_to(screen, tmp_path: Path, monkeypatch) -> None:
    screen.open_target("settings:data")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    screen.data.devices.write.click()
    assert (tmp_path / f"dang-ky-may-{UNIT}.cchc-khoa").exists()
    assert "Mã vân tay của máy này" in screen.data.devices.own.text()
