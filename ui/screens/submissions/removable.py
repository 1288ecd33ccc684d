"""Which USB sticks are plugged in and can be written to, as the system tells."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_MOUNTS = ("/media/", "/run/media/", "/mnt/")
_REMOVABLE = 2  # DRIVE_REMOVABLE of the Windows call GetDriveTypeW


def removable_folders() -> tuple[tuple[str, Path], ...]:
    """Name and root folder of each writable removable drive."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and is_removable(root):
            found.append((volume.displayName() or root, Path(root)))
    return tuple(found)


def is_removable(root: str) -> bool:
    """Whether a mounted root is a stick or card rather than a fixed disk."""
    if sys.platform == "win32":
        import ctypes  # Windows only

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE)
    return root.startswith(_MOUNTS)
