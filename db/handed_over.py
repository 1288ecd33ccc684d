"""A data folder that was handed over (đã bàn giao): how it says so, and how an interrupted hand-over is ended.

Two things say it: the holder row of the database, and a file in the folder, which an old backup put back in that folder
does not take away. The one transaction that sets the row is the moment of the hand-over. A note is written before it:

    killed before the transaction   the folder is live; what was written of the file is removed at the next opening
    killed after it                 the next opening writes the marker and gives the file its final name
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import sync_folder, write_bytes
from db import holder
from db.folder import DataFolder
from db.holder import Holder

_FORMAT = "cchc-handed-over"
UNKNOWN = "nơi nhận khác"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """To whom, when (ISO time), with which code and file a folder was handed over, and of which generation it was."""

    folder_id: str
    generation: int
    to: str
    at: str
    code: str
    file: str

    @property
    def sentence(self) -> str:
        """What the screens say as long as the folder is open."""
        return f"Dữ liệu này đã bàn giao cho {self.to}{self._day} (mã {self.code}). Chỉ xem, không ghi thêm được."

    @property
    def fault(self) -> Fault:
        """What whoever wants to write is told."""
        return Fault(
            "handed-over",
            what=f"Dữ liệu này đã bàn giao cho {self.to}{self._day} (mã {self.code}) nên không ghi thêm ở đây được.",
            safe="Dữ liệu ở đây giữ nguyên như lúc bàn giao, vẫn xem và in được; nội dung vừa làm chưa được lưu.",
            do=(
                "Hãy nhập ở nơi đã nhận bàn giao. Nếu tệp bàn giao không được dùng nữa, lãnh đạo đăng nhập, "
                "vào Cài đặt, mục Dữ liệu và chọn Lấy lại quyền ghi."
            ),
        )

    @property
    def _day(self) -> str:
        try:
            return f" ngày {datetime.fromisoformat(self.at):%d/%m/%Y}"
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class Note:
    """A hand-over under way: the name while it is written, the name in the end, and the code that it will bear."""

    temporary: str
    final: str
    code: str


def state(folder: DataFolder) -> HandedOver | None:
    """The hand-over that the folder tells of, by its database or its marker; None for a live folder."""
    row, mark = holder.read(folder.database), _mark(folder)
    if row is not None and not row.is_live:
        return of_row(row)
    if mark is None or _is_stale(mark, row):
        return None
    return mark


def of_row(row: Holder) -> HandedOver:
    """The hand-over that a holder row tells of."""
    return HandedOver(row.folder_id, row.generation, row.given_to, row.since, row.given_code, row.given_file)


def announce(folder: DataFolder, note: Note) -> None:
    """Note that a hand-over begins; raises Fault."""
    write_bytes(folder.hand_over_note, json.dumps(asdict(note), ensure_ascii=False).encode())


def settle(folder: DataFolder) -> None:
    """End what an interrupted hand-over or taking back left; the folder's lock must be held.

    A drive that is not there stays owed its renaming until the next opening.
    """
    row, note = holder.read(folder.database), _note(folder)
    is_given = row is not None and not row.is_live
    if row is not None and not row.is_live:
        with suppress(Fault):  # the row says it too; the next opening tries again
            write_mark(folder, of_row(row))
    mark = _mark(folder)
    if mark is not None and _is_stale(mark, row):
        with suppress(OSError):
            folder.handed_over.unlink(missing_ok=True)
    if note is None:
        return
    with suppress(OSError):
        if is_given and row is not None and row.given_code == note.code:
            publish(folder, note)
        else:
            Path(note.temporary).unlink(missing_ok=True)
            folder.hand_over_note.unlink(missing_ok=True)


def publish(folder: DataFolder, note: Note) -> None:
    """Give the finished file its final name and forget the note; raises OSError, e.g. when the stick is away."""
    temporary, final = Path(note.temporary), Path(note.final)
    if not final.exists():
        temporary.replace(final)
        sync_folder(final.parent)
    folder.hand_over_note.unlink(missing_ok=True)


def write_mark(folder: DataFolder, given: HandedOver) -> None:
    """Write the marker, unless it stands already; raises Fault."""
    if _mark(folder) != given:
        content = {"format": _FORMAT, "format_version": 1, "sentence": given.sentence, **asdict(given)}
        write_bytes(folder.handed_over, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _is_stale(mark: HandedOver, row: Holder | None) -> bool:
    """Whether a later generation of the same folder lives here: taken back, or received again."""
    return row is not None and row.is_live and row.folder_id == mark.folder_id and row.generation > mark.generation


def _mark(folder: DataFolder) -> HandedOver | None:
    """The marker; one that cannot be read still says that the folder was handed over."""
    try:
        content = json.loads(folder.handed_over.read_text(encoding="utf-8"))
        texts = {name: str(content[name]) for name in ("folder_id", "to", "at", "code", "file")}
        return HandedOver(generation=int(content["generation"]), **texts)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return HandedOver("", 0, UNKNOWN, "", "không đọc được", "")


def _note(folder: DataFolder) -> Note | None:
    try:
        content = json.loads(folder.hand_over_note.read_text(encoding="utf-8"))
        return Note(str(content["temporary"]), str(content["final"]), str(content["code"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
