"""The history at the desk of an officer: read, compare, bring back."""

from datetime import datetime
from typing import Any

from cchc_desktop.domain.subject import Subject
from cchc_desktop.services.history.bringing_back import BringingBack, Commands
from cchc_desktop.services.history.journal import Journal
from cchc_desktop.services.history.put_back import PuttingBack
from cchc_desktop.services.history.trail import Clock
from cchc_desktop.services.history.versions import Compared, Version, Versions, compare
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session


class History:
    """Queries on what was changed, and the one command that brings an old value back."""

    def __init__(self, session: Session, commands: Commands) -> None:
        self._session = session
        self._clock = Clock()
        self._values = BringingBack(session, commands)
        self._rows = PuttingBack(session, commands)
        self.journal = Journal(session)

    def now(self) -> datetime:
        """The present moment."""
        return self._session.now()

    def of(self, subject: Subject) -> tuple[Version, ...]:
        """All versions of a field, a record, a task or a criterion, newest first."""
        with self._session.read() as connection:
            return Versions(self._session, connection, self._clock).of(subject)

    def compare(self, left: Version, right: Version) -> tuple[Compared, ...]:
        """Two versions of one record, field by field; ValueError for versions of different records."""
        return compare(left, right)

    def bring_back(self, version: Version) -> Outcome[Any]:
        """Write what a version changed anew as it was then, or restore the row that it removed.

        Raises Refusal with the sentence of the command that refuses, or with ``version.barred``.
        """
        return self._rows.put_back(version) if version.is_removal else self._values.bring_back(version)
