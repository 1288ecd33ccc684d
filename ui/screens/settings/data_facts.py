"""What is told of the data folder: where it is, how much it holds, what is free. Reading changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.system.diskspace import free_bytes
from ui.models.backup_rows import BackupRow, backup_row
from ui.models.file_size import size_words


@dataclass(frozen=True, slots=True)
class DataFacts:
    """The folder in words, and its backups, newest first."""

    folder: Path
    size: str
    free: str
    backups: tuple[BackupRow, ...]


def read_data_facts(folder: Path) -> DataFacts:
    """Walk through the folder; slow for many evidence files, so call it in a worker."""
    from cchc_desktop.services.data_care import backups_of  # loads SQLAlchemy: never before the first paint

    return DataFacts(
        folder,
        size_words(sum(_size(path) for path in folder.rglob("*"))),
        _free(folder),
        tuple(backup_row(path) for path in backups_of(folder)),
    )


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
