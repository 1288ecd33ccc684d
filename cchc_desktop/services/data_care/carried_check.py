"""The check of what goes with the data besides evidence: each missing or altered file by its name, and strays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.services.backups.backups import carried_sources
from cchc_desktop.services.backups.carried_files import PICTURES, CarriedFiles
from cchc_desktop.services.signatures.pictures import SEAL
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.received_files import RECEIVED, NamedFile, named_files
from db.store import Store
from db.tables import officer

_PNG = b"\x89PNG\r\n\x1a\n"
_NOWHERE = "Hãy cắm USB sao lưu rồi kiểm tra lại, hoặc đề nghị đơn vị gửi lại đúng gói này."


@dataclass(frozen=True, slots=True)
class Harm:
    """One file that is missing or altered; ``place`` is where an intact copy goes, empty where none was found."""

    text: str
    place: str = ""


def harmed(opened: Store) -> Iterator[Harm]:
    """What is wrong with the files that rows name, and with signature pictures."""
    own = CarriedFiles(opened.folder.path)
    sources = carried_sources(opened.folder)
    for file in named_files(opened.folder.database):
        if not own.sound(file.place, file.sha256):
            yield _harm(file, own, sources)
    for place in own.listing():
        if place.startswith(f"{PICTURES}/") and not _is_picture(own.path(place)):
            text = f"Ảnh chữ ký “{place}” không đọc được. Hãy chọn lại ảnh trong Cài đặt, mục Chữ ký số."
            yield Harm(text)


def strays(opened: Store) -> tuple[Path, ...]:
    """Files in these folders that belong to no package, to nothing in quarantine and to no official."""
    own = CarriedFiles(opened.folder.path)
    wanted = {file.place for file in named_files(opened.folder.database)}
    with opened.read() as connection:
        owners = {SEAL, *connection.scalars(sa.select(officer.c.id))}
    return (*own.strangers(), *(own.path(place) for place in own.listing() if _is_stray(place, wanted, owners)))


def fetch(opened: Store, places: Sequence[str]) -> Iterator[str]:
    """Bring intact copies back, sentence by sentence; an altered file is set aside first."""
    own, sources = CarriedFiles(opened.folder.path), carried_sources(opened.folder)
    known = {file.place: file for file in named_files(opened.folder.database)}
    for file in (known[place] for place in places if place in known):
        source = next((found for found in sources if found.sound(file.place, file.sha256)), None)
        if source is None:
            continue
        if own.path(file.place).exists():
            set_aside(opened.folder, own.path(file.place), under="bi-thay-doi")
        if own.take_from(source, file.place, file.sha256):
            yield f"Đã lấy lại tệp “{file.name}” từ nơi sao lưu."


def set_aside(data: DataFolder, path: Path, *, under: str = "") -> None:
    """Move a file of these folders to where set-aside files lie; raises Fault."""
    EvidenceFiles(data.evidence).set_aside(path, data.apart / under / path.parent.relative_to(data.path))


def is_beside(data: DataFolder, path: Path) -> bool:
    """Whether a file lies in one of these folders."""
    return any(
        path.is_relative_to(folder) for folder in (data.received_packages, data.quarantine, data.path / PICTURES)
    )


def _harm(file: NamedFile, own: CarriedFiles, sources: Sequence[CarriedFiles]) -> Harm:
    what = "Gói nộp đã nhận" if file.place.startswith(f"{RECEIVED}/") else "Tệp cách ly"
    folder = file.place.partition("/")[0]
    state = f"bị mất khỏi thư mục {folder}" if own.size(file.place) is None else f"bị thay đổi trong thư mục {folder}"
    if any(source.sound(file.place, file.sha256) for source in sources):
        text = f"{what} “{file.name}” {state}; có bản nguyên vẹn trong nơi sao lưu, lấy lại được."
        return Harm(text, file.place)
    return Harm(f"{what} “{file.name}” {state}; không tìm thấy bản nào khác. {_NOWHERE}")


def _is_stray(place: str, wanted: set[str], owners: set[str]) -> bool:
    if place.startswith(f"{PICTURES}/"):
        return Path(place).stem not in owners
    return f"{place.removesuffix('.txt')}.zip" not in wanted if place.endswith(".txt") else place not in wanted


def _is_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PNG)) == _PNG
    except OSError:
        return False
