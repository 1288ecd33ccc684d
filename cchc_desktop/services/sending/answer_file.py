"""The file of an answer (tệp trả lời của tỉnh): what the province says, signed by its device; one small JSON file.

Canonical JSON (RFC 8785) around the answer and a detached CMS signature (RFC 5652) over the canonical form of the
answer, so that every standard tool can check it. The reader trusts nothing: not one byte can be another one.
Whose key signed it is not decided here (``services.devices.package_keys``).
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypedDict, cast

from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.province_answer import (
    MAX_NAME,
    MAX_PLACE,
    MAX_REMARKS,
    MAX_REVISION,
    Answer,
    Answered,
    AnswerKind,
    Decider,
    Remark,
    is_target,
    is_text,
)
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.signing.detached import BrokenSignature, certificate_of_detached, sign_detached
from cchc_desktop.signing.device_key import DeviceKey, fingerprint
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.fault import Fault

FORMAT, VERSION = "cchc-answer", 1
MAX_BYTES = 4 << 20
_MAX_PACKAGES = 32
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNIT = re.compile(r"[0-9]{5}")
_FORM = re.compile(r"[\w.-]{0,64}")
_NEWER = "answer-file-newer"


class _RemarkPart(TypedDict):
    sequence: int
    target: str
    place: str
    text: str


class _ByPart(TypedDict):
    name: str
    post: str
    office: str


class _OfPart(TypedDict):
    unit_code: str
    unit_name: str
    kind: Literal["progress", "report", "assessment", "plan"]
    form_code: str
    period_code: str
    revision: int
    snapshot_sha256: str
    packages: list[str]


class _Said(TypedDict):
    kind: Literal["received", "returned", "accepted"]
    of: _OfPart
    remarks: list[_RemarkPart]
    note: str
    by: _ByPart
    at: str


class _File(TypedDict):
    format: Literal["cchc-answer"]
    format_version: Literal[1]
    answer: _Said
    signature: str


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """An answer as a file brought it: the bytes of the whole file, those that were signed, the signature over them."""

    answer: Answer
    content: bytes
    said: bytes
    signature: bytes
    certificate: bytes

    @property
    def sha256(self) -> str:
        """Which answer it is: the hash of what was signed."""
        return hashlib.sha256(self.said).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the device that signed."""
        return fingerprint(self.certificate)


def answer_file(answer: Answer, key: DeviceKey) -> bytes:
    """The bytes of the file.

    Raises ValueError for an answer that the reader would not take back, TooLargeAnswer for one of too many letters.
    """
    said = _said(answer)
    _require_sane(said)
    signature = base64.b64encode(sign_detached(canonical(said), key)).decode("ascii")
    whole = {"format": FORMAT, "format_version": VERSION, "answer": said, "signature": signature}
    content = canonical(whole)
    if len(content) > MAX_BYTES:
        raise TooLargeAnswer
    return content


def read_answer_file(path: Path) -> SignedAnswer:
    """Read a file that came from outside.

    Raises Fault: "answer-file-unreadable", "answer-file-newer" for one of a newer program, "answer-file" for anything
    that is not exactly such a file.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path) from error
    try:
        return parse_answer(content)
    except NewerAnswer as error:
        raise _newer(path) from error
    except NotAnAnswer as error:
        raise _foreign(path) from error


class TooLargeAnswer(ValueError):
    """The remarks are longer together than the file of an answer may be."""


class NotAnAnswer(ValueError):
    """The bytes are not exactly such a file."""


class NewerAnswer(NotAnAnswer):
    """The file is of a newer form than this program knows."""


def parse_answer(content: bytes) -> SignedAnswer:
    """Read the bytes of a file. Raises NotAnAnswer, NewerAnswer for a newer form."""
    try:
        return _parsed(content)
    except NotAnAnswer:
        raise
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer from error


def _parsed(content: bytes) -> SignedAnswer:
    if len(content) > MAX_BYTES:
        raise ValueError("too large")
    value = json.loads(content.decode("utf-8"))
    if isinstance(value, dict) and value.get("format") == FORMAT and _is_newer(value.get("format_version")):
        raise NewerAnswer
    misfit = first_misfit(value, _File)
    if misfit:
        raise ValueError(f"not of this form: {misfit:.80}")
    file = cast("_File", value)
    if canonical(file) != content:
        raise ValueError("not canonical")
    _require_sane(file["answer"])
    said = canonical(file["answer"])
    signature = base64.b64decode(file["signature"], validate=True)
    if base64.b64encode(signature).decode("ascii") != file["signature"]:
        raise ValueError("not the one form of base 64")
    try:
        certificate = certificate_of_detached(said, signature)
    except BrokenSignature as error:
        raise ValueError("the signature does not hold") from error
    return SignedAnswer(_answer(file["answer"]), content, said, signature, certificate)


def _is_newer(version: object) -> bool:
    return type(version) is int and version > VERSION


def _said(answer: Answer) -> _Said:
    of = answer.of
    return {
        "kind": answer.kind.value,
        "of": {
            "unit_code": of.unit_code,
            "unit_name": nfc(of.unit_name),
            "kind": of.kind.value,
            "form_code": of.form_code,
            "period_code": of.period_code,
            "revision": of.revision,
            "snapshot_sha256": of.snapshot_sha256,
            "packages": list(of.packages),
        },
        "remarks": [
            {"sequence": each.sequence, "target": each.target, "place": nfc(each.place), "text": nfc(each.text)}
            for each in answer.remarks
        ],
        "note": nfc(answer.note),
        "by": {"name": nfc(answer.by.name), "post": nfc(answer.by.post), "office": nfc(answer.by.office)},
        "at": answer.at,
    }


def _answer(said: _Said) -> Answer:
    of = said["of"]
    return Answer(
        AnswerKind(said["kind"]),
        Answered(
            of["unit_code"],
            of["unit_name"],
            Kind(of["kind"]),
            of["form_code"],
            of["period_code"],
            of["revision"],
            of["snapshot_sha256"],
            tuple(of["packages"]),
        ),
        tuple(Remark(each["sequence"], each["target"], each["place"], each["text"]) for each in said["remarks"]),
        said["note"],
        Decider(**said["by"]),
        said["at"],
    )


def _require_sane(said: _Said) -> None:
    """Raise ValueError for what has the right shape and cannot be: sizes, codes, moments, letters, links."""
    of, by = said["of"], said["by"]
    names = (of["unit_name"], by["name"], by["post"], by["office"])
    is_sane = (
        _UNIT.fullmatch(of["unit_code"])
        and _FORM.fullmatch(of["form_code"])
        and 1 <= of["revision"] <= MAX_REVISION
        and len(of["packages"]) <= _MAX_PACKAGES
        and all(_SHA256.fullmatch(each) for each in (of["snapshot_sha256"], *of["packages"]))
        and all(_is_clean(name, limit=MAX_NAME) and "\n" not in name for name in names)
        and _is_clean(said["note"])
        and len(said["remarks"]) <= MAX_REMARKS
        and [each["sequence"] for each in said["remarks"]] == list(range(1, len(said["remarks"]) + 1))
        and all(_is_sane_remark(each) for each in said["remarks"])
        and _is_moment(said["at"])
    )
    if not is_sane:
        raise ValueError("not an answer that can be")
    if parse_period(of["period_code"]).code != of["period_code"]:
        raise ValueError("not a period")


def _is_moment(at: str) -> bool:
    """Whether this is a moment with offset in the one form that the program writes; ISO 8601 has many others."""
    moment = datetime.fromisoformat(at)
    return moment.tzinfo is not None and moment.isoformat(timespec="seconds") == at


def _is_sane_remark(part: _RemarkPart) -> bool:
    is_placed = bool(part["place"]) and "\n" not in part["place"] and _is_clean(part["place"], limit=MAX_PLACE)
    return is_target(part["target"]) and is_placed and bool(part["text"].strip()) and _is_clean(part["text"])


def _is_clean(text: str, *, limit: int | None = None) -> bool:
    return nfc(text) == text and (is_text(text) if limit is None else is_text(text, limit=limit))


def _unreadable(path: Path) -> Fault:
    return Fault(
        "answer-file-unreadable",
        what=f"Không đọc được tệp “{path}”.",
        safe="Hồ sơ trên máy này không thay đổi.",
        do="Hãy cắm lại USB, kiểm tra tệp còn ở đó không, rồi chọn lại tệp.",
    )


def _newer(path: Path) -> Fault:
    return Fault(
        _NEWER,
        what=f"Tệp trả lời “{path.name}” do phiên bản chương trình mới hơn lập.",
        safe="Hồ sơ trên máy này không thay đổi.",
        do="Hãy cập nhật chương trình rồi nhập lại tệp.",
    )


def _foreign(path: Path) -> Fault:
    return Fault(
        "answer-file",
        what=f"“{path.name}” không phải tệp trả lời của tỉnh, hoặc đã bị hỏng, bị sửa.",
        safe="Hồ sơ trên máy này không thay đổi.",
        do="Hãy đề nghị Sở Nội vụ ghi lại tệp trả lời và gửi lại.",
    )
