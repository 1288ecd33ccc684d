import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from support.workplaces import empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.data_care.data_care import restorable, restore
from cchc_desktop.services.data_care.restore import start_new
from cchc_desktop.system.diskspace import disk_full
from cchc_desktop.system.fault import Fault
from ui.screens.trouble.view import TroublePage, build


@pytest.fixture
def deeds() -> list[str]:
    return []


@pytest.fixture
def page_of(qtbot: QtBot, deeds: list[str]) -> Callable[..., TroublePage]:
    def make(fault: Fault, folder: Path, **more: object) -> TroublePage:
        page = build(
            fault=fault,
            folder=folder,
            on_retry=lambda: deeds.append("retry"),
            on_quit=lambda: deeds.append("quit"),
            on_choose_folder=lambda: deeds.append("choose"),
            **more,
        )
        assert isinstance(page, TroublePage)
        qtbot.addWidget(page)
        page.resize(1334, 696)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return make


def fault_of(folder: Path) -> Fault:
    with pytest.raises(Fault) as raised:
        empty_workplace(folder)
    return raised.value


def with_backup(folder: Path) -> Path:
    workplace = new_workplace(folder)
    workplace.store.back_up(force=True)
    workplace.store.close(with_backup=False)
    return folder


def words(page: TroublePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_folder_that_is_open_elsewhere_says_that_the_data_are_safe(page_of, tmp_path, deeds, qtbot):
    workplace = new_workplace(tmp_path)
    page = page_of(fault_of(tmp_path), tmp_path)
    workplace.store.close(with_backup=False)
    assert page.title.text() == "Dữ liệu đang được mở ở cửa sổ khác"
    assert "Dữ liệu vẫn nguyên vẹn" in words(page)
    assert str(tmp_path) in words(page)
    assert page.focusWidget() is page.retry
    qtbot.keyClick(page.retry, Qt.Key.Key_Return)
    page.other.click()
    page.quit.click()
    assert deeds == ["retry", "choose", "quit"]


def test_a_lost_database_is_restored_from_the_list_after_a_question(page_of, tmp_path, qtbot):
    folder = with_backup(tmp_path)
    (folder / "cchc.db").unlink()
    restored: list[Path] = []

    def on_restore(backup: Path) -> None:
        restore(folder, backup, fixed_clock())
        restored.append(backup)

    page = page_of(fault_of(folder), folder, backups=restorable(folder), on_restore=on_restore)
    assert page.focusWidget() is page.backups
    qtbot.keyClick(page.backups, Qt.Key.Key_Return)
    assert "09:00:00 ngày 10/12/2025" in words(page)
    assert "không bị xóa" in words(page)
    assert restored == []
    page.confirm.deed.click()
    assert restored == [restorable(folder)[-1].path]
    workplace = empty_workplace(folder)
    assert workplace.workspace().unit.name == "Hà Giang 1"
    workplace.store.close(with_backup=False)


def test_the_first_words_say_up_to_when_the_data_are_safe_and_what_they_hold(page_of, tmp_path):
    folder = with_backup(tmp_path)
    (folder / "cchc.db").write_bytes(b"hong" * 1000)
    page = page_of(fault_of(folder), folder, backups=restorable(folder), on_restore=print)
    first = next(text for text in words(page).split("\n") if len(text) > 60)
    assert first.startswith("Dữ liệu đến 09:00:00 ngày 10/12/2025 vẫn còn trong bản sao lưu (máy này): 0 nhiệm vụ")
    assert "không sửa, không xóa gì" in first


def test_without_a_backup_the_first_words_still_say_what_is_not_lost(page_of, tmp_path):
    folder = with_backup(tmp_path)
    (folder / "cchc.db").unlink()
    page = page_of(fault_of(folder), folder, backups=(), on_restore=print)
    assert "chỉ bị chuyển đi nơi khác thì mọi nội dung trong tệp vẫn còn" in words(page)


def test_one_deed_stands_out_the_one_that_the_advice_names(page_of, tmp_path):
    folder = with_backup(tmp_path)
    (folder / "cchc.db").unlink()
    deeds = ("retry", "search", "other", "quit", "restore")

    def outstanding(page: TroublePage) -> list[str]:
        return [name for name in deeds if getattr(page, name).property("kind") == "primary"]

    more = {"backups": restorable(folder), "on_restore": print, "on_search": lambda: None}
    assert outstanding(page_of(fault_of(folder), folder, **more)) == ["restore"]
    without = page_of(fault_of(folder), folder, **more | {"backups": ()})
    assert outstanding(without) == ["search"]
    assert without.focusWidget() is without.search
    for code, deed in (("folder-unsuited", "other"), ("database-newer", "quit"), ("already-open", "retry")):
        page = page_of(Fault(code, what="a", safe="b", do="c"), folder, **more)
        assert outstanding(page) == [deed]
        assert page.focusWidget() is getattr(page, deed)


def test_whoever_hesitates_leaves_everything_as_it_is(page_of, tmp_path, qtbot):
    folder = with_backup(tmp_path)
    (folder / "cchc.db").write_bytes(b"hong" * 1000)
    page = page_of(
        fault_of(folder), folder, backups=restorable(folder), on_restore=lambda _path: pytest.fail("restored")
    )
    assert page.title.text() == "Tệp dữ liệu bị hỏng"
    page.restore.click()
    qtbot.keyClick(page.confirm.leave, Qt.Key.Key_Escape)
    assert page.confirm.isHidden()
    assert (folder / "cchc.db").read_bytes() == b"hong" * 1000


def test_a_damaged_folder_without_backups_offers_no_restore(page_of, tmp_path):
    workplace = new_workplace(tmp_path)
    workplace.store.close(with_backup=False)
    for path in (tmp_path / "sao-luu").iterdir():
        path.unlink()
    (tmp_path / "cchc.db").write_bytes(b"hong")
    page = page_of(fault_of(tmp_path), tmp_path, backups=restorable(tmp_path), on_restore=print)
    assert not page.restore.isVisible()
    assert "Thư mục này không có bản sao lưu" in words(page)
    assert page.search.isHidden()
    assert "cchc-desktop data restore" not in words(page)


def test_a_new_beginning_is_asked_about_and_names_what_stays(page_of, tmp_path, qtbot):
    folder = with_backup(tmp_path)
    (folder / "cchc.db").write_bytes(b"hong" * 1000)
    begun: list[Path] = []
    page = page_of(
        fault_of(folder),
        folder,
        backups=restorable(folder),
        on_restore=print,
        on_start_new=lambda: begun.append(start_new(folder, fixed_clock())),
        on_search=lambda: None,
    )
    assert page.search.isVisible()
    page.new.click()
    assert "các bản sao lưu và kho minh chứng giữ nguyên" in words(page)
    assert begun == []
    page.confirm.deed.click()
    assert (begun[0] / "cchc.db").read_bytes() == b"hong" * 1000
    workplace = empty_workplace(folder)
    assert workplace.is_new
    workplace.store.close(with_backup=False)
    assert len(restorable(folder)) == 2


def test_a_backup_that_cannot_be_read_is_listed_but_not_restored(page_of, tmp_path):
    folder = with_backup(tmp_path)
    next((folder / "sao-luu").glob("*.db")).write_bytes(b"hong")
    (folder / "cchc.db").unlink()
    page = page_of(fault_of(folder), folder, backups=restorable(folder), on_restore=lambda _path: pytest.fail("done"))
    assert page.backups.model().index(0, 2).data() == "Không đọc được"
    page.restore.click()
    assert page.confirm.isHidden()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("folder-read-only", "Không ghi được vào thư mục dữ liệu"),
        ("folder-vanished", "Không tìm thấy thư mục dữ liệu"),
        ("something-else", "Chưa mở được dữ liệu"),
    ],
)
def test_other_faults_are_told_in_their_own_words_and_offer_no_restore(page_of, tmp_path, code, title):
    folder = with_backup(tmp_path)
    fault = Fault(code, what="Điều gì đó.", safe="Vẫn an toàn.", do="Làm thế này.")
    page = page_of(fault, folder, backups=restorable(folder), on_restore=print)
    assert page.title.text() == title
    assert all(part in words(page) for part in (fault.what, fault.safe, fault.do))
    assert not page.restore.isVisible()


def newer(folder: Path) -> Path:
    """The folder after a later program upgraded it and wrote its own backup."""
    for path in (folder / "cchc.db", *(folder / "sao-luu").glob("cchc-*-2.db")):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
    return folder


def test_data_of_a_newer_program_offer_the_backup_from_before_the_upgrade(page_of, tmp_path):
    folder = with_backup(tmp_path)
    copy = next((folder / "sao-luu").glob("*.db"))
    shutil.copy(copy, copy.with_name(f"{copy.stem}-2.db"))
    newer(folder)
    page = page_of(
        fault_of(folder),
        folder,
        backups=restorable(folder),
        on_restore=lambda path: restore(folder, path, fixed_clock()),
        on_start_new=lambda: pytest.fail("offered"),
    )
    assert page.title.text() == "Dữ liệu thuộc phiên bản chương trình mới hơn"
    assert "cài đặt phiên bản CCHC Desktop mới nhất" in words(page)
    assert "bản sao lưu ghi trước khi nâng cấp" in words(page)
    assert not page.new.isVisible()
    model = page.backups.model()
    assert model.index(0, 2).data() == "Của phiên bản mới hơn"
    page.backups.setCurrentIndex(model.index(1, 0))
    page.restore.click()
    page.confirm.deed.click()
    workplace = empty_workplace(folder)
    assert not workplace.is_new
    workplace.store.close(with_backup=False)
    (aside,) = folder.glob("truoc-phuc-hoi-*/cchc.db")
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_data_of_a_newer_program_without_a_backup_for_this_one_are_only_told(page_of, tmp_path):
    folder = with_backup(tmp_path)
    copy = next((folder / "sao-luu").glob("*.db"))
    copy.rename(copy.with_name(f"{copy.stem}-2.db"))
    page = page_of(fault_of(newer(folder)), folder, backups=restorable(folder), on_restore=print)
    assert not page.restore.isVisible()
    assert fault_of(folder).do in words(page)


def test_a_full_disk_names_what_is_needed(page_of, tmp_path):
    page = page_of(disk_full(tmp_path, needed=5_000_000, free=1_000_000), tmp_path)
    assert page.title.text() == "Ổ đĩa đã đầy"
    assert "cần 5 MB, còn trống 1 MB" in words(page)


def test_a_folder_that_is_gone_is_not_offered_for_a_look(page_of, tmp_path):
    fault = Fault("folder-vanished", what="a", safe="b", do="c")
    assert not page_of(fault, tmp_path / "usb").look.isVisible()
    assert page_of(fault, tmp_path).look.isVisible()
