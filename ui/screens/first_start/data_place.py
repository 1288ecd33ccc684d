"""A look at the folder that is to hold the data: can it be written, how much is free, on what kind of drive is it.

Looking changes nothing in the folder; a drive that is not there answers late, so call it in a worker.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.system.diskspace import free_bytes
from cchc_desktop.system.volumes import Drive, drive_of, existing, synced_by
from ui.models.file_size import size_words

_MEGABYTE = 1024 * 1024
TOO_LITTLE = 100 * _MEGABYTE
LITTLE = 1_000 * _MEGABYTE
_OWN_NAME = "CCHC Desktop"


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
    drive = drive_of(folder)
    if not is_new and _holds_data(folder):
        return Place(folder, drive, _free(folder), holds_data=True)
    free = _free(folder)
    refusal = _refusal(folder, drive=drive, free=free)
    warning = "" if refusal else _warning(free)
    return Place(folder, drive, free, refusal=refusal, warning=warning)


def _refusal(folder: Path, *, drive: Drive, free: int | None) -> str:
    if drive is Drive.NETWORK:
        return "Thư mục nằm trên ổ mạng: mất kết nối khi đang ghi có thể làm hỏng dữ liệu. Hãy chọn ổ đĩa của máy này."
    if drive is Drive.REMOVABLE:
        return (
            "Thư mục nằm trên USB hoặc ổ đĩa rời: rút ra khi đang ghi có thể làm hỏng dữ liệu. "
            "Hãy chọn ổ đĩa của máy này; USB dùng để sao lưu."
        )
    cloud = synced_by(folder)
    if cloud:
        return (
            f"Thư mục đang được {cloud} đồng bộ: đồng bộ lúc đang ghi có thể làm hỏng dữ liệu. "
            "Hãy chọn thư mục khác; dữ liệu ở đó vẫn sao lưu được."
        )
    if not _can_write(folder):
        return f"Không ghi được vào “{folder}”. Hãy chọn thư mục khác."
    if free is not None and free < TOO_LITTLE:
        return f"Ổ đĩa chỉ còn trống {size_words(free)}, cần ít nhất {size_words(TOO_LITTLE)}."
    return ""


def _warning(free: int | None) -> str:
    if free is not None and free < LITTLE:
        return f"Ổ đĩa còn ít chỗ trống ({size_words(free)}); tài liệu kiểm chứng có thể cần nhiều hơn."
    return ""


def _holds_data(folder: Path) -> bool:
    from cchc_desktop.services.data_care.data_care import holds_data  # loads SQLAlchemy: never before the first paint

    return holds_data(folder)


def _free(folder: Path) -> int | None:
    try:
        return free_bytes(folder)
    except OSError:
        return None


def _can_write(folder: Path) -> bool:
    """Try it in the nearest folder that exists: rights on Windows cannot be read off reliably."""
    try:
        with tempfile.TemporaryFile(dir=existing(folder)):
            return True
    except OSError:
        return False
