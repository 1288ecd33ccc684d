"""What the province answered (trả lời của tỉnh), at the commune: taken from files or heard by telephone, replied to.

``look`` and ``look_at_code`` write nothing; ``take`` records an answer and lets the submission take the step that the
transition table allows. An answer to an older revision, or one that comes too late, is recorded and changes no state.
Taking twice changes nothing.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.province_answer import (
    MAX_TEXT,
    AnswerKind,
    ExchangeEvent,
    history,
    plain_place,
    plain_text,
    sentence,
)
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind, State, may_become
from cchc_desktop.domain.suggested_reply import suggestion
from cchc_desktop.domain.unit import Unit
from cchc_desktop.services.sending.answer_look import AnswerLook, Effect, Incoming, known_answers
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.remarks import RemarkRow, remarks_before, remarks_of_answer
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.submissions import Submissions
from db.journal import Value, Work
from db.tables import answer_from_province, remark, submission

__all__ = ["AnswerRow", "Answers", "Effect", "Incoming", "Taken"]

_CODE_OF_FILE = 16


@dataclass(frozen=True, slots=True)
class Taken:
    """How an answer ended: the submission it belongs to, and the sentence to show ("Tỉnh đã nhận bản 3 ngày …")."""

    incoming: Incoming
    submission: SubmissionRow
    text: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer of the province as it is known; ``at`` and ``by`` are "" where only the telephone told it."""

    id: str
    submission_id: str
    kind: AnswerKind
    code: str
    at: str
    by: str
    post: str
    note: str
    imported_at: str
    has_file: bool
    remarks: tuple[RemarkRow, ...]


class Answers:
    """Takes answers in, and replies to remarks."""

    def __init__(self, session: Session, submissions: Submissions, units: Iterable[Unit] = ()) -> None:
        self._session = session
        self._submissions = submissions
        self._look = AnswerLook(session, submissions, units)

    def look(self, paths: Path | Iterable[Path]) -> tuple[Incoming, ...]:
        """Say what each file is and what taking it does, as ``AnswerLook.files``; nothing is written."""
        return self._look.files(paths)

    def look_at_code(self, code: str, *, expected: str = "") -> Incoming:
        """Say which answer a code heard by telephone tells. Raises Refusal as ``AnswerLook.code``."""
        return self._look.code(code, expected=expected)

    def take(self, incoming: Sequence[Incoming]) -> Outcome[tuple[Taken, ...]]:
        """Record answers, one transaction each, in their order; what is refused or known is left out. Not undone."""
        taken, changed = [], set[str]()
        for each in incoming:
            if each.is_new and each.submission is not None and each.kind is not None:
                done, touched = self._take(each, each.submission, each.kind)
                taken.append(done)
                changed |= touched
        return Outcome(tuple(taken), frozenset(changed))

    def take_code(self, code: str, *, expected: str = "") -> Outcome[Taken]:
        """Look at a code heard by telephone and record it. Raises Refusal as ``look_at_code``. Not undone."""
        incoming = self.look_at_code(code, expected=expected)
        assert incoming.submission is not None
        outcome = self.take([incoming])
        if outcome.value:
            return Outcome(outcome.value[0], outcome.changed)
        return Outcome(Taken(incoming, incoming.submission, incoming.text), frozenset())

    def of(self, submission_id: str) -> tuple[AnswerRow, ...]:
        """The answers to a revision, oldest first by the province's clock; those told by telephone by ours."""
        query = sa.select(answer_from_province).where(answer_from_province.c.submission_id == submission_id)
        with self._session.read() as connection:
            rows = connection.execute(query).all()
            found = [_answer_row(row, remarks_of_answer(connection, row.id)) for row in rows]
        return tuple(sorted(found, key=lambda each: (each.at or each.imported_at, each.kind.rank)))

    def remarks(self, kind: Kind, period: Period, *, form: str = "") -> tuple[RemarkRow, ...]:
        """All remarks that the present revision has to do with, in the province's order, replied to or not."""
        row = self._submissions.current(kind, period, form=form)
        with self._session.read() as connection:
            return remarks_before(connection, row, self._session.workspace.unit.code)

    def open_remarks(self, kind: Kind, period: Period, *, form: str = "") -> tuple[RemarkRow, ...]:
        """Those of them that still owe a reply."""
        return tuple(each for each in self.remarks(kind, period, form=form) if each.is_open)

    def remark(self, remark_id: str) -> RemarkRow:
        """One remark; Refusal where it is not there."""
        row = self._owner(remark_id)
        found = {each.id: each for each in self.remarks(row.kind, row.period, form=row.form_code)}
        if remark_id not in found:
            raise _refusal("remark.unknown", "Ý kiến này không thuộc bản đang làm.")
        return found[remark_id]

    def submission_of(self, remark_id: str) -> SubmissionRow:
        """The present revision of the submission that a remark is about."""
        row = self._owner(remark_id)
        return self._submissions.current(row.kind, row.period, form=row.form_code)

    def reply(self, remark_id: str, text: str) -> Outcome[RemarkRow]:
        """Say what was done about a remark; an empty text takes the reply away. Undoable.

        Raises Refusal where the present revision is frozen, and for a reply that the province has seen.
        """
        words = plain_text(text)
        if len(words) > MAX_TEXT:
            raise _refusal("remark.reply-long", f"Trả lời dài nhất {MAX_TEXT} ký tự.", f"remark:{remark_id}")
        current, row = self.submission_of(remark_id), self.remark(remark_id)
        if current.state not in (State.DRAFT, State.RETURNED):
            text = f"Bản {current.revision} đã chốt nên không sửa được trả lời; muốn sửa, hãy mở lại hồ sơ."
            raise _refusal("remark.frozen", text, row.link)
        if row.is_settled:
            raise _refusal("remark.settled", "Trả lời này đã gửi tỉnh trong bản trước nên không sửa nữa.", row.link)
        by = (self._session.officer.id or None) if words else None
        at = self._session.now().isoformat(timespec="seconds") if words else ""
        with self._session.command(f"Trả lời ý kiến {row.sequence} của tỉnh") as work:
            if work.row(remark, remark_id)["reply"] != words:
                work.update(remark, remark_id, reply=words, replied_by=by, replied_at=at)
        return Outcome(self.remark(remark_id), frozenset(work.touched))

    def start_answering(self, submission_id: str) -> Outcome[SubmissionRow]:
        """Open the next revision of what was returned, as a draft that carries the remarks. Not undone.

        Raises Refusal for what was not returned, and for what is no longer the latest revision.
        """
        row = self._submissions.require_step(submission_id, State.REOPENED)
        latest = self._submissions.current(row.kind, row.period, form=row.form_code)
        if row.state is not State.RETURNED or latest.id != row.id:
            text = f"Bản {row.revision} đang ở trạng thái “{row.state.label}”; ở đây chỉ mở bản tỉnh trả lại."
            raise _refusal("answer.not-returned", text, "submission")
        remarks = self.open_remarks(row.kind, row.period, form=row.form_code)
        notes = [each.note for each in self.of(row.id) if each.kind is AnswerKind.RETURNED and each.note]
        why = notes[-1] if notes else f"{len(remarks)} ý kiến" if remarks else "theo mã báo qua điện thoại"
        from cchc_desktop.exports.unprintable import legible  # brings reportlab: not at start-up

        reason = plain_place(f"Tỉnh trả lại: {legible(why)}")  # is printed, and nobody here can correct it
        return self._submissions.reopen(row.kind, row.period, reason=reason, form=row.form_code)

    def suggested_reply(self, remark_id: str) -> str:
        """What could be replied, from what differs at the place of the remark: "Đã sửa theo ý kiến: 12 → 15".

        "" where nothing differs between the revision that was returned and the present data.
        """
        row = self.remark(remark_id)
        current = self.submission_of(remark_id)
        if current.state is not State.DRAFT or not current.leader_id:
            return ""
        before = cast("Snapshot", json.loads(self._submissions.frozen_snapshot(row.submission_id)))
        after = self._submissions.draft_snapshot(current.kind, current.period, form=current.form_code)
        return suggestion(before, after, target=row.target, place=row.place)

    def history(self, kind: Kind, period: Period, *, form: str = "") -> tuple[ExchangeEvent, ...]:
        """What happened to a submission, as the province tells it too once all its answers are here."""
        events: list[ExchangeEvent] = []
        for row in self._submissions.all():
            if (row.kind, row.period.code, row.form_code) != (kind, period.code, form) or not row.exported_at:
                continue
            snapshot = json.loads(self._submissions.frozen_snapshot(row.id))
            signature = json.loads(self._submissions.signature(row.id))
            events += [
                ExchangeEvent(row.revision, snapshot["created_at"], "completed", snapshot["prepared_by"]["name"]),
                ExchangeEvent(row.revision, signature["signed_at"], "signed", signature["signer"]["name"]),
                *(ExchangeEvent(row.revision, each.at, each.kind.value, each.by) for each in self.of(row.id)),
            ]
        return history(events)

    def _take(self, incoming: Incoming, row: SubmissionRow, kind: AnswerKind) -> tuple[Taken, set[str]]:
        answer = incoming.answer
        with self._session.command(f"Nhận trả lời của tỉnh: {kind.label.lower()}", undoable=False) as work:
            identity = self._recorded(work, incoming, row, kind)
            if answer is not None and incoming.signed is not None:
                for each in answer.remarks if identity else ():
                    values = {"target": each.target, "place": each.place, "text": each.text}
                    work.insert(remark, answer_id=identity, sequence=each.sequence, **values)
            state = State(work.row(submission, row.id)["state"])
            if may_become(state, kind.state):
                work.update(submission, row.id, state=kind.state.value)
        done = self._submissions.by_id(row.id)
        at, remarks = (answer.at, len(answer.remarks)) if answer else ("", 0)
        return Taken(incoming, done, sentence(kind, row.revision, at=at, remarks=remarks)), work.touched

    def _recorded(self, work: Work, incoming: Incoming, row: SubmissionRow, kind: AnswerKind) -> str:
        """Record the answer; return its identity, or "" where there is nothing to add."""
        known = known_answers(work.connection, row.id, kind)
        stamp = self._session.now().isoformat(timespec="seconds")
        if incoming.signed is None:
            if known:
                return ""
            return work.insert(
                answer_from_province,
                submission_id=row.id,
                kind=kind.value,
                code=incoming.code,
                content=None,
                imported_at=stamp,
            )
        signed = incoming.signed
        if any(each.content == signed.content for each in known):
            return ""
        told = next((each for each in known if each.content is None), None)
        facts: dict[str, Value] = {
            "at": signed.answer.at,
            "note": signed.answer.note,
            "content": signed.content,
            "imported_at": stamp,
        }
        if told is not None:
            work.update(answer_from_province, told.id, **facts)
            return str(told.id)
        code = signed.sha256[:_CODE_OF_FILE]
        return work.insert(answer_from_province, submission_id=row.id, kind=kind.value, code=code, **facts)

    def _owner(self, remark_id: str) -> SubmissionRow:
        query = (
            sa.select(answer_from_province.c.submission_id)
            .join(remark, remark.c.answer_id == answer_from_province.c.id)
            .where(remark.c.id == remark_id)
        )
        with self._session.read() as connection:
            found = connection.scalar(query)
        if found is None:
            raise _refusal("remark.unknown", "Không còn ý kiến này.")
        return self._submissions.by_id(found)


def _answer_row(row: Any, remarks: tuple[RemarkRow, ...]) -> AnswerRow:
    by = json.loads(row.content)["answer"]["by"] if row.content else {"name": "", "post": ""}
    return AnswerRow(
        id=row.id,
        submission_id=row.submission_id,
        kind=AnswerKind(row.kind),
        code=row.code,
        at=row.at,
        by=by["name"],
        post=by["post"],
        note=row.note,
        imported_at=row.imported_at,
        has_file=row.content is not None,
        remarks=remarks,
    )


def _refusal(code: str, text: str, target: str = "submission") -> Refusal:
    return Refusal(Finding(code, Level.BLOCK, text, target))
