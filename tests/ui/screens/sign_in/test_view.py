from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD, VIETNAM, new_workplace

from cchc_desktop.domain.officer import Role
from cchc_desktop.services.session.accounts import LOCK_TIME, MAX_ATTEMPTS
from cchc_desktop.services.workplace import Desk, Workplace
from ui.screens.sign_in.view import CAPS_LOCK_ON, SignInGate, build
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner


class MovingClock:
    def __init__(self) -> None:
        self.now = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def workplace(tmp_path: Path, clock: MovingClock):
    opened = new_workplace(tmp_path, clock)
    yield opened
    opened.store.close(with_backup=False)


@pytest.fixture
def desks() -> list[Desk]:
    return []


@pytest.fixture
def gate_of(
    qtbot: QtBot, workplace: Workplace, inline_runner: InlineRunner, book: NoticeBook, desks: list[Desk]
) -> Callable[..., SignInGate]:
    def make(*, last: str = "", sample: bool = False) -> SignInGate:
        gate = build(
            unit=workplace.workspace().unit.office,
            sample=sample,
            officers=workplace.officers(),
            runner=inline_runner,
            notices=book.sink(),
            sign_in=workplace.sign_in,
            on_signed_in=desks.append,
            last=last,
        )
        assert isinstance(gate, SignInGate)
        qtbot.addWidget(gate)
        gate.resize(1334, 696)
        with qtbot.waitExposed(gate):
            gate.show()
        return gate

    return make


def identity(workplace: Workplace, role: Role) -> str:
    return next(row.id for row in workplace.officers() if row.role is role)


def enter(qtbot: QtBot, gate: SignInGate, password: str) -> None:
    qtbot.keyClicks(gate.password, password)
    qtbot.keyClick(gate.password, Qt.Key.Key_Return)


def test_the_daily_preparer_types_the_password_and_is_at_the_desk(qtbot, gate_of, desks):
    gate = gate_of()
    assert gate.focusWidget() is gate.password
    assert gate.name.text() == "Nguyễn Thị Lan"
    enter(qtbot, gate, PREPARER_PASSWORD)
    assert [desk.session.officer.full_name for desk in desks] == ["Nguyễn Thị Lan"]


def test_the_officer_who_signed_in_last_is_chosen(gate_of, workplace):
    gate = gate_of(last=identity(workplace, Role.REVIEWER))
    assert gate.name.text() == "Lê Thị Mai"


def test_an_officer_who_left_is_not_chosen_though_last(gate_of):
    assert gate_of(last="nguoi-da-nghi").name.text() == "Nguyễn Thị Lan"


def test_another_officer_is_chosen_with_arrows_and_enter(qtbot, gate_of, desks):
    gate = gate_of()
    gate.officers.setFocus()
    qtbot.keyClick(gate.officers, Qt.Key.Key_Up)
    assert gate.name.text() == "Trần Văn Hùng"
    qtbot.keyClick(gate.officers, Qt.Key.Key_Return)
    assert gate.focusWidget() is gate.password
    enter(qtbot, gate, LEADER_PASSWORD)
    assert desks[0].session.officer.role is Role.LEADER


def test_a_password_begun_for_somebody_else_is_forgotten(qtbot, gate_of):
    gate = gate_of()
    qtbot.keyClicks(gate.password, "matkhau")
    gate.officers.setCurrentRow(0)
    assert gate.password.text() == ""


def test_a_wrong_password_says_how_many_tries_are_left_and_waits_for_the_next(qtbot, gate_of, desks):
    gate = gate_of()
    enter(qtbot, gate, "sai-mat-khau")
    assert "Còn 4 lần thử" in gate.field.finding.text()
    assert gate.password.text() == ""
    assert gate.button.isEnabled()
    qtbot.keyClicks(gate.password, "m")
    assert gate.field.finding.text() == ""
    assert desks == []


def test_five_wrong_passwords_lock_and_the_right_one_opens_after_the_lock(qtbot, gate_of, clock, desks):
    gate = gate_of()
    for _ in range(MAX_ATTEMPTS):
        enter(qtbot, gate, "sai-mat-khau")
    assert "tạm khóa đến 09:05:00" in gate.field.finding.text()
    enter(qtbot, gate, PREPARER_PASSWORD)
    assert "tạm khóa đến 09:05:00" in gate.field.finding.text()
    assert desks == []
    clock.now += LOCK_TIME + timedelta(seconds=1)
    enter(qtbot, gate, PREPARER_PASSWORD)
    assert len(desks) == 1


def test_a_lock_of_one_officer_leaves_the_others_free(qtbot, gate_of, desks):
    gate = gate_of()
    for _ in range(MAX_ATTEMPTS):
        enter(qtbot, gate, "sai-mat-khau")
    gate.officers.setCurrentRow(0)
    assert gate.field.finding.text() == ""
    enter(qtbot, gate, LEADER_PASSWORD)
    assert desks[0].session.officer.role is Role.LEADER


def test_an_empty_password_is_asked_for_and_counts_as_no_try(qtbot, gate_of):
    gate = gate_of()
    enter(qtbot, gate, "")
    assert gate.field.finding.text() == "Hãy nhập mật khẩu."
    enter(qtbot, gate, "sai")
    assert "Còn 4 lần thử" in gate.field.finding.text()


def test_capitals_without_shift_tell_of_caps_lock(qtbot, gate_of):
    gate = gate_of()
    qtbot.keyClick(gate.password, "a")
    assert gate.caps_lock.finding.text() == ""
    qtbot.keyPress(gate.password, "M")
    assert gate.caps_lock.finding.text() == CAPS_LOCK_ON
    qtbot.keyClick(gate.password, Qt.Key.Key_CapsLock)
    assert gate.caps_lock.finding.text() == ""


def test_capitals_with_shift_are_meant(qtbot, gate_of):
    gate = gate_of()
    qtbot.keyPress(gate.password, "M", Qt.KeyboardModifier.ShiftModifier)
    assert gate.caps_lock.finding.text() == ""


def test_the_eye_shows_the_password_until_it_is_refused(qtbot, gate_of):
    gate = gate_of()
    qtbot.keyClicks(gate.password, "sai")
    gate.password.actions()[0].trigger()
    assert gate.password.echoMode() is QLineEdit.EchoMode.Normal
    qtbot.keyClick(gate.password, Qt.Key.Key_Return)
    assert gate.password.echoMode() is QLineEdit.EchoMode.Password


class ShownWindows(QObject):
    """Writes down every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched, event):  # noqa: N802 - the name that Qt calls
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_no_part_of_the_gate_is_shown_as_a_window_of_its_own(qtbot, qapp, gate_of):
    shown = ShownWindows()
    qapp.installEventFilter(shown)
    gate = gate_of(sample=True)
    qtbot.wait(20)
    qapp.removeEventFilter(shown)
    assert shown.seen == [gate]
    assert [widget for widget in qapp.topLevelWidgets() if widget.isVisible() and widget.parent() is None] == [gate]


def test_sample_data_are_marked(gate_of):
    assert gate_of(sample=True).sample_mark.isVisible()
    assert not gate_of().sample_mark.isVisible()
