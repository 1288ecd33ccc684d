"""The rows of each sheet as a document gives them: entries with the codes of those around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc_desktop.catalogue.exchange.layout import SheetSpec
from cchc_desktop.catalogue.pack_document import Node


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: the codes of the entries around it, its own values by key, and its place in its list."""

    owners: tuple[str, ...]
    values: Mapping[str, object]
    ordinal: int


def rows_of(sheet: SheetSpec, shaped: Mapping[str, object]) -> Iterator[SheetRow]:
    """The rows of a sheet for a document in the shape of sheets."""
    yield from _rows(sheet.path, shaped, owners=())


def _rows(path: tuple[str, ...], around: Mapping[str, object], *, owners: tuple[str, ...]) -> Iterator[SheetRow]:
    nodes = _nodes(around.get(path[0]))
    for ordinal, node in enumerate(nodes, start=1):
        if len(path) == 1:
            yield SheetRow(owners, node, ordinal)
        else:
            yield from _rows(path[1:], node, owners=(*owners, str(node.get("code", ""))))


def _nodes(value: object) -> list[Node]:
    if isinstance(value, Mapping):
        return [dict(value)]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
