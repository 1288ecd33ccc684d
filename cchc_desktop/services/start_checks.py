"""What is looked at when a data folder is opened: where it lies, how much room is left, whether the clock is right.

A place where a live database would come to harm is refused; the rest is told, and a wrong clock is recorded.
"""

from pathlib import Path

from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.backups import second_place
from cchc_desktop.services.clock_watch import look_at_start
from cchc_desktop.services.session.notice import Notice
from cchc_desktop.system.diskspace import free_bytes, megabytes
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.paths import default_data_folder
from cchc_desktop.system.volumes import Drive, drive_name, drive_of, synced_by
from db.folder import DataFolder
from db.store import Store

LITTLE = 200_000_000
"""Free bytes below which it is told: a day's work, its backup and a package still fit."""


def require_suited(folder: Path) -> None:
    """Raise Fault "folder-unsuited" for a folder in which a live database would come to harm."""
    drive = drive_of(folder)
    if drive is Drive.NETWORK:
        raise _unsuited(folder, "trên ổ mạng; mất kết nối khi đang ghi có thể làm hỏng dữ liệu")
    if drive is Drive.REMOVABLE:
        raise _unsuited(folder, "trên USB hoặc ổ đĩa rời; rút ra khi đang ghi có thể làm hỏng dữ liệu")
    program = synced_by(folder)
    if program:
        raise _unsuited(folder, f"trong thư mục do {program} đồng bộ; đồng bộ lúc đang ghi có thể làm hỏng dữ liệu")


def start_notices(opened: Store) -> tuple[Notice, ...]:
    """What there is to tell of room and clock; a wrong clock is recorded in the trail."""
    return tuple(notice for notice in (_room(opened), look_at_start(opened)) if notice is not None)


def place_notice(data: DataFolder) -> Notice | None:
    """What there is to tell of the second place: that it is not there. A dead network drive answers after seconds."""
    place = second_place.second_place(data)
    if place is None or second_place.is_present(place):
        return None
    last = f"Bản sao gần nhất ở đó: {format_moment(place.last)}." if place.last else "Ở đó chưa có bản sao nào."
    return Notice(
        f"Nơi sao lưu thứ hai “{place.folder}” chưa có mặt.",
        f"Chương trình vẫn sao lưu trên máy này. {last}",
        "Khi tiện, hãy cắm USB hoặc nối lại ổ đĩa đó; bản sao sẽ tự được ghi.",
    )


def _room(opened: Store) -> Notice | None:
    try:
        free = free_bytes(opened.folder.path)
    except OSError:
        return None
    if free >= LITTLE:
        return None
    return Notice(
        f"Ổ đĩa {drive_name(opened.folder.path)} chỉ còn trống {megabytes(free // 1_000_000)}.",
        "Dữ liệu đã lưu vẫn nguyên vẹn.",
        f"Hãy xóa bớt tệp không cần để có ít nhất {megabytes(LITTLE // 1_000_000)} trước khi làm việc tiếp.",
    )


def _unsuited(folder: Path, where: str) -> Fault:
    return Fault(
        "folder-unsuited",
        what=f"Thư mục dữ liệu {folder} nằm {where}.",
        safe="Dữ liệu vẫn ở nguyên trong thư mục này: chương trình chưa mở và chưa thay đổi gì.",
        do=(
            f"Hãy chép cả thư mục này vào ổ đĩa của máy, ví dụ {default_data_folder()}, rồi bấm Chọn thư mục khác. "
            "USB, ổ mạng và thư mục đồng bộ vẫn dùng làm nơi sao lưu thứ hai được."
        ),
    )
