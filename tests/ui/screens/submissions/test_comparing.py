"""Comparing two revisions on the screen: what is offered, what is shown, how it is told without colour."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser
from support.filling import fill_tasks
from support.screens import context_of
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.revision_difference import Change, Difference
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.services.submissions.revisions import PRESENT
from cchc_desktop.services.workplace import Desk
from ui.screens.submissions.comparison_page import MOST_SHOWN, ComparisonPage, SideCard, as_html, summary
from ui.screens.submissions.view import SubmissionsView
from ui.widgets.background_runner import BackgroundRunner
from ui.widgets.notices import NoticeBook

REASON = "Sở đề nghị bổ sung"
LEFT, RIGHT = SideCard("Bản 1", ("Hoàn thành: A",)), SideCard("Bản 2", ("Lý do lập lại từ bản 1: <b>gấp</b>",))


def page(*differences: Difference) -> ComparisonPage:
    return ComparisonPage(LEFT, RIGHT, differences)


def changed(before: str, after: str, change: Change = Change.CHANGED) -> Difference:
    return Difference("Nhiệm vụ 6", "Kết quả" if change is Change.CHANGED else "", "task:6", before, after, change)


def edit(desk: Desk) -> None:
    """A new number on the document and another result of a task."""
    row = current(desk)
    desk.submissions.set_document(
        Kind.PROGRESS, row.period, number="128", day=None, leader_id=row.leader_id, reference_day=row.reference_day
    )
    desk.tasks.add_entry("TQ2025H2-06")


def reopen_with_entries(desk: Desk, *codes: str) -> None:
    """Freeze the progress, open it again and go on with these tasks."""
    period = current(desk).period
    desk.submissions.complete(Kind.PROGRESS, period)
    desk.submissions.reopen(Kind.PROGRESS, period, reason=REASON)
    for code in codes:
        desk.tasks.add_entry(f"TQ2025H2-{code}")


def current(desk: Desk):
    return desk.submissions.current(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))


@pytest.fixture
def reopened(stage):
    fill_tasks(stage.desk)
    stage.presenter.open()
    stage.presenter.complete()
    stage.presenter.sign_with_password(LEADER_PASSWORD)
    row = current(stage.desk)
    stage.desk.submissions.reopen(Kind.PROGRESS, row.period, reason=REASON)
    edit(stage.desk)
    stage.presenter.read()
    stage.presenter.comparing.look(in_sight=True)
    return stage


def test_before_anything_is_frozen_a_sentence_says_what_will_be_here(stage):
    stage.presenter.open()
    stage.presenter.comparing.look(in_sight=True)
    assert "Hoàn thành" in stage.view.no_comparison
    assert stage.view.sides.options == ()


def test_nothing_is_compared_while_nobody_looks(stage):
    fill_tasks(stage.desk)
    stage.presenter.open()
    stage.presenter.complete()
    assert stage.view.comparisons == []


def test_a_reopened_submission_is_compared_with_what_was_signed(reopened):
    shown = reopened.view.comparisons[-1]
    assert (shown.before.title, shown.after.title) == ("Bản 1", "Dữ liệu đang có")
    assert any(line.startswith("Ký: Trần Văn Hùng") for line in shown.before.lines)
    assert f"Lý do lập lại từ bản 1: {REASON}" in shown.after.lines
    assert ("", "128") in [(each.before, each.after) for each in shown.differences if each.label == "Số văn bản"]
    assert REASON in [each.after for each in shown.differences]


def test_a_change_is_compared_anew_at_once(reopened):
    before = len(reopened.view.comparisons[-1].differences)
    reopened.desk.tasks.add_entry("TQ2025H2-07")
    reopened.presenter.read()
    assert len(reopened.view.comparisons[-1].differences) > before


def test_the_sides_can_be_swapped_and_chosen(reopened):
    first = current(reopened.desk)
    reopened.presenter.comparing.swap()
    assert reopened.view.comparisons[-1].before.title == "Dữ liệu đang có"
    reopened.presenter.complete()
    identities = [identity for identity, _words in reopened.view.sides.options]
    assert len(identities) == 3
    reopened.presenter.comparing.choose(identities[0], first.id)
    assert [side.title for side in (reopened.view.comparisons[-1].before, reopened.view.comparisons[-1].after)] == [
        "Bản 1",
        "Bản 2",
    ]
    reopened.presenter.comparing.choose(first.id, PRESENT)
    assert reopened.view.comparisons[-1].differences == ()


def test_a_new_revision_is_compared_with_the_one_before_unless_others_were_chosen(reopened):
    reopened.presenter.complete()
    shown = reopened.view.comparisons[-1]
    assert (shown.before.title, shown.after.title) == ("Bản 1", "Bản 2")
    reopened.desk.submissions.reopen(Kind.PROGRESS, current(reopened.desk).period, reason=REASON)
    reopened.presenter.read()
    shown = reopened.view.comparisons[-1]
    assert (shown.before.title, shown.after.title) == ("Bản 2", "Dữ liệu đang có")


def test_without_a_leader_the_present_data_say_why_they_cannot_be_compared(reopened):
    row = current(reopened.desk)
    reopened.desk.submissions.set_document(
        Kind.PROGRESS, row.period, number="", day=None, leader_id="", reference_day=row.reference_day
    )
    reopened.presenter.read()
    assert reopened.view.no_comparison == "Chưa chọn lãnh đạo ký."
    assert [words for _identity, words in reopened.view.sides.options] == ["Bản 1", "Dữ liệu đang có"]


def test_another_submission_forgets_what_was_compared(reopened):
    reopened.presenter.choose_kind("plan")
    assert reopened.view.no_comparison
    assert reopened.view.sides.options == ()


def test_the_comparison_is_saved_with_all_it_says(reopened, tmp_path: Path):
    reopened.presenter.comparing.save_pdf(tmp_path / "so-sanh.pdf")
    text = " ".join(" ".join(page_texts((tmp_path / "so-sanh.pdf").read_bytes())).split())
    assert "SO SÁNH HAI BẢN: BÁO CÁO TIẾN ĐỘ NHIỆM VỤ, QUÝ IV NĂM 2025" in text
    assert f"Lý do lập lại từ bản 1: {REASON}" in text
    assert "128" in text
    assert reopened.presenter.comparing.suggested_name().endswith("_2025-Q4_so-sanh.pdf")


def test_a_link_of_a_difference_leads_to_where_it_is_edited(reopened):
    reopened.presenter.comparing.follow("task:TQ2025H2-06")
    assert reopened.targets == ["task:TQ2025H2-06"]


def test_what_is_gone_is_struck_through_and_what_is_new_is_underlined():
    html = as_html(page(changed("đạt 90% hồ sơ", "đạt 95% hồ sơ")))
    assert "<s><span style='color:#AD1F1F; background-color:#FDE9E7'>90%</span></s>" in html
    assert ">95%</span></u></b>" in html
    assert "Sửa" in html


def test_what_stands_on_one_side_alone_says_so_in_words():
    html = as_html(page(changed("", "mới", Change.ADDED), changed("cũ", "", Change.REMOVED), changed("", "x")))
    assert html.count("không có") == 2
    assert html.count("(trống)") == 1
    assert [word in html for word in ("Thêm", "Bỏ", "Sửa")] == [True] * 3


def test_text_of_users_is_never_read_as_markup():
    html = as_html(page(changed("<img src=x>", "a & b")))
    assert "<img" not in html
    assert "&lt;img" in html
    assert "&lt;b&gt;gấp&lt;/b&gt;" in html


def test_long_stretches_that_are_the_same_are_shortened_on_screen():
    same = "giống nhau " * 200
    html = as_html(page(changed(f"{same}cũ {same}", f"{same}mới {same}")))
    assert len(html) < 4000
    assert "…" in html


def test_more_differences_than_fit_point_to_the_pdf():
    html = as_html(page(*[changed("a", str(number)) for number in range(MOST_SHOWN + 5)]))
    assert "Còn 5 điểm khác nhau nữa" in html


def test_the_summary_counts_each_sort():
    assert summary(page()) == "Hai bản không có nội dung nào khác nhau."
    found = (changed("", "a", Change.ADDED), changed("a", "b"), changed("c", "d"))
    assert summary(page(*found)) == "3 điểm khác nhau: thêm 1, sửa 2."


@pytest.fixture
def runner(book: NoticeBook) -> Iterator[BackgroundRunner]:
    made = BackgroundRunner(book.sink(), report=lambda text: "")
    yield made
    made.close()


@pytest.fixture
def screen(desk: Desk, runner: BackgroundRunner, book: NoticeBook, qtbot) -> Iterator[SubmissionsView]:
    fill_tasks(desk)
    targets: list[str] = []
    shown = SubmissionsView(context_of(desk, runner, notices=book.sink(), open_target=targets.append))
    shown.targets = targets
    qtbot.addWidget(shown)
    shown.resize(1142, 616)
    shown.show()
    shown.shown()
    settle(runner)
    yield shown
    shown.close()


def settle(runner: BackgroundRunner) -> None:
    for _ in range(6):
        assert runner.flush()


def test_the_pane_shows_the_difference_and_its_link(screen, runner, desk):
    reopen_with_entries(desk, "06")
    screen.refresh(frozenset())
    screen.prints.setCurrentIndex(2)
    settle(runner)
    text = screen.findChild(QTextBrowser, "submission-compare-text")
    assert "Nhiệm vụ 6." in text.toPlainText()
    assert "Đến chỗ nhập" in text.toPlainText()
    text.anchorClicked.emit(QUrl("task:TQ2025H2-06"))
    assert screen.targets == ["task:TQ2025H2-06"]
    assert screen.prints.cornerWidget().isHidden()
    screen.prints.setCurrentIndex(0)
    assert not screen.prints.cornerWidget().isHidden()
    settle(runner)


def test_the_comparison_stays_where_it_was_read_when_nothing_of_it_changed(screen, runner, desk):
    reopen_with_entries(desk, "06", "07", "08", "09", "10")
    screen.refresh(frozenset())
    screen.prints.setCurrentIndex(2)
    settle(runner)
    bar = screen.prints.compare.text.verticalScrollBar()
    bar.setValue(200)
    screen.refresh(frozenset())
    settle(runner)
    assert bar.value() == 200


@pytest.mark.parametrize("width", [1142, 870])
def test_the_deeds_of_the_print_never_push_a_tab_out_of_sight(screen, runner, qtbot, width: int):
    screen.presenter.choose_kind("plan")
    screen.resize(width, 616)
    settle(runner)
    bar, corner = screen.prints.tabBar(), screen.prints.cornerWidget()
    qtbot.waitUntil(lambda: bar.width() >= bar.sizeHint().width())
    assert bar.sizeHint().width() + corner.sizeHint().width() <= screen.prints.width()
    assert screen.prints.save_word.accessibleName() == "Lưu Word"
