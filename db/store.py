"""Opening the store: create, check, upgrade, or refuse without touching anything.

Fault
|-- already-open         another program has the folder
|-- database-missing     the folder had data, the database file is gone
|-- database-damaged     SQLite's quick check failed
|-- backup-damaged       the same of a backup
|-- database-newer       written by a newer program
|-- handed-over          written to although the data were handed over
`-- store-closed         written to after the folder was let go
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from filelock import FileLock

from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import drive_name
from db import backup, handed_over, holder, revision, run, swap
from db.engine import connect_to_look, make_engine, reading, writing
from db.faults import fault_of, is_damage, translating
from db.folder import DataFolder
from db.holder import Holder
from db.journal import Work
from db.run import Run

T = TypeVar("T")


class Store:
    """An open data folder. One writer: it holds the folder's lock until ``close``.

    ``refusal`` is what every write is answered with where the folder is open only to be looked at. ``cut_off`` are the
    runs right before this one that did not end in order.
    """

    def __init__(
        self,
        folder: DataFolder,
        engine: sa.Engine,
        lock: FileLock,
        clock: Clock,
        this_run: Run,
        *,
        refusal: Fault | None = None,
        cut_off: tuple[str, ...] = (),
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.run = this_run
        self._engine = engine
        self._lock = lock
        self._is_open = True
        self._identity = _identity(folder.database)
        self._changed_since_backup: bool | None = None
        self.refusal = refusal
        self.cut_off = cut_off
        self._is_recorded = refusal is None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view of the data."""
        self._require_open()
        with translating(self.folder.path), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def work(self, officer_id: str | None, *, reason: str = "") -> Iterator[Work]:
        """One transaction of journalled writes; all or nothing. Refused where the folder is only looked at."""
        self.require_writable()
        with self.handing(officer_id, reason=reason) as work:
            yield work

    @contextmanager
    def handing(self, officer_id: str | None, *, reason: str = "") -> Iterator[Work]:
        """The same also where the folder is only looked at: for handing over and taking back alone."""
        self._require_open()
        with translating(self.folder.path), writing(self._engine) as connection:
            yield Work(connection, at=self.clock(), officer_id=officer_id, reason=reason, run=self.run)
        self._changed_since_backup = True

    def note_holder(self, first: Holder) -> None:
        """Note where a folder is that has no holder yet; a full disk keeps nobody from reading."""
        self.require_writable()
        with suppress(sa.exc.DBAPIError), writing(self._engine) as connection:
            holder.begin(connection, first)

    def require_writable(self) -> None:
        """Raise the Fault that every write is answered with where the folder is only looked at."""
        if self.refusal is not None:
            raise self.refusal

    @contextmanager
    def aside(self) -> Iterator[sa.Connection]:
        """One transaction of what is no data yet (kept texts): not in the trail, and no reason for a backup."""
        self._require_open()
        self.require_writable()
        with translating(self.folder.path), writing(self._engine) as connection:
            yield connection

    def back_up(self, *, force: bool = False) -> Path | None:
        """Write a verified backup if data changed since the last one, also in an earlier run; return its path.

        A folder that is only looked at gets none; whoever insists gets its refusal.
        """
        self._require_open()
        if self.refusal is not None and not force:
            return None
        self.require_writable()
        if not (force or self._is_owed_a_backup()):
            return None
        with translating(self.folder.path):
            path = backup.write(self.folder.database, self.folder.backups, at=self.clock())
        self._changed_since_backup = False
        return path

    def close(self, *, with_backup: bool = True) -> None:
        """Back up what changed and let the folder go; once is enough."""
        if not self._is_open:
            return
        try:
            if with_backup:
                self.back_up()
        finally:
            self.give_way(lambda: None)

    def give_way(self, exchange: Callable[[], T]) -> T:
        """Close the database, let ``exchange`` put another in its place, and let the folder go in any case."""
        self._is_open = False
        try:
            self._end_run()
            self._engine.dispose()
            return exchange()
        finally:
            self._lock.release()

    def _end_run(self) -> None:
        """Put the orderly end on record; where that fails, the next start takes the run for one that was cut off."""
        if self._is_recorded and _identity(self.folder.database) == self._identity:
            with suppress(sa.exc.DBAPIError), writing(self._engine) as connection:
                run.end(connection, self.run, self.clock)

    def _is_owed_a_backup(self) -> bool:
        if self._changed_since_backup is None:
            with self.read() as connection:
                is_used = connection.exec_driver_sql("SELECT 1 FROM audit LIMIT 1").first() is not None
            copies = backup.listing(self.folder.backups)
            self._changed_since_backup = is_used and not (
                copies and backup.holds_all_of(copies[0], self.folder.database)
            )
        return self._changed_since_backup

    def _require_open(self) -> None:
        """What was taken away or exchanged under the open program would swallow whatever is written."""
        if not self._is_open:
            raise closed(self.folder)
        if _identity(self.folder.database) != self._identity:
            raise gone(self.folder)


def open_store(path: Path, clock: Clock, *, refusal: Fault | None = None) -> Store:
    """Open a data folder, creating the database where there never was one.

    One that was handed over opens to be looked at; with a ``refusal`` any other does as well. Raises Fault as listed
    in the docstring of this module, and for a folder that cannot be written.
    """
    folder = DataFolder(path)
    folder.prepare()
    lock = folder.lock()
    try:
        with translating(path):
            swap.finish(folder)
            _make_ready(folder, clock)
            handed_over.settle(folder)
            given = handed_over.state(folder)
            refusal = given.fault if given is not None else refusal
            engine = make_engine(folder.database)
            begun, cut_off = (run.start(), ()) if refusal is not None else _begin_run(engine, clock)
        return Store(folder, engine, lock, clock, begun, refusal=refusal, cut_off=cut_off)
    except BaseException:
        lock.release()
        raise


def _begin_run(engine: sa.Engine, clock: Clock) -> tuple[Run, tuple[str, ...]]:
    """On record, unless the disk does not take it: a full disk keeps nobody from reading. Also the runs cut off."""
    begun = run.start()
    with reading(engine) as connection:
        cut_off = run.cut_off(connection, begun)
    with suppress(sa.exc.DBAPIError), writing(engine) as connection:
        run.record(connection, begun, clock)
    return begun, cut_off


def _make_ready(folder: DataFolder, clock: Clock) -> None:
    if not folder.database.exists():
        if folder.marker.exists():
            raise missing(folder)
        _upgrade(folder.database)
        folder.mark()
        return
    found = check(folder.database)
    if found is None and folder.marker.exists():
        raise damaged(folder.database)  # emptied: it held data once
    if found is not None and found not in revision.KNOWN:
        raise newer(folder.database, found)
    if found != revision.HEAD:
        if found is not None:
            backup.write(folder.database, folder.backups, at=clock())
        _upgrade(folder.database)
    folder.mark()


def check(database: Path) -> str | None:
    """Quick-check a database file; return its schema revision, None for a file without any schema.

    Raises Fault "database-damaged", or what the machine is to blame for. SQLite takes a disk that fails to read for a
    damaged file, so a file counts as damaged only when a second look says the same. A transaction of a program that
    was killed may have to be rolled back first, which needs more than reading.
    """
    try:
        return _checked(database)
    except Fault as fault:
        if fault.code not in ("database-damaged", "backup-damaged", "folder-read-only"):
            raise
        return _checked(database, mode="rw" if fault.code == "folder-read-only" else "ro")


def _checked(database: Path, *, mode: str = "ro") -> str | None:
    try:
        with closing(connect_to_look(database, mode=mode)) as connection:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if answer != "ok":
                raise damaged(database)
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" not in tables:
                if tables:
                    raise damaged(database)
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(row[0]) if row else None
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise damaged(database) from error
        raise fault_of(error, database.parent) from error  # a full disk lets nobody open a database either


def _upgrade(database: Path) -> None:
    from db.upgrade import to_head  # Alembic costs 100 ms and is needed only here

    to_head(database)


def missing(folder: DataFolder) -> Fault:
    """The database file has gone from a folder that held data."""
    copies = backup.listing(folder.backups)
    last = f"Bản sao lưu gần nhất: {_when(copies[0])}." if copies else "Không thấy bản sao lưu nào trong thư mục."
    return Fault(
        "database-missing",
        what=f"Không tìm thấy tệp dữ liệu {folder.database.name} trong thư mục {folder.path}.",
        safe=f"Chương trình không sửa, không xóa gì và không tạo dữ liệu trống đè lên. {last}",
        do="Hãy kiểm tra tệp có bị chuyển đi không; nếu mất, phục hồi bằng lệnh: cchc-desktop data restore.",
    )


def damaged(database: Path) -> Fault:
    """The file is there but SQLite cannot vouch for it."""
    if backup.is_backup(database):
        return Fault(
            "backup-damaged",
            what=f"Bản sao lưu {database} (ổ đĩa {drive_name(database.parent)}) bị hỏng hoặc không đọc được.",
            safe="Dữ liệu đang dùng và các bản sao lưu khác không bị thay đổi.",
            do="Hãy chọn một bản sao lưu khác; nếu bản này nằm trên USB, hãy cắm lại USB rồi thử lần nữa.",
        )
    copies = backup.listing(database.parent / "sao-luu")
    last = f"Bản sao lưu gần nhất: {_when(copies[0])}." if copies else "Không thấy bản sao lưu nào trong thư mục."
    return Fault(
        "database-damaged",
        what=(
            f"Tệp dữ liệu {database} (ổ đĩa {drive_name(database.parent)}) bị hỏng, không đọc được "
            "hoặc không phải dữ liệu của CCHC Desktop."
        ),
        safe=f"Chương trình không sửa và không ghi gì vào tệp này. {last}",
        do="Hãy chép cả thư mục dữ liệu ra nơi khác, rồi phục hồi từ bản sao lưu: cchc-desktop data restore.",
    )


def newer(database: Path, found: str) -> Fault:
    """The schema is of a later program."""
    return Fault(
        "database-newer",
        what=f"Dữ liệu {database} được tạo bởi phiên bản CCHC Desktop mới hơn (cấu trúc {found}).",
        safe="Dữ liệu vẫn ở nguyên chỗ cũ: chương trình không mở và không thay đổi gì.",
        do="Hãy cài đặt phiên bản CCHC Desktop mới nhất rồi mở lại.",
    )


def closed(folder: DataFolder) -> Fault:
    """Something was to be written after the folder was let go."""
    return Fault(
        "store-closed",
        what=f"Thư mục dữ liệu {folder.path} đã đóng nên chưa ghi được.",
        safe="Dữ liệu đã lưu trước đó vẫn nguyên vẹn.",
        do="Hãy đăng nhập lại rồi nhập lại nội dung vừa gõ.",
    )


def gone(folder: DataFolder) -> Fault:
    """The file that was opened is no longer there, or another lies in its place."""
    is_there = folder.path.is_dir()
    place = f"Tệp {folder.database.name} trong thư mục {folder.path}" if is_there else f"Thư mục dữ liệu {folder.path}"
    return Fault(
        "folder-vanished",
        what=f"{place} không còn như khi mở: đã bị chuyển, xóa hoặc thay bằng tệp khác.",
        safe="Chương trình không ghi gì thêm để khỏi mất; nội dung vừa gõ vẫn còn trên màn hình.",
        do="Hãy đưa thư mục, tệp về chỗ cũ rồi ghi lại; nếu không tìm thấy, đóng chương trình và phục hồi bản sao lưu.",
    )


def _identity(database: Path) -> tuple[int, int] | None:
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _when(copy: Path) -> str:
    return f"{backup.moment(copy):%H:%M ngày %d/%m/%Y}"
