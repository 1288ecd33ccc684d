"""A look at the folder that is to hold the data: can it be written, how much is free, on what kind of drive is it.

Looking changes nothing in the folder; a drive that is not there answers late, so call it in a worker.
"""

import sys
import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cchc_desktop.system.diskspace import free_bytes
from ui.models.file_size import size_words

_MEGABYTE = 1024 * 1024
TOO_LITTLE = 100 * _MEGABYTE
LITTLE = 1_000 * _MEGABYTE
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs", "fuse.sshfs"})
_OWN_NAME = "CCHC Desktop"


class Drive(Enum):
    """Where a folder lies, as far as it can be told cheaply."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Place:
    """What the look found. ``free`` is None where it could not be asked; ``refusal`` says why it cannot be used."""

    folder: Path
    drive: Drive = Drive.FIXED
    free: int | None = None
    holds_data: bool = False
    refusal: str = ""
    warning: str = ""


def look(folder: Path, *, is_new: bool = False) -> Place:
    """Look at a folder; ``is_new`` says that data in it are known to be an unfinished first start."""
    if not folder.is_absolute():
        return Place(folder, refusal="Hãy nhập đường dẫn đầy đủ, bắt đầu từ ổ đĩa.")
    try:
        return _look(folder, is_new=is_new)
    except OSError:
        return Place(folder, refusal=f"Không mở được “{folder}”. Hãy kiểm tra ổ đĩa hoặc chọn thư mục khác.")


def within(chosen: Path) -> Path:
    """The folder to use inside a chosen one: itself when it is empty or holds data, else a folder of its own."""
    try:
        if not chosen.is_dir() or _holds_data(chosen) or next(chosen.iterdir(), None) is None:
            return chosen
    except OSError:
        return chosen
    return chosen / _OWN_NAME


def data_in(chosen: Path) -> Path | None:
    """Where the data are in a folder that was pointed at: the folder itself or the one of our name in it; or None."""
    try:
        return next((folder for folder in (chosen, chosen / _OWN_NAME) if _holds_data(folder)), None)
    except OSError:
        return None


def _look(folder: Path, *, is_new: bool) -> Place:
    drive = _drive(folder)
    if not is_new and _holds_data(folder):
        return Place(folder, drive, _free(folder), holds_data=True)
    free = _free(folder)
    refusal = _refusal(folder, drive=drive, free=free)
    warning = "" if refusal else _warning(drive=drive, free=free)
    return Place(folder, drive, free, refusal=refusal, warning=warning)


def _refusal(folder: Path, *, drive: Drive, free: int | None) -> str:
    if drive is Drive.NETWORK:
        return "Thư mục nằm trên ổ mạng: mất kết nối khi đang ghi có thể làm hỏng dữ liệu. Hãy chọn ổ đĩa của máy này."
    if not _can_write(folder):
        return f"Không ghi được vào “{folder}”. Hãy chọn thư mục khác."
    if free is not None and free < TOO_LITTLE:
        return f"Ổ đĩa chỉ còn trống {size_words(free)}, cần ít nhất {size_words(TOO_LITTLE)}."
    return ""


def _warning(*, drive: Drive, free: int | None) -> str:
    if drive is Drive.REMOVABLE:
        return "Thư mục nằm trên USB hoặc ổ đĩa rời: rút ra là không làm việc được, dễ mất. Nên dùng ổ đĩa của máy."
    if free is not None and free < LITTLE:
        return f"Ổ đĩa còn ít chỗ trống ({size_words(free)}); tài liệu kiểm chứng có thể cần nhiều hơn."
    return ""


def _holds_data(folder: Path) -> bool:
    from cchc_desktop.services.data_care import holds_data  # loads SQLAlchemy: never before the first paint

    return holds_data(folder)


def _free(folder: Path) -> int | None:
    try:
        return free_bytes(folder)
    except OSError:
        return None


def _can_write(folder: Path) -> bool:
    """Try it in the nearest folder that exists: rights on Windows cannot be read off reliably."""
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return True
    except OSError:
        return False


def _existing(folder: Path) -> Path:
    return next((path for path in (folder, *folder.parents) if path.exists()), folder)


if sys.platform == "win32":
    import ctypes

    _REMOVABLE_TYPE, _REMOTE_TYPE = 2, 4

    def _drive(folder: Path) -> Drive:
        if folder.drive.startswith("\\\\"):
            return Drive.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
        return {_REMOVABLE_TYPE: Drive.REMOVABLE, _REMOTE_TYPE: Drive.NETWORK}.get(kind, Drive.FIXED)

else:

    def _drive(folder: Path) -> Drive:
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return Drive.FIXED
        device, kind = mount_of(_existing(folder).resolve(), mounts)
        if kind in _NETWORK:
            return Drive.NETWORK
        return Drive.REMOVABLE if _is_removable(device) else Drive.FIXED

    def mount_of(path: Path, mounts: str) -> tuple[str, str]:
        """Device and file system of a path, from the text of /proc/self/mounts; empty where nothing fits."""
        found = ("", "", "")
        for line in mounts.splitlines():
            device, point, kind, *_ = line.split()
            point = point.replace("\\040", " ")
            if path.is_relative_to(point) and len(point) >= len(found[1]):
                found = (device, point, kind)
        return found[0], found[2]

    def _is_removable(device: str) -> bool:
        name = Path(device).name
        block = Path("/sys/class/block") / name
        disk = block.resolve().parent if (block / "partition").exists() else block
        try:
            return (disk / "removable").read_text(encoding="ascii").strip() == "1"
        except OSError:
            return False
