from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from support.signers import authority, revocation_list
from support.softhsm import SoftToken

from cchc_desktop.services.workplace import Desk
from ui.screens.settings.signing_presenter import NO_LIST
from ui.screens.settings.signing_tab import SigningTab
from ui.screens.settings.view import SettingsScreen
from ui.widgets.notices import NoticeBook


@pytest.fixture
def tab(screen: SettingsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SigningTab:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cau-hinh"))
    screen.open_target("settings:signing")
    return screen.signing


def words(tab: SigningTab) -> str:
    return "\n".join(label.text() for label in tab.findChildren(QLabel))


def test_the_list_of_trust_is_imported_shown_and_the_import_taken_back(
    tab: SigningTab, desk: Desk, tmp_path: Path
) -> None:
    assert NO_LIST in words(tab)
    (tmp_path / "goc.cer").write_bytes(authority().der)
    (tmp_path / "thu-hoi.crl").write_bytes(revocation_list(authority()))
    tab.drop.offer([tmp_path / "goc.cer", tmp_path / "thu-hoi.crl"])
    assert "danh sách 2025.1" in words(tab)
    assert "CA thử nghiệm" in words(tab)
    assert desk.session.undo_label == "Nạp danh sách tin cậy 2025.1"


def test_a_file_that_is_no_certificate_is_named_in_place(tab: SigningTab, tmp_path: Path) -> None:
    (tmp_path / "thu.cer").write_bytes(b"khong phai chung thu")
    tab.drop.offer([tmp_path / "thu.cer"])
    assert "“thu.cer” không phải chứng thư" in tab.findings.text()


def test_the_picture_of_a_signature_is_taken_shown_and_removed(tab: SigningTab, desk: Desk, tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGBA", (60, 20), (0, 0, 200, 255)).save(picture, "PNG")
    (tmp_path / "ky.png").write_bytes(picture.getvalue())
    leader = desk.submissions.leaders()[0].id
    assert tab._presenter is not None
    tab._presenter.choose_picture(leader, tmp_path / "ky.png")
    assert desk.signing.pictures.picture(leader) == picture.getvalue()
    assert any("đã có ảnh" in label.accessibleName() for label in tab.findChildren(QLabel))
    tab._presenter.remove_picture(leader)
    assert desk.signing.pictures.picture(leader) == b""


def test_what_is_no_picture_is_refused(tab: SigningTab, desk: Desk, tmp_path: Path, book: NoticeBook) -> None:
    (tmp_path / "ky.png").write_bytes(b"\x89PNG\r\n\x1a\nhong")
    assert tab._presenter is not None
    tab._presenter.choose_picture("con-dau", tmp_path / "ky.png")
    assert desk.signing.pictures.picture("con-dau") == b""
    assert "tệp PNG đọc được" in book.posted[-1].what


def test_the_driver_is_remembered_on_this_machine_and_its_tokens_are_listed(
    tab: SigningTab, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise("Van thu")
    assert tab._presenter is not None
    tab._presenter.choose_driver(token.driver)
    assert tab.driver.text() == str(token.driver)
    assert "Van thu, số" in tab.tokens.text()
    assert desk.signing.memory.driver == token.driver


def test_the_server_of_time_stamps_is_kept_on_this_machine_and_nonsense_is_refused_in_place(
    tab: SigningTab, desk: Desk, qtbot: QtBot, book: NoticeBook
) -> None:
    type_over(qtbot, tab.server, "tsa.ca.gov.vn")
    assert tab.server.property("invalid")
    assert desk.signing.memory.time_stamp_server == ""
    type_over(qtbot, tab.server, "http://tsa.ca.gov.vn")
    assert not tab.server.property("invalid")
    assert desk.signing.memory.time_stamp_server == "http://tsa.ca.gov.vn"
    assert book.posted[-1].what == "Chữ ký số từ nay xin dấu thời gian của http://tsa.ca.gov.vn."
    type_over(qtbot, tab.server, "")
    assert desk.signing.memory.time_stamp_server == ""


def type_over(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
