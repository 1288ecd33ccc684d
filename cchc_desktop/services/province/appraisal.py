"""Appraisal (thẩm định): remarks on what was received, and the answers: receipt, return, acceptance.

Remarks are a draft until the answer is made; a return or an acceptance freezes them. An answer is signed and kept as
the file that goes to the commune, and is never made anew or altered: what is wrong in it is put right by a further
answer. An acceptance is taken back only by a return with a reason.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.province_answer import (
    MAX_REMARKS,
    MAX_TEXT,
    SUFFIX,
    WHOLE,
    WHOLE_PLACE,
    AnswerKind,
    ExchangeEvent,
    file_name,
    history,
    is_target,
    plain_place,
    plain_text,
)
from cchc_desktop.domain.reception import ReceivedState, may_turn
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.snapshot_sections import sections_of
from cchc_desktop.domain.unit import Unit
from cchc_desktop.services.province.appraisal_reading import (
    AppraisalRow,
    IssuedRow,
    Opened,
    Reading,
    RemarkRow,
    earlier_remarks,
    frozen_events,
    issued_by_id,
    issued_of,
    remarks_of,
)
from cchc_desktop.services.province.issuing import Issuing, TelephoneCode
from cchc_desktop.services.sending.answer_file import SignedAnswer
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.system.outgoing_files import write_out
from db.journal import Work
from db.tables import received, received_remark

_WAITING = (ReceivedState.RECEIVED.value, ReceivedState.CONFLICT.value)


@dataclass(frozen=True, slots=True)
class Given:
    """The receipts after ``give_receipts``, also those that were given before; ``left`` says why others were not."""

    issued: tuple[IssuedRow, ...]
    left: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WrittenAnswers:
    """The files of answers as they were written; ``kept`` are files that had their names before."""

    paths: tuple[Path, ...]
    kept: tuple[Path, ...]


class Appraisal:
    """The desk of those who judge what the communes sent."""

    def __init__(self, session: Session, units: Sequence[Unit]) -> None:
        self._session = session
        self._reading = Reading(session, units)
        self._issuing = Issuing(session, units)

    def waiting(self) -> tuple[AppraisalRow, ...]:
        """What is neither decided nor replaced, and what waits because it contradicts another; oldest receipt first."""
        with self._session.read() as connection:
            return self._reading.rows(connection, received.c.state.in_(_WAITING))

    def all(self) -> tuple[AppraisalRow, ...]:
        """All that was ever received, oldest receipt first."""
        with self._session.read() as connection:
            return self._reading.rows(connection)

    def open(self, received_id: str) -> Opened:
        """One revision with its content, its remarks, the revisions beside it, the answers; changes nothing."""
        with self._session.read() as connection:
            row = self._reading.row(connection, received_id)
            content = connection.scalar(sa.select(received.c.snapshot).where(received.c.id == received_id))
            revisions = self._reading.revisions(connection, row)
            before = [each.id for each in revisions if each.revision < row.revision]
            answers = issued_of(connection, *before)
            issued = tuple(each for each, _signed in issued_of(connection, received_id))
            remarks = remarks_of(connection, received_id)
        snapshot = cast("Snapshot", json.loads(content or b"{}"))
        return Opened(
            row,
            snapshot,
            sections=sections_of(snapshot),
            remarks=remarks,
            revisions=revisions,
            replies=earlier_remarks(snapshot, answers),
            issued=issued,
        )

    def add_remark(self, received_id: str, *, target: str = WHOLE, place: str = "", text: str) -> Outcome[str]:
        """Remark on a place of what was received; returns the identity of the remark. Undoable.

        Raises Refusal without words, with too many, and for what is decided or waits for another decision.
        """
        words = _required(text)
        if not is_target(target):
            raise ValueError(f"not a link of a remark: {target!r:.80}")
        with self._session.command("Ghi ý kiến thẩm định") as work:
            self._require_open(work, received_id)
            known = remarks_of(work.connection, received_id)
            if len(known) >= MAX_REMARKS:
                raise _refusal("remark.many", f"Một phiếu trả lại ghi nhiều nhất {MAX_REMARKS} ý kiến.")
            placed = plain_place(place) or WHOLE_PLACE
            identity = _add(work, received_id, known, target=target, place=placed, text=words)
        return Outcome(identity, frozenset(work.touched))

    def edit_remark(self, remark_id: str, text: str) -> Outcome[None]:
        """Say it in other words. Undoable. Raises Refusal as ``add_remark``."""
        words = _required(text)
        with self._session.command("Sửa ý kiến thẩm định") as work:
            self._require_open(work, work.row(received_remark, remark_id)["received_id"])
            work.update(received_remark, remark_id, text=words)
        return Outcome(None, frozenset(work.touched))

    def remove_remark(self, remark_id: str) -> Outcome[None]:
        """Take a remark away. Undoable. Raises Refusal where it is decided."""
        with self._session.command("Bỏ ý kiến thẩm định") as work:
            self._require_open(work, work.row(received_remark, remark_id)["received_id"])
            work.delete(received_remark, remark_id)
        return Outcome(None, frozenset(work.touched))

    def give_receipts(self, received_ids: Iterable[str]) -> Outcome[Given]:
        """Make receipts for all of these at once; who has one keeps it. States do not change. Not undone.

        What waits for a decision between contradictions gets none, and is named.
        """
        wanted = tuple(dict.fromkeys(received_ids))
        key, at, left = self._issuing.key(), self._stamp(), []
        with self._session.command("Lập phiếu tiếp nhận", undoable=False) as work:
            for received_id in wanted:
                row = self._reading.row(work.connection, received_id)
                if row.state is ReceivedState.CONFLICT:
                    left.append(_conflict(row))
                elif AnswerKind.RECEIVED not in row.told:
                    self._issuing.issue(work, received_id, AnswerKind.RECEIVED, note="", key=key, at=at)
            found = tuple(each for each, _ in issued_of(work.connection, *wanted) if each.kind is AnswerKind.RECEIVED)
        return Outcome(Given(found, tuple(left)), frozenset(work.touched))

    def send_back(self, received_id: str, *, note: str = "") -> Outcome[IssuedRow]:
        """Return the revision with its remarks, of which there must be one. Not undone.

        Raises Refusal without a remark, and unless the revision stands as received.
        """
        with self._session.read() as connection:
            if not remarks_of(connection, received_id):
                text = "Hãy ghi ít nhất một ý kiến trước khi trả lại; xã trả lời từng ý kiến trong bản sau."
                raise _refusal("appraisal.no-remark", text)
        return self._decide(received_id, AnswerKind.RETURNED, note=note, label="Trả lại hồ sơ")

    def accept(self, received_id: str, *, note: str = "") -> Outcome[IssuedRow]:
        """Accept the revision; remarks that stand travel as advice. Not undone, but see ``take_back_acceptance``.

        An earlier revision that was accepted is replaced by this one.
        """
        return self._decide(received_id, AnswerKind.ACCEPTED, note=note, label="Duyệt hồ sơ")

    def take_back_acceptance(self, received_id: str, *, reason: str) -> Outcome[IssuedRow]:
        """Return what was accepted; the reason is a remark that the commune must answer, and the note. Not undone.

        Beside as many remarks as an answer takes, it is the note alone.
        """
        why = plain_text(reason)
        if not why:
            raise _refusal("appraisal.no-reason", "Hãy nêu lý do thu hồi kết quả duyệt; lý do được gửi cho xã.")
        if len(why) > MAX_TEXT:
            raise _too_long()
        key = self._issuing.key()
        with self._session.command("Thu hồi kết quả duyệt", undoable=False, reason=why) as work:
            self._turn(work, received_id, ReceivedState.RETURNED)
            known = remarks_of(work.connection, received_id)
            if len(known) < MAX_REMARKS:
                _add(work, received_id, known, target=WHOLE, place=WHOLE_PLACE, text=why)
            at = self._stamp()
            issued = self._issuing.issue(work, received_id, AnswerKind.RETURNED, note=why, key=key, at=at)
        return Outcome(self._issued(issued), frozenset(work.touched))

    def issued(self, received_id: str) -> tuple[IssuedRow, ...]:
        """The answers made to a revision, oldest first."""
        with self._session.read() as connection:
            return tuple(each for each, _signed in issued_of(connection, received_id))

    def telephone_code(self, issued_id: str) -> TelephoneCode:
        """The code of an answer to read aloud, or why there is none."""
        with self._session.read() as connection:
            return self._issuing.code_of(connection, issued_id)

    def write_answers(self, issued_ids: Iterable[str], folder: Path) -> WrittenAnswers:
        """Write the files of answers into a folder, all or none; raises Fault where that cannot be."""
        with self._session.read() as connection:
            found = [issued_by_id(connection, each)[1] for each in dict.fromkeys(issued_ids)]
        contents = {folder / name: content for name, content in _named(found).items()}
        kept = write_out(contents)
        return WrittenAnswers(tuple(contents), kept)

    def answer_pdf(self, issued_id: str) -> bytes:
        """The answer on paper, with the telephone code where there is one."""
        from cchc_desktop.exports.province_answer import AnswerPaper, answer_pdf  # brings reportlab: at first use only

        with self._session.read() as connection:
            row, signed = issued_by_id(connection, issued_id)
            received_row = self._reading.row(connection, row.received_id)
        paper = AnswerPaper(
            signed.answer,
            signed.sha256,
            title=received_row.title,
            received_at=received_row.received_at,
            code=self.telephone_code(issued_id).code,
            is_sample=self._session.workspace.sample,
        )
        return answer_pdf(paper)

    def history(self, received_id: str) -> tuple[ExchangeEvent, ...]:
        """What happened to the submission of a revision, as the commune tells it too once it has all answers."""
        with self._session.read() as connection:
            row = self._reading.row(connection, received_id)
            revisions = self._reading.revisions(connection, row)
            answers = issued_of(connection, *(each.id for each in revisions))
            frozen = tuple(frozen_events(connection, self._session.store.folder, revisions))
        said = (signed.answer for _row, signed in answers)
        return history([*frozen, *(ExchangeEvent(a.of.revision, a.at, a.kind.value, a.by.name) for a in said)])

    def _decide(self, received_id: str, kind: AnswerKind, *, note: str, label: str) -> Outcome[IssuedRow]:
        if len(plain_text(note)) > MAX_TEXT:
            raise _too_long()
        key = self._issuing.key()
        with self._session.command(label, undoable=False) as work:
            self._require_open(work, received_id)
            if kind is AnswerKind.ACCEPTED:
                self._replace_accepted(work, received_id)
            self._turn(work, received_id, ReceivedState(kind.value))
            issued = self._issuing.issue(work, received_id, kind, note=note, key=key, at=self._stamp())
        return Outcome(self._issued(issued), frozenset(work.touched))

    def _turn(self, work: Work, received_id: str, target: ReceivedState) -> None:
        row = self._reading.row(work.connection, received_id)
        if not may_turn(row.state, target):
            raise _wrong_state(row)
        by = self._session.officer.id or None
        work.update(received, received_id, state=target.value, decided_at=self._stamp(), decided_by=by)

    def _replace_accepted(self, work: Work, received_id: str) -> None:
        row = self._reading.row(work.connection, received_id)
        for each in self._reading.revisions(work.connection, row):
            if each.state is ReceivedState.ACCEPTED and each.id != received_id:
                work.update(received, each.id, state=ReceivedState.SUPERSEDED.value)

    def _require_open(self, work: Work, received_id: str) -> None:
        row = self._reading.row(work.connection, received_id)
        if not row.is_open:
            raise _wrong_state(row)

    def _issued(self, issued_id: str) -> IssuedRow:
        with self._session.read() as connection:
            return issued_by_id(connection, issued_id)[0]

    def _stamp(self) -> str:
        return self._session.now().isoformat(timespec="seconds")


def _add(work: Work, received_id: str, known: Sequence[RemarkRow], *, target: str, place: str, text: str) -> str:
    sequence = max((each.sequence for each in known), default=0) + 1
    return work.insert(
        received_remark, received_id=received_id, sequence=sequence, target=target, place=place, text=text
    )


def _named(answers: Iterable[SignedAnswer]) -> dict[str, bytes]:
    """The files of answers by name; answers to two contents of one revision would have the same one."""
    found: dict[str, bytes] = {}
    for signed in answers:
        name = file_name(signed.answer)
        apart = f"{name.removesuffix(SUFFIX)}-{signed.sha256[:8]}{SUFFIX}"
        found[apart if name in found else name] = signed.content
    return found


def _required(text: str) -> str:
    words = plain_text(text)
    if not words:
        raise _refusal("remark.empty", "Ý kiến còn trống; hãy ghi nội dung hoặc bỏ ý kiến này.")
    if len(words) > MAX_TEXT:
        raise _too_long()
    return words


def _too_long() -> Refusal:
    return _refusal("remark.long", f"Mỗi ý kiến, ghi chú dài nhất {MAX_TEXT} ký tự; hãy rút gọn hoặc tách ra.")


def _conflict(row: AppraisalRow) -> Finding:
    what = f"{row.unit_name}, {row.title}, {row.period.label}, bản {row.revision}"
    text = f"{what}: đang có mâu thuẫn, hãy chọn bản đứng lại trước."
    return Finding("appraisal.conflict", Level.BLOCK, text, f"received:{row.id}")


def _wrong_state(row: AppraisalRow) -> Refusal:
    next_step = {
        ReceivedState.RECEIVED: "hãy trả lại hoặc duyệt",
        ReceivedState.CONFLICT: "hãy chọn bản đứng lại ở màn hình Theo dõi",
        ReceivedState.SUPERSEDED: "hãy làm việc với bản mới hơn",
        ReceivedState.RETURNED: "hãy chờ xã gửi bản sau",
        ReceivedState.ACCEPTED: "muốn sửa, hãy thu hồi kết quả duyệt",
    }[row.state]
    text = f"Bản {row.revision} đang ở trạng thái “{row.state.label}” nên không làm được việc này; {next_step}."
    return _refusal("appraisal.wrong-state", text)


def _refusal(code: str, text: str) -> Refusal:
    return Refusal(Finding(code, Level.BLOCK, text, "appraisal"))
