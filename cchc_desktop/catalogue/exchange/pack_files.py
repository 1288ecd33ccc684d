"""A file of packs as somebody brings it, TOML or Excel, and the same files written."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cchc_desktop.catalogue.exchange.grid import Step
from cchc_desktop.catalogue.exchange.workbook_reader import read_workbook, silent
from cchc_desktop.catalogue.exchange.workbook_writer import workbook_bytes
from cchc_desktop.catalogue.library import LoadedPack, load_pack
from cchc_desktop.catalogue.pack_document import Node
from cchc_desktop.catalogue.reader import Pack
from cchc_desktop.system.spreadsheet_file import read_capped

TOML = ".toml"


def load_packs(path: Path, *, beside: Iterable[Pack] = (), step: Step = silent) -> tuple[LoadedPack, ...]:
    """The pack of a .toml file, or all packs of a workbook, checked against the packs ``beside`` them.

    Raises Fault or PackFault with everything that is wrong.
    """
    if path.suffix.lower() == TOML:
        return (load_pack(path, beside=beside),)
    return read_workbook(read_capped(path), name=path.name, beside=beside, step=step)


def workbook_of(packs: Sequence[LoadedPack]) -> bytes:
    """The workbook of these packs."""
    return workbook_bytes([document_of(loaded) for loaded in packs])


def document_of(loaded: LoadedPack) -> Node:
    """The document of a pack as it was read, with what the pack itself does not keep, such as names of sources."""
    return tomllib.loads(loaded.source.decode())
