"""Pack files for tests: a bundled pack with some changes, written as TOML or as a workbook."""

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cchc_desktop.catalogue.exchange.workbook_writer import workbook_bytes
from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.pack_document import with_count
from cchc_desktop.catalogue.pack_writer import document_text

LIBRARY = bundled()
PLAN, CRITERIA, FORM = "KH-TQ-2025-H2", "TC-XA-2025-DL", "BC-CCHC-XA"
REGISTERS, TARGETS, CALENDAR = "SO-XA-2025", "CT-XA-2025", "LLV-VN-2025"

Document = dict[str, Any]
Edit = Callable[[Document], object]


def document(code: str, edit: Edit | None = None, *, edition: str = "") -> Document:
    """The document of a bundled pack after ``edit``, as another edition where one is named."""
    found = copy.deepcopy(tomllib.loads(LIBRARY.source(code).decode()))
    if edition:
        found["header"]["edition"] = edition
    if edit is not None:
        edit(found)
    return with_count(found)


def toml_file(folder: Path, *documents: Document, name: str = "bo.toml") -> Path:
    """One document as a .toml file."""
    path = folder / name
    path.write_text(document_text(documents[0]), encoding="utf-8")
    return path


def workbook_file(folder: Path, *documents: Document, name: str = "bo.xlsx") -> Path:
    """Documents as a workbook."""
    path = folder / name
    path.write_bytes(workbook_bytes(documents))
    return path


def entry(found: Document, key: str, code: str) -> Document:
    """The entry with this code."""
    return next(item for item in found[key] if item["code"] == code)
