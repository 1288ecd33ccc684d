"""Arrival of a hand-over file: verified to the last byte, shown, then written into a folder as a whole or not at all.

A new folder is built aside and renamed. A folder that holds an older generation of the same data keeps them: a backup,
then they are set aside by ``db.swap``. Data of another folder, or of a later generation, are never touched.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.backups.carried_files import CarriedFiles
from cchc_desktop.services.data_care.data_check import examine
from cchc_desktop.services.hand_over import hand_over
from cchc_desktop.services.hand_over.carried import place_of
from cchc_desktop.services.hand_over.file import DATABASE, PACKAGES, SECOND_PLACE, Step, Whole, blocks_of, read_whole
from cchc_desktop.services.hand_over.manifest import Manifest, Part, number
from cchc_desktop.services.start_checks import require_suited
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import replacing, sync_folder, translate, write_bytes
from db import backup, contents, handed_over, holder, revision, store, swap, tally
from db.contents import Contents
from db.engine import connect_to_copy, make_engine, writing
from db.evidence_files import EvidenceFiles
from db.faults import translating
from db.folder import DataFolder
from db.holder import Holder
from db.journal import Work
from db.received_files import named_files
from db.run import start
from db.store import open_store

_UNFINISHED = ".dang-nhan"
_ROOM = 20_000_000


class Place(Enum):
    """What lies where the data are to go."""

    NEW = "new"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that was read to its last byte and whose database opens and holds what the manifest says."""

    whole: Whole

    @property
    def manifest(self) -> Manifest:
        """What the file says of itself."""
        return self.whole.manifest

    @property
    def code(self) -> str:
        """The code to compare with the paper."""
        return self.whole.code


@dataclass(frozen=True, slots=True)
class Meeting:
    """The file and the folder it is to go into; ``present`` counts what is set aside there, None in a new folder.

    ``is_live`` where the older data could still be written: what was entered there since is not in the file.
    """

    place: Place
    folder: Path
    present: Contents | None = None
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What was received; ``problems`` are what the check of the folder found, ``protocol`` the receiver's minutes."""

    folder: Path
    manifest: Manifest
    code: str
    set_aside: Path | None
    problems: tuple[str, ...]
    protocol: Path | None

    @property
    def sentence(self) -> str:
        """The one line to read out to the giver."""
        return f"Đã nhận đủ: {self.manifest.held}; mã xác nhận {self.code}."


def inspect(path: Path, *, step: Step) -> Offer:
    """Read and verify a whole file; writes nothing but a passing copy of its database beside other passing files.

    Raises Fault as ``hand_over_file.read_whole`` and ``db.store.check`` say.
    """
    whole = read_whole(path, step=step)
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-nhan-") as name:
            database = Path(name) / "cchc.db"
            _take(whole, _part(whole, DATABASE), database)
            _require_same(whole, database)
    except OSError as error:
        raise translate(error, Path(tempfile.gettempdir()) / "cchc.db", _part(whole, DATABASE).size) from error
    return Offer(whole)


def meet(offer: Offer, folder: Path) -> Meeting:
    """Look at where the data are to go. Raises Fault for a folder that must not take them; changes nothing."""
    require_suited(folder)
    data, manifest = DataFolder(folder), offer.manifest
    if not _holds_anything(data):
        if folder.exists() and (not folder.is_dir() or next(folder.iterdir(), None) is not None):
            raise _not_empty(folder)
        return Meeting(Place.NEW, folder)
    row, given = holder.present(data), handed_over.state(data)
    if row is None or row.folder_id != manifest.folder_id:
        raise _other_data(data, offer)
    if row.generation > manifest.generation:
        raise _later_data(folder, row)
    if not data.database.exists():
        raise _other_data(data, offer)
    try:
        present = contents.read(data.database)
    except sqlite3.Error as error:
        raise store.damaged(data.database) from error
    return Meeting(Place.EARLIER, folder, present, is_live=given is None)


def receive(offer: Offer, folder: Path, clock: Clock, *, step: Step) -> Received:
    """Write the data into the folder, open them there and check them. Raises Fault; the folder is as before then."""
    meeting = meet(offer, folder)
    needed = 2 * offer.manifest.size + _ROOM
    try:
        require_free(folder, needed)
        if meeting.place is Place.NEW:
            aside = None
            _build(offer, folder, clock, step=step)
        else:
            aside = _replace(offer, DataFolder(folder), clock, step=step)
    except OSError as error:
        raise translate(error, folder / "cchc.db", needed) from error
    step(1, 1, "Đang kiểm tra dữ liệu vừa nhận")
    return _looked_through(offer, folder, clock, aside)


def _build(offer: Offer, folder: Path, clock: Clock, *, step: Step) -> None:
    """A whole data folder beside its final name, then the rename."""
    aside = folder.with_name(f"{folder.name}{_UNFINISHED}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(aside, ignore_errors=True)
    data = DataFolder(aside)
    try:
        data.prepare()
        _take_files(offer.whole, data, step=step)
        _take(offer.whole, _part(offer.whole, DATABASE), data.database)
        _make_live(offer, data.database, folder, clock)
        _settle(offer, data)
        data.mark()
        for inner in (aside, *(path for path in aside.rglob("*") if path.is_dir())):
            sync_folder(inner)
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _replace(offer: Offer, data: DataFolder, clock: Clock, *, step: Step) -> Path:
    """Put the data in the place of an older generation, which is backed up and set aside."""
    with _holding(data), translating(data.path):
        data.prepare()
        swap.finish(data)
        handed_over.settle(data)
        meet(offer, data.path)
        with suppress(Fault):  # what cannot be backed up is set aside all the same
            backup.write(data.database, data.backups, at=clock())
        _take_files(offer.whole, data, step=step)
        _take(offer.whole, _part(offer.whole, DATABASE), data.staged)
        _make_live(offer, data.staged, data.path, clock)
        note = {"reason": "receive", "code": offer.code, "at": clock().isoformat(timespec="seconds")}
        aside = swap.exchange(data, at=clock(), note=note, staged=True)
        data.mark()
        _settle(offer, data)
        with suppress(OSError):
            data.handed_over.unlink(missing_ok=True)
        return aside


def _take_files(whole: Whole, data: DataFolder, *, step: Step) -> None:
    files = EvidenceFiles(data.evidence)
    for done, part in enumerate(whole.manifest.files):
        step(done, len(whole.manifest.files), "Đang chép dữ liệu vào máy này")
        if part in whole.manifest.evidence_files:
            target = files.path(part.sha256)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not files.sound(part.sha256):
                _take(whole, part, target)
        elif part.path.startswith(PACKAGES):
            _take(whole, part, _free(data.packages / part.name, part))
        elif place := place_of(part):
            target = CarriedFiles(data.path).path(place)
            target.parent.mkdir(parents=True, exist_ok=True)
            _take(whole, part, target)


def _free(target: Path, part: Part) -> Path:
    """The name in the folder of packages, or another where a different file bears it."""
    candidate, count = target, 1
    while candidate.exists() and candidate.stat().st_size != part.size:
        count += 1
        candidate = target.with_name(f"{target.stem} ({count}){target.suffix}")
    return candidate


def _take(whole: Whole, part: Part, target: Path) -> None:
    with replacing(target, needed=part.size) as file:
        for block in blocks_of(whole, part):
            file.write(block)


def _make_live(offer: Offer, database: Path, folder: Path, clock: Clock) -> None:
    """Upgrade the database if it is older, and write who holds it from now on."""
    manifest = offer.manifest
    if store.check(database) != revision.HEAD:
        from db.upgrade import to_head  # Alembic costs 100 ms and is needed only here

        to_head(database)
    tally.end_run(database, manifest.run_id, manifest.giving.at)
    here = Holder(manifest.folder_id, manifest.generation).live_at(
        machine=holder.this_machine(),
        place=nfc(str(folder.resolve())),
        since=clock().isoformat(timespec="seconds"),
    )
    engine = make_engine(database)
    try:
        with writing(engine) as connection:
            reason = f"Nhận bàn giao từ {manifest.giving.by}, mã {offer.code}"
            holder.change(Work(connection, at=clock(), officer_id=None, reason=reason, run=start()), here)
    finally:
        engine.dispose()
    _fold_log(database)


def _fold_log(database: Path) -> None:
    """Bring the log into the file, so that a rename takes everything along."""
    connection = connect_to_copy(database)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _settle(offer: Offer, data: DataFolder) -> None:
    """Keep the manifest, and the second place of backups where none is chosen here."""
    write_bytes(data.received, offer.manifest.content)
    settings = next((part for part in offer.manifest.files if part.path == SECOND_PLACE), None)
    if settings is not None and not data.second_place.exists():
        _take(offer.whole, settings, data.second_place)


def _looked_through(offer: Offer, folder: Path, clock: Clock, aside: Path | None) -> Received:
    opened = open_store(folder, clock)
    try:
        problems = [problem.text for problem in examine(opened) if problem.serious]
        lost = len(offer.manifest.missing)
        protocol: Path | None = opened.folder.packages / f"bien-ban-{offer.whole.path.stem}.pdf"
        assert protocol is not None
        try:
            hand_over.write_protocol(offer.manifest, protocol, file=offer.whole.path.name, received_at=clock())
        except Fault:
            protocol = None
    finally:
        opened.close(with_backup=False)
    if lost:
        words = f"{number(lost)} {offer.manifest.missing_words}"
        problems.append(f"Thiếu {words} đã không còn ở nơi giao từ trước khi bàn giao.")
    return Received(folder, offer.manifest, offer.code, aside, tuple(problems), protocol)


def _require_same(whole: Whole, database: Path) -> None:
    """The database opens, is of a schema that is known, and holds what the manifest says."""
    found = store.check(database)
    if found is None:
        raise store.damaged(database)
    if found not in revision.KNOWN:
        raise store.newer(whole.path, found)
    row, manifest = holder.read(database), whole.manifest
    try:
        counted = tally.tally(database), tally.last_line(database)[:2]
        wanted = contents.evidence_hashes(database)
        packages = {file.sha256 for file in named_files(database)}
        unit = contents.read(database).unit_code
    except sqlite3.Error as error:
        raise _not_what_it_says(whole) from error
    held = {part.sha256 for part in manifest.evidence_files} | set(manifest.missing)
    received = {part.sha256 for part in manifest.received_packages}
    if (
        row is None
        or (row.folder_id, row.generation) != (manifest.folder_id, manifest.generation)
        or counted != (manifest.counts, manifest.trail[:2])
        or unit != manifest.unit_code
        or not wanted <= held <= wanted | packages
        or not received <= packages
    ):
        raise _not_what_it_says(whole)


def _part(whole: Whole, path: str) -> Part:
    return next(part for part in whole.manifest.files if part.path == path)


def _holds_anything(data: DataFolder) -> bool:
    return any(path.exists() for path in (data.marker, data.database, data.swap_note, data.handed_over))


@contextmanager
def _holding(data: DataFolder) -> Iterator[None]:
    lock = data.lock()
    try:
        yield
    finally:
        lock.release()


def _not_empty(folder: Path) -> Fault:
    return Fault(
        "arrival-not-empty",
        what=f"Thư mục “{folder}” đã có tệp khác.",
        safe="Chưa có gì được ghi vào máy này.",
        do="Hãy chọn một thư mục mới hoặc còn trống để nhận dữ liệu.",
    )


def _other_data(data: DataFolder, offer: Offer) -> Fault:
    try:
        unit = contents.read(data.database).unit_code
    except sqlite3.Error:
        unit = ""
    whose = f"đơn vị mã {unit}" if unit and unit != offer.manifest.unit_code else "bộ dữ liệu khác"
    return Fault(
        "arrival-other-data",
        what=(
            f"Thư mục “{data.path}” đang giữ dữ liệu của {whose}, "
            f"không phải bộ dữ liệu của {offer.manifest.office} được bàn giao."
        ),
        safe="Chưa có gì thay đổi; hai bộ dữ liệu không bao giờ được trộn vào nhau.",
        do="Hãy chọn một thư mục mới hoặc còn trống để nhận dữ liệu.",
    )


def _later_data(folder: Path, row: Holder) -> Fault:
    since = f" từ {row.since[8:10]}/{row.since[5:7]}/{row.since[:4]}" if len(row.since) >= 10 else ""
    return Fault(
        "arrival-later-data",
        what=(
            f"Thư mục “{folder}” đã giữ bản mới hơn tệp này của cùng bộ dữ liệu{since}: "
            "đã nhận tệp này rồi, hoặc nơi giao đã lấy lại quyền ghi."
        ),
        safe="Chưa có gì thay đổi; dữ liệu đang có ở đây vẫn nguyên vẹn.",
        do="Hãy mở dữ liệu đang có để làm việc tiếp. Nếu không chắc bản nào đúng, hỏi người giao trước khi làm.",
    )


def _not_what_it_says(whole: Whole) -> Fault:
    return Fault(
        "arrival-not-what-it-says",
        what=f"Dữ liệu trong tệp “{whole.path.name}” không khớp với bản kê đi kèm.",
        safe="Chưa có gì được ghi vào máy này; tệp được giữ nguyên.",
        do="Hãy đề nghị nơi giao lập lại tệp bàn giao.",
    )
