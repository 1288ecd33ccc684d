"""Which files of what was pointed at are packages, parts of packages, or mails with either: files, folders, sticks."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.packages import parts, saved_mail
from cchc_desktop.services.devices.device_file import is_device_file

MAX_FOUND = 20_000
MAX_DEPTH = 8
_SKIPPED = frozenset({"system volume information", "$recycle.bin", "lost+found"})


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to look at as packages, those that may be parts or hold some, and the others that lie beside them."""

    packages: tuple[Path, ...]
    pieces: tuple[Path, ...]
    others: tuple[Path, ...]


def sources(paths: Iterable[Path]) -> Sources:
    """Sort every file named, and of a folder every file in it down to eight folders deep.

    A file that is named counts as a package unless it is a mail, begins like a part or enrols a device; in a folder
    only ".zip" does.
    Links in folders are not followed. A file that is met twice counts once.
    """
    packages: dict[Path, None] = {}
    pieces: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            if is_device_file(path):
                others[path] = None
            else:
                (pieces if _is_mail(path) or _is_piece(path) else packages)[path] = None
            continue
        for found in _files(path):
            if _is_mail(found) or (_may_be_piece(found.name.lower()) and _is_piece(found)):
                pieces[found] = None
            else:
                (packages if found.suffix.lower() == ".zip" else others)[found] = None
            if len(packages) + len(pieces) + len(others) >= MAX_FOUND:
                break
    return Sources(tuple(packages), tuple(pieces), tuple(each for each in others if each not in {**packages, **pieces}))


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() == saved_mail.SUFFIX


def _may_be_piece(name: str) -> bool:
    """Whether a part may have got this name: mail programs add "(1)" or ".txt", or take the last extension away."""
    return parts.SUFFIX in name or ".zip" in name


def _is_piece(path: Path) -> bool:
    """Whether the file begins like a part, or still bears the name of one."""
    if path.suffix.lower() == parts.SUFFIX:
        return True
    try:
        with path.open("rb") as stream:
            return parts.is_part(stream.read(len(parts.MARK)))
    except OSError:
        return False


def _files(folder: Path) -> Iterator[Path]:
    top = len(folder.parts)
    for where, folders, names in os.walk(folder, followlinks=False):
        here = Path(where)
        deep = len(here.parts) - top >= MAX_DEPTH
        folders[:] = [] if deep else sorted(name for name in folders if not _is_skipped(name))
        for name in sorted(names):
            if not name.startswith(".") and not (here / name).is_symlink():
                yield here / name


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SKIPPED
