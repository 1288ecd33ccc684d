"""Which names may stand in a package: plain ASCII that means the same file on every machine, and no way out of it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_MAX_LENGTH = 240
_COMPONENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}) | {
    f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"
}


def fault_of(name: str) -> str | None:
    """The kind of problem that ``name`` has as a name inside a package, None when it has none."""
    components = name.split("/")
    checks = (
        ("backslash", "\\" in name),
        ("absolute-path", name.startswith("/")),
        ("drive-letter", bool(_DRIVE.match(name))),
        ("traversal", ".." in components),
        ("folder", name.endswith("/")),
        ("device-name", any(component.split(".")[0].strip().upper() in _DEVICES for component in components)),
        ("name-encoding", not name.isascii()),
        ("unsafe-name", len(name) > _MAX_LENGTH or not all(map(_is_plain, components))),
    )
    return next((kind for kind, failed in checks if failed), None)


def _is_plain(component: str) -> bool:
    return bool(_COMPONENT.fullmatch(component)) and not component.endswith(".")


def collisions(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name that a machine may take for an earlier one, with the kind of problem."""
    exact: set[str] = set()
    normal: set[str] = set()
    folded: set[str] = set()
    for name in names:
        composed = unicodedata.normalize("NFC", name)
        lower = unicodedata.normalize("NFC", composed.casefold())
        if name in exact:
            yield name, "duplicate"
        elif composed in normal:
            yield name, "nfc-collision"
        elif lower in folded:
            yield name, "case-collision"
        exact.add(name)
        normal.add(composed)
        folded.add(lower)


def shown(name: str) -> str:
    """``name`` as it may be shown: nothing unprintable, not longer than a line."""
    printable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
    return printable if len(printable) <= 120 else f"{printable[:117]}..."
