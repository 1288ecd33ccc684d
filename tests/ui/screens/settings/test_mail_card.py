"""The card of mails: address and limit are kept for this machine, what is no address stays as typed."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from support.screens import context_of, put_in_sight

from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.workplace import Desk
from ui.screens.settings.mail_card import MailCard
from ui.screens.settings.view import SettingsScreen, build
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Any:
    notices = NoticeBook().sink()
    runner = InlineRunner(notices)
    built = build(context_of(desk, runner, notices=notices))
    put_in_sight(built, qtbot, runner)
    assert isinstance(built, SettingsScreen)
    built.open_target("settings:documents")
    return built


@pytest.fixture
def card(screen: SettingsScreen) -> MailCard:
    return screen.documents.mail


def typed(card: MailCard, text: str) -> None:
    card.address.setText(text)
    card.address.textEdited.emit(text)
    card.address.commit()


def test_the_card_shows_what_is_chosen(desk: Desk, screen: SettingsScreen, card: MailCard) -> None:
    EvidenceInbox(desk.session).set_province_address("cchc@tuyenquang.gov.vn")
    EvidenceInbox(desk.session).set_email_megabytes(10)
    screen.refresh(frozenset({"evidence_inbox"}))
    assert (card.address.value(), card.limit.text()) == ("cchc@tuyenquang.gov.vn", "10")


def test_an_address_is_kept_and_undone(desk: Desk, screen: SettingsScreen, card: MailCard) -> None:
    typed(card, " cchc@tuyenquang.gov.vn ")
    assert EvidenceInbox(desk.session).province_address == "cchc@tuyenquang.gov.vn"
    assert desk.mail.receiver == "cchc@tuyenquang.gov.vn"
    screen.refresh(desk.session.undo().changed)
    assert (EvidenceInbox(desk.session).province_address, card.address.value()) == ("", "")


def test_what_is_no_address_is_refused_at_its_field_and_stays(desk: Desk, card: MailCard) -> None:
    typed(card, "sở nội vụ")
    assert card.address.property("invalid")
    assert card.address.text() == "sở nội vụ"
    assert EvidenceInbox(desk.session).province_address == ""
    typed(card, "cchc@tuyenquang.gov.vn")
    assert not card.address.property("invalid")


def test_the_limit_of_a_mail_is_kept(desk: Desk, card: MailCard) -> None:
    card.limit.setText("12")
    card.limit.textEdited.emit("12")
    card.limit.clock.settle()
    assert EvidenceInbox(desk.session).email_megabytes == 12


def test_two_places_that_keep_choices_do_not_undo_each_other(desk: Desk) -> None:
    library, settings = EvidenceInbox(desk.session), EvidenceInbox(desk.session)
    settings.set_province_address("cchc@tuyenquang.gov.vn")
    library.set_email_megabytes(9)
    assert EvidenceInbox(desk.session).province_address == "cchc@tuyenquang.gov.vn"
    assert (settings.email_megabytes, library.province_address) == (9, "cchc@tuyenquang.gov.vn")
