"""Drives as Windows knows them: which can be unplugged, their names, numbers and room. Empty on other systems."""

import sys

if sys.platform == "win32":
    import ctypes
    from collections.abc import Iterator
    from contextlib import contextmanager
    from ctypes import wintypes
    from dataclasses import dataclass
    from pathlib import Path

    _REMOVABLE, _FIXED = 2, 3  # answers of GetDriveTypeW
    _READ_ONLY_VOLUME = 0x00080000
    _NO_BOX = 0x0001  # SEM_FAILCRITICALERRORS: a card reader without a card must not ask for one
    _SHARE_ALL, _OPEN_EXISTING = 0x7, 3
    _QUERY_PROPERTY = 0x002D1400  # IOCTL_STORAGE_QUERY_PROPERTY
    _BUS_OFFSET, _USB_BUS = 28, 7  # in STORAGE_DEVICE_DESCRIPTOR
    _LONGEST = 261

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.GetDriveTypeW.argtypes = (wintypes.LPCWSTR,)
    _kernel.GetDriveTypeW.restype = wintypes.UINT
    _kernel.GetLogicalDrives.restype = wintypes.DWORD
    _kernel.SetThreadErrorMode.argtypes = (wintypes.DWORD, ctypes.POINTER(wintypes.DWORD))
    _kernel.SetThreadErrorMode.restype = wintypes.BOOL
    _kernel.GetVolumeInformationW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPWSTR,
        wintypes.DWORD,
    )
    _kernel.GetVolumeInformationW.restype = wintypes.BOOL
    _kernel.GetDiskFreeSpaceExW.argtypes = (
        wintypes.LPCWSTR,
        ctypes.POINTER(ctypes.c_ulonglong),
        ctypes.POINTER(ctypes.c_ulonglong),
        ctypes.POINTER(ctypes.c_ulonglong),
    )
    _kernel.GetDiskFreeSpaceExW.restype = wintypes.BOOL
    _kernel.GetDiskFreeSpaceW.argtypes = (wintypes.LPCWSTR, *(ctypes.POINTER(wintypes.DWORD),) * 4)
    _kernel.GetDiskFreeSpaceW.restype = wintypes.BOOL
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
    _kernel.DeviceIoControl.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPVOID,
    )
    _kernel.DeviceIoControl.restype = wintypes.BOOL
    _NO_HANDLE = wintypes.HANDLE(-1).value

    @dataclass(frozen=True, slots=True)
    class Facts:
        """What is known of a volume; ``number`` is its serial number as ``vol`` shows it, "1A2B-3C4D"."""

        label: str
        number: str
        file_system: str
        read_only: bool

    @dataclass(frozen=True, slots=True)
    class Space:
        """Bytes free for this user, bytes in all, and the bytes that are given out at once."""

        free: int
        size: int
        cluster: int

    def removable_roots() -> tuple[Path, ...]:
        """The roots of drives that can be unplugged and hold something: sticks, cards, and hard disks on USB."""
        letters = _kernel.GetLogicalDrives()
        with _without_boxes():
            roots = [f"{chr(ord('A') + bit)}:\\" for bit in range(26) if letters >> bit & 1]
            return tuple(Path(root) for root in roots if _can_be_unplugged(root) and _holds_something(Path(root)))

    def facts_of(root: Path) -> Facts:
        """Ask a volume; raises OSError where it does not answer."""
        label, file_system = (ctypes.create_unicode_buffer(_LONGEST) for _ in range(2))
        serial, longest, flags = wintypes.DWORD(), wintypes.DWORD(), wintypes.DWORD()
        with _without_boxes():
            answered = _kernel.GetVolumeInformationW(
                _root(root),
                label,
                _LONGEST,
                ctypes.byref(serial),
                ctypes.byref(longest),
                ctypes.byref(flags),
                file_system,
                _LONGEST,
            )
        if not answered:
            raise ctypes.WinError(ctypes.get_last_error())
        number = f"{serial.value >> 16:04X}-{serial.value & 0xFFFF:04X}" if serial.value else ""
        return Facts(label.value, number, file_system.value, bool(flags.value & _READ_ONLY_VOLUME))

    def space_of(folder: Path) -> Space:
        """The room of the drive under a folder; raises OSError."""
        free, size, unused = (ctypes.c_ulonglong() for _ in range(3))
        sectors, bytes_each, left, count = (wintypes.DWORD() for _ in range(4))
        with _without_boxes():
            answered = _kernel.GetDiskFreeSpaceExW(
                str(folder), ctypes.byref(free), ctypes.byref(size), ctypes.byref(unused)
            ) and _kernel.GetDiskFreeSpaceW(
                _root(folder),
                ctypes.byref(sectors),
                ctypes.byref(bytes_each),
                ctypes.byref(left),
                ctypes.byref(count),
            )
        if not answered:
            raise ctypes.WinError(ctypes.get_last_error())
        return Space(free.value, size.value, sectors.value * bytes_each.value or 4096)

    def _root(folder: Path) -> str:
        """The volume of a folder as Windows wants it named: with a backslash at the end."""
        anchor = folder.absolute().anchor
        return anchor if anchor.endswith("\\") else f"{anchor}\\"

    def _can_be_unplugged(root: str) -> bool:
        kind = _kernel.GetDriveTypeW(root)
        return bool(kind == _REMOVABLE or (kind == _FIXED and _is_on_usb(root)))

    def _holds_something(root: Path) -> bool:
        """Whether a card lies in the reader; asked here, where no box asks for one."""
        try:
            facts_of(root)
        except OSError:
            return False
        return True

    def _is_on_usb(root: str) -> bool:
        """Whether the bus of a drive is USB, as that of hard disks in a case; asked without any right to read it."""
        handle = _kernel.CreateFileW(rf"\\.\{root[:2]}", 0, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
        if handle == _NO_HANDLE:
            return False
        try:
            query, answer, got = ctypes.create_string_buffer(12), ctypes.create_string_buffer(1024), wintypes.DWORD()
            done = _kernel.DeviceIoControl(handle, _QUERY_PROPERTY, query, 12, answer, 1024, ctypes.byref(got), None)
        finally:
            _kernel.CloseHandle(handle)
        bus = answer.raw[_BUS_OFFSET : _BUS_OFFSET + 4]
        return bool(done) and got.value >= _BUS_OFFSET + 4 and int.from_bytes(bus, "little") == _USB_BUS

    @contextmanager
    def _without_boxes() -> Iterator[None]:
        before = wintypes.DWORD()
        _kernel.SetThreadErrorMode(_NO_BOX, ctypes.byref(before))
        try:
            yield
        finally:
            _kernel.SetThreadErrorMode(before.value, None)
