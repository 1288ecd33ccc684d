"""A small file system of its own, filled to the byte: where the real disk-full happens."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = 4096


@dataclass(frozen=True)
class SmallDisk:
    """A mounted file system; ``path`` is a folder on it."""

    path: Path

    @property
    def _filler(self) -> Path:
        return self.path / "day-o-dia"

    def leave(self, free: int) -> None:
        """Fill the disk so that ``free`` bytes (whole pages) are left."""
        self.empty()
        now = os.statvfs(self.path)
        with self._filler.open("wb") as filler:
            wanted = now.f_bavail * now.f_frsize - free
            if wanted > 0:
                os.posix_fallocate(filler.fileno(), 0, wanted)

    def empty(self) -> None:
        """Take the filling away."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mount a file system of this size; the test is skipped where mounting is not permitted."""
    if sys.platform != "linux":
        pytest.skip("mounts a small file system, which needs Linux")
    point = folder / "o-dia-nho"
    point.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(point)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"mounting is not permitted here: {mounted.stderr.decode().strip()}")
    try:
        yield SmallDisk(point)
    finally:
        subprocess.run(["umount", "-l", str(point)], check=False)
