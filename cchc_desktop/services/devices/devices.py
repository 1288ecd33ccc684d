"""Devices (máy đã đăng ký): the key of this machine, and the keys of the other side, enrolled once by a small file.

The province enrols the devices of the communes, a commune that of the province. The first key of an owner is taken
once its fingerprint was compared by telephone; another key of the same owner replaces it, and what the old one signed
before stays known as signed by a replaced key.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.unit import Unit
from cchc_desktop.services.devices.device_file import PROVINCE, DeviceFile, device_file, file_name, read_device_file
from cchc_desktop.services.devices.package_keys import DeviceRow, devices_of_folder, enrolled_devices
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.signing.device_key import DeviceKey, load_device_key, make_device_key
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import write_one_out
from db.tables import device, workspace

KEY_FILE = "khoa-may.pem"
"""The private key of this machine in the data folder; in no package, backup or hand-over (``signing.device_key``)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that may be enrolled; ``replaces`` are the devices of the owner that would be retired by it.

    ``known`` is the device itself where it is enrolled already.
    """

    file: DeviceFile
    replaces: tuple[DeviceRow, ...]
    known: DeviceRow | None


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """Where the enrolment file of this machine was written, what to read to the other side, the file kept beside."""

    path: Path
    code: str
    kept: Path | None


class Devices:
    """The devices at one desk; ``units`` are those that may enrol at the province."""

    def __init__(self, session: Session, units: Iterable[Unit] = ()) -> None:
        self._session = session
        self._units = {unit.code: unit for unit in units}
        self._key_path = session.store.folder.path / KEY_FILE

    def own(self) -> DeviceKey | None:
        """The key of this machine; None before its first use. Raises Fault "device-key"."""
        return load_device_key(self._key_path)

    def own_or_new(self) -> DeviceKey:
        """The key of this machine, made if there is none. Raises Fault where it cannot be kept."""
        return self.own() or make_device_key(
            self._key_path, code=self.owner, name=self._session.workspace.unit.full_name, at=self._session.now()
        )

    @property
    def owner(self) -> str:
        """Whose desk this is: the code of the unit, or "province"."""
        with self._session.read() as connection:
            desk = connection.scalar(sa.select(workspace.c.desk))
        return PROVINCE if desk == PROVINCE else self._session.workspace.unit.code

    def all(self) -> tuple[DeviceRow, ...]:
        """All devices ever enrolled here, retired ones too."""
        with self._session.read() as connection:
            return enrolled_devices(connection)

    def write_file(self, folder: Path) -> WrittenFile:
        """Write the enrolment file of this machine, which makes its key if there is none. Raises Fault."""
        key, owner = self.own_or_new(), self.owner
        name = self._session.workspace.unit.full_name
        content = device_file(key, owner=owner, owner_name=name, at=self._session.now())
        path = folder / file_name(owner)
        kept = write_one_out(path, content)
        return WrittenFile(path, DeviceFile(owner, name, "", key.certificate).code, kept)

    def look(self, path: Path) -> Offer:
        """What enrolling a file would do; nothing is written.

        Raises Fault for a file that is none, Refusal for a device of somebody who does not enrol at this desk.
        """
        file = read_device_file(path)
        self._require_welcome(file)
        return self._offer(file, self.all())

    def offers(self, paths: Iterable[Path]) -> tuple[Offer, ...]:
        """Those of the files that would enrol a device which is not known yet; others are left out, nothing is told."""
        found = []
        for path in paths:
            with suppress(Fault, Refusal):
                offer = self.look(path)
                found += [offer] if offer.known is None else []
        return tuple(found)

    def enrol(self, offer: Offer, *, confirmed: str) -> Outcome[DeviceRow]:
        """Take the device in, and retire those that it replaces; ``confirmed`` is the code heard by telephone.

        Raises Refusal when the code is another, or when the device was retired before; changes nothing then.
        """
        self._require_welcome(offer.file)
        if not is_same_code(confirmed, offer.file.code):
            raise _refusal("device.code", "Mã vân tay nghe được khác mã của tệp: chưa ghi nhận máy này.")
        at = self._session.now().isoformat(timespec="seconds")
        name = self._name_of(offer.file)
        with self._session.command(f"Ghi nhận máy của {name}") as work:
            now = self._offer(offer.file, enrolled_devices(work.connection))
            if now.known is not None:
                return Outcome(now.known, frozenset())
            for old in now.replaces:
                work.update(device, old.id, retired_at=at)
            identity = work.insert(
                device,
                owner=offer.file.owner,
                owner_name=name,
                fingerprint=offer.file.fingerprint,
                certificate=offer.file.certificate,
                enrolled_at=at,
            )
        row = DeviceRow(identity, offer.file.owner, name, offer.file.fingerprint, at, "")
        return Outcome(row, frozenset(work.touched))

    def retire(self, device_id: str) -> Outcome[None]:
        """Take nothing more from a device that was lost or given away; what it signed before stays."""
        found = next(row for row in self.all() if row.id == device_id)
        if not found.is_active:
            raise _refusal("device.retired", f"Máy {found.code} đã thôi dùng từ trước.")
        at = self._session.now().isoformat(timespec="seconds")
        with self._session.command(f"Thôi dùng máy của {found.owner_name}") as work:
            work.update(device, device_id, retired_at=at)
        return Outcome(None, frozenset(work.touched))

    def _offer(self, file: DeviceFile, rows: Iterable[DeviceRow]) -> Offer:
        rows = tuple(rows)
        known = next((row for row in rows if row.fingerprint == file.fingerprint), None)
        if known is not None and not known.is_active:
            text = (
                f"Máy {known.code} của {known.owner_name} đã thôi dùng, không ghi nhận lại; hãy tạo khóa mới ở máy đó."
            )
            raise _refusal("device.retired", text)
        replaces = tuple(row for row in rows if row.owner == file.owner and row.is_active and row != known)
        return Offer(file, replaces, known)

    def _require_welcome(self, file: DeviceFile) -> None:
        """The province takes the devices of its communes, a commune that of the province alone."""
        if self.owner == PROVINCE and file.owner not in self._units:
            text = f"Tệp là của “{file.owner_name}” ({file.owner}), không phải một xã, phường của tỉnh."
            raise _refusal("device.foreign", text)
        if self.owner != PROVINCE and file.owner != PROVINCE:
            text = f"Tệp là của “{file.owner_name}” ({file.owner}); ở đây chỉ nhập tệp đăng ký máy của tỉnh."
            raise _refusal("device.foreign", text)

    def _name_of(self, file: DeviceFile) -> str:
        return self._units[file.owner].full_name if file.owner in self._units else file.owner_name


def known_devices(folder: Path) -> tuple[DeviceRow, ...]:
    """What a data folder, open elsewhere or not there at all, knows: the enrolled devices and its own.

    Raises Fault "device-key" where its own key cannot be read.
    """
    own = load_device_key(folder / KEY_FILE)
    if own is None:
        return devices_of_folder(folder) or ()
    owner, _, name = own.facts.name.partition(" ")
    made = own.facts.valid_from.isoformat(timespec="seconds")
    return (*(devices_of_folder(folder) or ()), DeviceRow("", owner, f"{name} (máy này)", own.fingerprint, made, ""))


def is_same_code(heard: str, code: str) -> bool:
    """Whether a code that was heard or typed is this one, whatever was put between its letters."""
    return _plain(heard) == _plain(code)


def _plain(code: str) -> str:
    """A code as it was typed, without what telephones and hands add; O, I and L are no letters of the code."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters.replace("O", "0").replace("I", "1").replace("L", "1")


def _refusal(code: str, text: str) -> Refusal:
    return Refusal(Finding(code, Level.BLOCK, text, "device"))
