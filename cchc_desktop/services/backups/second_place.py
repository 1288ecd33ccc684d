"""The second place of backups: another drive, a stick or a network folder, chosen once and known again by its mark.

A folder of our own is made in what was chosen; a mark in it tells this folder's place from a stick of somebody else
that happens to bear the same drive letter. A place that is not there is nothing to worry about: it gets its copy the
next time.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate, write_bytes
from cchc_desktop.system.volumes import answers, drive_name
from db.folder import DataFolder

OWN_NAME = "CCHC-sao-luu"
MARK = "cchc-noi-sao-luu.json"
_ROOM = 50_000_000
_FORMAT = "cchc-backup-place"


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where copies go; ``last`` is when a copy was last finished there, None before the first."""

    folder: Path
    identity: str
    last: datetime | None


def second_place(data: DataFolder) -> SecondPlace | None:
    """The place that was chosen; None if none was, or if the note of it cannot be read."""
    try:
        content = json.loads(data.second_place.read_text(encoding="utf-8"))
        last = datetime.fromisoformat(content["last"]) if content.get("last") else None
        return SecondPlace(Path(content["folder"]), str(content["identity"]), last)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def choose(data: DataFolder, chosen: Path) -> SecondPlace:
    """Make a place in the folder ``chosen`` and keep the choice.

    Raises Fault for a folder inside the data folder, that cannot be written, or that is full.
    """
    if chosen.resolve().is_relative_to(data.path.resolve()):
        raise _inside(data.path)
    try:
        require_free(chosen, _ROOM)
        found = _own_folder(chosen, second_place(data))
    except OSError as error:
        raise translate(error, chosen / OWN_NAME) from error
    remember(data, found)
    return found


def forget(data: DataFolder) -> None:
    """Keep no copies elsewhere from now on; those that are there stay."""
    try:
        data.second_place.unlink(missing_ok=True)
    except OSError as error:
        raise translate(error, data.second_place) from error


def written(data: DataFolder, place: SecondPlace, at: datetime) -> None:
    """Remember that a copy was finished."""
    remember(data, SecondPlace(place.folder, place.identity, at))


def is_present(place: SecondPlace) -> bool:
    """Whether the place is there and is the one that was chosen; answers within a few seconds."""
    return answers(place.folder) and _identity(place.folder) == place.identity


def on_same_drive(data: DataFolder, place: SecondPlace) -> bool:
    """Whether the place would be lost together with the data."""
    return drive_name(data.path) == drive_name(place.folder)


def _own_folder(chosen: Path, known: SecondPlace | None) -> SecondPlace:
    """A folder that bears our mark, or a new one; a folder that is another's is left alone."""
    if known is not None and _identity(chosen) == known.identity:
        return SecondPlace(chosen, known.identity, known.last)
    number = 1
    while True:
        folder = chosen / (OWN_NAME if number == 1 else f"{OWN_NAME}-{number}")
        if known is not None and _identity(folder) == known.identity:
            return SecondPlace(folder, known.identity, known.last)
        if not folder.exists():
            break
        number += 1
    folder.mkdir(parents=True)
    identity = secrets.token_hex(16)
    write_bytes(folder / MARK, json.dumps({"format": _FORMAT, "identity": identity}).encode())
    return SecondPlace(folder, identity, None)


def _identity(folder: Path) -> str:
    try:
        return str(json.loads((folder / MARK).read_text(encoding="utf-8"))["identity"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remember(data: DataFolder, place: SecondPlace) -> None:
    """Make this the place that was chosen. Raises Fault."""
    content = {
        "folder": str(place.folder),
        "identity": place.identity,
        "last": place.last.isoformat(timespec="seconds") if place.last else "",
    }
    write_bytes(data.second_place, json.dumps(content, ensure_ascii=False).encode())


def _inside(folder: Path) -> Fault:
    return Fault(
        "place-inside",
        what=f"Nơi sao lưu thứ hai không thể nằm trong chính thư mục dữ liệu {folder}.",
        safe="Chưa có gì thay đổi; các bản sao lưu trên máy này vẫn được ghi như trước.",
        do="Hãy chọn USB, ổ đĩa khác hoặc thư mục mạng.",
    )
