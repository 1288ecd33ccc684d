"""What an appraiser reads of received revisions: their rows, the remarks on them, the answers that were made."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.province_answer import (
    MAX_NAME,
    WHOLE,
    AnswerKind,
    ExchangeEvent,
    is_target,
    plain_place,
    plain_text,
)
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.snapshot import ReplyPart, Snapshot
from cchc_desktop.domain.snapshot_sections import Section
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.unit import Unit
from cchc_desktop.packages.layout import SIGNATURE
from cchc_desktop.packages.part import read_part_of
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.sending.answer_file import SignedAnswer, parse_answer
from cchc_desktop.services.session.session import Session
from db.folder import DataFolder
from db.tables import issued_answer, officer, received, received_remark

Key = tuple[str, ...]
"""Unit, kind, form, period."""
_UNKNOWN = "theo hồ sơ của đơn vị; máy này không lưu ý kiến này"
_DUE_KINDS = (Kind.REPORT, Kind.PROGRESS)


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """A received revision as the list of the appraisal shows it.

    ``title`` names kind and form; ``days_late`` is None where no due day is known, and counts to the first revision
    that came; ``remarks`` is how many stand now; ``told`` are the kinds of answers made so far, the latest last; times
    are ISO, "" for never.
    """

    id: str
    unit_code: str
    unit_name: str
    kind: Kind
    form_code: str
    title: str
    period: Period
    revision: int
    state: ReceivedState
    received_at: str
    days_late: int | None
    key_state: str
    snapshot_sha256: str
    package_sha256: str
    package_name: str
    remarks: int
    told: tuple[AnswerKind, ...]
    decided_at: str
    decided_by: str
    note: str

    @property
    def is_open(self) -> bool:
        """Whether it may be remarked on, returned or accepted now."""
        return self.state is ReceivedState.RECEIVED

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What it is a submission of: unit, kind, form, period."""
        return self.unit_code, self.kind.value, self.form_code, self.period.code


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark on a received revision; it travels with the next answer that returns or accepts it."""

    id: str
    sequence: int
    target: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlierRemark:
    """A remark of an earlier return, and what the commune replied in the opened revision; "" where nothing."""

    revision: int
    target: str
    place: str
    text: str
    reply: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """An answer that was made; ``code`` is the one read by telephone, "" where there was none then. ``at`` is ISO."""

    id: str
    received_id: str
    kind: AnswerKind
    code: str
    at: str
    by: str
    note: str
    remarks: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One received revision, opened for its appraisal; ``revisions`` are all of its place, oldest first."""

    row: AppraisalRow
    snapshot: Snapshot
    sections: tuple[Section, ...]
    remarks: tuple[RemarkRow, ...]
    revisions: tuple[AppraisalRow, ...]
    replies: tuple[EarlierRemark, ...]
    issued: tuple[IssuedRow, ...]


class Reading:
    """Reads rows; changes nothing."""

    def __init__(self, session: Session, units: Iterable[Unit]) -> None:
        self._session = session
        self._units = {unit.code: unit.full_name for unit in units}

    def rows(self, connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[AppraisalRow, ...]:
        """The received revisions for which all conditions hold, by the province's time of receipt."""
        columns = [column for column in received.c if column.name != "snapshot"]
        remarks = sa.select(sa.func.count()).where(received_remark.c.received_id == received.c.id).scalar_subquery()
        query = (
            sa.select(*columns, officer.c.full_name, remarks.label("remarks"))
            .outerjoin(officer, officer.c.id == received.c.decided_by)
            .where(*conditions)
            .order_by(received.c.received_at, received.c.unit_code, received.c.revision, received.c.id)
        )
        told = _told(connection)
        first = _first_received(connection)
        return tuple(self._row(row, told, first) for row in connection.execute(query))

    def row(self, connection: sa.Connection, received_id: str) -> AppraisalRow:
        """One received revision."""
        (found,) = self.rows(connection, received.c.id == received_id)
        return found

    def revisions(self, connection: sa.Connection, row: AppraisalRow) -> tuple[AppraisalRow, ...]:
        """All revisions of the place of a row, oldest first."""
        unit, kind, form, period = row.place
        found = self.rows(
            connection,
            received.c.unit_code == unit,
            received.c.kind == kind,
            received.c.form_code == form,
            received.c.period_code == period,
        )
        return tuple(sorted(found, key=lambda each: (each.revision, each.received_at, each.id)))

    def _row(self, row: Any, told: Mapping[str, tuple[AnswerKind, ...]], first: Mapping[Key, str]) -> AppraisalRow:
        kind, period = Kind(row.kind), parse_period(row.period_code)
        came = first[(row.unit_code, row.kind, row.form_code, row.period_code)]
        return AppraisalRow(
            id=row.id,
            unit_code=row.unit_code,
            unit_name=self._units.get(row.unit_code, row.unit_code),
            kind=kind,
            form_code=row.form_code,
            title=f"{kind.label} ({row.form_code})" if row.form_code else kind.label,
            period=period,
            revision=row.revision,
            state=ReceivedState(row.state),
            received_at=row.received_at,
            days_late=self._days_late(kind, period, came),
            key_state=row.key_state,
            snapshot_sha256=row.snapshot_sha256,
            package_sha256=row.package_sha256,
            package_name=row.package_name,
            remarks=row.remarks,
            told=told.get(row.id, ()),
            decided_at=row.decided_at,
            decided_by=row.full_name or "",
            note=row.note,
        )

    def _days_late(self, kind: Kind, period: Period, came: str) -> int | None:
        calendar = self._session.packs.calendar()
        due = calendar.due(period) if calendar and kind in _DUE_KINDS else None
        return (datetime.fromisoformat(came).date() - due.due).days if due else None


def remarks_of(connection: sa.Connection, received_id: str) -> tuple[RemarkRow, ...]:
    """The remarks on a received revision, in their order."""
    query = sa.select(received_remark).where(received_remark.c.received_id == received_id)
    rows = connection.execute(query.order_by(received_remark.c.sequence))
    return tuple(RemarkRow(row.id, row.sequence, row.target, row.place, row.text) for row in rows)


def issued_of(connection: sa.Connection, *received_ids: str) -> tuple[tuple[IssuedRow, SignedAnswer], ...]:
    """The answers made to received revisions, oldest first, with what each says."""
    query = sa.select(issued_answer).where(issued_answer.c.received_id.in_(received_ids))
    rows = connection.execute(query.order_by(issued_answer.c.id))
    return tuple(_issued(row) for row in sorted(rows, key=lambda row: (row.at, AnswerKind(row.kind).rank)))


def issued_by_id(connection: sa.Connection, issued_id: str) -> tuple[IssuedRow, SignedAnswer]:
    """One answer with what it says."""
    return _issued(connection.execute(sa.select(issued_answer).where(issued_answer.c.id == issued_id)).one())


def earlier_remarks(snapshot: Snapshot, answers: Iterable[tuple[IssuedRow, SignedAnswer]]) -> tuple[EarlierRemark, ...]:
    """The remarks of the returns before a revision, each with the reply that its snapshot carries.

    The words of a remark are those that the province itself signed, not those that come back. Replies to remarks that
    are not known here (the data went back to an older state since) come last and are marked.
    """
    replies = {(each["answer"], each["sequence"]): each for each in snapshot.get("replies", [])}
    found = []
    for row, signed in answers:
        if row.kind is not AnswerKind.RETURNED:
            continue
        for remark in signed.answer.remarks:
            revision = signed.answer.of.revision
            part = replies.pop((signed.sha256, remark.sequence), None)
            said = _reply(part) if part else ("", "", "")
            found.append(EarlierRemark(revision, remark.target, remark.place, remark.text, *said))
    return (*found, *(_unknown(part) for part in replies.values()))


def _reply(part: ReplyPart) -> tuple[str, str, str]:
    """Reply, who wrote it, when; a moment that is none is told as not known."""
    try:
        at = datetime.fromisoformat(part["at"]).isoformat(timespec="seconds")
    except ValueError:
        at = ""
    return plain_text(part["reply"]), plain_place(part["by"], limit=MAX_NAME), at


def _unknown(part: ReplyPart) -> EarlierRemark:
    place = f"{plain_place(part['place'])} ({_UNKNOWN})"
    target = part["target"] if is_target(part["target"]) else WHOLE
    return EarlierRemark(part["revision"], target, place, plain_text(part["text"]), *_reply(part))


def frozen_events(
    connection: sa.Connection, folder: DataFolder, revisions: Iterable[AppraisalRow]
) -> Iterator[ExchangeEvent]:
    """When each revision was completed and signed, by whom, as its package says.

    A package that is gone or spoiled says nothing of its signature.
    """
    for row in revisions:
        content = connection.scalar(sa.select(received.c.snapshot).where(received.c.id == row.id))
        snapshot = cast("Snapshot", json.loads(content or b"{}"))
        yield ExchangeEvent(row.revision, snapshot["created_at"], "completed", snapshot["prepared_by"]["name"])
        try:
            signature = json.loads(read_part_of(package_path(folder, row.package_sha256), SIGNATURE))
            event = ExchangeEvent(row.revision, signature["signed_at"], "signed", signature["signer"]["name"])
        except (OSError, KeyError, ValueError, TypeError):
            continue
        yield event


def _issued(row: Any) -> tuple[IssuedRow, SignedAnswer]:
    signed = parse_answer(bytes(row.content))
    said = signed.answer
    facts = (row.id, row.received_id, AnswerKind(row.kind), row.code, row.at)
    return IssuedRow(*facts, by=said.by.name, note=said.note, remarks=len(said.remarks)), signed


def _told(connection: sa.Connection) -> dict[str, tuple[AnswerKind, ...]]:
    query = sa.select(issued_answer.c.received_id, issued_answer.c.kind)
    found: dict[str, tuple[AnswerKind, ...]] = {}
    for received_id, kind in connection.execute(query):
        found[received_id] = tuple(sorted((*found.get(received_id, ()), AnswerKind(kind)), key=lambda each: each.rank))
    return found


def _first_received(connection: sa.Connection) -> dict[Key, str]:
    place = (received.c.unit_code, received.c.kind, received.c.form_code, received.c.period_code)
    query = sa.select(*place, sa.func.min(received.c.received_at)).group_by(*place)
    return {tuple(row[:4]): row[4] for row in connection.execute(query)}
