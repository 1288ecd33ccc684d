"""On what kind of drive a folder lies, and which program copies it elsewhere behind our back.

A live database belongs on a fixed drive of the machine: a network drive loses its locks, a stick is pulled out, and a
program that synchronises a folder copies the parts of a database at different moments.
"""

import os
import re
import sys
import threading
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "davfs", "ncpfs"})
_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.google", "fuse.onedrive")
_PLUGGED_IN = ("/media/", "/run/media/")
_CLOUD_NAMES = {
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drive của tôi": "Google Drive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "pcloud drive": "pCloud",
}
_CLOUD_MARKS = {
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


class Drive(Enum):
    """Where a folder lies, as far as it can be told cheaply."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


def existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next((path for path in (folder, *folder.parents) if _is_there(path)), folder)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # behind a folder that must not be looked into, or on a drive that has gone
        return False


def answers(folder: Path, *, within: float = 3.0) -> bool:
    """Whether the folder is there; a network drive that does not answer in ``within`` seconds counts as absent."""
    found: list[bool] = []

    def ask() -> None:
        try:
            found.append(folder.is_dir())
        except OSError:
            found.append(False)

    asking = threading.Thread(target=ask, daemon=True, name="volume")  # a dead network drive holds it for minutes
    asking.start()
    asking.join(within)
    return found == [True]


def synced_by(folder: Path, *, environment: Mapping[str, str] = os.environ) -> str:
    """The name of the program that synchronises the folder ("OneDrive"); empty when no sign of one is seen."""
    for variable in _CLOUD_VARIABLES:
        root = environment.get(variable, "")
        if root and folder.is_relative_to(root):
            return "OneDrive"
    for part in folder.parts:
        name = part.casefold()
        if name in _CLOUD_NAMES:
            return _CLOUD_NAMES[name]
        if name.startswith("onedrive - "):
            return "OneDrive"
    for parent in (folder, *folder.parents):
        for mark, program in _CLOUD_MARKS.items():
            if (parent / mark).exists():
                return program
    return ""


if sys.platform == "win32":
    import ctypes

    _REMOVABLE_TYPE, _REMOTE_TYPE = 2, 4  # answers of the Windows call GetDriveTypeW

    def drive_of(folder: Path) -> Drive:
        """The kind of drive under a folder, which need not exist yet."""
        if folder.drive.startswith("\\\\"):
            return Drive.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
        return {_REMOVABLE_TYPE: Drive.REMOVABLE, _REMOTE_TYPE: Drive.NETWORK}.get(kind, Drive.FIXED)

    def drive_name(folder: Path) -> str:
        """The drive as people call it: "D:"; the share for a network drive."""
        return folder.absolute().drive

else:

    def drive_of(folder: Path) -> Drive:
        """The kind of drive under a folder, which need not exist yet."""
        device, point, kind = mount_of(existing(folder).resolve(), mounts())
        if kind in _NETWORK or kind.startswith(_NETWORK_FUSE):
            return Drive.NETWORK
        return Drive.REMOVABLE if _is_plugged_in(device, point) else Drive.FIXED

    def drive_name(folder: Path) -> str:
        """The drive as people see it: where it is mounted."""
        return mount_of(existing(folder).resolve(), mounts())[1] or "/"

    def mount_of(path: Path, mounts: str) -> tuple[str, str, str]:
        """Device, mount point and file system of a path, from /proc/self/mounts; empty where nothing fits."""
        found = ("", "", "")
        for line in mounts.splitlines():
            device, point, kind, *_ = map(_plain, line.split(" "))
            if path.is_relative_to(point) and len(point) >= len(found[1]):
                found = (device, point, kind)
        return found

    def removable_points() -> tuple[tuple[str, str, str], ...]:
        """Device, mount point and file system of every drive that can be unplugged, each point once."""
        found = {}
        for line in mounts().splitlines():
            device, point, kind, *_ = map(_plain, line.split(" "))
            if point.startswith("/boot"):
                continue  # of a system that runs from a stick
            if _is_plugged_in(device, point) and kind not in _NETWORK and not kind.startswith(_NETWORK_FUSE):
                found[point] = (device, point, kind)
        return tuple(found.values())

    def _plain(text: str) -> str:
        r"""A field of the list of mounts without its escapes: "\040" is a blank."""
        return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)

    def mounts() -> str:
        """The mounts of this process as the kernel lists them; "" where it does not."""
        try:
            return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def _is_plugged_in(device: str, point: str) -> bool:
        if f"{point}/".startswith(_PLUGGED_IN):
            return True
        if point in ("/", "/home"):
            return False  # a machine that runs from such a drive has no other
        block = Path("/sys/class/block") / Path(device).name
        disk = block.resolve().parent if (block / "partition").exists() else block
        try:
            return (disk / "removable").read_text(encoding="ascii").strip() == "1" or "/usb" in str(disk.resolve())
        except OSError:
            return False
