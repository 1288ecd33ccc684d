"""The list of trust (danh sách tin cậy) of a folder: editions imported from files, the newest one in use.

An edition holds all that the one before it held; a newer list of revoked certificates (CRL) of an issuer takes the
place of the older one.
"""

import base64
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.services.session.done_steps import Beside
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.signatures.trust_files import TrustFiles, read_trust_files, revocation_facts
from cchc_desktop.signing.certificate import read_certificate
from cchc_desktop.signing.trust import NOBODY, TrustList
from cchc_desktop.system.canonical_json import canonical, sha256
from db.engine import connect_to_look
from db.folder import DataFolder
from db.journal import Value
from db.tables import trust_list

_FORMAT = "cchc-trust-list"
_PARTS = ("roots", "intermediates", "crls")
CHANGED = frozenset({"trust_list"})


@dataclass(frozen=True, slots=True)
class TrustEdition:
    """One edition as screens show it; the newest is the one in use."""

    edition: str
    issued: date | None
    imported_at: datetime
    sha256: str
    roots: int
    crls: int


@dataclass(frozen=True, slots=True)
class TrustEntry:
    """A root, an intermediate certificate or a CRL, in words."""

    what: str
    name: str
    since: datetime
    until: datetime | None


class TrustLists:
    """Commands and queries on the list of trust."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def in_use(self) -> TrustList:
        """The newest edition; ``NOBODY`` before the first import."""
        newest = _newest().limit(1)
        with self._session.read() as connection:
            row = connection.execute(newest).first()
        return _read(row) if row else NOBODY

    def editions(self) -> tuple[TrustEdition, ...]:
        """All editions, newest first."""
        with self._session.read() as connection:
            rows = connection.execute(_newest()).all()
        return tuple(
            TrustEdition(
                row.edition,
                held.issued,
                datetime.fromisoformat(row.imported_at),
                row.sha256,
                len(held.roots),
                len(held.crls),
            )
            for row in rows
            for held in (_read(row),)
        )

    def entries(self) -> tuple[TrustEntry, ...]:
        """What the edition in use holds."""
        held = self.in_use()
        found = []
        for what, ders in (("Chứng thư gốc", held.roots), ("Chứng thư trung gian", held.intermediates)):
            known = [read_certificate(der) for der in ders]
            found += [TrustEntry(what, item.name, item.valid_from, item.valid_until) for item in known]
        facts = [revocation_facts(der) for der in held.crls]
        found += [TrustEntry("Danh sách thu hồi", item.issuer, item.issued, item.next_update) for item in facts]
        return tuple(found)

    def import_files(self, paths: Sequence[Path]) -> Outcome[TrustEdition]:
        """Make a new edition of the present one and these files (.cer, .crt, .pem, .p7b, .crl, or .zip of them).

        Refusal, naming each file that cannot be read or brings nothing; nothing is changed then.
        """
        new = read_trust_files(paths)
        before = self.in_use()
        after = _joined(before, new)
        if (after.roots, after.intermediates, after.crls) == (before.roots, before.intermediates, before.crls):
            text = "Các tệp này không có gì mới so với danh sách tin cậy đang dùng."
            raise Refusal(Finding("trust.nothing-new", Level.INFO, text))
        content = _written(after)
        today = self._session.today()
        edition = self._next_edition(today.year)
        row: dict[str, Value] = {
            "id": str(uuid4()),
            "edition": edition,
            "issued": today.isoformat(),
            "sha256": sha256(content),
            "content": content,
            "imported_at": self._session.now().isoformat(timespec="microseconds"),
        }
        self._insert(row)
        beside = Beside(lambda: self._delete(str(row["id"])), lambda: self._insert(row), CHANGED, "settings:signing")
        self._session.did(f"Nạp danh sách tin cậy {edition}", beside)
        return Outcome(self.editions()[0], CHANGED)

    def _insert(self, row: dict[str, Value]) -> None:
        with self._session.store.work(self._session.officer.id or None) as work:
            work.insert(trust_list, **row)

    def _delete(self, identity: str) -> None:
        with self._session.store.work(self._session.officer.id or None) as work:
            work.delete(trust_list, identity)

    def _next_edition(self, year: int) -> str:
        with self._session.read() as connection:
            known = set(connection.scalars(sa.select(trust_list.c.edition)))
        return next(name for number in range(1, len(known) + 2) if (name := f"{year}.{number}") not in known)


def trust_of_folder(folder: Path) -> TrustList:
    """The list in use of a data folder that may be open elsewhere; ``NOBODY`` where there are no data to look into."""
    database = DataFolder(folder).database
    if not database.is_file():
        return NOBODY
    query = (
        "SELECT edition, issued, imported_at, sha256, content FROM trust_list ORDER BY imported_at DESC, edition DESC"
    )
    try:
        with closing(connect_to_look(database, mode="rw")) as connection:
            row = connection.execute(query).fetchone()
    except sqlite3.Error:
        return NOBODY
    return _held(edition=row[0], issued=row[1], content=row[4]) if row else NOBODY


def _newest() -> sa.Select[tuple[str, str, str, str, bytes]]:
    columns = (trust_list.c.edition, trust_list.c.issued, trust_list.c.imported_at, trust_list.c.sha256)
    return sa.select(*columns, trust_list.c.content).order_by(
        trust_list.c.imported_at.desc(), trust_list.c.edition.desc()
    )


def _read(row: sa.Row[tuple[str, str, str, str, bytes]]) -> TrustList:
    return _held(edition=row.edition, issued=row.issued, content=row.content)


def _held(*, edition: str, issued: str, content: bytes) -> TrustList:
    parts = json.loads(content)
    roots, intermediates, crls = (tuple(base64.b64decode(part) for part in parts[name]) for name in _PARTS)
    return TrustList(edition, date.fromisoformat(issued) if issued else None, roots, intermediates, crls)


def _written(held: TrustList) -> bytes:
    parts = {name: [base64.b64encode(der).decode("ascii") for der in getattr(held, name)] for name in _PARTS}
    return canonical({"format": _FORMAT, "format_version": 1, **parts})


def _joined(before: TrustList, new: TrustFiles) -> TrustList:
    newest: dict[bytes, tuple[datetime, bytes]] = {}
    for der in (*before.crls, *new.crls):
        facts = revocation_facts(der)
        if facts.issuer_der not in newest or facts.issued > newest[facts.issuer_der][0]:
            newest[facts.issuer_der] = (facts.issued, der)
    return TrustList(
        "",
        None,
        tuple(sorted({*before.roots, *new.roots})),
        tuple(sorted({*before.intermediates, *new.intermediates})),
        tuple(sorted(der for _issued, der in newest.values())),
    )
