"""Packs go out as files: an Excel workbook to be edited, or the pack file itself."""

from collections.abc import Iterable
from pathlib import Path

from cchc_desktop.catalogue.exchange.pack_files import TOML, workbook_of
from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.system.safe_write import write_bytes


def write_packs(packs: Iterable[LoadedPack], path: Path) -> Path:
    """Write the packs to ``path``: one pack as it is stored for .toml, otherwise a workbook of all of them.

    Raises ValueError where a .toml file should hold several packs, Fault when the file cannot be written.
    """
    chosen = tuple(packs)
    if path.suffix.lower() == TOML:
        if len(chosen) != 1:
            raise ValueError("one pack for each .toml file")
        write_bytes(path, chosen[0].source)
    else:
        write_bytes(path, workbook_of(chosen))
    return path
