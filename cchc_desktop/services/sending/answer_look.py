"""Looking at an answer of the province before anything is written: whose it is, what taking it does, why it is refused.

A file is believed by the device that signed it, and belongs to the revision whose snapshot it names. A code heard by
telephone belongs to the one revision and kind for which both devices compute it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.province_answer import SUFFIX, Answer, Answered, AnswerKind, heard_code, sentence
from cchc_desktop.domain.submission import State, may_become
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.services.devices.device_file import PROVINCE
from cchc_desktop.services.devices.devices import Devices
from cchc_desktop.services.devices.package_keys import KeyState, PackageKeys
from cchc_desktop.services.sending.answer_file import SignedAnswer, read_answer_file
from cchc_desktop.services.sending.telephone_code import telephone_code
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.signing.device_key import spoken
from cchc_desktop.system.fault import Fault
from db.tables import answer_from_province, device

MAX_FOUND, MAX_DEPTH = 2_000, 6


class Effect(Enum):
    """What taking an answer would do."""

    STEP = "step"  # recorded, and the submission takes the step
    RECORD = "record"  # recorded only: of an older revision, or nothing to change
    COMPLETE = "complete"  # brings note and remarks to what was told by telephone
    UNCHANGED = "unchanged"  # known already
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer as it was looked at, nothing written yet.

    ``text`` says in a sentence what it is and what taking it does; ``finding`` is set where it is refused; ``warning``
    is something to know that does not stand in the way. Heard by telephone: ``path`` and ``signed`` are None.
    """

    effect: Effect
    text: str
    path: Path | None = None
    kind: AnswerKind | None = None
    submission: SubmissionRow | None = None
    signed: SignedAnswer | None = None
    code: str = ""
    warning: str = ""
    finding: Finding | None = None

    @property
    def answer(self) -> Answer | None:
        """What the file says; None where it is none, or heard by telephone."""
        return self.signed.answer if self.signed else None

    @property
    def is_new(self) -> bool:
        """Whether taking it writes anything."""
        return self.effect in (Effect.STEP, Effect.RECORD, Effect.COMPLETE)


class AnswerLook:
    """Looks at files and codes; writes nothing."""

    def __init__(self, session: Session, submissions: Submissions, units: Iterable[Unit]) -> None:
        self._session = session
        self._submissions = submissions
        self._devices = Devices(session, units)
        self._keys = PackageKeys(session)

    def files(self, paths: Path | Iterable[Path]) -> tuple[Incoming, ...]:
        """Say what each file is and what taking it does; of a folder or a stick, the files of answers in it.

        Nothing is written. A file that is none, is broken, or belongs elsewhere is an item too, with its finding.
        The order is that in which they are to be taken.
        """
        found = _files([paths] if isinstance(paths, Path) else paths)
        with self._session.read() as connection:
            looked = [self._look_at(connection, path) for path in found]
        return tuple(sorted(looked, key=_order))

    def code(self, code: str, *, expected: str = "") -> Incoming:
        """Say which answer a code heard by telephone tells; ``expected`` is the submission on the screen, if one is.

        Raises Refusal for a code that is none of ours, and for one of another submission than ``expected``, named.
        """
        try:
            heard = heard_code(code)
        except ValueError as error:
            raise _refusal("answer.code-form", str(error)) from error
        found = self._told_by(heard)
        if found is None:
            text = (
                "Mã không khớp với bản nào đã chốt của đơn vị này. Hãy nghe và nhập lại từng nhóm 4 ký tự. Mã chỉ "
                "dùng được trên máy đã lập gói nộp, và khi đã ghi nhận khóa tỉnh đang dùng; nếu vẫn không khớp, hãy "
                "đề nghị Sở Nội vụ gửi tệp trả lời."
            )
            raise _refusal("answer.code", text)
        kind, row = found
        if expected and row.id != expected:
            text = f"Mã này là của {_name(row)}: “{sentence(kind, row.revision)}”; hãy mở hồ sơ đó để nhập."
            place = ("submission", row.kind.value, row.period.code, row.form_code)
            raise _refusal("answer.code-other", text, ":".join(filter(None, place)))
        with self._session.read() as connection:
            known = known_answers(connection, row.id, kind)
            effect = _effect(row, kind, is_known=bool(known))
        return Incoming(effect, _words(effect, kind, row), kind=kind, submission=row, code=heard)

    def _look_at(self, connection: sa.Connection, path: Path) -> Incoming:
        try:
            signed = read_answer_file(path)
            warning = self._key_warning(signed)
            row = self._addressed(signed.answer.of)
            known = known_answers(connection, row.id, signed.answer.kind)
            is_known = any(each.content == signed.content for each in known)
            if not is_known:
                _refuse_older(signed, known)
        except Fault as fault:
            return _refused(path, Finding(fault.code, Level.BLOCK, f"{fault.what} {fault.do}"))
        except Refusal as refusal:
            return _refused(path, refusal.findings[0])
        kind = signed.answer.kind
        effect = _effect(row, kind, is_known=is_known)
        if effect is Effect.RECORD and any(each.content is None for each in known):
            effect = Effect.COMPLETE
        text = _words(effect, kind, row, answer=signed.answer)
        warnings = (warning, _contradiction(connection, row, signed.answer))
        return Incoming(effect, text, path, kind, row, signed, warning=" ".join(filter(None, warnings)))

    def _key_warning(self, signed: SignedAnswer) -> str:
        """Refuse an answer that no device of the province signed; what to know of one that an old device signed."""
        found = self._keys.check_signed(signed.said, signed.signature, owner=PROVINCE)
        if found.state is KeyState.UNKNOWN:
            text = (
                f"Tệp được ký bằng khóa chưa ghi nhận ở máy này (mã vân tay {spoken(found.fingerprint)}). "
                "Hãy nhập tệp đăng ký máy của tỉnh ở Cài đặt, so mã vân tay qua điện thoại, rồi nhập lại tệp trả lời."
            )
            raise _refusal("answer.unknown-key", text, "settings:data")
        if found.state not in (KeyState.KNOWN, KeyState.REPLACED):
            raise _refusal("answer.broken-key", f"Không nhận tệp trả lời: {found.text}")
        return found.text if found.state is KeyState.REPLACED else ""

    def _addressed(self, of: Answered) -> SubmissionRow:
        """The own revision that is answered; raises Refusal, in words, for every other one."""
        unit = self._session.workspace.unit
        if of.unit_code != unit.code:
            text = f"Tệp là trả lời cho {of.unit_name} (mã {of.unit_code}); máy này làm việc cho {unit.full_name}."
            raise _refusal("answer.other-unit", text)
        place = (of.kind, of.form_code, of.period_code)
        rows = [row for row in self._submissions.all() if (row.kind, row.form_code, row.period.code) == place]
        found = next((row for row in rows if row.snapshot_sha256 == of.snapshot_sha256), None)
        if found is not None and found.revision == of.revision:
            return found
        what = f"{of.kind.label}, {parse_period(of.period_code).label}"
        if not rows:
            raise _refusal("answer.unknown", f"Tỉnh trả lời {what}, bản {of.revision}; máy này chưa lập hồ sơ đó.")
        if any(row.revision == of.revision and row.snapshot_sha256 for row in rows):
            text = f"Tỉnh trả lời một bản {of.revision} có nội dung khác bản {of.revision} trên máy này ({what})."
            raise _refusal("answer.other-package", f"{text} Hãy kiểm tra có máy nào khác cùng lập hồ sơ này không.")
        text = f"Tỉnh trả lời bản {of.revision}; trên máy này {what} chưa chốt bản đó."
        raise _refusal("answer.other-revision", text)

    def _told_by(self, heard: str) -> tuple[AnswerKind, SubmissionRow] | None:
        """The answer that a code tells: tried for every kind, every frozen revision, every device of the province."""
        key = self._devices.own()
        with self._session.read() as connection:
            others = connection.scalars(sa.select(device.c.certificate).where(device.c.owner == PROVINCE)).all()
        if key is None or not others:
            text = (
                "Chưa dùng được mã đọc qua điện thoại: máy này và máy của tỉnh chưa ghi nhận nhau. Hãy nhập tệp đăng "
                "ký máy của tỉnh ở Cài đặt, hoặc dùng tệp trả lời."
            )
            raise _refusal("answer.no-device", text, "settings:data")
        frozen = [row for row in self._submissions.all() if row.snapshot_sha256]
        for row in frozen:
            of = _answered(row, self._session.workspace.unit)
            for kind in AnswerKind:
                if any(telephone_code(kind, of, key=key, other=bytes(other)) == heard for other in others):
                    return kind, row
        return None


def known_answers(connection: sa.Connection, submission_id: str, kind: AnswerKind) -> Sequence[Any]:
    """The answers of a kind that are known of a revision."""
    table = answer_from_province
    query = sa.select(table).where(table.c.submission_id == submission_id, table.c.kind == kind.value)
    return connection.execute(query.order_by(table.c.at)).all()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and of folders the files of answers in them; links in folders are not followed."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        top = len(path.parts)
        for where, folders, names in os.walk(path, followlinks=False):
            here = Path(where)
            if len(here.parts) - top >= MAX_DEPTH or len(found) >= MAX_FOUND:
                folders.clear()
            mine = (here / name for name in sorted(names) if name.lower().endswith(SUFFIX))
            found |= dict.fromkeys(file for file in mine if not file.is_symlink())
    return iter(list(found)[:MAX_FOUND])


def _order(incoming: Incoming) -> tuple[bool, str, str, int, str, int, str]:
    """By submission and revision, then by the province's clock; what is refused comes last."""
    row, answer = incoming.submission, incoming.answer
    if row is None or answer is None:
        return True, "", "", 0, "", 0, str(incoming.path)
    return False, row.kind.value, row.period.code, row.revision, answer.at, answer.kind.rank, str(incoming.path)


def _effect(row: SubmissionRow, kind: AnswerKind, *, is_known: bool) -> Effect:
    if may_become(row.state, kind.state):
        return Effect.STEP
    return Effect.UNCHANGED if is_known else Effect.RECORD


def _refuse_older(signed: SignedAnswer, known: Sequence[Any]) -> None:
    """Refuse an answer of a kind of which a later one is known."""
    moments = (datetime.fromisoformat(each.at) for each in known if each.at)
    later = max((at for at in moments if at > datetime.fromisoformat(signed.answer.at)), default=None)
    if later:
        made = f"lập lúc {later:%H:%M} ngày {format_date(later.date())}"
        text = f"Đã có trả lời mới hơn của tỉnh cho bản {signed.answer.of.revision} ({made}); tệp này cũ hơn."
        raise _refusal("answer.older", text)


def _contradiction(connection: sa.Connection, row: SubmissionRow, answer: Answer) -> str:
    """What to know where one answer returns a revision and a later one accepts it: a province never does both.

    It can happen when the data of the province went back to a backup between the two.
    """
    other = {AnswerKind.ACCEPTED: AnswerKind.RETURNED, AnswerKind.RETURNED: AnswerKind.ACCEPTED}.get(answer.kind)
    if other is None:
        return ""
    mine = datetime.fromisoformat(answer.at)
    moments = [datetime.fromisoformat(each.at) for each in known_answers(connection, row.id, other) if each.at]
    is_accepted_last = answer.kind is AnswerKind.ACCEPTED
    if not any(at < mine if is_accepted_last else at > mine for at in moments):
        return ""
    return (
        f"Tỉnh có hai trả lời trái nhau về bản {row.revision}: trả lại trước, duyệt sau. "
        "Hãy hỏi Sở Nội vụ trả lời nào đúng trước khi làm tiếp."
    )


def _refused(path: Path, finding: Finding) -> Incoming:
    return Incoming(Effect.REFUSED, finding.text, path, finding=finding)


def _words(effect: Effect, kind: AnswerKind, row: SubmissionRow, *, answer: Answer | None = None) -> str:
    said = answer.sentence if answer else sentence(kind, row.revision)
    more = {
        Effect.STEP: "",
        Effect.RECORD: _recorded(kind, row, has_remarks=answer is not None and bool(answer.remarks)),
        Effect.COMPLETE: " Tệp bổ sung nội dung cho trả lời đã nghe qua điện thoại.",
        Effect.UNCHANGED: " Đã nhập trước đó.",
        Effect.REFUSED: "",
    }[effect]
    return f"{_name(row)}: {said}{more}"


def _recorded(kind: AnswerKind, row: SubmissionRow, *, has_remarks: bool) -> str:
    if row.state in (State.COMPLETE, State.SIGNED):
        return (
            f" Nhưng trên máy này bản {row.revision} chưa ghi nhận là đã gửi (có thể dữ liệu đã phục hồi từ bản sao "
            "lưu cũ): trả lời được ghi vào lịch sử; hãy kết xuất lại gói nộp rồi nhập lại tệp này."
        )
    more = " Các ý kiến phải được trả lời trong bản sau." if kind is AnswerKind.RETURNED and has_remarks else ""
    return f" Hồ sơ giữ nguyên trạng thái “{row.state.label}”; trả lời được ghi vào lịch sử.{more}"


def _name(row: SubmissionRow) -> str:
    return f"{row.kind.label}, {row.period.label}"


def _answered(row: SubmissionRow, unit: Unit) -> Answered:
    return Answered(
        unit.code, unit.full_name, row.kind, row.form_code, row.period.code, row.revision, row.snapshot_sha256
    )


def _refusal(code: str, text: str, target: str = "submission") -> Refusal:
    return Refusal(Finding(code, Level.BLOCK, text, target))
