"""The check of the data: every kind of harm is found in plain words, what can be mended is mended after a backup."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.workplaces import desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.backups.backups import keep_copies
from cchc_desktop.services.data_care.data_check import Mend, examine, mend
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.system.canonical_json import canonical, sha256
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.run import Run
from db.tables import progress_entry

TASK = "TQ2025H2-06"
FROZEN = " VALUES ('s', 'report', '00694', '2025-Q4', 1, 'complete', x'7b7d')"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A folder with an entry, a file and a row of a register."""
    workplace = new_workplace(tmp_path / "du-lieu")
    desk = desk_of(workplace)
    source = tmp_path / "Quyết định 12.pdf"
    source.write_bytes(b"%PDF-1.7 quyet dinh" * 100)
    product = desk.tasks.add_product(desk.tasks.add_entry(TASK).value, "Quyết định").value
    desk.evidence.attach_to_product(product, source)
    workplace.store.close(with_backup=False)
    return DataFolder(tmp_path / "du-lieu")


def opened(data: DataFolder) -> Workplace:
    return empty_workplace(data.path)


def texts(data: DataFolder) -> list[str]:
    workplace = opened(data)
    found = [problem.text for problem in examine(workplace.store)]
    workplace.store.close(with_backup=False)
    return found


def tamper(data: DataFolder, *statements: str) -> None:
    """Change the file behind the program's back, past its constraints."""
    with closing(sqlite3.connect(data.database)) as connection:
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("DROP TRIGGER IF EXISTS submission_begins_as_a_draft")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_sound_folder_has_no_problems(data: DataFolder) -> None:
    assert texts(data) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE progress_entry SET day = '31/02/2025'", "ngày cập nhật tiến độ không đọc được, ví dụ “31/02/2025”"),
        ("UPDATE product SET day = 'hôm qua'", "ngày văn bản của nhiệm vụ không đọc được"),
        ("UPDATE evidence SET day = '2025-13-01'", "ngày của tài liệu kiểm chứng không đọc được"),
        ("UPDATE progress_entry SET percent = 180", "tỷ lệ ngoài khoảng 0-100%"),
        ("UPDATE progress_entry SET task_code = 'XX-99'", "nhiệm vụ “XX-99” không có trong kế hoạch đang dùng"),
        ("UPDATE progress_entry SET plan_code = 'KH-LA'", "không có trong kế hoạch đang dùng"),
        ("DELETE FROM progress_entry", "sản phẩm, văn bản của nhiệm vụ tham chiếu đến cập nhật tiến độ không còn"),
        (
            "INSERT INTO register_row (id, register_code, day, sequence, content) VALUES ('r', 'SO-LA', '', 1, '{}')",
            "thuộc sổ “SO-LA” không còn trong bộ danh mục",
        ),
        (
            "INSERT INTO answer (id, criteria_code, year, criterion_code) VALUES ('a', 'TC-XA-2025-DL', 2025, '99.9')",
            "tiêu chí “99.9” không có trong bộ tiêu chí đang dùng",
        ),
        (
            "INSERT INTO submission (id, kind, unit_code, period_code, revision, state, snapshot)" + FROZEN,
            "Nội dung đã chốt của hồ sơ kỳ 2025-Q4, lần 1 bị thay đổi sau khi chốt",
        ),
        ("DELETE FROM officer WHERE role = 'preparer'", "ghi người thực hiện không có trong danh sách tài khoản"),
        ("UPDATE program_run SET started_at = 'sáng nay'", "lúc mở) ghi thời điểm không đọc được, ví dụ “sáng nay”"),
        ("UPDATE program_run SET first_seq = 90000", "lần chạy chương trình ghi dòng nhật ký bắt đầu không có thật"),
        ("UPDATE evidence SET added_at = '10/12/2025'", "tài liệu kiểm chứng (lúc đưa vào) ghi thời điểm không đọc"),
        (
            "INSERT INTO kept_text (id, target, label, text, kept_at) VALUES ('k', 'task:1', 'Ô', 'gõ dở', 'lúc nãy')",
            "nội dung gõ dở (lúc giữ lại) ghi thời điểm không đọc được",
        ),
        (
            (
                "INSERT INTO kept_text (id, target, label, text, kept_at, officer_id)"
                " VALUES ('k', 'task:1', 'Ô', 'gõ dở', '2025-12-10T09:00:00+07:00', 'không ai')"
            ),
            "nội dung gõ dở tham chiếu đến tài khoản cán bộ không còn",
        ),
    ],
)
def test_content_that_breaks_a_rule_is_named(data: DataFolder, statement: str, words: str) -> None:
    tamper(data, statement)
    (text,) = texts(data)
    assert words in text


@pytest.mark.parametrize(
    ("content", "words"), [("khong phai json", "nội dung không đọc được"), ('["a"]', "nội dung không đọc được")]
)
def test_a_register_row_that_cannot_be_read_is_named_with_its_register(
    data: DataFolder, content: str, words: str
) -> None:
    workplace = opened(data)
    register = workplace.packs.registers()[0]
    workplace.store.close(with_backup=False)
    tamper(
        data,
        "INSERT INTO register_row (id, register_code, day, sequence, content)"
        f" VALUES ('r', '{register.code}', '2025-11-03', 1, '{content}')",
    )
    (text,) = texts(data)
    assert f"Sổ “{register.name}”, dòng ngày 2025-11-03: {words}" in text


def test_a_value_that_the_schema_forbids_is_named_and_does_not_stop_the_backups(data: DataFolder) -> None:
    tamper(data, "UPDATE evidence SET size = 0")
    workplace = opened(data)
    (problem,) = examine(workplace.store)
    assert "Có tài liệu kiểm chứng mang giá trị không hợp lệ" in problem.text
    assert workplace.store.back_up(force=True) is not None
    workplace.store.close(with_backup=False)


def test_a_row_removed_from_the_trail_is_found(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.database)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM audit WHERE seq = 7")
        connection.commit()
    (text,) = texts(data)
    assert "Nhật ký thay đổi bị sửa hoặc mất dòng từ dòng số 8" in text


def stored_file(data: DataFolder) -> Path:
    files = EvidenceFiles(data.evidence)
    return files.path(next(files.hashes()))


def alter(path: Path) -> None:
    path.write_bytes(b"x" + path.read_bytes()[1:])


@pytest.mark.parametrize(
    ("harm", "words"), [(alter, "bị thay đổi trong kho"), (lambda path: path.unlink(), "bị mất khỏi kho")]
)
def test_a_file_that_lies_in_a_backup_place_is_brought_back(
    data: DataFolder, harm: Callable[[Path], None], words: str
) -> None:
    workplace = opened(data)
    workplace.store.back_up(force=True)
    keep_copies(data, fixed_clock())
    good = stored_file(data).read_bytes()
    harm(stored_file(data))
    (problem,) = examine(workplace.store)
    assert problem.mend is Mend.FETCH
    assert f"“Quyết định 12.pdf” {words}; có bản nguyên vẹn" in problem.text
    mended = mend(workplace.store, [problem])
    assert mended.left == ()
    assert mended.backup.is_file()
    assert stored_file(data).read_bytes() == good
    workplace.store.close(with_backup=False)


def test_an_altered_file_is_kept_beside_when_its_copy_comes_back(data: DataFolder) -> None:
    workplace = opened(data)
    keep_copies(data, fixed_clock())
    alter(stored_file(data))
    altered = stored_file(data).read_bytes()
    mend(workplace.store, examine(workplace.store))
    (kept,) = (data.apart / "bi-thay-doi").iterdir()
    assert kept.read_bytes() == altered
    workplace.store.close(with_backup=False)


def test_a_file_that_is_nowhere_else_is_said_to_be_so_and_nothing_is_touched(data: DataFolder) -> None:
    alter(stored_file(data))
    workplace = opened(data)
    (problem,) = examine(workplace.store)
    assert problem.mend is Mend.NOTHING
    assert "không tìm thấy bản nào khác" in problem.text
    assert "đính kèm lại tệp gốc" in problem.text
    mended = mend(workplace.store, [problem])
    assert [item.text for item in mended.left] == [problem.text]
    assert stored_file(data).exists()
    workplace.store.close(with_backup=False)


def test_files_that_nobody_uses_are_set_aside_and_found_again_when_needed(data: DataFolder) -> None:
    orphan = data.evidence / "ab" / ("ab" + "0" * 62)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"x" * 5000)
    half = data.evidence / "dang-chep-99-abcd"
    half.write_bytes(b"nua")
    os.utime(half, (time.time() - 90_000,) * 2)
    workplace = opened(data)
    found = examine(workplace.store)
    assert [item.serious for item in found] == [False, False]
    assert "1 tệp (1 MB) không được dùng ở mục nào" in found[0].text
    assert "1 tệp chép dở" in found[1].text
    mended = mend(workplace.store, found)
    assert mended.left == ()
    assert not orphan.exists()
    assert EvidenceFiles(data.apart).path(orphan.name).read_bytes() == b"x" * 5000
    assert (data.apart / "chep-do" / half.name).is_file()
    workplace.store.close(with_backup=False)


def test_a_file_that_only_a_frozen_submission_names_is_no_orphan_and_is_brought_back(data: DataFolder) -> None:
    digest = stored_file(data).name
    frozen = canonical({"evidence": [{"sha256": digest, "name": "Quyết định 12.pdf"}]})
    tamper(
        data,
        "DELETE FROM evidence_use",
        "DELETE FROM evidence",
        "INSERT INTO submission (id, kind, unit_code, period_code, revision, state, snapshot, snapshot_sha256) VALUES"
        f" ('s', 'progress', '00694', '2025-Q4', 1, 'complete', x'{frozen.hex()}', '{sha256(frozen)}')",
    )
    assert texts(data) == []
    workplace = opened(data)
    keep_copies(data, fixed_clock())
    good = stored_file(data).read_bytes()
    stored_file(data).unlink()
    (problem,) = examine(workplace.store)
    assert "“Quyết định 12.pdf” bị mất khỏi kho; có bản nguyên vẹn" in problem.text
    assert mend(workplace.store, [problem]).left == ()
    assert stored_file(data).read_bytes() == good
    workplace.store.close(with_backup=False)


def test_a_file_that_came_into_use_between_check_and_mending_stays(data: DataFolder, tmp_path: Path) -> None:
    source = tmp_path / "Báo cáo 7.pdf"
    source.write_bytes(b"%PDF-1.7 bao cao" * 100)
    workplace = opened(data)
    desk = desk_of(workplace)
    digest = desk.evidence.copy_in(source).sha256
    (problem,) = examine(workplace.store)
    product = desk.tasks.detail(TASK).entries[0].products[0].id
    desk.evidence.attach_to_product(product, source)
    mended = mend(workplace.store, [problem])
    assert (mended.done, mended.left) == ((), ())
    assert EvidenceFiles(data.evidence).sound(digest)
    workplace.store.close(with_backup=False)


def test_a_run_in_which_the_clock_that_never_goes_back_goes_back_is_told(data: DataFolder) -> None:
    workplace = opened(data)
    seconds = iter((9.0, 3.0))
    workplace.store.run = Run("lan-chay", lambda: next(seconds), 0.0)
    for percent in (10, 20):
        with workplace.store.work(None) as work:
            ((row,),) = work.connection.exec_driver_sql("SELECT id FROM progress_entry").all()
            work.update(progress_entry, row, percent=percent)
    (problem,) = examine(workplace.store)
    assert "đi lùi thời gian trong cùng một lần chạy" in problem.text
    workplace.store.close(with_backup=False)


@pytest.mark.parametrize(("state", "code"), [("live", "AB12"), ("handed_over", "")])
def test_a_holder_that_contradicts_itself_is_told(data: DataFolder, state: str, code: str) -> None:
    workplace = opened(data)
    tamper(
        data,
        "DELETE FROM folder_holder",
        "INSERT INTO folder_holder (id, folder_id, generation, state, given_code)"
        f" VALUES ('holder', 'f', 1, '{state}', '{code}')",
    )
    (problem,) = examine(workplace.store)
    assert "tình trạng và mã bàn giao mâu thuẫn" in problem.text
    workplace.store.close(with_backup=False)


def test_a_copy_under_way_is_no_leftover(data: DataFolder) -> None:
    (data.evidence / "dang-chep-99-abcd").write_bytes(b"nua")
    assert texts(data) == []


def kept_bytes(data: DataFolder) -> dict[Path, bytes]:
    """All that is kept; SQLite's shared memory file notes who reads."""
    files = (path for path in data.path.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path: path.read_bytes() for path in files}


def test_the_check_changes_nothing(data: DataFolder) -> None:
    alter(stored_file(data))
    workplace = opened(data)
    before = kept_bytes(data)
    examine(workplace.store)
    assert kept_bytes(data) == before
