"""Signing by certificate in the real screen, with a token of software and key files of the tests' own authority."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.filling import fill_tasks
from support.screens import context_of, put_in_sight
from support.signers import OFFICE, PASSWORD, authority, signer_of
from support.softhsm import PIN, SoftToken

from cchc_desktop.domain.submission import Kind, SigningWay, State
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from ui.screens.submissions.view import SubmissionsView
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

ROOT = authority()


@pytest.fixture
def screen(
    qtbot: QtBot,
    desk: Desk,
    book: NoticeBook,
    inline_runner: InlineRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> SubmissionsView:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cau-hinh"))
    fill_tasks(desk)
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    made = SubmissionsView(context_of(desk, inline_runner, notices=book.sink()))
    put_in_sight(made, qtbot, inline_runner)
    return made


def row_of(desk: Desk) -> SubmissionRow:
    return desk.submissions.current(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))


def key_file(tmp_path: Path, name: str, number: int = 1) -> Path:
    path = tmp_path / f"khoa-{number}.p12"
    path.write_bytes(signer_of(ROOT, name, number=number).key_file(ROOT))
    return path


def sign_by_key_file(screen: SubmissionsView, file: Path) -> None:
    card = screen.step.digital.key_file
    card.take_file(file)
    card.password.setText(PASSWORD)
    card.sign.click()


def choose(screen: SubmissionsView, way: str) -> None:
    screen.step.digital.ways.way_chosen.emit(way)


def shown_cards(screen: SubmissionsView) -> list[QWidget]:
    return [card for card in screen.step.digital._cards.values() if card.isVisible()]


def test_one_way_is_shown_at_a_time_and_a_typed_pin_goes_with_its_card(screen: SubmissionsView) -> None:
    panes = screen.step.digital
    assert shown_cards(screen) == [screen.step.password]
    choose(screen, "token")
    assert shown_cards(screen) == [panes.token]
    assert "Chưa chọn phần mềm điều khiển" in panes.token.key_field.finding.text()
    panes.token.pin.setText("1234")
    choose(screen, "paper")
    assert shown_cards(screen) == [screen.step.paper]
    assert panes.token.pin.text() == ""


def test_a_token_signs_and_asks_before_the_third_wrong_pin(
    screen: SubmissionsView, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise("Trần Văn Hùng")
    token.put(signer_of(ROOT), token="Trần Văn Hùng", label="khóa")
    desk.signing.memory.remember_driver(token.driver)
    choose(screen, "token")
    card = screen.step.digital.token
    assert "Trần Văn Hùng" in card.key.currentText()
    for _ in range(2):
        card.pin.setText("Sai-Pin-999")
        card.sign.click()
        assert card.pin.text() == ""
    assert "Đã nhập sai 2 lần liên tiếp" in card.pin_field.finding.text()
    card.pin.setText(PIN)
    card.sign.click()
    assert card.sure.isVisible()
    assert row_of(desk).state is State.COMPLETE
    card.sure.setChecked(True)
    card.pin.setText(PIN)
    card.sign.click()
    assert (row_of(desk).state, row_of(desk).signing_way) == (State.SIGNED, SigningWay.TOKEN)


def test_another_holder_is_confirmed_then_the_answer_stands_beside_and_the_office_seals(
    screen: SubmissionsView, desk: Desk, tmp_path: Path
) -> None:
    choose(screen, "key_file")
    sign_by_key_file(screen, key_file(tmp_path, "Phạm Thị Dung", 3))
    assert row_of(desk).state is State.COMPLETE
    screen.confirm.deed.click()
    assert row_of(desk).state is State.SIGNED
    panes = screen.step.digital
    assert panes.signatures.isVisible()
    assert "Không xác định" in panes.signatures.words
    assert "Phạm Thị Dung" in panes.signatures.words
    panes.signatures.seal.click()
    choose(screen, "key_file")
    sign_by_key_file(screen, key_file(tmp_path, OFFICE, 2))
    assert [item.signer for item in desk.signing.signatures(row_of(desk).id)] == ["Phạm Thị Dung", OFFICE]
    assert OFFICE in panes.signatures.words
    assert not panes.signatures.seal.isVisible()
    assert shown_cards(screen) == []


def test_a_wrong_password_and_a_foreign_pdf_are_refused_in_their_cards(
    screen: SubmissionsView, desk: Desk, tmp_path: Path
) -> None:
    choose(screen, "key_file")
    card = screen.step.digital.key_file
    card.take_file(key_file(tmp_path, "Trần Văn Hùng"))
    card.password.setText("sai")
    card.sign.click()
    assert "Mật khẩu không mở được tệp khóa" in card.field.finding.text()
    assert card.password.text() == ""
    choose(screen, "imported")
    (tmp_path / "la.pdf").write_bytes(b"%PDF-1.7 khong phai")
    screen.step.digital.elsewhere.drop.offer([tmp_path / "la.pdf"])
    assert "không phải văn bản mà chương trình đã kết xuất" in screen.step.digital.elsewhere._finding.text()
    assert row_of(desk).state is State.COMPLETE


def test_the_pdf_for_another_program_is_written_as_it_will_be_taken_back(
    screen: SubmissionsView, desk: Desk, tmp_path: Path
) -> None:
    choose(screen, "imported")
    target = tmp_path / screen.presenter.certifying.suggested_name()
    screen.presenter.certifying.write_to_sign(target)
    assert target.name.endswith("_de-ky.pdf")
    assert target.read_bytes() == desk.dispatch.documents(row_of(desk).id)[0]
