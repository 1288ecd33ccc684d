"""Whose key signed a package: found among the enrolled devices, and told apart from a signature that is broken.

``verify`` of a package says that it is whole; the key says which unit's device made it. A package of an unknown or a
replaced key is whole and may be received with a remark; one with a broken signature, or signed by another unit's
device, must not be.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.packages.layout import TAG_SIGNATURE
from cchc_desktop.packages.verification import Problem, Seal, Verdict, Verification
from cchc_desktop.services.session.session import Session
from cchc_desktop.signing.detached import BrokenSignature, certificate_of_detached
from cchc_desktop.signing.device_key import fingerprint, spoken
from db.engine import connect_to_look
from db.folder import DataFolder
from db.tables import device


class KeyState(Enum):
    """What is known of the key; the first four are those that ``received.key_state`` takes."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    REPLACED = "replaced"
    UNSIGNED = "unsigned"
    BROKEN = "broken"
    OTHER_UNIT = "other-unit"

    @property
    def is_refused(self) -> bool:
        """Whether a package so signed must not be received."""
        return self in (KeyState.BROKEN, KeyState.OTHER_UNIT)


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """An enrolled device; ``owner`` is the code of the unit or "province", times are ISO, "" for not retired."""

    id: str
    owner: str
    owner_name: str
    fingerprint: str
    enrolled_at: str
    retired_at: str

    @property
    def is_active(self) -> bool:
        """Whether what it signs now is taken."""
        return not self.retired_at

    @property
    def code(self) -> str:
        """The fingerprint as it is compared by telephone."""
        return spoken(self.fingerprint)


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """The state of the key, the enrolled device it belongs to (if any), its fingerprint ("" unsigned), a sentence."""

    state: KeyState
    device: DeviceRow | None
    fingerprint: str
    text: str


class PackageKeys:
    """Holds signatures against the devices that are enrolled in a folder."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, verification: Verification) -> KeyFinding:
        """The key of a package that ``verify`` looked at; the unit is the one that its snapshot names."""
        owner = verification.info.unit if verification.info else ""
        return key_of(verification.seal, owner=owner, devices=self._devices())

    def check_signed(self, content: bytes, signature: bytes, *, owner: str) -> KeyFinding:
        """The key of any other bytes that should be signed by a device of ``owner`` (a unit, or "province")."""
        return key_of(Seal(content, signature), owner=owner, devices=self._devices())

    def _devices(self) -> tuple[DeviceRow, ...]:
        with self._session.read() as connection:
            return enrolled_devices(connection)


def enrolled_devices(connection: sa.Connection) -> tuple[DeviceRow, ...]:
    """All devices that were ever enrolled, retired ones too, in the order of their enrolment."""
    columns = [device.c[name] for name in _COLUMNS]
    rows = connection.execute(sa.select(*columns).order_by(device.c.enrolled_at, device.c.id))
    return tuple(DeviceRow(*row) for row in rows)


_COLUMNS = ("id", "owner", "owner_name", "fingerprint", "enrolled_at", "retired_at")


def devices_of_folder(folder: Path) -> tuple[DeviceRow, ...] | None:
    """The devices enrolled in a data folder that may be open elsewhere; None where there are no data to look into."""
    database = DataFolder(folder).database
    if not database.is_file():
        return None
    try:
        with closing(connect_to_look(database, mode="rw")) as connection:
            found = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM device ORDER BY enrolled_at, id").fetchall()  # noqa: S608 - names of columns of ours
    except sqlite3.Error:
        return None
    return tuple(DeviceRow(*row) for row in found)


def key_of(seal: Seal | None, *, owner: str, devices: Sequence[DeviceRow]) -> KeyFinding:
    """Judge a signature; ``owner`` is the unit that the content says it is from, "" where that is not known."""
    own = [row for row in devices if row.owner == owner and row.is_active]
    if seal is None:
        expected = " dù đơn vị đã đăng ký máy ở đây" if own else ""
        return KeyFinding(KeyState.UNSIGNED, None, "", f"Không có chữ ký của máy đơn vị{expected}.")
    try:
        sha256 = fingerprint(certificate_of_detached(seal.manifest, seal.signature))
    except BrokenSignature:
        return KeyFinding(KeyState.BROKEN, None, "", "Chữ ký của máy bị hỏng hoặc không khớp với nội dung.")
    found = next((row for row in devices if row.fingerprint == sha256), None)
    if found is None:
        return KeyFinding(KeyState.UNKNOWN, None, sha256, _unknown(spoken(sha256), own))
    if found.owner != owner:
        text = f"Được ký bằng máy của {found.owner_name}, không phải máy của đơn vị ghi trong nội dung."
        return KeyFinding(KeyState.OTHER_UNIT, found, sha256, text)
    if not found.is_active:
        text = f"Được ký bằng khóa cũ {found.code} của {found.owner_name}, đã thay ngày {_day(found.retired_at)}."
        return KeyFinding(KeyState.REPLACED, found, sha256, text)
    return KeyFinding(KeyState.KNOWN, found, sha256, f"Được ký bằng máy đã đăng ký của {found.owner_name}.")


def with_key(verification: Verification, found: KeyFinding) -> Verification:
    """What ``verify`` found, with what is wrong about the key; a key that is only unknown or replaced is no problem."""
    if not found.state.is_refused:
        return verification
    problem = Problem(TAG_SIGNATURE, f"key-{found.state.value}", found.text)
    return replace(verification, verdict=Verdict.INVALID, problems=(*verification.problems, problem))


def _unknown(code: str, own: Sequence[DeviceRow]) -> str:
    if own:
        return f"Được ký bằng khóa lạ {code}; khóa đang dùng của đơn vị là {own[-1].code}: hãy hỏi lại đơn vị."
    return f"Được ký bằng khóa {code} chưa đăng ký ở đây; hãy nhập tệp đăng ký máy của đơn vị."


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%d/%m/%Y}"
