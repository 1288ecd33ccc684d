"""Files in the store that nothing refers to: found, set aside (never deleted) and brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.services.evidence.frozen_files import frozen_files
from cchc_desktop.services.session.done_steps import Beside
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.system.safe_write import translate
from db.evidence_files import EvidenceFiles
from db.tables import evidence

CHANGED = frozenset({"evidence_store"})


@dataclass(frozen=True, slots=True)
class StrayFiles:
    """Files of the store, by hash, that no row and no frozen submission names, their size in bytes.

    ``aside`` counts the files that were set aside earlier.
    """

    hashes: tuple[str, ...]
    size: int
    aside: int


class EvidenceOrphans:
    """Looks for orphans in the store of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        folder = session.store.folder
        self._store, self._apart = EvidenceFiles(folder.evidence), folder.apart
        self._aside = EvidenceFiles(folder.apart)

    def find(self) -> StrayFiles:
        """All orphans; raises Fault when the store cannot be read."""
        known = self._known()
        try:
            hashes = tuple(sha256 for sha256 in self._store.hashes() if sha256 not in known)
            aside = sum(1 for _ in self._aside.hashes())
        except OSError as error:
            raise translate(error, self._session.store.folder.evidence) from error
        return StrayFiles(hashes, sum(self._store.size(sha256) or 0 for sha256 in hashes), aside)

    def set_aside(self, hashes: Sequence[str]) -> Outcome[int]:
        """Move files out of the store and return how many; those that are known by now stay. Raises Fault."""
        moved = self._out(hashes)
        if moved:
            beside = Beside(lambda: self._in(moved), lambda: self._out(moved), CHANGED, target="evidence")
            self._session.did(f"Để riêng {len(moved)} tệp không dùng đến", beside)
        return Outcome(len(moved), CHANGED if moved else frozenset())

    def bring_back(self) -> Outcome[int]:
        """Bring what was set aside and still is whole back into the store; return how many files. Raises Fault."""
        back = self._in(tuple(self._aside.hashes()))
        if back:
            beside = Beside(lambda: self._out(back), lambda: self._in(back), CHANGED, target="evidence")
            self._session.did(f"Đưa {len(back)} tệp trở lại kho", beside)
        return Outcome(len(back), CHANGED if back else frozenset())

    def _out(self, hashes: Iterable[str]) -> tuple[str, ...]:
        known = self._known()
        moved = tuple(sha256 for sha256 in hashes if sha256 not in known and self._store.size(sha256) is not None)
        for sha256 in moved:
            self._store.set_aside(self._store.path(sha256), self._apart / sha256[:2])
        return moved

    def _in(self, hashes: Iterable[str]) -> tuple[str, ...]:
        back = tuple(sha256 for sha256 in hashes if self._store.take_from(self._aside, sha256))
        for sha256 in back:
            try:
                self._aside.path(sha256).unlink()
            except OSError as error:
                raise translate(error, self._apart) from error
        return back

    def _known(self) -> set[str]:
        """The hashes that the database names: in its rows, and in submissions that were frozen earlier."""
        with self._session.read() as connection:
            return {*connection.scalars(sa.select(evidence.c.sha256)), *frozen_files(connection)}
