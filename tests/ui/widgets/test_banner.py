from PySide6.QtWidgets import QPushButton

from ui.widgets.banner import Banner, BannerStack
from ui.widgets.notices import Deed, Notice


def test_a_notice_says_what_happened_what_is_safe_and_what_to_do(qtbot) -> None:
    banner = Banner(Notice("error", "Đĩa đã đầy.", "Dữ liệu cũ còn nguyên.", "Hãy xóa bớt tệp."))
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "Đĩa đã đầy. Dữ liệu cũ còn nguyên. Hãy xóa bớt tệp."


def test_the_deed_of_a_notice_runs_and_takes_it_away(qtbot) -> None:
    stack, done = BannerStack(), []
    qtbot.addWidget(stack)
    stack.sink().warn("USB đã rút ra.", deed=Deed("Làm lại", lambda: done.append(1)))
    next(button for button in stack.findChildren(QPushButton) if button.text() == "Làm lại").click()
    assert done == [1]
    assert stack.shown() == ()
    assert stack.isHidden()


def test_the_same_notice_twice_shows_once_and_only_three_stand(qtbot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    for what in ("a", "b", "c", "d", "b"):
        stack.sink().info(what)
    assert [notice.what for notice in stack.shown()] == ["b", "d", "c"]


def test_a_notice_can_be_closed_by_its_named_button(qtbot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.sink().error("Lỗi")
    button = next(b for b in stack.findChildren(QPushButton) if b.accessibleName() == "Đóng thông báo")
    button.click()
    assert stack.shown() == ()
