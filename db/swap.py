"""Putting a database in the place of another so that a power cut leaves the one or the other, never none.

A note is written first; from then on the exchange is bound to happen: whoever opens the folder next ends it.
Everything that can fail (copying, checking, upgrading) is done before, on a staged file.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate, write_bytes
from db.folder import DataFolder

ASIDE = "truoc-phuc-hoi"
ASIDE_NOTE = "ghi-chu.json"


def exchange(folder: DataFolder, *, at: datetime, note: dict[str, str], staged: bool) -> Path:
    """Set the present database aside and put the staged one in its place, or none for a new beginning.

    ``note`` goes with what is set aside. Returns the folder it lies in. Raises Fault when nothing was changed.
    """
    aside = _free_name(folder.path, at)
    try:
        aside.mkdir()
        content = {**note, "aside": aside.name, "staged": folder.staged.name if staged else ""}
        write_bytes(folder.swap_note, json.dumps(content, ensure_ascii=False).encode())
        return _carry_out(folder, content)
    except Fault:
        _give_up(folder, aside)
        raise
    except OSError as error:
        _give_up(folder, aside)
        raise translate(error, folder.database) from error


def finish(folder: DataFolder) -> Path | None:
    """End an exchange that was interrupted; None if there was none. The folder's lock must be held."""
    try:
        content = json.loads(folder.swap_note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        for leftover in folder.path.glob(f"{folder.staged.name}*"):
            leftover.unlink(missing_ok=True)
        return None
    return _carry_out(folder, content)


def live_files(folder: DataFolder) -> list[Path]:
    """The database and what SQLite keeps beside it, the database first."""
    names = (folder.database.name, f"{folder.database.name}-wal", f"{folder.database.name}-shm")
    return [path for path in (folder.path / name for name in names) if path.exists()]


def _carry_out(folder: DataFolder, content: dict[str, str]) -> Path:
    aside = folder.path / content["aside"]
    aside.mkdir(exist_ok=True)
    staged = folder.path / content["staged"] if content["staged"] else None
    if staged is None or staged.exists():  # the staged file is there until the exchange itself is done
        for path in live_files(folder):
            path.replace(aside / path.name)
        if staged is None:
            folder.marker.unlink(missing_ok=True)
        else:
            staged.replace(folder.database)
    folder.swap_note.replace(aside / ASIDE_NOTE)
    return aside


def _give_up(folder: DataFolder, aside: Path) -> None:
    """Undo the announcement while the database has not moved; afterwards the next opening ends the exchange."""
    if not (aside / folder.database.name).exists():
        with suppress(OSError):
            folder.swap_note.unlink(missing_ok=True)
            aside.rmdir()


def _free_name(folder: Path, at: datetime) -> Path:
    stem = f"{ASIDE}-{at:%Y%m%d-%H%M%S}"
    target, number = folder / stem, 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}"
    return target
