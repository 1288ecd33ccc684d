"""Custody ("Hồ sơ đang ở đâu?"): who holds a submission now, its revisions, copies and answers, what may be deleted.

Nothing is deleted here: a person deletes files, and may note that a copy is gone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.submission import State
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.services.sending.copy_presence import Presence, presences
from cchc_desktop.services.sending.custody_words import (
    Answered,
    Holder,
    Keeping,
    holder_of,
    holder_sentence,
    keeping_of,
    short_name,
    short_sending,
    warning_of,
)
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.package_copies import CopyRow, Medium, copies_of, copy_by_id, mark_gone
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.submissions import Submissions
from db.tables import answer_from_province, audit, officer


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision of the chain; ``parent`` is the number of the revision it was made from, None for the first.

    ``reopened_by``, ``reopened_at`` and ``reason`` tell how it came from its parent; empty for the first.
    """

    submission_id: str
    revision: int
    parent: int | None
    state: State
    sha256: str
    code: str
    reopened_by: str
    reopened_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """One copy that was made, whether it is still there, and whether it may be deleted, with why."""

    copy: CopyRow
    revision: int
    presence: Presence
    keeping: Keeping


@dataclass(frozen=True, slots=True)
class CustodyCard:
    """Where a submission is: revisions newest first, copies of the newest first, answers of the province oldest first.

    ``warning`` is empty where nothing is amiss.
    """

    name: str
    holder: Holder
    sentence: str
    warning: str
    revisions: tuple[RevisionLine, ...]
    copies: tuple[HeldCopy, ...]
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """One submission without an answer of the province yet: how it left last, in a short sentence; what to open."""

    text: str
    target: str


class Custody:
    """Tells where submissions are."""

    def __init__(self, session: Session, submissions: Submissions) -> None:
        self._session = session
        self._submissions = submissions

    def of(self, submission_id: str) -> CustodyCard:
        """The card of the submission to which this revision belongs: all its revisions are told.

        Looks at the drives for the copies, which may take seconds; ``submission_id`` must be stored.
        """
        chain = self._chain(submission_id)
        latest = chain[-1]
        numbers = {row.id: row.revision for row in chain}
        with self._session.read() as connection:
            answers = _answers(connection, numbers)
            made = [copy for row in reversed(chain) for copy in _newest_first(connection, row)]
            reopened = _reopenings(connection, tuple(numbers))
        copies = tuple(
            HeldCopy(
                copy, numbers[copy.submission_id], presence, keeping_of(copy, numbers[copy.submission_id], answers)
            )
            for copy, presence in zip(made, presences(made), strict=True)
        )
        return CustodyCard(
            name=_name(latest),
            holder=holder_of(latest),
            sentence=holder_sentence(chain, made, answers),
            warning=warning_of(latest, [held.presence for held in copies if held.copy.submission_id == latest.id]),
            revisions=tuple(_revision_line(row, numbers, reopened) for row in reversed(chain)),
            copies=copies,
            answers=answers,
        )

    def on_the_way(self) -> tuple[OnTheWay, ...]:
        """The submissions that were sent, or only exported, and of which no answer of the province is known."""
        waiting = [row for row in self._submissions.all() if row.state is State.EXPORTED]
        with self._session.read() as connection:
            return tuple(
                OnTheWay(
                    f"{short_name(row)}: {short_sending(row, _newest_first(connection, row))}, tỉnh chưa trả lời",
                    ":".join(filter(None, ("submission", row.kind.value, row.period.code, row.form_code, "custody"))),
                )
                for row in waiting
            )

    def mark_gone(self, copy_id: str) -> Outcome[None]:
        """Note that a person deleted or lost a copy; it stays in the list. Refuses what was noted already."""
        with self._session.command("Đánh dấu bản chép đã xóa") as work:
            if copy_by_id(work.connection, copy_id).gone_at:
                text = "Bản chép này đã được đánh dấu xóa; hãy xem lại danh sách."
                raise Refusal(Finding("copy.gone", Level.BLOCK, text, "submission"))
            mark_gone(work, copy_id)
        return Outcome(None, frozenset(work.touched))

    def _chain(self, submission_id: str) -> tuple[SubmissionRow, ...]:
        """All revisions of the submission to which one belongs, oldest first."""
        one = self._submissions.by_id(submission_id)
        mine = (one.kind, one.form_code, one.period)
        rows = [row for row in self._submissions.all() if (row.kind, row.form_code, row.period) == mine]
        return tuple(sorted(rows, key=lambda row: row.revision))


def _newest_first(connection: sa.Connection, row: SubmissionRow) -> tuple[CopyRow, ...]:
    """The copies of a revision; with an export from before copies were recorded, which has no identity and no hash."""
    made = copies_of(connection, row.id)[::-1]
    if not row.package_path or any(copy.place == row.package_path for copy in made):
        return made
    early = CopyRow(
        id="",
        submission_id=row.id,
        medium=Medium.FOLDER,
        label="",
        place=row.package_path,
        sha256="",
        size=0,
        parts=1,
        written_at=row.exported_at,
        read_back_at="",
        gone_at="",
    )
    return (*made, early)


def _name(row: SubmissionRow) -> str:
    return f"{row.kind.label} {uncapitalised(row.period.label)}"


def _answers(connection: sa.Connection, numbers: Mapping[str, int]) -> tuple[Answered, ...]:
    rows = connection.execute(
        sa.select(answer_from_province)
        .where(answer_from_province.c.submission_id.in_(tuple(numbers)))
        .order_by(answer_from_province.c.imported_at, answer_from_province.c.at)
    ).all()
    return tuple(
        Answered(
            submission_id=row.submission_id,
            revision=numbers[row.submission_id],
            state=State(row.kind),
            code=row.code,
            at=row.at,
            note=row.note,
            imported_at=row.imported_at,
            is_by_telephone=row.content is None,
        )
        for row in rows
    )


def _reopenings(connection: sa.Connection, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By the revision that was reopened: who did it and when, as the trail tells."""
    query = (
        sa.select(audit.c.row_id, audit.c.at, officer.c.full_name)
        .outerjoin(officer, officer.c.id == audit.c.officer_id)
        .where(
            audit.c.table_name == "submission",
            audit.c.row_id.in_(identities),
            audit.c.field == "state",
            audit.c.new == f'"{State.REOPENED.value}"',
        )
    )
    return {row.row_id: (row.full_name or "", row.at) for row in connection.execute(query)}


def _revision_line(
    row: SubmissionRow, numbers: Mapping[str, int], reopened: Mapping[str, tuple[str, str]]
) -> RevisionLine:
    by, at = reopened.get(row.parent_id, ("", ""))
    return RevisionLine(
        submission_id=row.id,
        revision=row.revision,
        parent=numbers.get(row.parent_id),
        state=row.state,
        sha256=row.snapshot_sha256,
        code=row.code,
        reopened_by=by,
        reopened_at=at,
        reason=row.reopen_reason,
    )
