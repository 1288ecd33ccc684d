from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.new_password import NewPassword, match_words


def made(qtbot: QtBot) -> NewPassword:
    field = NewPassword(min_length=8)
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    return field


def test_the_second_password_is_compared_while_it_is_typed(qtbot: QtBot) -> None:
    field = made(qtbot)
    qtbot.keyClicks(field.first, "matkhau-1")
    qtbot.keyClicks(field.second, "matk")
    assert field.second_field.finding.text() == ""
    qtbot.keyClicks(field.second, "x")
    assert field.second_field.finding.text() == "Hai lần nhập chưa giống nhau."
    qtbot.keyClick(field.second, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field.second, "hau-1")
    assert field.second_field.finding.text() == "Hai lần nhập giống nhau."


def test_a_short_password_is_told_when_it_is_left_and_no_longer_when_it_is_long_enough(qtbot: QtBot) -> None:
    field = made(qtbot)
    qtbot.keyClicks(field.first, "ngan")
    assert field.first_field.finding.text() == ""
    qtbot.keyClick(field.first, Qt.Key.Key_Return)
    assert field.first_field.finding.text() == "Mới có 4 ký tự, cần ít nhất 8."
    qtbot.keyClicks(field.first, "-dai-ra")
    assert field.first_field.finding.text() == ""


def test_changing_the_first_password_again_takes_the_agreement_away() -> None:
    assert match_words("matkhau-1", "matkhau-1")[0] == "info"
    assert match_words("matkhau-12", "matkhau-1") == ("info", "")
    assert match_words("khac", "matkhau-1")[0] == "block"


def test_each_password_is_shown_on_its_own(qtbot: QtBot) -> None:
    field = made(qtbot)
    field.activateWindow()
    field.first.setFocus()
    qtbot.keyClick(field.first, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert field.first.echoMode() is QLineEdit.EchoMode.Normal
    assert field.second.echoMode() is QLineEdit.EchoMode.Password
