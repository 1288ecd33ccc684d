"""Received packages, quarantine and signature pictures in a hand-over file: their parts, and where they go on arrival.

A received package is named by its hash alone; the others have a number inside and their own name beside it. The key of
this machine stays here: the new machine makes its own and enrols it.
"""

import hashlib
from pathlib import Path

from cchc_desktop.services.backups.carried_files import PICTURES, CarriedFiles, fits, is_carried
from cchc_desktop.services.hand_over.manifest import Part
from db.folder import DataFolder
from db.received_files import QUARANTINE, RECEIVED, named_files, package_place


def carried_parts(data: DataFolder, database: Path) -> tuple[list[tuple[Part, Path]], tuple[str, ...]]:
    """The files to give, and the hashes of received packages that are not there or not what they were.

    What no row names is left out, as are files in quarantine that are lost: the check of the data tells of both.
    Raises sqlite3.Error.
    """
    files = CarriedFiles(data.path)
    found: list[tuple[Part, Path]] = []
    missing, loose = [], []
    for file in named_files(database):
        is_package = file.place.startswith(f"{RECEIVED}/")
        if not files.sound(file.place, file.sha256):
            missing += [file.sha256] if is_package else []
        elif is_package:
            size = files.size(file.place) or 0
            found.append((Part(_inside(file.sha256), size, file.sha256), files.path(file.place)))
        else:
            loose += [file.place, f"{file.place.removesuffix('.zip')}.txt"]
    loose += [place for place in files.listing() if place.startswith(f"{PICTURES}/")]
    there = [place for place in loose if files.size(place) is not None]
    found += [(_numbered(files.path(place), place, number), files.path(place)) for number, place in enumerate(there, 1)]
    return found, tuple(missing)


def place_of(part: Part) -> str:
    """Where in a data folder the file of this part lies; empty for parts of another kind, and for any other place."""
    folder = part.path.partition("/")[0]
    if folder == RECEIVED:
        place = package_place(part.sha256)
        return place if part.path == _inside(part.sha256) and not part.name and is_carried(place) else ""
    place = f"{folder}/{part.name}"
    return place if folder in (QUARANTINE, PICTURES) and is_carried(place) and fits(place, part.sha256) else ""


def _inside(sha256: str) -> str:
    return f"{RECEIVED}/{sha256[:2]}/{sha256}"


def _numbered(path: Path, place: str, number: int) -> Part:
    folder, _, name = place.partition("/")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Part(f"{folder}/{number:06}", path.stat().st_size, sha256, name)
