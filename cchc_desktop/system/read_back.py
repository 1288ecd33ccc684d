"""Reading a file back from its medium, past the memory of the machine, which gladly repeats what never arrived.

Linux: the file is flushed and its cached pages are dropped, then it is read with O_DIRECT; where that is refused, the
pages count as dropped only if the kernel itself (mincore) says that none is left. Windows: FILE_FLAG_NO_BUFFERING.
File systems in a process of their own (FUSE), of a network and in memory keep copies that no program can drop: what
they give is read, and does not count.
"""

import ctypes
import errno
import hashlib
import mmap
import os
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20

Told = Callable[[int], None]
"""Hears how many bytes have been read; what it raises ends the reading."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a file holds. ``past_memory`` when the bytes came from the medium as far as a program can know."""

    sha256: str
    size: int
    past_memory: bool


def read_back(path: Path, *, told: Told | None = None) -> ReadBack:
    """Read the whole file; raises OSError where the medium does not give it."""
    digest, size = hashlib.sha256(), 0
    reading = _Reading(path)
    for chunk in reading.chunks():
        digest.update(chunk)
        size += len(chunk)
        if told is not None:
            told(size)
    return ReadBack(digest.hexdigest(), size, reading.past_memory)


if sys.platform == "win32":
    from cchc_desktop.system.windows_reading import unbuffered

    class _Reading:
        """One pass over a file; ``past_memory`` holds once it has ended."""

        def __init__(self, path: Path) -> None:
            self._path = path
            self.past_memory = False

        def chunks(self) -> Iterator[memoryview | bytes]:
            """The bytes in order; raises OSError."""
            opened = unbuffered(self._path)
            if opened is None:  # a drive that cannot be read so
                with self._path.open("rb") as file:
                    while chunk := file.read(CHUNK):
                        yield chunk
                return
            yield from opened
            self.past_memory = True

else:
    from cchc_desktop.system.volumes import mount_of, mounts

    _O_DIRECT: int = getattr(os, "O_DIRECT", 0)
    _NEVER = frozenset({"tmpfs", "ramfs", "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "overlay"})

    class _Reading:
        """One pass over a file; ``past_memory`` holds once it has ended."""

        def __init__(self, path: Path) -> None:
            self._path = path
            self.past_memory = False

        def chunks(self) -> Iterator[memoryview | bytes]:
            """The bytes in order; raises OSError."""
            descriptor = os.open(self._path, os.O_RDONLY)
            try:
                dropped = _drop(descriptor)
                direct = yield from _read_direct(self._path)
                if not direct:
                    yield from _read_plainly(descriptor)
            finally:
                os.close(descriptor)
            self.past_memory = (direct or dropped) and not _keeps_copies(self._path)

    def _drop(descriptor: int) -> bool:
        """Bring the file onto its medium and forget it; whether the kernel says that nothing of it is in memory."""
        os.fsync(descriptor)
        if not hasattr(os, "posix_fadvise"):
            return False
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        return pages_in_memory(descriptor) == 0

    def pages_in_memory(descriptor: int) -> int | None:
        """How many pages of an open file the machine holds: all of a file of others; None where it does not say."""
        size = os.fstat(descriptor).st_size
        if size == 0:
            return 0
        count = -(-size // mmap.PAGESIZE)
        try:
            with mmap.mmap(descriptor, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE) as mapped:
                first = (ctypes.c_char * size).from_buffer(mapped)
                found = (ctypes.c_ubyte * count)()
                asked = ctypes.CDLL(None, use_errno=True).mincore
                asked.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
                answer = asked(ctypes.addressof(first), size, ctypes.addressof(found))
                del first  # it holds the mapping
        except (OSError, ValueError, AttributeError):
            return None
        return sum(page & 1 for page in found) if answer == 0 else None

    def _read_direct(path: Path) -> Generator[memoryview, None, bool]:
        """Read with O_DIRECT, and return whether the file system let us; nothing was given where it did not."""
        try:
            descriptor = os.open(path, os.O_RDONLY | _O_DIRECT) if _O_DIRECT else -1
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            descriptor = -1
        if descriptor < 0:
            return False
        try:
            return (yield from _aligned(descriptor))
        finally:
            os.close(descriptor)

    def _aligned(descriptor: int) -> Generator[memoryview, None, bool]:
        """Whole chunks into memory that begins at a page, as O_DIRECT wants it; only the last one may be short."""
        offset, size = 0, os.fstat(descriptor).st_size
        with mmap.mmap(-1, CHUNK) as buffer, memoryview(buffer) as view:
            while offset < size:
                try:
                    got = os.preadv(descriptor, [view], offset)
                except OSError as error:
                    if error.errno != errno.EINVAL or offset:
                        raise
                    return False
                if not got:
                    break
                with view[:got] as part:
                    yield part
                offset += got
        return True

    def _read_plainly(descriptor: int) -> Iterator[bytes]:
        offset = 0
        while chunk := os.pread(descriptor, CHUNK, offset):
            offset += len(chunk)
            yield chunk

    def _keeps_copies(path: Path) -> bool:
        kind = mount_of(path.resolve(), mounts())[2]
        return not kind or kind in _NEVER or kind.startswith("fuse")
