"""The pictures that signatures show: the leader's handwritten one in blue, the seal of the office in red.

They lie in the data folder (``ky-so``); without them name and time are drawn (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.signing.appearance import Box, signature_appearance
from cchc_desktop.system.safe_write import translate, write_bytes

SEAL = "con-dau"
_FOLDER = "ky-so"
_ANY_TIME = datetime(2025, 1, 1, tzinfo=UTC)  # a picture shows no time
_MOST_BYTES = 5_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class SignaturePictures:
    """The pictures of one data folder; ``owner`` is the identity of a leader, or ``SEAL``."""

    data_folder: Path

    def picture(self, owner: str) -> bytes:
        """The picture of an owner; empty where none was chosen."""
        try:
            return self._path(owner).read_bytes()
        except OSError:
            return b""

    def choose(self, owner: str, source: Path) -> None:
        """Take a PNG as the picture of an owner. Refusal for a file that is none; Fault where it cannot be kept."""
        try:
            content = source.read_bytes() if source.stat().st_size <= _MOST_BYTES else b""
        except OSError as error:
            raise translate(error, source) from error
        if not content.startswith(_PNG) or not _can_be_drawn(content):
            text = "Ảnh chữ ký, con dấu phải là tệp PNG đọc được, không quá 5 MB; nên dùng nền trong suốt."
            raise Refusal(Finding("signature.picture", Level.BLOCK, text))
        try:
            self._path(owner).parent.mkdir(exist_ok=True)
        except OSError as error:
            raise translate(error, self._path(owner)) from error
        write_bytes(self._path(owner), content)

    def remove(self, owner: str) -> None:
        """Draw name and time again from now on; Fault where the file cannot be removed."""
        try:
            self._path(owner).unlink(missing_ok=True)
        except OSError as error:
            raise translate(error, self._path(owner)) from error

    def _path(self, owner: str) -> Path:
        return self.data_folder / _FOLDER / f"{owner}.png"


def _can_be_drawn(content: bytes) -> bool:
    try:
        signature_appearance(Box(0, 0, 100, 50), name="", at=_ANY_TIME, picture=content)
    except ValueError:
        return False
    return True
