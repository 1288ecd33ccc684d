"""Sticks of a few megabytes: real file systems on loop devices, which can be pulled, locked, filled and spoiled."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from cchc_desktop.system import volumes

BLOCK = 4096
_MAKE = {"ext4": ("mkfs.ext4", "-q", "-F", "-m", "0", "-L"), "vfat": ("mkfs.vfat", "-n")}


@dataclass(frozen=True)
class LoopStick:
    """A mounted stick: ``path`` is where it is mounted, ``image`` what it really holds."""

    path: Path
    image: Path
    device: str

    def pull(self) -> None:
        """Take the stick out: its folder is empty from now on, as desktops leave it for a moment."""
        run("umount", "-l", str(self.path))

    def plug_in(self, *, options: str = "rw") -> None:
        """Plug it in (again)."""
        run("mount", "-o", options, self.device, str(self.path))

    def lock(self) -> None:
        """What the system does after an error of the stick: nothing can be written any more."""
        run("mount", "-o", "remount,abort", str(self.path))

    def leave(self, free: int) -> None:
        """Fill the stick further, so that about so many bytes are free."""
        now = os.statvfs(self.path)
        with (self.path / "day").open("ab") as filler:
            os.posix_fallocate(filler.fileno(), filler.tell(), now.f_bavail * now.f_frsize - free)

    def spoil(self, content: bytes, *, keep: int = 0) -> None:
        """Lose the bytes of a file behind the back of the system, all but the first ``keep``: they come back as zeros.

        That is what a stick does that has less room than it says.
        """
        held = self.image.read_bytes()
        start = held.find(content[:BLOCK])
        assert start >= 0, "the file must have reached the stick"
        with self.image.open("r+b") as image:
            for offset in range(keep, len(content), BLOCK):
                part = content[offset : offset + BLOCK]
                found = held.find(part, start)
                found = found if found >= 0 else held.find(part)  # a later part may lie before the first
                assert found >= 0, "every block must have reached the stick"
                image.seek(found)
                image.write(bytes(len(part)))

    @property
    def names(self) -> list[str]:
        """What lies on the stick, without what every file system of this kind has."""
        return sorted(path.name for path in self.path.iterdir() if path.name not in ("lost+found", "day"))


@contextmanager
def loop_stick(
    folder: Path, name: str = "USB-XA", *, megabytes: int = 24, image: Path | None = None, kind: str = "ext4"
) -> Iterator[LoopStick]:
    """Make, mount and take away a stick; the test is skipped where mounting is not permitted."""
    make = _MAKE[kind]
    if sys.platform != "linux" or not shutil.which(make[0]) or not shutil.which("losetup"):
        pytest.skip(f"mounts a small file system, which needs Linux with {make[0]} and losetup")
    point = folder / name
    point.mkdir(parents=True)
    image = image or folder / f"{name}.img"
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    run(*make, name[:11], str(image))
    found = subprocess.run(["losetup", "-f", "--show", str(image)], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip(f"loop devices are not permitted here: {found.stderr.strip()}")
    stick = LoopStick(point, image, found.stdout.strip())
    try:
        mounted = subprocess.run(["mount", stick.device, str(point)], capture_output=True, text=True, check=False)
        if mounted.returncode != 0:
            pytest.skip(f"mounting is not permitted here: {mounted.stderr.strip()}")
        yield stick
    finally:
        subprocess.run(["umount", "-l", str(point)], capture_output=True, check=False)
        subprocess.run(["losetup", "-d", stick.device], capture_output=True, check=False)


def taken_for_plugged_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is mounted below the folder, and nothing else, counts as plugged in."""
    monkeypatch.setattr(volumes, "_PLUGGED_IN", (f"{folder}/",))


def run(*line: str) -> None:
    """Run a command of the system, which must succeed."""
    subprocess.run(line, capture_output=True, check=True)
