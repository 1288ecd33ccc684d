"""Two folders with the same data that meet through a backup: who holds which, told before anything is decided.

Data are never merged. A restore keeps the later generation, so that a folder does not forget that it was handed on.
"""

from pathlib import Path

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.backups.second_place import SecondPlace
from cchc_desktop.system.fault import Fault
from db import backup, handed_over, holder
from db.folder import DataFolder
from db.holder import Holder


def require_live(data: DataFolder) -> None:
    """Raise the Fault "handed-over" for a folder that was handed over."""
    given = handed_over.state(data)
    if given is not None:
        raise given.fault


def holder_after(data: DataFolder, restored: Path, *, since: str) -> Holder | None:
    """Who holds the folder once the backup stands in it; None where neither the folder nor the backup names anybody."""
    here, then = holder.present(data), holder.read(restored)
    if here is None or (then is not None and then.folder_id != here.folder_id):
        if then is None or not then.is_live:
            return then  # what was handed over stays so
        return then.live_at(machine=holder.this_machine(), place=nfc(str(data.path.resolve())), since=since)
    return here


def met_in_backup(data: DataFolder, path: Path) -> str:
    """What to tell before a backup of another holder is restored; empty where it is of this folder's own line."""
    here, then = holder.present(data), holder.read(path)
    if here is None or then is None:
        return ""
    if then.folder_id != here.folder_id:
        return (
            f"Bản này thuộc một bộ dữ liệu khác, dùng {_where(then)}. Phục hồi không trộn hai bộ: dữ liệu hiện nay "
            "được cất riêng. Nếu máy kia vẫn làm việc, hãy thống nhất chỉ dùng một nơi."
        )
    if then.generation > here.generation:
        return (
            f"Bộ dữ liệu này đã chuyển sang dùng {_where(then)}{_since(then)}. "
            "Phục hồi ở đây sẽ có hai nơi cùng làm việc; hãy hỏi nơi kia trước khi quyết định."
        )
    return ""


def newer_there(data: DataFolder, place: SecondPlace) -> Fault | None:
    """What to tell where a place of backups holds copies of a later holder of the same data."""
    here = holder.read(data.database)
    newest = next(iter(backup.listing(place.folder)), None)
    there = holder.read(newest) if newest is not None else None
    if here is None or there is None or there.folder_id != here.folder_id or there.generation <= here.generation:
        return None
    return Fault(
        "newer-holder",
        what=(
            f"Nơi sao lưu thứ hai “{place.folder}” giữ bản sao của một nơi đang dùng mới hơn: {_where(there)}"
            f"{_since(there)}. Cùng một bộ dữ liệu đang được dùng ở hai nơi."
        ),
        safe="Chương trình không ghi gì vào đó và không trộn hai bản; bản sao lưu trên máy này vẫn được ghi.",
        do=(
            "Hãy thống nhất chỉ dùng một nơi: nếu dùng nơi kia, thôi nhập ở đây; nếu dùng ở đây, "
            "chọn nơi sao lưu thứ hai khác."
        ),
    )


def _where(row: Holder) -> str:
    return f"trên máy {row.machine or 'không rõ tên'}, tại {row.place or 'thư mục không rõ'}"


def _since(row: Holder) -> str:
    return f", từ ngày {row.since[8:10]}/{row.since[5:7]}/{row.since[:4]}" if len(row.since) >= 10 else ""
