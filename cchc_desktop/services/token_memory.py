"""What this machine remembers of tokens: where the driver lies, and how many wrong PINs came in a row. Never a PIN."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
