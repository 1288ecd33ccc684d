"""Making answers (phát hành trả lời): each is signed by the province's device and kept as the file that it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.province_answer import (
    MAX_NAME,
    Answer,
    Answered,
    AnswerKind,
    Decider,
    Remark,
    plain_place,
    plain_text,
)
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.unit import Unit
from cchc_desktop.packages.layout import MAX_SIGNATURE_BYTES, TAG_MANIFEST, TAG_SIGNATURE
from cchc_desktop.packages.part import read_part_of
from cchc_desktop.services.devices.devices import Devices
from cchc_desktop.services.province.appraisal_reading import remarks_of
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.sending.answer_file import MAX_BYTES, TooLargeAnswer, answer_file
from cchc_desktop.services.sending.telephone_code import telephone_code
from cchc_desktop.services.session.session import Session
from cchc_desktop.signing.detached import BrokenSignature, certificate_of_detached
from cchc_desktop.signing.device_key import DeviceKey, fingerprint
from db.journal import Work
from db.tables import device, issued_answer, received

NO_CODE = {
    "unsigned": "Gói nộp không có chữ ký của máy đơn vị nên không lập được mã đọc qua điện thoại; hãy gửi tệp trả lời.",
    "unknown": "Gói nộp được ký bằng máy chưa đăng ký ở đây nên chưa lập được mã; hãy ghi nhận máy của đơn vị ở "
    "Cài đặt, hoặc gửi tệp trả lời.",
    "moved": "Máy này chưa có khóa nên không lập được mã cho trả lời đã lập ở máy khác; hãy gửi tệp trả lời.",
}
"""Why there is no code, by what is known of the key of the package."""


@dataclass(frozen=True, slots=True)
class TelephoneCode:
    """The code to read aloud ("7K3M-Q2XA-9F5T"), or "" and why there is none."""

    code: str
    reason: str = ""


class Issuing:
    """Signs and keeps answers."""

    def __init__(self, session: Session, units: Iterable[Unit]) -> None:
        self._session = session
        self._units = {unit.code: unit.full_name for unit in units}

    def key(self) -> DeviceKey:
        """The key that signs, made at the first answer. Raises Fault where it cannot be read or kept."""
        return Devices(self._session).own_or_new()

    def issue(self, work: Work, received_id: str, kind: AnswerKind, *, note: str, key: DeviceKey, at: str) -> str:
        """Make an answer inside a running command; return its identity. A receipt carries no remarks.

        Raises Refusal for remarks that are too long together.
        """
        row = work.row(received, received_id)
        of = self._answered(row)
        remarks = () if kind is AnswerKind.RECEIVED else _remarks(work.connection, received_id)
        answer = Answer(kind, of, remarks, plain_text(note), self._decider(), at)
        code = self._code(work.connection, row, kind, key).code
        content = _file(answer, key)
        return work.insert(issued_answer, received_id=received_id, kind=kind.value, code=code, at=at, content=content)

    def code_of(self, connection: sa.Connection, issued_id: str) -> TelephoneCode:
        """The code that an answer was made with; made now where the device of the unit was enrolled only since."""
        answer = sa.select(issued_answer).where(issued_answer.c.id == issued_id)
        made = connection.execute(answer).one()
        if made.code:
            return TelephoneCode(made.code)
        key = Devices(self._session).own()
        if key is None:  # the data came here from another machine, whose key did not
            return TelephoneCode("", NO_CODE["moved"])
        row = connection.execute(sa.select(received).where(received.c.id == made.received_id)).mappings().one()
        return self._code(connection, row, AnswerKind(made.kind), key)

    def _code(self, connection: sa.Connection, row: Any, kind: AnswerKind, key: DeviceKey) -> TelephoneCode:
        state, certificate = self._certificate(connection, row)
        if certificate is None:
            return TelephoneCode("", NO_CODE[state])
        return TelephoneCode(telephone_code(kind, self._answered(row), key=key, other=certificate))

    def _certificate(self, connection: sa.Connection, row: Any) -> tuple[str, bytes | None]:
        """The certificate of the enrolled device that signed a package; else "unsigned" or "unknown"."""
        query = sa.select(device.c.certificate)
        if row[received.c.device_id]:
            return "known", bytes(connection.scalars(query.where(device.c.id == row[received.c.device_id])).one())
        path = package_path(self._session.store.folder, row[received.c.package_sha256])
        try:
            signature = read_part_of(path, TAG_SIGNATURE, limit=MAX_SIGNATURE_BYTES)
            signed_by = certificate_of_detached(read_part_of(path, TAG_MANIFEST), signature)
        except (OSError, KeyError, BrokenSignature):
            return "unsigned", None
        mine = query.where(device.c.fingerprint == fingerprint(signed_by), device.c.owner == row[received.c.unit_code])
        return "unknown", connection.scalar(mine)

    def _answered(self, row: Any) -> Answered:
        code = row[received.c.unit_code]
        return Answered(
            unit_code=code,
            unit_name=plain_text(self._units.get(code, code)),
            kind=Kind(row[received.c.kind]),
            form_code=row[received.c.form_code],
            period_code=row[received.c.period_code],
            revision=row[received.c.revision],
            snapshot_sha256=row[received.c.snapshot_sha256],
            packages=(row[received.c.package_sha256],),
        )

    def _decider(self) -> Decider:
        officer = self._session.officer
        name, post = (plain_place(words, limit=MAX_NAME) for words in (officer.full_name, officer.post))
        return Decider(name, post, DEPARTMENT.full_name)


def _file(answer: Answer, key: DeviceKey) -> bytes:
    try:
        return answer_file(answer, key)
    except TooLargeAnswer as error:
        text = f"Các ý kiến gộp lại dài hơn {MAX_BYTES >> 20} MB, quá cỡ một tệp trả lời; hãy rút gọn bớt."
        raise Refusal(Finding("appraisal.too-large", Level.BLOCK, text, "appraisal")) from error


def _remarks(connection: sa.Connection, received_id: str) -> tuple[Remark, ...]:
    found = remarks_of(connection, received_id)
    return tuple(Remark(place, each.target, each.place, each.text) for place, each in enumerate(found, start=1))
