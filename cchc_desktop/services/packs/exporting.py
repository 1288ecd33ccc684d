"""Packs go out as files: an Excel workbook to be edited, or the pack file itself."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from cchc_desktop.catalogue.exchange.pack_files import TOML, workbook_of
from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.system.outgoing_files import write_one_out

_TIMES = "docProps/core.xml"


def write_packs(packs: Iterable[LoadedPack], path: Path) -> Path | None:
    """Write the packs to ``path``: one pack as it is stored for .toml, otherwise a workbook of all of them.

    Return where the file that had this name before is now; None where there was none or it held the same packs.

    Raises ValueError where a .toml file should hold several packs, Fault when the file cannot be written.
    """
    chosen = tuple(packs)
    if path.suffix.lower() == TOML:
        if len(chosen) != 1:
            raise ValueError("one pack for each .toml file")
        return write_one_out(path, chosen[0].source)
    if path.is_file() and holds_packs(path, chosen):
        return None
    return write_one_out(path, workbook_of(chosen))


def holds_packs(path: Path, packs: Iterable[LoadedPack]) -> bool:
    """Whether a file is what ``write_packs`` writes for these packs: for a workbook, but for the time of writing."""
    chosen = tuple(packs)
    try:
        found = path.read_bytes()
        if path.suffix.lower() == TOML:
            return [found] == [one.source for one in chosen]
        return _parts(found) == _parts(workbook_of(chosen))
    except (OSError, zipfile.BadZipFile):
        return False


def _parts(workbook: bytes) -> dict[str, int]:
    """The checksums of the parts of a workbook, without the one that says when it was written."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {part.filename: part.CRC for part in archive.infolist() if part.filename != _TIMES}
