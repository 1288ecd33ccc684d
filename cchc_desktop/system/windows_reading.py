"""Reading a file past the memory of Windows: whole sectors into aligned memory, with FILE_FLAG_NO_BUFFERING."""

import sys

if sys.platform == "win32":
    import ctypes
    import mmap
    from collections.abc import Iterator
    from contextlib import contextmanager
    from ctypes import wintypes
    from pathlib import Path

    _CHUNK = 1 << 20  # a multiple of every size of sector
    _GENERIC_READ, _SHARE_ALL, _OPEN_EXISTING = 0x80000000, 0x7, 3
    _NO_BUFFERING, _SEQUENTIAL = 0x20000000, 0x08000000
    _INVALID_PARAMETER, _NOT_SUPPORTED, _END_OF_FILE = 87, 50, 38

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    )
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    _kernel.CloseHandle.restype = wintypes.BOOL
    _kernel.ReadFile.argtypes = (
        wintypes.HANDLE,
        wintypes.LPVOID,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPVOID,
    )
    _kernel.ReadFile.restype = wintypes.BOOL
    _NO_HANDLE = wintypes.HANDLE(-1).value

    def unbuffered(path: Path) -> Iterator[memoryview] | None:
        """The bytes of a file from its drive; None where the drive cannot be read so. Raises OSError."""
        size = path.stat().st_size
        handle = _kernel.CreateFileW(
            str(path.absolute()),
            _GENERIC_READ,
            _SHARE_ALL,
            None,
            _OPEN_EXISTING,
            _NO_BUFFERING | _SEQUENTIAL,
            None,
        )
        if handle == _NO_HANDLE:
            if ctypes.get_last_error() in (_INVALID_PARAMETER, _NOT_SUPPORTED):
                return None
            raise ctypes.WinError(ctypes.get_last_error())
        return _chunks(handle, size)

    def _chunks(handle: int, size: int) -> Iterator[memoryview]:
        """Whole chunks; the last one ends with the file, and nothing is asked behind it."""
        with _closing(handle), mmap.mmap(-1, _CHUNK) as memory:  # begins at a page, so at a sector
            place = (ctypes.c_char * _CHUNK).from_buffer(memory)
            try:
                left = size
                while left > 0:
                    got = wintypes.DWORD()
                    if not _kernel.ReadFile(handle, ctypes.byref(place), _CHUNK, ctypes.byref(got), None):
                        if ctypes.get_last_error() == _END_OF_FILE:
                            return
                        raise ctypes.WinError(ctypes.get_last_error())
                    if not got.value:
                        return
                    with memoryview(memory)[: got.value] as part:
                        yield part
                    left -= got.value
            finally:
                del place  # it holds the memory

    @contextmanager
    def _closing(handle: int) -> Iterator[None]:
        try:
            yield
        finally:
            _kernel.CloseHandle(handle)
