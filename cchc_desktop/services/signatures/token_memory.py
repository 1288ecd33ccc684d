"""What this machine remembers of signing: driver, server of time stamps, how many wrong PINs in a row. Never a PIN."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.system.paths import settings_file
from cchc_desktop.system.safe_write import write_bytes


def default_memory_file() -> Path:
    """Beside the program's own settings on this machine."""
    return settings_file().with_name("chu-ky-so.json")


@dataclass(frozen=True, slots=True)
class TokenMemory:
    """The file of the machine; what cannot be read counts as empty."""

    file: Path

    @property
    def driver(self) -> Path | None:
        """The driver that was chosen; None before."""
        path = self._content().get("driver")
        return Path(path) if isinstance(path, str) and path else None

    def remember_driver(self, path: Path) -> None:
        """Keep the path of the driver; Fault if it cannot be written."""
        self._write({**self._content(), "driver": str(path)})

    @property
    def time_stamp_server(self) -> str:
        """The address of the server that gives time stamps; empty where none is used."""
        address = self._content().get("time_stamp_server")
        return address if isinstance(address, str) else ""

    def remember_time_stamp_server(self, address: str) -> None:
        """Keep the address, or none. Raises Refusal for what is no http address, and Fault."""
        chosen = address.strip()
        if chosen and not _is_address(chosen):
            text = "Địa chỉ phải có dạng http://… hoặc https://…, ví dụ http://tsa.ca.gov.vn; để trống nếu không dùng."
            raise Refusal(Finding("signature.time-stamp-server", Level.BLOCK, text, "settings:signing:time-stamp"))
        self._write({**self._content(), "time_stamp_server": chosen})

    def wrong_pins(self, serial: str) -> int:
        """How many wrong PINs in a row the token with this serial number got here."""
        count = self._counts().get(serial, 0)
        return count if isinstance(count, int) else 0

    def wrong(self, serial: str) -> int:
        """Count one more wrong PIN and return how many it are."""
        count = self.wrong_pins(serial) + 1
        self._write({**self._content(), "wrong_pins": {**self._counts(), serial: count}})
        return count

    def right(self, serial: str) -> None:
        """The right PIN came: the token counts anew, so do we."""
        counts = {known: count for known, count in self._counts().items() if known != serial}
        if counts != self._counts():
            self._write({**self._content(), "wrong_pins": counts})

    def _counts(self) -> dict[str, Any]:
        counts = self._content().get("wrong_pins")
        return counts if isinstance(counts, dict) else {}

    def _content(self) -> dict[str, Any]:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def _write(self, content: dict[str, Any]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(self.file, json.dumps(content, ensure_ascii=False).encode())


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and " " not in text and not parts.username
    return is_plain and has_port and parts.scheme in ("http", "https") and bool(parts.hostname)
