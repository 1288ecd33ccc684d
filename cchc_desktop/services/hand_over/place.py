"""Where the live copy of a folder is: noted at its first opening, and asked about when it is opened somewhere else.

A folder that somebody copied with the file manager is two folders with live data. It is never opened for work without
a word: whoever opens it says whether the work goes on here. A folder that only moved on the same machine is no copy.
"""

import uuid
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc_desktop.catalogue.library import Library
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.start_checks import require_suited
from cchc_desktop.services.workplace import Workplace, open_workplace
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from db import handed_over, holder
from db.folder import DataFolder
from db.holder import Holder
from db.store import Store, open_store

_NO_OFFICER = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A folder that was last used on another machine or in another place, as the question about it tells.

    ``original`` is the old folder where it is still to be seen from here; it is ``handed_over`` or live.
    """

    here: Path
    this_machine: str
    machine: str
    place: str
    since: str
    original: Path | None = None

    @property
    def is_other_machine(self) -> bool:
        """Whether the machine bears another name."""
        return self.machine != self.this_machine

    @property
    def used(self) -> str:
        """Where it was used last, in words."""
        return f"trên máy {self.machine or 'không rõ tên'}, tại {self.place}"

    @property
    def fault(self) -> Fault:
        """What is told where nobody can be asked."""
        return Fault(
            "folder-elsewhere",
            what=f"Thư mục dữ liệu {self.here} được dùng lần cuối {self.used}; có thể đây là bản chép.",
            safe="Chương trình chưa thay đổi gì trong thư mục này.",
            do="Hãy mở chương trình với thư mục này để chọn: chuyển hẳn sang đây, hoặc chỉ mở để xem.",
        )

    @property
    def viewing(self) -> Fault:
        """What every write is answered with after "Chỉ mở để xem"."""
        return Fault(
            "view-only",
            what="Thư mục này đang mở chỉ để xem nên không ghi được.",
            safe=f"Dữ liệu ở đây giữ nguyên; bản đang làm việc được dùng {self.used}.",
            do="Muốn làm việc tiếp ở đây, hãy đóng rồi mở lại chương trình và chọn Chuyển hẳn sang đây.",
        )


def elsewhere(folder: Path) -> Elsewhere | None:
    """What to ask before this folder is opened for work; None where there is nothing to ask. Only reads."""
    data = DataFolder(folder)
    row = holder.read(data.database)
    if row is None or not row.place or handed_over.state(data) is not None or data.swap_note.exists():
        return None
    if row.machine == holder.this_machine() and (_is_here(row, folder) or not _is_copy_of(row)):
        return None
    original = Path(row.place) if not _is_here(row, folder) and _is_copy_of(row) else None
    return Elsewhere(folder, holder.this_machine(), row.machine, row.place, row.since, original)


def settle(store: Store) -> None:
    """Note where a live folder is; a folder that moved is noted in the trail. Ask ``elsewhere`` first."""
    if store.refusal is not None:
        return
    place, machine = _place(store.folder.path), holder.this_machine()
    with store.read() as connection:
        row = holder.of(connection)
    if row is None:
        _begin(store)
    elif (row.machine, row.place) != (machine, place):
        with suppress(Fault), store.work(_NO_OFFICER, reason="Thư mục dữ liệu được chuyển chỗ") as work:
            holder.change(work, holder.renamed(row, machine=machine, place=place))


def adopt(folder: Path, clock: Clock) -> Outcome[None]:
    """Go on working in this folder for good ("Chuyển hẳn sang đây"): a later generation, recorded."""
    with closing(open_store(folder, clock)) as store:
        store.require_writable()
        with store.read() as connection:
            row = holder.of(connection)
        if row is not None:
            here = row.live_at(machine=holder.this_machine(), place=_place(folder), since=_now(clock()))
            with store.work(_NO_OFFICER, reason=f"Chuyển hẳn sang đây; trước đó dùng tại {row.place}") as work:
                holder.change(work, here)
    return Outcome(None, frozenset({"folder_holder"}))


def enter(folder: Path, *, clock: Clock, library: Library) -> Workplace:
    """Open a folder for work without a window: as ``open_workplace``, in a suited place, and not a copy of another.

    Raises Fault "folder-unsuited" and "folder-elsewhere" as well.
    """
    require_at_home(folder)
    opened = open_workplace(folder, clock=clock, library=library)
    try:
        if not opened.is_new:
            settle(opened.store)
    except BaseException:
        opened.store.close(with_backup=False)
        raise
    return opened


def require_at_home(folder: Path) -> None:
    """Raise Fault for a folder in which a live database would come to harm, or that is a copy of another."""
    require_suited(folder)
    found = elsewhere(folder)
    if found is not None:
        raise found.fault


def _begin(store: Store) -> None:
    first = Holder(
        str(uuid.uuid4()), 1, machine=holder.this_machine(), place=_place(store.folder.path), since=_now(store.clock())
    )
    store.note_holder(first)


def _is_here(row: Holder, folder: Path) -> bool:
    if row.place == _place(folder):
        return True
    try:
        return Path(row.place).samefile(folder)
    except OSError:
        return False


def _is_copy_of(row: Holder) -> bool:
    """Whether the old place still holds the same folder: then this one is a copy of it."""
    try:
        there = holder.read(DataFolder(Path(row.place)).database)
    except OSError:
        return False
    return there is not None and there.folder_id == row.folder_id


def _place(folder: Path) -> str:
    return nfc(str(folder.resolve()))


def _now(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
