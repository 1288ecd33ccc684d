"""The catalogue packs in use in a data folder: which edition of each, read from the folder itself and parsed once.

The packs that ship with the program are copied into a folder before they are used, so that data stay with the edition
on which they were entered, whatever a later program brings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from cchc_desktop.catalogue.library import Library, LoadedPack
from cchc_desktop.catalogue.reader import Pack, read_pack
from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.register import Register, RegisterSet
from cchc_desktop.domain.snapshot import DefinitionPart
from cchc_desktop.domain.target import Target, TargetSet
from cchc_desktop.domain.working_calendar import WorkingCalendar
from db.journal import Work
from db.store import Store
from db.tables import pack, pack_use

SHARED_KINDS = ("form", "registers", "targets", "calendar")
"""Kinds of which every folder gets those that ship with the program; plan and criteria set are chosen."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UsedPack:
    """An edition in use."""

    code: str
    edition: str
    kind: str
    title: str
    sha256: str
    imported_at: str


class Packs:
    """What the packs in use say. Parsed packs are kept by their hash, so that a new edition is read anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parsed: dict[str, Pack] = {}

    def used(self) -> tuple[UsedPack, ...]:
        """All packs in use, by kind and code."""
        query = (
            sa.select(pack.c.code, pack.c.edition, pack.c.kind, pack.c.title, pack.c.sha256, pack.c.imported_at)
            .join(pack_use, sa.and_(pack_use.c.code == pack.c.code, pack_use.c.edition == pack.c.edition))
            .order_by(pack.c.kind, pack.c.code)
        )
        with self._store.read() as connection:
            return tuple(UsedPack(**row) for row in connection.execute(query).mappings())

    def plan(self, code: str) -> Plan:
        """The plan with this code; KeyError if it is not in use."""
        return self._one(code, Plan)

    def criteria(self, code: str) -> CriteriaSet:
        """The criteria set with this code; KeyError if it is not in use."""
        return self._one(code, CriteriaSet)

    def forms(self) -> tuple[Form, ...]:
        """The report forms in use."""
        return self._all("form", Form)

    def form(self, code: str) -> Form:
        """The report form with this code; KeyError if it is not in use."""
        return self._one(code, Form)

    def registers(self) -> tuple[Register, ...]:
        """The registers of all packs in use."""
        return tuple(register for found in self._all("registers", RegisterSet) for register in found.registers)

    def register(self, code: str) -> Register:
        """The register with this code; KeyError if there is none."""
        return {register.code: register for register in self.registers()}[code]

    def targets(self) -> tuple[Target, ...]:
        """The targets of all packs in use."""
        return tuple(target for found in self._all("targets", TargetSet) for target in found.targets)

    def calendar(self) -> WorkingCalendar | None:
        """The working calendar in use that became valid last, None where there is none."""
        return max(self._all("calendar", WorkingCalendar), key=lambda found: found.header.valid_from, default=None)

    def definition(self, code: str) -> DefinitionPart:
        """The pack as a snapshot names it; KeyError if it is not in use."""
        for item in self.used():
            if item.code == code:
                return self._definition(item)
        raise KeyError(code)

    def definitions(self, *kinds: str) -> tuple[DefinitionPart, ...]:
        """All packs of these kinds as a snapshot names them."""
        return tuple(self._definition(item) for item in self.used() if item.kind in kinds)

    def _definition(self, used: UsedPack) -> DefinitionPart:
        header = self._read(used).header
        return {
            "code": header.code,
            "edition": header.edition,
            "title": header.title,
            "issuer": header.issuer,
            "legal_basis": header.legal_basis,
            "sha256": used.sha256,
            "reconstruction": header.reconstruction,
        }

    def _one(self, code: str, kind: type[T]) -> T:
        for item in self.used():
            if item.code == code:
                found = self._read(item)
                if isinstance(found, kind):
                    return found
        raise KeyError(code)

    def _all(self, kind: str, expected: type[T]) -> tuple[T, ...]:
        found = [self._read(item) for item in self.used() if item.kind == kind]
        return tuple(item for item in found if isinstance(item, expected))

    def _read(self, used: UsedPack) -> Pack:
        if used.sha256 not in self._parsed:
            query = sa.select(pack.c.content).where(pack.c.code == used.code, pack.c.edition == used.edition)
            with self._store.read() as connection:
                content = connection.execute(query).scalar_one()
            self._parsed[used.sha256] = read_pack(content.decode(), name=used.code).pack
        return self._parsed[used.sha256]


def take_into_use(work: Work, loaded: LoadedPack, *, at: str) -> None:
    """Store a pack and make it the edition in use of its code; the editions before it stay stored."""
    header = loaded.header
    known = sa.select(pack.c.sha256).where(pack.c.code == header.code, pack.c.edition == header.edition)
    if work.connection.scalar(known) is None:
        work.connection.execute(sa.insert(pack).values(_stored(header, loaded, at)))
    used = work.connection.scalar(sa.select(pack_use.c.id).where(pack_use.c.code == header.code))
    if used is None:
        work.insert(pack_use, code=header.code, edition=header.edition, kind=header.kind)
    else:
        work.update(pack_use, used, edition=header.edition)


def missing_packs(store: Store, library: Library) -> tuple[LoadedPack, ...]:
    """The packs that ship with the program, are used by every folder, and are not in this one yet."""
    with store.read() as connection:
        used = set(connection.scalars(sa.select(pack_use.c.code)))
    return tuple(_shared(library, without=used))


def _shared(library: Library, *, without: set[str]) -> Iterable[LoadedPack]:
    for header in library.headers:
        if header.kind in SHARED_KINDS and header.code not in without:
            yield library.pack(header.code)


def _stored(header: PackHeader, loaded: LoadedPack, at: str) -> dict[str, object]:
    return {
        "code": header.code,
        "edition": header.edition,
        "kind": header.kind,
        "title": header.title,
        "sha256": loaded.sha256,
        "content": loaded.source,
        "imported_at": at,
    }
