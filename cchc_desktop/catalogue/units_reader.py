"""Reads the entries of a list of units."""

from dataclasses import dataclass

from cchc_desktop.catalogue.table import Table
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class UnitList:
    """The communes of a province as one pack, in the order in which they are offered for choice."""

    header: PackHeader
    units: tuple[Unit, ...]


def read_units(document: Table, header: PackHeader) -> UnitList:
    """Read the list; problems are noted on the tables."""
    return UnitList(header, tuple(_read_unit(entry) for entry in document.entries("units")))


def _read_unit(entry: Table) -> Unit:
    unit = Unit(
        code=entry.text("code"),
        kind=entry.text("kind"),
        name=entry.text("name"),
        place=entry.text("place"),
        spellings=entry.texts("spellings"),
    )
    entry.finish()
    return unit
