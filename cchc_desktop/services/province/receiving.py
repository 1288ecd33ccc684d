"""Receiving (tiếp nhận): look at everything first, then take each package whole or not at all.

``look`` writes nothing. ``receive`` copies one package after the other: the file first, under its hash and brought onto
the disk, then one transaction that refers to it. A package that fails stops no other one, and a package that was
received before changes nothing. What contradicts a received revision is kept beside it until a person decides.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, takewhile
from pathlib import Path
from typing import BinaryIO, cast

import sqlalchemy as sa

from cchc_desktop.domain.reception import Judgement, Known, Place, ReceivedState, Standing, judge
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.unit import Unit
from cchc_desktop.packages.layout import MAX_PACKAGE_BYTES, SNAPSHOT
from cchc_desktop.packages.part import hash_of, read_part, read_part_of
from cchc_desktop.packages.part_set import PartSet
from cchc_desktop.packages.parts import FileOrigin, Origin
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.reader import verify_stream
from cchc_desktop.packages.verification import Problem, Verdict, Verification
from cchc_desktop.services.devices.package_keys import KeyState, PackageKeys
from cchc_desktop.services.province.copying import SourceChangedError, SourceUnreadableError, bring
from cchc_desktop.services.province.joining import Refused, contested, joined_wrong, look_into, waiting
from cchc_desktop.services.province.ledger import known_at, known_by_hash
from cchc_desktop.services.province.plan import Expected, Item, Plan, Reason
from cchc_desktop.services.province.quarantine import Quarantine
from cchc_desktop.services.province.screening import Screening, claim_of
from cchc_desktop.services.province.sources import sources
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.stored_paths import path_text
from cchc_desktop.system.fault import Fault
from db.folder import DataFolder
from db.journal import Value, Work
from db.received_files import package_place
from db.tables import received

_CHANGED = Reason("changed", "Tệp đã thay đổi từ lúc xem trước; hãy xem lại rồi nhận.")
_UNREADABLE = Reason("unreadable", problem("unreadable").message)
_ALL = Expected()

Progress = Callable[[int, int, str], bool]
"""``progress(done, total, name)`` before each package; False stops before it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How one package ended: its item as it was judged in the end, and where its copy lies, if one was made."""

    item: Item
    copy: Path | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a whole receipt ended; ``fault`` is what stopped it before its end, ``left`` what was not begun."""

    taken: tuple[Taken, ...]
    left: tuple[Item, ...] = ()
    fault: Fault | None = None

    def count(self, standing: Standing) -> int:
        """How many packages ended so."""
        return sum(each.item.standing is standing for each in self.taken)


class Receiving:
    """Looks at packages and takes them in."""

    def __init__(self, session: Session, units: Sequence[Unit]) -> None:
        self._session = session
        self._units = tuple(units)
        self._keys = PackageKeys(session)
        self.quarantine = Quarantine(session)

    def look(self, paths: Iterable[Path], *, expected: Expected = _ALL, progress: Progress | None = None) -> Plan:
        """Say what each file is. Nothing is written, no file is unpacked; a file that is unreadable is an item too."""
        found = sources(paths)
        total, done = len(found.packages) + len(found.pieces), count()

        def goes_on(path: Path) -> bool:
            return progress is None or progress(next(done), total, path.name)

        pieces = look_into(found.pieces, goes_on)
        screening = Screening(self._session, self._units)
        packages = takewhile(lambda origin: goes_on(origin.path), map(FileOrigin, found.packages))
        origins: Iterable[Origin] = chain(packages, pieces.packages, (each for each in pieces.sets if each.is_whole))
        items = [self._look_at(origin, screening, expected) for origin in origins]
        items += map(_refused, pieces.refused)
        items += [_contested(each) for each in pieces.sets if each.contested]
        known = {item.sha256 for item in items if item.standing is not Standing.REJECTED} | self._received(pieces.sets)
        return Plan(
            self._beside_each_other(items),
            (*found.others, *pieces.others),
            tuple(waiting(pieces.sets, known=known)),
        )

    def receive(self, plan: Plan, *, progress: Progress | None = None) -> Outcome[Receipt]:
        """Take every package of the plan, all or nothing each; what is rejected goes to quarantine.

        Each package is judged again beside what is received by then. A Fault of the machine ends the receipt: what was
        received before stays received.
        """
        items = sorted(plan.items, key=_order)
        taken: list[Taken] = []
        for number, item in enumerate(items):
            if progress is not None and not progress(number, len(items), item.name):
                return self._ended(taken, left=items[number:])
            try:
                taken.append(self._take(item))
            except Fault as fault:
                return self._ended(taken, left=items[number:], fault=fault)
        return self._ended(taken)

    def choose(self, received_id: str) -> Outcome[None]:
        """Decide a contradiction: this revision stands, the others of its place that wait are kept as replaced."""
        with self._session.command("Chọn bản khi có mâu thuẫn", undoable=False) as work:
            chosen = work.row(received, received_id)
            place = Place(chosen["unit_code"], chosen["kind"], chosen["form_code"], chosen["period_code"])
            decided = {"decided_at": self._stamp(), "decided_by": self._session.officer.id or None}
            for each in known_at(work.connection, place):
                if each.id == received_id and each.state is ReceivedState.CONFLICT:
                    work.update(received, each.id, state="received", **decided)
                elif each.id != received_id and each.state in (ReceivedState.CONFLICT, ReceivedState.RECEIVED):
                    work.update(received, each.id, state="superseded", **decided)
        return Outcome(None, frozenset(work.touched))

    def _received(self, sets: Iterable[PartSet]) -> set[str]:
        """The hashes of packages that are received already."""
        with self._session.read() as connection:
            return {each.cut.package_sha256 for each in sets if known_by_hash(connection, each.cut.package_sha256)}

    def _look_at(self, origin: Origin, screening: Screening, expected: Expected) -> Item:
        item = _of(origin)
        try:
            with origin.open() as stream:
                return self._looked(item, stream, screening, expected)
        except OSError:
            return replace(item, reasons=(_UNREADABLE,))

    def _looked(self, item: Item, stream: BinaryIO, screening: Screening, expected: Expected) -> Item:
        size = stream.seek(0, 2)
        if size > MAX_PACKAGE_BYTES:
            text = problem("too-large", item.name).message
            return replace(item, size=size, reasons=(Reason("too-large", text),))
        item = replace(item, size=size, sha256=hash_of(stream))
        if isinstance(item.origin, PartSet) and item.sha256 != item.origin.cut.package_sha256:
            return replace(item, reasons=(_reason(joined_wrong(item.origin)),))
        verification = verify_stream(stream)
        if verification.verdict is not Verdict.VALID or verification.info is None:
            return replace(item, reasons=_problems(verification))
        frozen = read_part(stream, SNAPSHOT)
        if hashlib.sha256(frozen).hexdigest() != verification.info.snapshot_sha256:
            return replace(item, reasons=(_CHANGED,))
        snapshot = cast("Snapshot", json.loads(frozen))
        key = self._keys.check(verification)
        reasons = screening.reasons(snapshot, expected)
        if key.state.is_refused:
            reasons = (*reasons, Reason(f"key-{key.state.value}", key.text))
        item = replace(item, claim=claim_of(snapshot, verification.info.snapshot_sha256))
        if reasons:
            return replace(item, reasons=reasons)
        marks = screening.marks(snapshot)
        if key.state is not KeyState.KNOWN:
            marks = (*marks, key.text)
        device_id = key.device.id if key.device is not None else None
        return replace(item, standing=Standing.NEW, marks=marks, key_state=key.state.value, device_id=device_id)

    def _beside_each_other(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Judge each package beside what was received and beside those that are received before it."""
        ledger: dict[Place, list[Known]] = {}
        judged = []
        with self._session.read() as connection:
            for item in sorted(items, key=_order):
                if item.claim is None or item.standing is Standing.REJECTED:
                    judged.append(item)
                    continue
                place = item.claim.place
                known = ledger.setdefault(place, list(known_at(connection, place)))
                verdict = judge(item.claim.revision, known)
                judged.append(_judged(item, verdict))
                if verdict.standing is not Standing.UNCHANGED:
                    known.append(Known("", item.claim.revision, _state(verdict.standing), ""))
        return tuple(judged)

    def _take(self, item: Item) -> Taken:
        if item.standing is Standing.REJECTED or item.claim is None:
            return Taken(item, self.quarantine.hold(item))
        if self._is_received(item):
            return self._unchanged(item)
        target = package_path(self._session.store.folder, item.sha256)
        try:
            bring(item, target)
        except SourceChangedError:
            return Taken(replace(item, standing=Standing.REJECTED, reasons=(_CHANGED,)))
        except SourceUnreadableError:
            return Taken(replace(item, standing=Standing.REJECTED, reasons=(_UNREADABLE,)))
        try:
            return Taken(self._enter(item, target), target)
        except sa.exc.IntegrityError:  # another receipt was faster: the unique constraints keep one of both
            return self._unchanged(item)

    def _enter(self, item: Item, target: Path) -> Item:
        """One transaction that refers to the copied file; the judgement is made again in it."""
        assert item.claim is not None
        claim = item.claim
        text = read_part_of(target, SNAPSHOT)
        label = f"Nhận gói nộp của {claim.unit_name}"
        with self._session.command(label, undoable=False) as work:
            verdict = judge(claim.revision, known_at(work.connection, claim.place))
            if verdict.standing is not Standing.UNCHANGED:
                _replace_older(work, claim.place, verdict)
                work.insert(received, **self._row(item, text, _state(verdict.standing)))
        return _judged(item, verdict)

    def _row(self, item: Item, text: bytes, state: ReceivedState) -> dict[str, Value]:
        assert item.claim is not None
        place, revision = item.claim.place, item.claim.revision
        return {
            "unit_code": place.unit_code,
            "kind": place.kind,
            "form_code": place.form_code,
            "period_code": place.period_code,
            "revision": revision.revision,
            "parent_sha256": self._parent(place, revision.parent_id),
            "snapshot_sha256": revision.snapshot_sha256,
            "package_sha256": item.sha256,
            "package_name": item.name,
            "package_size": item.size,
            "program_version": item.claim.program_version,
            "snapshot": text,
            "device_id": item.device_id,
            "key_state": item.key_state,
            "state": state.value,
            "received_at": self._stamp(),
            "source": path_text(item.path.parent),
            "note": " ".join(item.marks),
        }

    def _parent(self, place: Place, parent_id: str) -> str:
        """The snapshot of the parent where it was received, else empty: the snapshot itself names its identity."""
        with self._session.read() as connection:
            known = known_at(connection, place)
        found = (each.revision.snapshot_sha256 for each in known if each.revision.submission_id == parent_id)
        return next(found, "")

    def _is_received(self, item: Item) -> bool:
        with self._session.read() as connection:
            return bool(known_by_hash(connection, item.sha256))

    def _unchanged(self, item: Item) -> Taken:
        assert item.claim is not None
        with self._session.read() as connection:
            verdict = judge(item.claim.revision, known_at(connection, item.claim.place))
        return Taken(_judged(item, verdict))

    def _ended(
        self, taken: Sequence[Taken], *, left: Sequence[Item] = (), fault: Fault | None = None
    ) -> Outcome[Receipt]:
        return Outcome(Receipt(tuple(taken), tuple(left), fault), frozenset({"received", "quarantined"}))

    def _stamp(self) -> str:
        return self._session.now().isoformat(timespec="seconds")


def package_path(folder: DataFolder, sha256: str) -> Path:
    """Where a received package lies."""
    return folder.path / package_place(sha256)


def _replace_older(work: Work, place: Place, verdict: Judgement) -> None:
    """What the new revision does to those before it; nothing but their state changes."""
    for each in known_at(work.connection, place):
        if verdict.standing is Standing.UPDATED and each.state is ReceivedState.RECEIVED:
            work.update(received, each.id, state="superseded")
        is_meant = verdict.beside is not None and each.id == verdict.beside.id
        if verdict.standing is Standing.CONFLICT and is_meant and each.state is ReceivedState.RECEIVED:
            work.update(received, each.id, state="conflict")


def _judged(item: Item, verdict: Judgement) -> Item:
    since = verdict.beside.received_at if verdict.standing is Standing.UNCHANGED and verdict.beside else ""
    note = verdict.reason or ("Trùng với một tệp khác trong lần nhận này." if _is_twin(verdict) else "")
    return replace(item, standing=verdict.standing, note=note, received_at=since)


def _is_twin(verdict: Judgement) -> bool:
    return verdict.standing is Standing.UNCHANGED and verdict.beside is not None and not verdict.beside.received_at


def _state(standing: Standing) -> ReceivedState:
    match standing:
        case Standing.CONFLICT:
            return ReceivedState.CONFLICT
        case Standing.OLDER:
            return ReceivedState.SUPERSEDED
        case _:
            return ReceivedState.RECEIVED


def _order(item: Item) -> tuple[bool, str, str, str, str, int, str]:
    """By place and revision, so that a revision is received after those before it; what is rejected comes last."""
    if item.claim is None:
        return True, "", "", "", "", 0, str(item.path)
    place = item.claim.place
    revision = item.claim.revision.revision
    return False, place.unit_code, place.kind, place.form_code, place.period_code, revision, str(item.path)


def _of(origin: Origin) -> Item:
    """An item that nothing is known of yet."""
    is_file = isinstance(origin, FileOrigin)
    return Item(origin.path, 0, "", Standing.REJECTED, origin=None if is_file else origin)


def _refused(each: Refused) -> Item:
    """A part that is none; its bytes are kept in quarantine like those of a package."""
    item = replace(_of(each.origin), reasons=(_reason(each.problem),))
    try:
        with item.open() as stream:
            return replace(item, size=stream.seek(0, 2), sha256=hash_of(stream))
    except OSError:
        return item


def _contested(each: PartSet) -> Item:
    return replace(_of(each), reasons=(_reason(contested(each)),))


def _reason(each: Problem) -> Reason:
    return Reason(each.kind, each.message)


def _problems(verification: Verification) -> tuple[Reason, ...]:
    return tuple(Reason(each.kind, each.message, each.path) for each in verification.problems)
