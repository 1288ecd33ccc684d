"""The province's remarks at the commune: which of them owe a reply, and the replies that a snapshot carries."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.province_answer import AnswerKind
from cchc_desktop.domain.snapshot import ReplyPart
from cchc_desktop.domain.submission import State
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.system.canonical_json import canonical
from db.tables import answer_from_province, officer, remark, submission

_UNTOLD = (
    "Tỉnh đã trả lại bản {} theo mã nghe qua điện thoại nhưng chưa nhập tệp trả lời nên chưa biết các ý kiến; hãy nhập "
    "tệp trước khi hoàn thành."
)
ReplyKey = tuple[str, int]
"""To which remark a reply is: the hash of the signed answer, and the number of the remark in it."""
_ANSWERED_STATES = (State.RECEIVED.value, State.RETURNED.value, State.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark of the province on a revision, with the commune's reply ("" where it owes one).

    ``is_settled`` where the reply went out in a revision that the province answered: it is not changed any more. A
    remark that came only after such a revision, and its reply, are not.
    ``answer_sha256`` names the answer it came with.
    """

    id: str
    submission_id: str
    revision: int
    sequence: int
    target: str
    place: str
    text: str
    reply: str
    replied_by: str
    replied_at: str
    is_settled: bool
    answer_sha256: str

    @property
    def is_open(self) -> bool:
        """Whether a reply is owed."""
        return not self.reply

    @property
    def link(self) -> str:
        """The target of the findings and links that mean this remark."""
        return f"remark:{self.id}"


def remarks_before(connection: sa.Connection, row: SubmissionRow, unit_code: str) -> tuple[RemarkRow, ...]:
    """The remarks of all returns of the revisions before ``row``, and of its own where it was returned; in order."""
    last = row.revision if row.state is State.RETURNED else row.revision - 1
    query = (
        _remarks()
        .where(
            *_at_place(row, unit_code),
            submission.c.revision <= last,
            answer_from_province.c.kind == AnswerKind.RETURNED.value,
        )
        .order_by(submission.c.revision, answer_from_province.c.at, remark.c.sequence, remark.c.id)
    )
    return _told(connection, query, _answered_replies(connection, row, unit_code))


def remarks_of_answer(connection: sa.Connection, answer_id: str) -> tuple[RemarkRow, ...]:
    """The remarks of one answer."""
    query = _remarks().where(answer_from_province.c.id == answer_id).order_by(remark.c.sequence)
    return _told(connection, query, frozenset())


def findings_of(remarks: Iterable[RemarkRow]) -> tuple[Finding, ...]:
    """What keeps a draft from being completed: each remark without a reply."""
    return tuple(
        Finding("remark.unanswered", Level.BLOCK, _unanswered(each), each.link) for each in remarks if each.is_open
    )


def untold(connection: sa.Connection, row: SubmissionRow, unit_code: str) -> tuple[Finding, ...]:
    """What to know of a draft after a return that was only heard by telephone: its remarks are not known yet."""
    query = sa.select(submission.c.revision).where(
        *_at_place(row, unit_code),
        submission.c.revision < row.revision,
        submission.c.id.in_(
            sa.select(answer_from_province.c.submission_id).where(
                answer_from_province.c.kind == AnswerKind.RETURNED.value, answer_from_province.c.content.is_(None)
            )
        ),
    )
    found = connection.scalars(query.order_by(submission.c.revision))
    return tuple(Finding("remark.untold", Level.WARN, _UNTOLD.format(each), "submission") for each in found)


def reply_parts(remarks: Iterable[RemarkRow]) -> list[ReplyPart]:
    """The replies as they travel in a snapshot."""
    return [
        {
            "answer": each.answer_sha256,
            "revision": each.revision,
            "sequence": each.sequence,
            "target": each.target,
            "place": each.place,
            "text": each.text,
            "reply": each.reply,
            "by": each.replied_by,
            "at": each.replied_at,
        }
        for each in remarks
        if each.reply
    ]


def answer_sha256(content: bytes | None) -> str:
    """Which answer a file holds: the hash of what was signed in it; "" for none."""
    return hashlib.sha256(canonical(json.loads(content)["answer"])).hexdigest() if content else ""


def _at_place(row: SubmissionRow, unit_code: str) -> tuple[sa.ColumnElement[bool], ...]:
    """All revisions of the submission of a row."""
    return (
        submission.c.unit_code == unit_code,
        submission.c.kind == row.kind.value,
        submission.c.form_code == row.form_code,
        submission.c.period_code == row.period.code,
    )


def _remarks() -> sa.Select[Any]:
    return (
        sa.select(
            remark,
            submission.c.id.label("submission_id"),
            submission.c.revision,
            officer.c.full_name,
        )
        .join(answer_from_province, answer_from_province.c.id == remark.c.answer_id)
        .join(submission, submission.c.id == answer_from_province.c.submission_id)
        .outerjoin(officer, officer.c.id == remark.c.replied_by)
    )


def _answered_replies(connection: sa.Connection, row: SubmissionRow, unit_code: str) -> frozenset[ReplyKey]:
    """The replies that went out in a revision which the province has answered in whatever way."""
    told = sa.select(answer_from_province.c.submission_id)
    query = sa.select(submission.c.snapshot).where(
        *_at_place(row, unit_code),
        submission.c.revision > 1,  # the first one has no replies
        submission.c.snapshot.is_not(None),
        sa.or_(submission.c.state.in_(_ANSWERED_STATES), submission.c.id.in_(told)),
    )
    parts = (part for content in connection.scalars(query) for part in json.loads(content).get("replies", []))
    return frozenset((part["answer"], part["sequence"]) for part in parts)


def _told(connection: sa.Connection, query: sa.Select[Any], settled: frozenset[ReplyKey]) -> tuple[RemarkRow, ...]:
    """The remarks of a query; the file of an answer may be of megabytes, and is read once for all its remarks."""
    rows = connection.execute(query).all()
    table = answer_from_province
    contents = sa.select(table.c.id, table.c.content).where(table.c.id.in_({row.answer_id for row in rows}))
    hashes = {found.id: answer_sha256(found.content) for found in connection.execute(contents)}
    return tuple(_remark(row, hashes[row.answer_id], settled) for row in rows)


def _remark(row: Any, sha256: str, settled: frozenset[ReplyKey]) -> RemarkRow:
    return RemarkRow(
        id=row.id,
        submission_id=row.submission_id,
        revision=row.revision,
        sequence=row.sequence,
        target=row.target,
        place=row.place,
        text=row.text,
        reply=row.reply,
        replied_by=row.full_name or "",
        replied_at=row.replied_at,
        is_settled=bool(row.reply) and (sha256, row.sequence) in settled,
        answer_sha256=sha256,
    )


def _unanswered(row: RemarkRow) -> str:
    about = f"ý kiến {row.sequence} của tỉnh về bản {row.revision}, {row.place}"
    return f"Chưa trả lời {about}: “{_shortened(row.text)}”."


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119].rstrip()}…"
