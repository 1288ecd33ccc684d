"""The enrolment file of a device (tệp đăng ký máy): its certificate, whose it is, and the proof that it has the key.

The proof keeps a file whole; it does not say that the file comes from the unit. That is found out once, by comparing
the fingerprint by telephone.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.signing.certificate import read_certificate
from cchc_desktop.signing.detached import BrokenSignature, certificate_of_detached, sign_detached
from cchc_desktop.signing.device_key import DeviceKey, fingerprint, spoken
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.fault import Fault

SUFFIX = ".cchc-khoa"
FORMAT = "cchc-device"
VERSION = 1
PROVINCE = "province"
"""The owner of the province's own devices; those of communes are owned by the code of the unit."""
_MAX_BYTES = 64 << 10
_FIELDS = {"format", "format_version", "owner", "owner_name", "made_at", "certificate", "proof"}


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """What a file says: the owner (code of the unit, or PROVINCE), its name, when it was written (ISO), the key."""

    owner: str
    owner_name: str
    made_at: str
    certificate: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate."""
        return fingerprint(self.certificate)

    @property
    def code(self) -> str:
        """The fingerprint as it is compared by telephone."""
        return spoken(self.fingerprint)


def file_name(owner: str) -> str:
    """What the file of an owner is called."""
    return f"dang-ky-may-{'tinh' if owner == PROVINCE else owner}{SUFFIX}"


def is_device_file(path: Path) -> bool:
    """Whether a file is called like one; what is in it is another matter."""
    return path.suffix.lower() == SUFFIX


def device_file(key: DeviceKey, *, owner: str, owner_name: str, at: datetime) -> bytes:
    """The bytes of the file, signed by the key that they enrol."""
    said = _said(DeviceFile(owner, nfc(owner_name), at.isoformat(timespec="seconds"), key.certificate))
    proof = base64.b64encode(sign_detached(canonical(said), key)).decode("ascii")
    return canonical({**said, "proof": proof})


def read_device_file(path: Path) -> DeviceFile:
    """Read a file that came from outside; Fault "device-file" for anything that is not exactly such a file."""
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path) from error
    try:
        return _parsed(content)
    except (ValueError, KeyError, TypeError, RecursionError, BrokenSignature) as error:
        raise _foreign(path) from error


def _said(file: DeviceFile) -> dict[str, object]:
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "owner": file.owner,
        "owner_name": file.owner_name,
        "made_at": file.made_at,
        "certificate": base64.b64encode(file.certificate).decode("ascii"),
    }


def _parsed(content: bytes) -> DeviceFile:
    if len(content) > _MAX_BYTES:
        raise ValueError("too large")
    value: dict[str, Any] = json.loads(content.decode("utf-8"))
    if not isinstance(value, dict) or value.keys() != _FIELDS or canonical(value) != content:
        raise ValueError("not of this form")
    texts = [value[name] for name in _FIELDS - {"format_version"}]
    if not all(isinstance(text, str) and text.isprintable() for text in texts):
        raise ValueError("not of this form")
    certificate = base64.b64decode(value["certificate"], validate=True)
    found = DeviceFile(value["owner"], value["owner_name"], value["made_at"], certificate)
    proof = base64.b64decode(value["proof"], validate=True)
    is_whole = canonical({**_said(found), "proof": value["proof"]}) == content
    if not is_whole or certificate_of_detached(canonical(_said(found)), proof) != certificate:
        raise ValueError("not proved by its own key")
    if datetime.fromisoformat(found.made_at).tzinfo is None:
        raise ValueError("a moment without offset")
    if not read_certificate(certificate).name.startswith(f"{found.owner} "):
        raise ValueError("a certificate of another owner")
    return found


def _unreadable(path: Path) -> Fault:
    return Fault(
        "device-file-unreadable",
        what=f"Không đọc được tệp “{path}”.",
        safe="Danh sách máy đã đăng ký không thay đổi.",
        do="Hãy cắm lại USB, kiểm tra tệp còn ở đó không, rồi chọn lại tệp.",
    )


def _foreign(path: Path) -> Fault:
    return Fault(
        "device-file",
        what=f"“{path.name}” không phải tệp đăng ký máy, hoặc đã bị hỏng, bị sửa.",
        safe="Danh sách máy đã đăng ký không thay đổi.",
        do=f"Hãy đề nghị nơi gửi kết xuất lại tệp “dang-ky-may…{SUFFIX}” và gửi lại.",
    )
