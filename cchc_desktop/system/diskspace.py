"""Free space of the drive under a folder, asked before long writing and told when writing fails."""

import shutil
from pathlib import Path

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import drive_name, existing

_MEGABYTE = 1_000_000


def free_bytes(path: Path) -> int:
    """Bytes that this user may still write on the drive of ``path``, which need not exist yet.

    Raises OSError when not even a parent folder can be asked.
    """
    return shutil.disk_usage(existing(path)).free


def require_free(path: Path, needed: int) -> None:
    """Raise the Fault "disk-full" unless ``needed`` bytes are free on the drive of ``path``; raises OSError as well."""
    free = free_bytes(path)
    if free < needed:
        raise disk_full(path, needed=needed, free=free)


def disk_full(path: Path, *, needed: int | None, free: int | None) -> Fault:
    """The Fault "disk-full" naming drive, folder, megabytes needed and free; None stands for what is not known."""
    figures = []
    if needed is not None:
        figures.append(f"cần {megabytes(-(-needed // _MEGABYTE))}")
    if free is not None:
        figures.append(f"còn trống {megabytes(free // _MEGABYTE)}")
    detail = f" ({', '.join(figures)})" if figures else ""
    return Fault(
        "disk-full",
        what=f"Ổ đĩa {drive_name(path)} (chứa “{path}”) không đủ chỗ trống{detail}.",
        safe="Chưa có tệp nào bị thay đổi, dữ liệu đã ghi trong chương trình vẫn nguyên vẹn.",
        do="Hãy xóa bớt tệp không cần trên ổ đĩa đó hoặc chọn ổ đĩa khác, rồi làm lại.",
    )


def megabytes(count: int) -> str:
    """A number of megabytes in words: "1.200 MB"."""
    return f"{count:,} MB".replace(",", ".")
