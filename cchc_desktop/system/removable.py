"""Sticks (USB) that are plugged in: name, number, free space, whether they can be written, and since when.

Everything is asked of the system without any right of an administrator, and nothing is written.
"""

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cchc_desktop.system.volumes import Drive, answers, drive_name, drive_of, existing

_ROOM_PER_FILE = 1 << 20
_CLUSTERS = 64
"""What a file system may need beside the bytes of a file: its last cluster, its tables, a longer folder."""


@dataclass(frozen=True, slots=True)
class Stick:
    """A drive as it was when it was asked. ``free`` and ``size`` are bytes; ``cluster`` is what it gives out at once.

    ``number`` tells sticks of one name apart ("1A2B-3C4D"; "" where the drive has none). ``device`` is the number by
    which files of the drive are known while it is plugged in (``st_dev``). ``removable`` is False for a folder of
    this machine that somebody named instead.
    """

    path: Path
    label: str
    number: str
    free: int
    size: int
    writable: bool
    file_system: str = ""
    cluster: int = 4096
    device: int = 0
    removable: bool = True

    @property
    def name(self) -> str:
        """Name and number, as copies are recorded: "KINGSTON (số 1A2B-3C4D)"."""
        return f"{self.label} (số {self.number})" if self.number else self.label

    def needed(self, size: int) -> int:
        """Bytes that must be free to take a file of this size, with what the file system needs for itself."""
        return -(-size // self.cluster) * self.cluster + _CLUSTERS * self.cluster + _ROOM_PER_FILE

    def is_still_there(self) -> bool:
        """Whether this very drive is what one finds at ``path`` now."""
        try:
            return self.path.stat().st_dev == self.device and (not self.removable or _is_known(self.path))
        except OSError:
            return False

    def now(self) -> "Stick | None":
        """The same drive with its room as it is now; None where it was pulled."""
        if not self.is_still_there():
            return None
        try:
            asked = _described(self.path, default=self.label)
        except OSError:
            return None
        return replace(self, free=asked.free, size=asked.size, writable=asked.writable)


def plugged_in() -> tuple[Stick, ...]:
    """The sticks in the order of their names; one that does not answer within a few seconds is left out."""
    found = [stick for point in _points() if answers(point) and (stick := _asked(point)) is not None]
    return tuple(sorted(found, key=lambda stick: (stick.label.casefold(), str(stick.path))))


def stick_at(folder: Path) -> Stick:
    """Any folder, taken for a stick: the folder itself is where files go. Raises OSError where it cannot be asked."""
    removable, drive = drive_of(folder) is Drive.REMOVABLE, drive_name(folder)
    asked = _described(folder, default=_default_label(Path(drive)) if removable else drive)
    return replace(asked, removable=removable)


def plugged_in_after(stick: Stick, moment: datetime) -> bool:
    """Whether the system met this drive only after ``moment`` (whole seconds): nothing it remembers of it is older."""
    met = _met_at(stick)
    return met is not None and met >= moment + timedelta(seconds=1)


def _asked(point: Path) -> Stick | None:
    try:
        return _described(point, default=_default_label(point))
    except OSError:  # pulled while it was asked
        return None


if sys.platform == "win32":
    from cchc_desktop.system import windows_drives

    def _points() -> tuple[Path, ...]:
        return windows_drives.removable_roots()

    def _default_label(point: Path) -> str:
        return f"Ổ đĩa {point.drive}"

    def _described(folder: Path, *, default: str) -> Stick:
        root = Path(folder.absolute().anchor)
        facts, space = windows_drives.facts_of(root), windows_drives.space_of(folder)
        return Stick(
            path=folder,
            label=facts.label or default,
            number=facts.number,
            free=space.free,
            size=space.size,
            writable=not facts.read_only,
            file_system=facts.file_system,
            cluster=space.cluster,
            device=folder.stat().st_dev,
        )

    def _is_known(_folder: Path) -> bool:
        return True  # a drive that was pulled has no folders

    def _met_at(_stick: Stick) -> datetime | None:
        return None  # reading past the cache is never refused by a drive of this machine

else:
    from cchc_desktop.system.volumes import mount_of, mounts, removable_points

    _BY_LABEL = Path("/dev/disk/by-label")
    _BY_NUMBER = Path("/dev/disk/by-uuid")
    _READ_ONLY_DISCS = frozenset({"iso9660", "udf"})
    _LONGEST_NUMBER = 9
    """That of a stick with FAT; of the longer ones of other file systems the beginning tells them apart."""

    def _points() -> tuple[Path, ...]:
        return tuple(Path(point) for _, point, kind in removable_points() if kind not in _READ_ONLY_DISCS)

    def _default_label(point: Path) -> str:
        return point.name or "USB"

    def _described(folder: Path, *, default: str) -> Stick:
        device, _, kind = mount_of(existing(folder).resolve(), mounts())
        space = os.statvfs(folder)
        number = _named(_BY_NUMBER, device)
        return Stick(
            path=folder,
            label=_named(_BY_LABEL, device) or default,
            number=number[:_LONGEST_NUMBER].rstrip("-").upper(),
            free=space.f_bavail * space.f_frsize,
            size=space.f_blocks * space.f_frsize,
            writable=not space.f_flag & os.ST_RDONLY and os.access(folder, os.W_OK),
            file_system=kind,
            cluster=space.f_frsize,
            device=folder.stat().st_dev,
        )

    def _named(names: Path, device: str) -> str:
        """The name in ``names`` that leads to the device; "" for none."""
        try:
            real = os.path.realpath(device)
            return next((_plain(link.name) for link in names.iterdir() if os.path.realpath(link) == real), "")
        except (OSError, ValueError):
            return ""

    def _plain(name: str) -> str:
        r"""A name without the escapes of udev: "A\x20B" is "A B"."""
        raw = name.encode("utf-8", "surrogateescape")
        parts = raw.split(b"\\x")
        plain = parts[0] + b"".join(bytes((int(part[:2], 16),)) + part[2:] for part in parts[1:])
        return plain.decode("utf-8", "replace")

    def _is_known(folder: Path) -> bool:
        """Whether the system still has the device; its folders are shown from memory for a while after it went."""
        device = mount_of(existing(folder).resolve(), mounts())[0]
        return not device.startswith("/dev/") or Path(device).exists()

    def _met_at(stick: Stick) -> datetime | None:
        """When the node of the device was made, which happens anew each time that a drive is plugged in."""
        device = mount_of(existing(stick.path).resolve(), mounts())[0]
        try:
            return datetime.fromtimestamp(Path(device).stat().st_mtime, UTC) if device.startswith("/") else None
        except OSError:
            return None
