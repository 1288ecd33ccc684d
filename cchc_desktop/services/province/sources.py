"""Which files of what was pointed at are packages: files, folders, whole sticks."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_FOUND = 20_000
MAX_DEPTH = 8
_SKIPPED = frozenset({"system volume information", "$recycle.bin", "lost+found"})


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to look at as packages, and the others that lie beside them."""

    packages: tuple[Path, ...]
    others: tuple[Path, ...]


def sources(paths: Iterable[Path]) -> Sources:
    """Every file named counts as a package; of a folder the ".zip" files in it, down to eight folders deep.

    Links in folders are not followed. A file that is met twice counts once.
    """
    packages: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            packages[path] = None
            continue
        for found in _files(path):
            (packages if found.suffix.lower() == ".zip" else others)[found] = None
            if len(packages) + len(others) >= MAX_FOUND:
                break
    return Sources(tuple(packages), tuple(other for other in others if other not in packages))


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
