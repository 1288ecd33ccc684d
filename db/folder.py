"""The data folder: one place for the database, the evidence, the backups and the packages."""

import json
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate, write_bytes

MARKER_CONTENT = {"format": "cchc-data", "format_version": 1}


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Names inside a data folder."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "cchc.db"

    @property
    def marker(self) -> Path:
        """Says that this folder holds data, so that a missing database is never taken for a new folder."""
        return self.path / "cchc-data.json"

    @property
    def evidence(self) -> Path:
        """Evidence files by SHA-256."""
        return self.path / "minh-chung"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.path / "sao-luu"

    @property
    def second_place(self) -> Path:
        """Says in which other place backups are kept as well."""
        return self.path / "noi-sao-luu.json"

    @property
    def staged(self) -> Path:
        """A database that is about to take the place of the present one."""
        return self.path / "cchc.dang-phuc-hoi"

    @property
    def swap_note(self) -> Path:
        """Says that the databases are being exchanged; whoever opens the folder next ends what is begun."""
        return self.path / "dang-thay-du-lieu.json"

    @property
    def handed_over(self) -> Path:
        """Says that this folder was handed over, also where an old backup was put back in it."""
        return self.path / "da-ban-giao.json"

    @property
    def hand_over_note(self) -> Path:
        """Says that a hand-over is under way; whoever opens the folder next ends or undoes it."""
        return self.path / "dang-ban-giao.json"

    @property
    def received(self) -> Path:
        """The manifest of the hand-over file that this folder was received from."""
        return self.path / "nhan-ban-giao.json"

    @property
    def apart(self) -> Path:
        """Evidence files that the check set aside: altered, or used nowhere."""
        return self.path / "tach-rieng"

    @property
    def packages(self) -> Path:
        """Packages and documents written for sending."""
        return self.path / "goi-nop"

    @property
    def received_packages(self) -> Path:
        """At the province: packages that were received, by SHA-256."""
        return self.path / "goi-nhan"

    @property
    def quarantine(self) -> Path:
        """At the province: files that could not be received, untouched, each with a report."""
        return self.path / "cach-ly"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.path / "nhat-ky"

    def prepare(self) -> None:
        """Make the folder and its sub-folders; raise Fault where that cannot be."""
        for folder in (self.path, self.evidence, self.backups, self.packages, self.logs):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise translate(error, folder) from error

    def mark(self) -> None:
        """Write the marker; called once the database stands."""
        if not self.marker.exists():
            write_bytes(self.marker, json.dumps(MARKER_CONTENT).encode())

    def lock(self) -> FileLock:
        """Take the folder for this process; the operating system frees it if the process dies.

        Raises Fault "already-open" when another program has it.
        """
        lock = FileLock(self.path / "cchc.lock", thread_local=False)  # taken in one thread, released in another
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise Fault(
                "already-open",
                what=f"Thư mục dữ liệu {self.path} đang được mở ở một cửa sổ CCHC Desktop khác.",
                safe="Dữ liệu vẫn nguyên vẹn; không có gì bị thay đổi.",
                do="Hãy chuyển sang cửa sổ đang mở, hoặc đóng cửa sổ đó rồi mở lại chương trình.",
            ) from error
        except OSError as error:
            raise translate(error, self.path / "cchc.lock") from error
        return lock
