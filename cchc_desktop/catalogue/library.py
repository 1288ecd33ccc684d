"""The packs at hand: those that ship with the program, and a pack file that somebody brings.

Nothing is read before it is asked for, and each pack is parsed once per library.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from cchc_desktop.catalogue.pack_file import decoded, read_bytes
from cchc_desktop.catalogue.problem import Problem, invalid_pack
from cchc_desktop.catalogue.reader import Pack, read_header, read_pack
from cchc_desktop.catalogue.references import reference_problems
from cchc_desktop.catalogue.units_reader import UnitList
from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack with the bytes it was read from, their SHA-256 (hexadecimal) and the warnings of the check."""

    pack: Pack
    source: bytes
    sha256: str
    warnings: tuple[Problem, ...]

    @property
    def header(self) -> PackHeader:
        """What the pack says of itself."""
        return self.pack.header


class Library:
    """Packs found by code.

    Lookups raise KeyError for a code that is not there, and PackFault where the installation itself is damaged.
    """

    def __init__(self, sources: Iterable[Traversable]) -> None:
        self._sources = tuple(sources)
        self._loaded: dict[str, LoadedPack] = {}

    @cached_property
    def headers(self) -> tuple[PackHeader, ...]:
        """What each pack says of itself, without reading the entries."""
        return tuple(header for header, _source in self._index.values())

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """All plans, the newest first."""
        return tuple(self.plan(code) for code in self._codes("plan"))

    @cached_property
    def criteria_sets(self) -> tuple[CriteriaSet, ...]:
        """All criteria sets, the newest first."""
        return tuple(self.criteria_set(code) for code in self._codes("criteria"))

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the newest list, in the order in which they are offered for choice."""
        return self._unit_list.units

    @property
    def units_header(self) -> PackHeader:
        """The header of the list that ``units`` comes from."""
        return self._unit_list.header

    def plan(self, code: str) -> Plan:
        """The plan with this code."""
        pack = self.pack(code).pack
        if not isinstance(pack, Plan):
            raise KeyError(code)
        return pack

    def criteria_set(self, code: str) -> CriteriaSet:
        """The criteria set with this code."""
        pack = self.pack(code).pack
        if not isinstance(pack, CriteriaSet):
            raise KeyError(code)
        return pack

    def unit(self, code: str) -> Unit:
        """The unit with this official code."""
        return self._units_by_code[code]

    def pack(self, code: str) -> LoadedPack:
        """The whole pack with this code."""
        if code not in self._loaded:
            _header, source = self._index[code]
            self._loaded[code] = _loaded(source.read_bytes(), name=source.name)
        return self._loaded[code]

    def packs(self) -> tuple[Pack, ...]:
        """Every pack, each read in full; only for who looks at references between packs."""
        return tuple(self.pack(header.code).pack for header in self.headers)

    def source(self, code: str) -> bytes:
        """The bytes of the pack as stored, for the definitions used in a package."""
        _header, source = self._index[code]
        return source.read_bytes()

    def sha256(self, code: str) -> str:
        """The SHA-256 of ``source`` in hexadecimal."""
        return hashlib.sha256(self.source(code)).hexdigest()

    @cached_property
    def _index(self) -> dict[str, tuple[PackHeader, Traversable]]:
        headers = [(_header(source), source) for source in self._sources]
        headers.sort(key=lambda item: (item[0].valid_from, item[0].code), reverse=True)
        return {header.code: (header, source) for header, source in headers}

    @cached_property
    def _unit_list(self) -> UnitList:
        pack = self.pack(self._codes("units")[0]).pack
        if not isinstance(pack, UnitList):
            raise TypeError(pack)
        return pack

    @cached_property
    def _units_by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    def _codes(self, kind: str) -> tuple[str, ...]:
        return tuple(header.code for header in self.headers if header.kind == kind)


def bundled() -> Library:
    """The packs that ship with the program."""
    folder = resources.files("resources") / "catalogues"
    return Library(item for item in folder.iterdir() if item.name.endswith(".toml"))


def load_pack(path: Path, *, beside: Iterable[Pack] = ()) -> LoadedPack:
    """Read and check a pack file, with what it takes from the packs ``beside`` it (see ``reference_problems``).

    Raises PackFault with all problems, whatever is wrong with the file.
    """
    loaded = _loaded(read_bytes(path), name=path.name)
    problems = reference_problems(loaded.pack, beside)
    blocking = tuple(item for item in problems if item.level is Level.BLOCK)
    if blocking:
        raise invalid_pack(path.name, blocking)
    return LoadedPack(loaded.pack, loaded.source, loaded.sha256, (*loaded.warnings, *problems))


def _loaded(data: bytes, *, name: str) -> LoadedPack:
    reading = read_pack(decoded(data, name=name), name=name)
    return LoadedPack(reading.pack, data, hashlib.sha256(data).hexdigest(), reading.warnings)


def _header(source: Traversable) -> PackHeader:
    return read_header(decoded(source.read_bytes(), name=source.name), name=source.name)
