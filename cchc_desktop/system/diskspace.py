"""Free space of the drive under a folder, asked before long writing and told when writing fails."""

import shutil
from pathlib import Path

from cchc_desktop.system.fault import Fault

_MEGABYTE = 1_000_000


def free_bytes(path: Path) -> int:
    """Bytes that this user may still write on the drive of ``path``, which need not exist yet.

    Raises OSError when not even a parent folder can be asked.
    """
    existing = next((folder for folder in (path, *path.parents) if folder.exists()), path)
    return shutil.disk_usage(existing).free


def require_free(path: Path, needed: int) -> None:
    """Raise the Fault "disk-full" unless ``needed`` bytes are free on the drive of ``path``; raises OSError as well."""
    free = free_bytes(path)
    if free < needed:
        raise disk_full(path, needed=needed, free=free)


def disk_full(path: Path, *, needed: int | None, free: int | None) -> Fault:
    """The Fault "disk-full" naming the folder, the megabytes needed and free; None stands for what is not known."""
    figures = []
    if needed is not None:
        figures.append(f"cần {_megabytes(-(-needed // _MEGABYTE))}")
    if free is not None:
        figures.append(f"còn trống {_megabytes(free // _MEGABYTE)}")
    detail = f" ({', '.join(figures)})" if figures else ""
    return Fault(
        "disk-full",
        what=f"Ổ đĩa chứa “{path}” không đủ chỗ trống{detail}.",
        safe="Chưa có tệp nào bị thay đổi, dữ liệu đã ghi trong chương trình vẫn nguyên vẹn.",
        do="Hãy xóa bớt tệp không cần trên ổ đĩa đó hoặc chọn ổ đĩa khác, rồi làm lại.",
    )


def _megabytes(count: int) -> str:
    return f"{count:,} MB".replace(",", ".")
