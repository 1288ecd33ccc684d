"""The recovery screen without widgets: the first sentence, what is said of each text, and what each button does."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.screens import context_of
from support.workplaces import desk_of, empty_workplace, new_workplace

from cchc_desktop.services.workplace import Desk
from ui.screens.recovery.presenter import Page, RecoveryPresenter
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

TASK = "TQ2025H2-06"


class View:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.back: list[tuple[str, str]] = []
        self.clipboard = ""

    def show_page(self, page: Page) -> None:
        self.page = page

    def put_back(self, texts: Sequence[tuple[str, str]]) -> None:
        self.back = list(texts)

    def copy(self, text: str) -> None:
        self.clipboard = text


class Screen:
    """The presenter with everything around it."""

    def __init__(self, desk: Desk) -> None:
        self.view, self.book, self.opened = View(), NoticeBook(), list[str]()
        context = context_of(
            desk, InlineRunner(self.book.sink()), notices=self.book.sink(), open_target=self.opened.append
        )
        self.presenter = RecoveryPresenter(self.view, context)
        self.presenter.shown()

    @property
    def page(self) -> Page:
        assert self.view.page is not None
        return self.view.page


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The desk after a cut-off: an entry is stored, a percentage and two cells of a new row wait."""
    workplace = new_workplace(tmp_path)
    before = desk_of(workplace)
    entry = before.tasks.add_entry(TASK).value
    before.tasks.edit_entry(entry, result="Đã ban hành kế hoạch")
    keep = before.kept_texts.keep
    keep(f"task:{TASK}:percent:{entry}", label="Nhiệm vụ số 6, Tỷ lệ hoàn thành (%)", text="sáu mươi")
    keep("register-new:DT:thanh_phan", label="Sổ đối thoại, dòng mới, Thành phần", text="Hộ kinh doanh")
    keep("register-new:DT:so_nguoi", label="Sổ đối thoại, dòng mới, Số người", text="12")
    workplace.store._engine.dispose()
    workplace.store._lock.release()
    return desk_of(empty_workplace(tmp_path))


def test_the_first_words_calm_and_name_time_and_number(desk: Desk) -> None:
    page = Screen(desk).page
    assert page.title == "Dữ liệu của đơn vị còn nguyên."
    assert "lần ghi cuối lúc 09:00 ngày 10/12/2025" in page.sentence
    assert "3 nội dung gõ dở chưa ghi được vẫn được giữ nguyên" in page.sentence
    assert [line.text for line in page.safe] == ["Nhiệm vụ 6, cập nhật ngày 10/12/2025: Kết quả"]


def test_recover_opens_the_place_and_gives_the_text_as_typed(desk: Desk) -> None:
    screen = Screen(desk)
    text = next(text for text in screen.page.waiting if text.typed == "sáu mươi")
    assert (text.stored, text.may_go_back) == ("0", True)
    screen.presenter.recover(text.id)
    ((target, typed),) = screen.view.back
    assert (screen.opened, typed) == ([target], "sáu mươi")


def test_the_cells_of_a_new_row_come_back_together(desk: Desk) -> None:
    screen = Screen(desk)
    text = next(text for text in screen.page.waiting if text.typed == "12")
    screen.presenter.recover(text.id)
    assert {typed for _target, typed in screen.view.back} == {"12", "Hộ kinh doanh"}


def test_a_discarded_text_stands_below_and_can_be_taken_back(desk: Desk) -> None:
    screen = Screen(desk)
    text = screen.page.waiting[0]
    screen.presenter.discard(text.id)
    assert [one.id for one in screen.page.discarded] == [text.id]
    assert len(screen.page.waiting) == 2
    screen.presenter.take_back(text.id)
    assert (len(screen.page.waiting), screen.page.discarded) == (3, ())


def test_a_text_whose_place_is_gone_can_be_copied_only(desk: Desk) -> None:
    (entry,) = desk.tasks.detail(TASK).entries
    desk.tasks.delete_entry(entry.id)
    screen = Screen(desk)
    text = next(text for text in screen.page.waiting if text.typed == "sáu mươi")
    assert not text.may_go_back
    assert "không còn" in text.remark
    screen.presenter.copy(text.id)
    assert screen.view.clipboard == "sáu mươi"


def test_without_anything_to_tell_the_screen_says_so(tmp_path: Path) -> None:
    page = Screen(desk_of(new_workplace(tmp_path))).page
    assert page.title == "Không có nội dung nào gõ dở."
    assert (page.waiting, page.safe, page.discarded) == ((), (), ())


def test_where_no_editor_takes_the_text_it_is_told_that_it_stays(desk: Desk) -> None:
    screen = Screen(desk)
    screen.presenter.not_put_back()
    assert "vẫn được giữ nguyên" in screen.book.posted[-1].safe
