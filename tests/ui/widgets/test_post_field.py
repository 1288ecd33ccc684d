from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.officer import Role
from ui.widgets.post_field import PostField


def made(qtbot: QtBot, role: Role) -> PostField:
    field = PostField(role)
    qtbot.addWidget(field)
    return field


def test_a_leader_is_chairman_or_vice_chairman_only(qtbot: QtBot) -> None:
    field = made(qtbot, Role.LEADER)
    assert [field.itemText(number) for number in range(field.count())] == ["Chủ tịch", "Phó Chủ tịch"]
    assert not field.isEditable()


def test_a_preparer_may_write_a_post_in_own_words(qtbot: QtBot) -> None:
    field = made(qtbot, Role.PREPARER)
    line = field.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "Cong chuc Tu phap - Ho tich")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.words() == "Cong chuc Tu phap - Ho tich"
    field.set_role(Role.REVIEWER)
    assert field.words() == "Cong chuc Tu phap - Ho tich"


def test_own_words_do_not_become_the_post_of_a_leader(qtbot: QtBot) -> None:
    field = made(qtbot, Role.PREPARER)
    field.setCurrentText("Trưởng thôn")
    field.set_role(Role.LEADER)
    assert field.words() == "Chủ tịch"
    field.set_role(Role.PREPARER)
    assert field.words() == "Chuyên viên"
