"""The versions of a field or a record, newest first: who, when, from what to what, why, and how sure the time is."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.subject import CRITERION, REMOVED, TASK, Subject, by_id
from cchc_desktop.domain.submission import State
from cchc_desktop.domain.text_difference import Segments, differences
from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.history.fields import FIELDS, ROWS_OF_THEIR_OWN
from cchc_desktop.services.history.places import Places
from cchc_desktop.services.history.steps import How, Row, Step, steps
from cchc_desktop.services.history.trail import Clock, Trail
from cchc_desktop.services.history.words import FIGURE, Part, Words
from cchc_desktop.services.session.session import Session
from db.journal import AuditRow

COMMAND_LINE = "Chương trình"
"""Who changed what nobody who was signed in did: the first start, the command line."""
_IN_USE = "Đây là giá trị đang dùng."
ROW_GONE = "Dòng này đã bị xóa; hãy khôi phục dòng ở lần “Xóa” trước, rồi đưa lại giá trị."
_ROW_THERE = "Dòng này đang có, không cần khôi phục."
_NOTHING = "Lần này không đổi giá trị nào."


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed in one field, in words; ``code`` names the field as commands do."""

    code: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Version:
    """One step in the life of a field or record.

    ``record`` and ``target`` say where it stands; ``parts`` is the whole record as of this version (as it was removed,
    for a removal). ``clock`` tells that the wall clock was wrong, else it is empty. ``barred`` says why the version
    cannot be brought back, "" where it can; ``step`` holds the raw values.
    """

    seq: int
    at: datetime
    officer: str
    how: How
    subject: Subject
    record: str
    target: str
    changes: tuple[Change, ...]
    parts: tuple[Part, ...]
    reason: str
    clock: str = ""
    barred: str = ""
    step: Step | None = None

    @property
    def is_removal(self) -> bool:
        """Whether the row went with it; bringing it back restores the row."""
        return self.step is not None and self.step.after is None and self.step.table in ROWS_OF_THEIR_OWN


@dataclass(frozen=True, slots=True)
class Compared:
    """One field in two versions, the words that differ marked."""

    name: str
    left: Segments
    right: Segments

    @property
    def differs(self) -> bool:
        """Whether the two versions have different values."""
        return any(segment.differs for segment in (*self.left, *self.right))


def compare(left: Version, right: Version) -> tuple[Compared, ...]:
    """Two versions field by field; ValueError for versions of different records.

    A subject that is one field is compared in that field alone; of a whole record the fields that both leave empty are
    left out.
    """
    if left.subject != right.subject:
        raise ValueError("two versions of one record are compared, not of two")
    theirs = {part.code: part for part in right.parts}
    pairs = [(part, theirs[part.code]) for part in left.parts if part.code in theirs]
    if left.subject.part:
        pairs = [pair for pair in pairs if pair[0].code == left.subject.part]
    return tuple(
        Compared(ours.name, *differences(ours.text, other.text)) for ours, other in pairs if ours.text or other.text
    )


class Versions:
    """Reads versions in one view of the data."""

    def __init__(self, session: Session, connection: sa.Connection, clock: Clock) -> None:
        clock.read_on(connection)
        self._session, self._clock = session, clock
        self._trail = Trail(connection)
        self._words = Words(session, connection)
        self._places = Places(session, connection, self._trail, self._words)
        self._records: dict[tuple[Subject, frozenset[str]], tuple[Version, ...]] = {}

    def of(self, subject: Subject) -> tuple[Version, ...]:
        """All versions of a subject, newest first; restores of all data since its first version among them."""
        found = [version for record in self._of_records(subject) for version in record]
        if found:
            first = min(version.seq for version in found)
            found += (self.note(line) for line in self._trail.notes(after=first) if line.action == "restore")
        return tuple(sorted(found, key=lambda version: -version.seq))

    def of_row(self, table: str, row_id: str) -> tuple[Version, ...]:
        """All versions of a row, oldest first."""
        return self._record(table, frozenset({row_id}), by_id(table, row_id))

    def note(self, line: AuditRow) -> Version:
        """Something that happened to all data."""
        how = How.RESTORED if line.action == "restore" else How.CLOCK
        return Version(
            seq=line.seq,
            at=datetime.fromisoformat(line.at),
            officer=self._officer(line.officer_id or ""),
            how=how,
            subject=Subject("", ()),
            record="Toàn bộ dữ liệu",
            target="settings:data",
            changes=(),
            parts=(),
            reason=line.reason,
            clock=self._clock_words(line.seq),
            barred="Muốn trở về dữ liệu khác, hãy dùng Cài đặt › Dữ liệu.",
        )

    def refused(self, line: AuditRow) -> Version:
        """A step of a submission that the transition table did not allow: nothing was changed."""
        place = self._places.of(line.table_name, self._trail.ever(line.table_name, line.row_id))
        tried = json.loads(line.new or "{}")
        state, step = (State(tried[name]).label for name in ("state", "step"))
        return Version(
            seq=line.seq,
            at=datetime.fromisoformat(line.at),
            officer=self._officer(line.officer_id or ""),
            how=How.REFUSED,
            subject=by_id(line.table_name, line.row_id),
            record=place.text,
            target=place.target,
            changes=(),
            parts=(),
            reason=f"Hồ sơ đang “{state}”, không chuyển sang “{step}” được; không có gì thay đổi.",
            clock=self._clock_words(line.seq),
            barred=_NOTHING,
        )

    def _of_records(self, subject: Subject) -> Iterator[tuple[Version, ...]]:
        key = dict(subject.key)
        if subject.table == TASK:
            yield from self._of_task(key["task_code"])
        elif subject.table == CRITERION:
            yield self._own("answer", key)
            answers = self._trail.ids("answer", self._whole_key("answer", key))
            yield from self._files("answer_id", answers)
        elif subject.table == REMOVED:
            yield from self._removed(**key)
        else:
            yield self._own(subject.table, key, subject)
            if subject.table == "register_row" and not subject.part:
                yield from self._files("register_row_id", {key["id"]})

    def _removed(self, table: str, **key: Any) -> Iterator[tuple[Version, ...]]:
        for identity in self._trail.removed(table, key):
            yield self.of_row(table, identity)[-1:]

    def _of_task(self, code: str) -> Iterator[tuple[Version, ...]]:
        yield self._own("assignment", {"task_code": code})
        entries = self._trail.ids("progress_entry", self._whole_key("progress_entry", {"task_code": code}))
        for entry in entries:
            yield self.of_row("progress_entry", entry)
            products = self._trail.ids("product", {"entry_id": entry})
            for item in products:
                yield self.of_row("product", item)
            yield from self._files("product_id", products)

    def _files(self, owner: str, ids: Iterable[str]) -> Iterator[tuple[Version, ...]]:
        for identity in ids:
            for use in self._trail.ids("evidence_use", {owner: identity}):
                yield self.of_row("evidence_use", use)

    def _own(self, table: str, key: Mapping[str, Any], subject: Subject | None = None) -> tuple[Version, ...]:
        ids = self._trail.ids(table, self._whole_key(table, key))
        return self._record(table, frozenset(ids), subject or Subject(table, tuple(key.items())))

    def _whole_key(self, table: str, key: Mapping[str, Any]) -> dict[str, Any]:
        """The key with the codes of what is in use, which screens need not know."""
        workspace = self._session.workspace
        match table:
            case "assignment" | "progress_entry" | "commune_task" | "commune_plan" if "id" not in key:
                return {"plan_code": workspace.plan.header.code, **key}
            case "answer" | "adjustment" if "id" not in key:
                return {"criteria_code": workspace.criteria.header.code, "year": workspace.criteria.year, **key}
            case "workspace":
                return {"unit_code": workspace.unit.code, **key}
            case _:
                return dict(key)

    def _record(self, table: str, ids: frozenset[str], subject: Subject) -> tuple[Version, ...]:
        known = self._records.get((subject, ids))
        if known is None:
            told = list(steps(self._trail.lines(table, ids)))
            now = told[-1].after if told else None
            found = (self._version(step, subject, now) for step in told)
            known = self._records[subject, ids] = tuple(version for version in found if version is not None)
        return known

    def _version(self, step: Step, subject: Subject, now: Row | None) -> Version | None:
        before = self._words.parts(step.table, step.before, step.after)
        after = self._words.parts(step.table, step.after, step.before)
        changes = tuple(change for change in _changes(before, after) if subject.part in ("", change.code))
        comes_or_goes = step.table in ROWS_OF_THEIR_OWN and not (step.before and step.after)
        if not changes and (subject.part or not comes_or_goes):
            return None
        place = self._places.of(step.table, step.after or step.before or {})
        version = Version(
            seq=step.seq,
            at=step.at,
            officer=self._officer(step.officer_id),
            how=step.how,
            subject=subject,
            record=place.text,
            target=place.target,
            changes=changes,
            parts=before if step.after is None else after,
            reason=_reason(step, after),
            clock=self._clock_words(step.seq),
            step=step,
        )
        return replace(version, barred=self._barred(version, step, now))

    def _barred(self, version: Version, step: Step, now: Row | None) -> str:
        """Why what a version changed cannot be brought back, "" where it can; ``now`` is the present row."""
        if step.table in ROWS_OF_THEIR_OWN:
            if step.after is None:
                return _ROW_THERE if now is not None else ""
            if now is None:
                return ROW_GONE
        fields = FIELDS.get(step.table, {})
        reasons = [fields[change.code].barred if change.code in fields else "" for change in version.changes]
        if not reasons or all(reasons):
            return next(iter(reasons), _NOTHING)
        current = {part.code: part.text for part in self._words.parts(step.table, now, step.after)}
        return _IN_USE if all(current.get(change.code) == change.new for change in version.changes) else ""

    def _officer(self, identity: str) -> str:
        return self._words.officers.get(identity, COMMAND_LINE)

    def _clock_words(self, seq: int) -> str:
        if seq not in self._clock.late:
            return ""
        really = self._clock.late[seq]
        about = f"; giờ đúng khoảng {format_moment(really)}" if really else ""
        return f"Đồng hồ máy bị lùi khi ghi dòng này{about}."


def _changes(before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Change]:
    old = {part.code: part for part in before}
    new = {part.code: part for part in after}
    for code, part in {**old, **new}.items():
        was = old[code].text if code in old else ""
        becomes = new[code].text if code in new else ""
        if was != becomes:
            yield Change(code, part.name, was, becomes)


def _reason(step: Step, after: tuple[Part, ...]) -> str:
    """Why: the reason that stands in the trail, and the one of a figure that replaces the computed one."""
    why = next((part.text for part in after if part.code == "override_reason" and part.text), "")
    told = f"Lý do thay số: {why}" if why and any(part.code == FIGURE for part in after) else ""
    return "; ".join(part for part in (told, step.reason) if part)
