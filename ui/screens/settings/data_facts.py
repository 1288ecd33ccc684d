"""What is told of the data folder: where it is, how much it holds, what is free. Reading changes nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.system.diskspace import free_bytes
from cchc_desktop.system.volumes import drive_name
from ui.models.backup_rows import BackupRow, backup_row
from ui.models.file_size import size_words

if TYPE_CHECKING:
    from cchc_desktop.services.backups.second_place import SecondPlace


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The second place in words; ``mark`` is what asks for attention, empty when all is well."""

    folder: str = ""
    state: str = "Chưa chọn. Nên chọn USB hoặc ổ đĩa khác: khi máy hỏng, dữ liệu vẫn còn."
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DataFacts:
    """The folder in words, its backups, newest first, and what the last restore set aside."""

    folder: Path
    size: str
    free: str
    backups: tuple[BackupRow, ...]
    place: PlaceFacts
    aside: BackupRow | None


def read_data_facts(folder: Path, *, elsewhere: Path | None = None) -> DataFacts:
    """Walk through the folder, and look for backups in ``elsewhere`` too; slow, so call it in a worker."""
    from cchc_desktop.services.backups.backups import Where  # loads SQLAlchemy: never before the first paint
    from cchc_desktop.services.data_care.data_care import restorable

    found = restorable(folder, elsewhere=elsewhere)
    aside = next((item for item in found if item.where is Where.ASIDE and item.contents is not None), None)
    return DataFacts(
        folder,
        size_words(sum(_size(path) for path in folder.rglob("*"))),
        _free(folder),
        tuple(backup_row(item) for item in found),
        _place(folder),
        backup_row(aside) if aside else None,
    )


def _place(folder: Path) -> PlaceFacts:
    from cchc_desktop.services.data_care.data_care import place_state

    state = place_state(folder)
    place = state.place
    if place is None:
        return PlaceFacts()
    if not state.is_present:
        text = f"Chưa cắm hoặc chưa nối. {_last(place)}"
        return PlaceFacts(str(place.folder), text, "Khi cắm lại, bản sao sẽ tự được ghi; không cần làm gì khác.")
    drive = drive_name(folder)
    mark = f"Nằm cùng ổ đĩa {drive} với dữ liệu: hỏng ổ đĩa là mất cả hai." if state.is_on_same_drive else ""
    return PlaceFacts(str(place.folder), f"Đang có mặt, còn trống {_free(place.folder)}. {_last(place)}", mark)


def _last(place: "SecondPlace") -> str:
    return f"Lần chép gần nhất: {format_moment(place.last)}." if place.last else "Chưa có bản sao nào ở đó."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:  # a temporary file that has gone meanwhile
        return 0


def _free(folder: Path) -> str:
    try:
        return size_words(free_bytes(folder))
    except OSError:
        return "không đọc được"
