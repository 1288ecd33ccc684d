from PySide6.QtWidgets import QLabel, QListWidget, QMainWindow, QPushButton, QVBoxLayout, QWidget

from cchc_desktop.system.fault import Fault
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


def test_a_disk_that_is_still_full_is_told_once_with_its_last_figures(qtbot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    for what in ("còn 12 MB", "còn 11 MB"):
        stack.sink().fault(Fault("disk-full", what=what, safe="b", do="c"))
    stack.sink().fault(Fault("evidence-empty", what="Tệp a", safe="b", do="c"))
    stack.sink().fault(Fault("evidence-empty", what="Tệp b", safe="b", do="c"))
    assert [notice.what for notice in stack.shown()] == ["Tệp b", "Tệp a", "còn 11 MB"]


def test_words_are_not_cut_off_where_there_is_little_room(qtbot) -> None:
    page, stack, below = QWidget(), BannerStack(), QListWidget()
    window = QMainWindow()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    below.setMinimumHeight(160)
    column = QVBoxLayout(page)
    column.addWidget(stack)
    column.addWidget(below, 1)
    window.resize(420, 260)
    window.show()
    stack.sink().error("Ổ đĩa D: không đủ chỗ trống để ghi dữ liệu vừa nhập.", safe="Dữ liệu đã ghi còn nguyên. " * 6)
    qtbot.wait(50)
    (banner,) = stack.findChildren(Banner)
    lines = [label for label in banner.findChildren(QLabel) if label.text()]
    assert lines
    assert all(line.height() >= line.heightForWidth(line.width()) for line in lines)


def test_a_low_window_keeps_room_for_the_work(qtbot) -> None:
    window, stack = QMainWindow(), BannerStack()
    window.setCentralWidget(stack)
    qtbot.addWidget(window)
    window.resize(1093, 614)
    for what in ("a", "b", "c"):
        stack.sink().info(what)
    assert [notice.what for notice in stack.shown()] == ["c", "b"]


def test_a_notice_can_be_closed_by_its_named_button(qtbot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.sink().error("Lỗi")
    button = next(b for b in stack.findChildren(QPushButton) if b.accessibleName() == "Đóng thông báo")
    button.click()
    assert stack.shown() == ()
