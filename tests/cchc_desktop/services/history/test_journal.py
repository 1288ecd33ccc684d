"""The whole journal: page by page, found by words, officer and day, with the state of its chain."""

from datetime import date

import pytest
import sqlalchemy as sa
from support.workplaces import desk_of

from cchc_desktop.domain import subject
from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.history.journal import LINKS, PAGE, Wanted
from cchc_desktop.services.workplace import Desk
from db.journal import Work
from db.tables import audit, workspace

TASK = "TQ2025H2-06"


@pytest.fixture
def entry(desk: Desk) -> str:
    """An entry that two officers wrote."""
    identity = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(identity, result="Đã ban hành quyết định")
    desk_of(desk.workplace, Role.REVIEWER).tasks.edit_entry(identity, difficulty="Thiếu người")
    return identity


def changes(desk: Desk, wanted: Wanted) -> list[str]:
    """The new values of the found changes, newest first."""
    return [change.new for version in desk.history.journal.page(wanted).rows for change in version.changes]


@pytest.mark.usefixtures("entry")
def test_changes_are_found_by_words_without_diacritics(desk: Desk) -> None:
    assert changes(desk, Wanted(words="quyet dinh")) == ["Đã ban hành quyết định"]
    assert changes(desk, Wanted(words="Khó khăn Mai")) == ["Thiếu người"]
    assert changes(desk, Wanted(words="không có")) == []


@pytest.mark.usefixtures("entry")
def test_changes_are_found_by_officer_and_day(desk: Desk) -> None:
    mai = next(row.id for row in desk.workplace.officers() if row.full_name == "Lê Thị Mai")
    assert changes(desk, Wanted(officer_id=mai)) == ["Thiếu người"]
    today = date(2025, 12, 10)
    assert "Thiếu người" in changes(desk, Wanted(first_day=today, last_day=today))
    assert changes(desk, Wanted(first_day=date(2025, 12, 11))) == []


@pytest.mark.usefixtures("entry")
def test_each_change_says_where_it_stands_and_links_there(desk: Desk) -> None:
    newest = desk.history.journal.page(Wanted()).rows[0]
    assert (newest.record, newest.target) == ("Nhiệm vụ 6, cập nhật ngày 10/12/2025", f"task:{TASK}")


def test_a_step_that_the_table_does_not_allow_is_told(desk: Desk) -> None:
    period = desk.submissions.default_period(Kind.PLAN)
    row = desk.submissions.complete(Kind.PLAN, period).value
    with pytest.raises(Refusal):
        desk.dispatch.write_package(row.id, desk.session.store.folder.path)
    newest = desk.history.journal.page(Wanted()).rows[0]
    assert (newest.how.label, newest.officer) == ("Bước bị từ chối", "Nguyễn Thị Lan")
    assert newest.target.startswith(f"submission:plan:{period.code}")
    assert newest.reason == (
        "Hồ sơ đang “Đã hoàn thành, chờ ký”, không chuyển sang “Đã kết xuất gói nộp” được; không có gì thay đổi."
    )


def test_the_journal_is_read_page_by_page(desk: Desk, entry: str) -> None:
    for number in range(PAGE + 10):
        desk.tasks.edit_entry(entry, result=f"đợt {number}")
    first = desk.history.journal.page(Wanted(words="đợt"))
    second = desk.history.journal.page(Wanted(words="đợt"), before=first.before)
    assert (len(first.rows), len(second.rows), second.before) == (PAGE, 10, 0)
    seen = [version.seq for version in (*first.rows, *second.rows)]
    assert seen == sorted(set(seen), reverse=True)


def test_a_change_of_many_rows_is_told_row_by_row(desk: Desk) -> None:
    desk.plan.set_included([TASK, "TQ2025H2-07"], included=False)
    rows = desk.history.journal.page(Wanted(words="TQ2025H2")).rows
    assert {row.record for row in rows} == {"Kế hoạch của xã, nhiệm vụ 6", "Kế hoạch của xã, nhiệm vụ 7"}


def test_every_line_of_a_first_start_is_told(desk: Desk) -> None:
    rows = desk.history.journal.page(Wanted()).rows
    assert {"Tài khoản Nguyễn Thị Lan", "Thông tin đơn vị và văn bản"} <= {row.record for row in rows}


def test_a_restore_of_all_data_stands_among_the_changes(desk: Desk, entry: str) -> None:
    with desk.session.store.work(None) as work:
        identity = str(work.connection.scalar(sa.select(workspace.c.id)))
        work.note("restore", workspace, identity, backup="tự động/ban-sao.zip")
    assert desk.history.journal.page(Wanted()).rows[0].how.label == "Phục hồi dữ liệu từ bản sao lưu"
    field = desk.history.of(subject.by_id("progress_entry", entry, "result"))
    assert [version.how.value for version in field] == ["restored", "changed"]


def test_a_long_chain_is_checked_in_parts(desk: Desk, entry: str) -> None:
    for number in range(LINKS):
        desk.tasks.edit_entry(entry, result=f"đợt {number}")
    part = desk.history.journal.chain()
    assert (part.is_done, part.checked) == (False, LINKS)
    whole = desk.history.journal.chain(part)
    assert (whole.is_done, whole.broken, whole.checked) == (True, None, whole.lines)


def test_a_search_that_finds_nothing_stops_after_some_time_and_can_go_on(
    desk: Desk, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert entry
    monkeypatch.setattr("cchc_desktop.services.history.journal.SCANNED", 5)
    monkeypatch.setattr("cchc_desktop.services.history.journal._CHUNK", 5)
    page = desk.history.journal.page(Wanted(words="Kế hoạch cải cách"))
    assert page.rows == ()
    assert page.before > 1
    assert desk.history.journal.page(Wanted(words="Kế hoạch cải cách"), before=3).before == 0


def test_the_chain_is_counted_and_a_changed_line_is_found(desk: Desk, entry: str) -> None:
    whole = desk.history.journal.chain()
    assert whole.broken is None
    with desk.session.read() as connection:
        assert whole.lines == connection.scalar(sa.select(sa.func.count()).select_from(audit))
    with desk.session.store.work(None) as work:
        _falsify(work, entry)
    broken = desk.history.journal.chain()
    assert broken.broken is not None


def _falsify(work: Work, entry: str) -> None:
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    for name in work.connection.exec_driver_sql(triggers).scalars().all():
        work.connection.exec_driver_sql(f"DROP TRIGGER {name}")
    work.connection.execute(sa.update(audit).where(audit.c.row_id == entry).values(new='"khác"'))
