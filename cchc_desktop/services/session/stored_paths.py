"""Places of files as they are recorded: text of the program is in Unicode form NFC, names on drives need not be.

A folder that came from a Mac writes its letters in parts (form D), one from an old archive may have bytes that are no
letters at all. What is recorded is the name as people read it; the place is found again by how its names read.
"""

from pathlib import Path

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.system.volumes import answers


def path_text(path: Path) -> str:
    """The place as it is recorded."""
    return nfc(str(path))


def path_of(text: str) -> Path:
    """The place that was recorded, with the names as the drive has them; as recorded where nothing is found there."""
    path = Path(text)
    if text.isascii() or answers(path.parent):
        return _read_so(path.parent, path.name)
    folder = Path(path.anchor)
    for name in path.parts[1:-1]:
        folder = _read_so(folder, name)
    return _read_so(folder, path.name) if answers(folder) else path


def _read_so(folder: Path, name: str) -> Path:
    """The entry of a folder that reads so; of several, the one that is so letter by letter."""
    exact = folder / name
    if name.isascii() or not answers(folder) or exact.exists():
        return exact
    try:
        return next((found for found in sorted(folder.iterdir()) if nfc(found.name) == name), exact)
    except OSError:
        return exact
