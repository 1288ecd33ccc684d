"""Files that go out under a name a user chose: all of a call or none, and what had the name before is kept beside it.

The one place for the rule that nothing of another record, unit or year is written over: a file of the same name with
other content becomes "Báo cáo (bản cũ 2026-01-05 08.30.12).pdf", by the time it was last written. The question of the
system's dialog ("thay thế?") is no leave to destroy: people answer it without reading.
"""

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.safe_write import publish, settle, staging, translate

_LONGEST = 240
"""Bytes of a name; file systems take 255."""


def write_out(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write the files, and return where those that had their names before are now.

    Raises Fault: "disk-full", before anything is written, and those of ``safe_write``; every file is then what it was.
    """
    for folder in {path.parent for path in contents}:
        _require_room(folder, sum(len(data) for path, data in contents.items() if path.parent == folder))
    with ExitStack() as stack:
        staged = {path: stack.enter_context(staging(path, needed=len(data))) for path, data in contents.items()}
        for path, file in staged.items():
            try:
                file.write(contents[path])
                settle(file)
            except OSError as error:
                raise translate(error, path, len(contents[path])) from error
        return _exchange(staged, contents)


def write_one_out(path: Path, data: bytes) -> Path | None:
    """The same for one file: where the one that had its name is now, None where there was none."""
    return next(iter(write_out({path: data})), None)


def kept_words(*kept: Path | None) -> str:
    """What to tell of the files that were kept: a sentence with a space before it, or nothing."""
    names = ", ".join(f"“{path.name}”" for path in kept if path is not None)
    return f" Tệp cũ cùng tên được giữ lại với tên {names}." if names else ""


def _require_room(folder: Path, needed: int) -> None:
    try:
        require_free(folder, needed)
    except OSError as error:
        raise translate(error, folder / "tep", needed) from error


def _exchange(staged: Mapping[Path, BinaryIO], contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Give all files their names; where one cannot have it, all others go back."""
    done: list[tuple[Path, Path | None]] = []
    for path, file in staged.items():
        if _holds(path, contents[path]):
            continue
        kept = None
        try:
            kept = keep_beside(path)
            publish(file, path)
        except OSError as error:
            for each, old in ((path, kept), *reversed(done)):
                _take_back(each, old, contents[each])
            raise translate(error, path, len(contents[path])) from error
        done.append((path, kept))
    return tuple(kept for _, kept in done if kept is not None)


def keep_beside(path: Path) -> Path | None:
    """Give the file at ``path`` a second name, or another one where it can have only one; None for no file.

    Whoever then takes the name away again puts the file back with ``Path.replace``. Raises OSError.
    """
    if not path.is_file():
        return None
    kept = _free_name(path)
    try:
        os.link(path, kept)
    except OSError:  # a stick with FAT knows no second names
        path.rename(kept)
    return kept


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:  # what cannot be read is kept
        return False


def _free_name(path: Path) -> Path:
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    stem, number = path.stem, 1
    while True:
        mark = f" (bản cũ {written:%Y-%m-%d %H.%M.%S}{f' {number}' if number > 1 else ''}){path.suffix}"
        while stem and len((stem + mark).encode()) > _LONGEST:
            stem = stem[:-1]
        found = path.with_name(stem + mark)
        if not found.exists():
            return found
        number += 1


def _take_back(path: Path, kept: Path | None, data: bytes) -> None:
    """What was at ``path`` before is there again, under this name alone."""
    with suppress(OSError):
        if kept is None:
            if _holds(path, data):
                path.unlink()
        elif path.exists() and path.samefile(kept):
            kept.unlink()
        else:
            kept.replace(path)
