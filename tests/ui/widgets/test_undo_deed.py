from support.fixtures import desk, workplace

from cchc_desktop.services.workplace import Desk
from ui.widgets.notices import NoticeBook
from ui.widgets.undo_deed import OTHERS_CAME, undo_deed

__all__ = ["desk", "workplace"]

TASK = "TQ2025H2-06"


def test_the_button_on_a_notice_takes_back_its_own_deed(desk: Desk, book: NoticeBook) -> None:
    desk.tasks.add_entry(TASK)
    deed = undo_deed(desk.session, book.sink(), desk.session.undo)
    deed.run()
    assert desk.tasks.detail(TASK).entries == ()
    assert book.posted == []


def test_it_takes_back_no_other_deed_not_even_one_of_the_same_name(desk: Desk, book: NoticeBook) -> None:
    desk.tasks.add_entry(TASK)
    deed = undo_deed(desk.session, book.sink(), desk.session.undo)
    desk.tasks.add_entry(TASK)
    deed.run()
    assert len(desk.tasks.detail(TASK).entries) == 2
    assert [notice.what for notice in book.posted] == [OTHERS_CAME]


def test_it_does_so_again_once_the_later_deed_was_taken_back(desk: Desk, book: NoticeBook) -> None:
    desk.tasks.add_entry(TASK)
    deed = undo_deed(desk.session, book.sink(), desk.session.undo)
    desk.tasks.add_entry(TASK)
    desk.session.undo()
    deed.run()
    assert desk.tasks.detail(TASK).entries == ()
