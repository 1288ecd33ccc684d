"""The scan folder: which of its files are new. Files are offered, never taken in silently.

The choice of the folder, what was seen there, the limit of an e-mail and the address that mails go to are kept in a
file beside the database: they belong to this machine, not to the data of the commune.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.services.session.done_steps import Beside
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.system.safe_write import translate, write_bytes

FILE = "minh-chung-tren-may-nay.json"
EMAIL_MEGABYTES = 25
CHANGED = frozenset({"evidence_inbox"})
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_ADDRESS = 254
SCANS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"})


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file of the scan folder, last written on ``day`` (ISO); ``mark`` changes when its content does."""

    path: Path
    mark: str
    day: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look into the scan folder: the files that were not seen before. ``lost`` when the folder is not there."""

    files: tuple[ScannedFile, ...]
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen on this machine; ``folder`` is empty while no scan folder is watched."""

    folder: str = ""
    seen: tuple[str, ...] = ()
    email_megabytes: int = EMAIL_MEGABYTES
    province_address: str = ""


class EvidenceInbox:
    """The scan folder of one data folder. Nothing here touches the database; what is chosen can be undone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._file = session.store.folder.path / FILE

    @property
    def _choices(self) -> Choices:
        """Read at each use: the settings and the library of evidence both write them."""
        return _read(self._file)

    @property
    def folder(self) -> str:
        """The folder that is watched; empty when none is."""
        return self._choices.folder

    @property
    def email_megabytes(self) -> int:
        """How large the files of a package may be for an e-mail."""
        return self._choices.email_megabytes

    @property
    def province_address(self) -> str:
        """The e-mail address of the province that packages go to; empty while nobody named one."""
        return self._choices.province_address

    def watch(self, folder: Path | None) -> Outcome[None]:
        """Watch a folder from now on, or none; what lay there before today counts as seen. Raises Fault."""
        before = self._choices
        chosen, seen = "", tuple[str, ...]()
        if folder is not None:
            today = self._session.today().isoformat()
            try:
                seen = tuple(file.mark for file in _scans(folder) if file.day < today)
            except OSError as error:
                raise translate(error, folder) from error
            chosen = str(folder)
        return self._choose(
            "Chọn thư mục quét" if chosen else "Thôi theo dõi thư mục quét",
            lambda: replace(self._choices, folder=chosen, seen=seen),
            lambda: replace(self._choices, folder=before.folder, seen=before.seen),
        )

    def set_email_megabytes(self, value: int) -> Outcome[None]:
        """Set the limit of an e-mail. Raises Fault."""
        before = self.email_megabytes
        return self._choose(
            f"Đặt giới hạn thư điện tử {value} MB",
            lambda: replace(self._choices, email_megabytes=value),
            lambda: replace(self._choices, email_megabytes=before),
        )

    def set_province_address(self, value: str) -> Outcome[None]:
        """Set the address of the province, or none. Raises Refusal for what is no address, and Fault."""
        before, chosen = self.province_address, mail_address(value)
        return self._choose(
            f"Đặt địa chỉ thư của tỉnh {chosen}" if chosen else "Bỏ địa chỉ thư của tỉnh",
            lambda: replace(self._choices, province_address=chosen),
            lambda: replace(self._choices, province_address=before),
            target="settings:documents",
        )

    def look(self) -> Look:
        """Look for files that were not seen before; never raises."""
        if not self.folder:
            return Look(())
        seen = set(self._choices.seen)
        try:
            return Look(tuple(file for file in _scans(Path(self.folder)) if file.mark not in seen))
        except OSError:
            return Look((), lost=True)

    def pass_over(self, files: Sequence[ScannedFile]) -> Outcome[None]:
        """Leave these files in the scan folder and offer them no more. Raises Fault."""
        marks = {file.mark for file in files}
        return self._choose(
            f"Bỏ qua {len(files)} tệp trong thư mục quét",
            lambda: replace(self._choices, seen=tuple({*self._choices.seen, *marks})),
            lambda: replace(self._choices, seen=tuple({*self._choices.seen} - marks)),
        )

    def note_taken(self, files: Iterable[ScannedFile]) -> None:
        """Offer these files no more, because the library has them. Raises Fault."""
        self._keep(replace(self._choices, seen=tuple({*self._choices.seen, *(file.mark for file in files)})))

    def _choose(
        self, label: str, again: Callable[[], Choices], back: Callable[[], Choices], *, target: str = "evidence"
    ) -> Outcome[None]:
        self._keep(again())
        self._session.did(
            label, Beside(lambda: self._keep(back()), lambda: self._keep(again()), CHANGED, target=target)
        )
        return Outcome(None, CHANGED)

    def _keep(self, choices: Choices) -> None:
        write_bytes(self._file, json.dumps(asdict(choices), ensure_ascii=False, indent=1).encode())


def mail_address(text: str) -> str:
    """One e-mail address without the spaces around it, or ""; Refusal for anything else."""
    address = text.strip()
    if address and not (_ADDRESS.fullmatch(address) and len(address) <= _LONGEST_ADDRESS):
        words = f"“{address:.80}” không phải là địa chỉ thư điện tử; hãy nhập dạng ten@tuyenquang.gov.vn."
        raise Refusal(Finding("mail.address", Level.BLOCK, words, "settings:documents:province_address"))
    return address


def _scans(folder: Path) -> tuple[ScannedFile, ...]:
    found: list[ScannedFile] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SCANS and path.is_file():
            about = path.stat()
            if about.st_size:
                day = datetime.fromtimestamp(about.st_mtime, UTC).astimezone().date().isoformat()
                found.append(ScannedFile(path, f"{path.name}|{about.st_size}|{about.st_mtime_ns}", day))
    return tuple(found)


def _read(file: Path) -> Choices:
    """What was chosen; the first choices where nothing can be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        address = str(kept.get("province_address", ""))
        return Choices(str(kept["folder"]), tuple(map(str, kept["seen"])), int(kept["email_megabytes"]), address)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Choices()
