"""Sending by stick, by e-mail and into a folder: what the card shows before and after, and when something fails."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from support.filling import fill_tasks
from support.loop_sticks import LoopStick, loop_stick, taken_for_plugged_in
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.submissions.package_copies import Medium, copies_of
from cchc_desktop.system.fault import Fault
from db.tables import submission
from ui.screens.submissions.send_card import SendCard
from ui.screens.submissions.send_page import FOLDER, MAIL, STICK, Band, MailPage, SendPage, StickChoice
from ui.widgets import theme
from ui.widgets.runner import Cancelled, Progress


def plan(stage):
    return stage.desk.submissions.current(Kind.PLAN, stage.desk.submissions.default_period(Kind.PLAN))


def copies(stage, medium):
    with stage.desk.session.read() as connection:
        return [copy for copy in copies_of(connection, plan(stage).id) if copy.medium is medium]


@pytest.fixture
def signed(stage):
    """A plan, which is complete without anything typed."""
    stage.presenter.open()
    stage.presenter.choose_kind("plan")
    stage.presenter.complete()
    stage.presenter.sign_with_password(LEADER_PASSWORD)
    return stage


@pytest.fixture
def sent(signed, sticks):
    signed.presenter.exporting.export()
    return signed


@pytest.fixture
def sticks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sticks are plugged in."""
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    return tmp_path / "cam"


@pytest.fixture
def usb(sticks: Path) -> Iterator[LoopStick]:
    with loop_stick(sticks, "KINGSTON") as stick:
        yield stick


def test_nothing_is_sent_before_a_package_exists(signed):
    assert signed.view.sending is None
    signed.presenter.exporting.export()
    assert signed.view.sending.way == STICK


def test_without_a_stick_nothing_can_be_written(sent):
    page = sent.view.sending
    assert (page.sticks, page.chosen, page.may_check, page.band) == ((), "", False, None)
    sent.presenter.sending.write_stick()
    assert sent.view.sending.band is None


def test_the_only_stick_is_chosen_and_after_writing_it_may_be_unplugged(sent, usb):
    sent.presenter.sending.look_for_sticks()
    (choice,) = sent.view.sending.sticks
    assert choice.name.startswith("KINGSTON")
    assert choice.room.startswith("còn trống ")
    assert sent.view.sending.chosen == choice.key
    sent.presenter.sending.write_stick()
    band = sent.view.sending.band
    assert (band.level, band.head) == ("success", "Rút USB được rồi")
    assert "đã được đọc lại từ chính USB và nguyên vẹn" in band.text
    assert usb.names == [Path(plan(sent).package_path).name]
    assert sent.view.sending.is_another
    assert sent.view.sending.may_check
    assert sent.view.steps[-1] == "sending ended"
    assert not sent.view.is_busy


def test_a_second_copy_goes_to_another_stick_and_both_are_recorded(sent, usb, sticks):
    sent.presenter.sending.look_for_sticks()
    sent.presenter.sending.write_stick()
    with loop_stick(sticks, "SANDISK"):
        sent.presenter.sending.look_for_sticks()
        other = next(choice for choice in sent.view.sending.sticks if choice.name.startswith("SANDISK"))
        sent.presenter.sending.choose_stick(other.key)
        assert sent.view.sending.chosen == other.key
        sent.presenter.sending.write_stick()
    assert sent.view.sending.band.head == "Rút USB được rồi"
    assert [copy.label[:8] for copy in copies(sent, Medium.STICK)] == ["KINGSTON", "SANDISK"]


def test_a_stick_that_was_checked_again_says_so_and_a_missing_one_how_to_go_on(sent, usb):
    sending = sent.presenter.sending
    sending.look_for_sticks()
    sending.write_stick()
    sending.check_stick()
    assert sent.view.sending.band.level == "success"
    usb.pull()
    sending.look_for_sticks()
    sending.check_stick()
    band = sent.view.sending.band
    assert band.level == "error"
    assert "Chưa thấy USB “KINGSTON” cắm vào máy." in band.head
    assert "bấm Kiểm tra lại" in band.text
    assert sent.view.sending.sticks == ()


def test_a_full_stick_is_told_in_the_card_with_what_is_safe(sent, usb):
    usb.leave(100_000)
    sent.presenter.sending.look_for_sticks()
    sent.presenter.sending.write_stick()
    band = sent.view.sending.band
    assert band.level == "error"
    assert band.head.startswith("USB “KINGSTON” không đủ chỗ: cần ")
    assert "Bản trong máy còn nguyên" in band.text
    assert sent.book.posted == []
    assert copies(sent, Medium.STICK) == []
    assert usb.names == []


def test_stopping_leaves_nothing_on_the_stick_and_no_draft(sent, usb, monkeypatch):
    def stopped(_progress, _done, _total, _text=""):
        raise Cancelled  # what pressing "Dừng" before a step comes to

    monkeypatch.setattr(Progress, "step", stopped)
    sending = sent.presenter.sending
    sending.look_for_sticks()
    sending.write_stick()
    assert (sent.view.sending.band.level, sent.view.sending.band.head) == ("info", "Đã dừng")
    assert usb.names == []
    sending.choose_way(MAIL)
    sending.write_mail()
    assert sent.view.sending.band == Band("info", "Đã dừng", "Chưa có thư nào được ghi ra; gói nộp còn nguyên.")
    assert sent.view.sending.mail.drafts == ()
    assert copies(sent, Medium.STICK) == copies(sent, Medium.MAIL) == []
    assert not sent.view.is_busy


def test_a_mail_is_drafted_and_opened(sent):
    sending = sent.presenter.sending
    sending.choose_way(MAIL)
    facts = dict(sent.view.sending.mail.facts)
    assert facts["Gửi tới"].startswith("Chưa có")
    assert facts["Số thư"].startswith("1 thư, ")
    sending.write_mail()
    page = sent.view.sending
    assert (page.band.level, page.band.head) == ("success", "Đã soạn thư")
    ((path, words),) = page.mail.drafts
    assert (Path(path).suffix, words) == (".eml", "Thư")
    assert sent.view.opened == [Path(path)]
    assert [copy.parts for copy in copies(sent, Medium.MAIL)] == [1]


def test_each_way_keeps_how_its_own_deed_ended_and_leaving_forgets_it(sent):
    sending = sent.presenter.sending
    sending.choose_way(MAIL)
    sending.write_mail()
    sending.choose_way(FOLDER)
    assert sent.view.sending.band is None
    sending.choose_way(MAIL)
    assert sent.view.sending.band is not None
    sent.presenter.choose_kind("progress")
    assert sent.view.sending is None
    sent.presenter.choose_kind("plan")
    assert sent.view.sending.band is None
    assert sent.view.sending.mail.drafts


def test_a_package_too_large_for_a_mail_becomes_several_with_a_link_to_each(stage, sticks):
    fill_tasks(stage.desk)
    entry = stage.desk.tasks.detail("TQ2025H2-06").entries[0]
    scan = sticks.parent / "quét.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + os.urandom(3 << 20))
    stage.desk.evidence.attach_to_product(entry.products[0].id, scan)
    EvidenceInbox(stage.desk.session).set_email_megabytes(2)
    stage.presenter.open()
    stage.presenter.complete()
    stage.presenter.sign_with_password(LEADER_PASSWORD)
    stage.presenter.exporting.export()
    stage.presenter.sending.choose_way(MAIL)
    count = int(dict(stage.view.sending.mail.facts)["Số thư"].partition(" ")[0])
    assert count >= 2
    stage.presenter.sending.write_mail()
    assert stage.view.sending.band.head == f"Đã soạn {count} thư"
    assert [words for _path, words in stage.view.sending.mail.drafts] == [
        f"Thư {number}/{count}" for number in range(1, count + 1)
    ]
    stage.presenter.sending.open_drafts_folder()
    assert stage.view.opened[-1] == Path(stage.view.sending.mail.drafts[0][0]).parent


def test_nothing_leaves_a_folder_that_is_only_looked_at(sent, usb, monkeypatch):
    fault = Fault("folder-handed-over", what="Dữ liệu đã bàn giao.", safe="Chỉ xem.", do="Dùng máy mới.")
    monkeypatch.setattr(sent.desk.session.store, "refusal", fault)
    sent.presenter.sending.look_for_sticks()
    sent.presenter.sending.write_stick()
    assert sent.view.sending.band == Band("info", "Dữ liệu đã bàn giao.", "Chỉ xem. Dùng máy mới.")
    assert usb.names == []


def test_what_the_province_has_is_not_sent_again(sent):
    with sent.desk.session.store.work(None) as work:
        work.update(submission, plan(sent).id, state=State.RECEIVED.value)
    sent.presenter.read()
    assert sent.view.sending is None


TWO = (
    StickChoice("a", "KINGSTON", "còn trống 14 GB trong 16 GB", writable=True),
    StickChoice("b", "KHÓA", "khóa", writable=False),
)
NOTHING = SendPage(STICK, None, "", is_another=False, may_check=False, mail=MailPage(), band=None)


@pytest.fixture
def card(qtbot):
    shown = SendCard()
    qtbot.addWidget(shown)
    shown.resize(430, 400)
    shown.show_page(NOTHING)
    shown.show()
    return shown


def test_the_card_offers_sticks_that_can_be_written(card, qtbot):
    card.show_page(replace(NOTHING, sticks=TWO, chosen="a"))
    assert [radio.isEnabled() for radio in card.stick.radios.values()] == [True, False]
    assert card.stick.radios["a"].isChecked()
    assert card.stick.write.isEnabled()
    with qtbot.waitSignal(card.stick.write_wanted):
        qtbot.keyClick(card.stick.write, Qt.Key.Key_Space)


def test_a_choice_that_is_gone_is_not_shown_as_chosen(card):
    card.show_page(replace(NOTHING, sticks=TWO, chosen="a"))
    card.show_page(replace(NOTHING, sticks=TWO, chosen=""))
    assert not any(radio.isChecked() for radio in card.stick.radios.values())
    assert not card.stick.write.isEnabled()


def test_the_way_is_chosen_with_the_keyboard(card, qtbot):
    with qtbot.waitSignal(card.way_chosen) as told:
        qtbot.keyClick(card.ways[MAIL], Qt.Key.Key_Space)
    assert told.args == [MAIL]
    card.show_page(replace(NOTHING, way=MAIL, mail=MailPage(facts=(("Gửi tới", "a@b.vn"),))))
    assert card.mail.isVisible()
    assert not card.stick.isVisible()


def test_nothing_is_begun_beside_a_running_job(card, qtbot):
    card.start("Đang ghi…")
    assert not card.stick.isEnabled()
    assert not card.ways[MAIL].isEnabled()
    card.finish()
    assert card.stick.isEnabled()


def test_that_the_stick_may_be_unplugged_is_read_from_afar(card):
    card.show_page(replace(NOTHING, sticks=TWO, chosen="a", band=Band("success", "Rút USB được rồi", "Nguyên vẹn.")))
    assert card.band.isVisible()
    assert card.band.accessibleName() == "Rút USB được rồi. Nguyên vẹn."
    assert f"font-size: {theme.TEXT_TITLE}px" in card.band.head.styleSheet()


def test_a_refused_mail_says_why_and_cannot_be_drafted(card):
    card.show_page(replace(NOTHING, way=MAIL, mail=MailPage(refusal="Gói nộp quá lớn.")))
    assert not card.mail.write.isEnabled()
