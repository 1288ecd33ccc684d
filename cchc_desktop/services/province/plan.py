"""The plan of a receipt: what each file is, beside what was received, before anything is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.domain.reception import Place, Revision, Standing
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.packages.member_names import shown
from cchc_desktop.packages.parts import Origin
from cchc_desktop.services.devices.device_file import is_device_file


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a package is not received: ``code`` is permanent, ``path`` inside the package, empty for all of it."""

    code: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a verified package says of itself; ``created_at`` is the commune's own clock and proves nothing."""

    place: Place
    revision: Revision
    unit_name: str
    period_label: str
    title: str
    created_at: str
    program_version: str


@dataclass(frozen=True, slots=True)
class Item:
    """One package of the plan. ``sha256`` and ``size`` are of all of it, empty and 0 where it cannot be read.

    ``origin`` is set where the package is not the file at ``path`` itself: it is attached to that mail, or it lies in
    parts of which that is the first.
    ``marks`` are remarks that do not stand in the way ("Mẫu cũ: ..."), ``received_at`` is set where it was received
    before; ``key_state`` and ``device_id`` say whose key signed it.
    """

    path: Path
    size: int
    sha256: str
    standing: Standing
    claim: Claim | None = None
    note: str = ""
    reasons: tuple[Reason, ...] = ()
    marks: tuple[str, ...] = ()
    received_at: str = ""
    key_state: str = "unsigned"
    device_id: str | None = None
    origin: Origin | None = None

    @property
    def name(self) -> str:
        """The name of the package, as it may be shown and recorded."""
        return shown(nfc(self.origin.name if self.origin is not None else self.path.name))

    def open(self) -> BinaryIO:
        """Its bytes; raises OSError."""
        return self.origin.open() if self.origin is not None else self.path.open("rb")

    @property
    def is_new(self) -> bool:
        """Whether receiving writes anything for it."""
        return self.standing is not Standing.UNCHANGED


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package of which parts are there and others not: which numbers of how many are missing, told in ``text``."""

    name: str
    missing: tuple[int, ...]
    count: int
    paths: tuple[Path, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that was found; ``waiting`` packages lack parts, ``others`` are files that are left where they are."""

    items: tuple[Item, ...]
    others: tuple[Path, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def device_files(self) -> tuple[Path, ...]:
        """Those of the others that may enrol devices: they are offered to the settings, not received here."""
        return tuple(path for path in self.others if is_device_file(path))

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many packages stand how; every standing is named."""
        found = Counter(item.standing for item in self.items)
        return {standing: found[standing] for standing in Standing}


@dataclass(frozen=True, slots=True)
class Expected:
    """What only is to be received; an empty part allows all."""

    unit_code: str = ""
    kind: str = ""
    form_code: str = ""
    period_code: str = ""
