"""Hand-over (bàn giao): everything in one file for another machine or another official; this folder is read-only then.

The file is written under a passing name, read back byte by byte, and gets its name only after the one transaction in
which this folder is given away (db/handed_over.py tells what a power cut leaves). Taking back is for a leader, with a
reason, and makes this folder a later generation than any receiver of the file.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.vietnamese import nfc, printable
from cchc_desktop.services.hand_over import file as hand_over_file
from cchc_desktop.services.hand_over import place as hand_over_place
from cchc_desktop.services.hand_over.carried import carried_parts
from cchc_desktop.services.hand_over.file import DATABASE, PACKAGES, SECOND_PLACE, SUFFIX, Step
from cchc_desktop.services.hand_over.manifest import Giving, Manifest, Part, Person
from cchc_desktop.services.hand_over.notes import deadlines, notes_for_people, open_submissions, protocol_facts
from cchc_desktop.services.session.session import OfficerRow
from cchc_desktop.system.diskspace import megabytes, require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import write_one_out
from cchc_desktop.system.safe_write import settle, translate
from db import contents, handed_over, holder, revision, tally
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.handed_over import HandedOver, Note
from db.holder import HANDED_OVER, Holder
from db.store import Store
from db.tables import audit

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk

__all__ = [
    "Given",
    "HandedOver",
    "Prospect",
    "Request",
    "TakenBack",
    "band",
    "give",
    "prospect",
    "standing",
    "take_back",
]

GIVEN = frozenset({"folder_holder"})
TAKEN_BACK = frozenset({"database"})
UNFINISHED = ".dang-ghi"
_MOST = hand_over_file.MAX_MEMBERS - 2
_LAST_LINE = sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_LONGEST = 300
_HEAD_ROOM = 4_000_000
"""Bytes for the manifest, the notes and the protocol."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: to whom, why, into which folder the file goes; ``by`` gives, else who is signed in."""

    to: str
    to_post: str
    reason: str
    target: Path
    by: OfficerRow | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What was handed over; ``protocol`` is the minutes to sign (biên bản), None where it could not be written."""

    file: Path
    code: str
    manifest: Manifest
    protocol: Path | None
    changed: frozenset[str] = GIVEN


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a hand-over would take along, told before anything happens; ``size`` in bytes.

    ``packages`` were received by the province; ``missing`` counts evidence and packages that are lost.
    """

    evidence: int
    missing: int
    size: int
    packages: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The folder may be written again; it has to be opened anew."""

    generation: int
    changed: frozenset[str] = TAKEN_BACK


def prospect(store: Store) -> Prospect:
    """Look at what would go along; changes nothing."""
    sources, missing = _evidence(store.folder, contents.evidence_hashes(store.folder.database))
    carried, lost = _carried(store.folder, store.folder.database)
    size = sum(part.size for part, _ in (*sources, *carried, *_packages(store.folder)))
    received = sum(1 for part, _ in carried if not part.name)
    return Prospect(len(sources), len(missing) + len(lost), size + store.folder.database.stat().st_size, received)


def standing(store: Store) -> HandedOver | None:
    """The hand-over that this folder tells of; None while it is live."""
    return handed_over.state(store.folder)


def band(store: Store) -> str:
    """What stands above all screens while the folder is only looked at; empty for a folder at work."""
    given = standing(store)
    if given is not None:
        return given.sentence
    return f"{store.refusal.what} {store.refusal.safe}" if store.refusal is not None else ""


def give(desk: "Desk", request: Request, *, step: Step) -> Given:
    """Write the file and give the folder away; refused for missing words. The work is done by the one who calls.

    Raises Refusal (no recipient, no reason), Fault (no room, no such folder, a file changed meanwhile, handed over
    already); nothing is given away then, and no file is left.
    """
    store = desk.workplace.store
    store.require_writable()
    asked = _checked(request, store.folder)
    hand_over_place.settle(store)
    step(0, 0, "Đang sao lưu dữ liệu")
    copy = store.back_up(force=True)
    assert copy is not None
    sources, missing = _evidence(store.folder, contents.evidence_hashes(copy))
    carried, lost = _carried(store.folder, copy)
    own = (*_packages(store.folder), *_settings(store.folder))
    sources = [(_part(DATABASE, copy), copy), *sources, *own, *carried]
    manifest = _manifest(desk, asked, copy, missing=(*missing, *lost), parts=tuple(part for part, _ in sources))
    note = _announced(store, manifest, asked.target)
    try:
        _write(Path(note.temporary), sources, manifest, step=step)
        step(len(sources), len(sources), "Đang ghi nhận bàn giao")
        given = _give_away(desk, manifest, note)
    except BaseException:
        _forget(store.folder, note)
        raise
    return _concluded(store, given, note, manifest)


def take_back(store: Store, officer: OfficerRow, *, reason: str) -> TakenBack:
    """Make a folder that was handed over live again, recorded; for a leader, with a reason. The store is closed."""
    given = standing(store)
    findings = []
    if officer.role is not Role.LEADER:
        findings.append(_block("hand-over.leader-only", "Chỉ lãnh đạo được lấy lại quyền ghi.", "officer"))
    if not reason.strip():
        findings.append(_block("hand-over.no-reason", "Hãy ghi lý do lấy lại quyền ghi.", "reason"))
    if given is None:
        findings.append(_block("hand-over.not-given", "Dữ liệu ở đây chưa bàn giao cho ai.", "state"))
    if findings or given is None:
        raise Refusal(*findings)
    with store.read() as connection:
        row = holder.of(connection)
    newest = max(given.generation, row.generation if row else 0)
    folder_id = given.folder_id or (row.folder_id if row else "")
    if not folder_id:
        raise Refusal(_block("hand-over.unknown", "Không đọc được thông tin bàn giao của thư mục này.", "state"))
    live = Holder(folder_id, newest).live_at(
        machine=holder.this_machine(),
        place=nfc(str(store.folder.path.resolve())),
        since=store.clock().isoformat(timespec="seconds"),
        generations=2,
    )
    with store.handing(officer.id or None, reason=f"Lấy lại quyền ghi: {nfc(reason).strip()}") as work:
        holder.change(work, live)
    with suppress(OSError):
        store.folder.handed_over.unlink(missing_ok=True)  # the row says it; the next opening does it otherwise
    store.give_way(lambda: None)
    return TakenBack(live.generation)


def _checked(request: Request, data: DataFolder) -> Request:
    to, to_post, reason = (
        " ".join(printable(nfc(text)).split()) for text in (request.to, request.to_post, request.reason)
    )
    asked = Request(to, to_post, reason, request.target, request.by)
    findings = []
    if not asked.to:
        findings.append(_block("hand-over.no-recipient", "Hãy nhập họ tên người nhận bàn giao.", "to"))
    if not asked.reason:
        findings.append(_block("hand-over.no-reason", "Hãy ghi lý do bàn giao.", "reason"))
    for field, text in (("to", to), ("to_post", to_post), ("reason", reason)):
        if len(text) > _LONGEST:
            findings.append(_block("hand-over.too-long", f"Nội dung dài quá {_LONGEST} ký tự.", field))
    if asked.target.resolve().is_relative_to(data.path.resolve()):
        text = "Tệp bàn giao không ghi được vào chính thư mục dữ liệu; hãy chọn USB hoặc thư mục khác."
        findings.append(_block("hand-over.target-inside", text, "target"))
    elif not asked.target.is_dir():
        text = f"Không tìm thấy thư mục “{asked.target}”; hãy cắm USB hoặc chọn nơi khác."
        findings.append(_block("hand-over.no-target", text, "target"))
    if findings:
        raise Refusal(*findings)
    return asked


def _manifest(
    desk: "Desk", asked: Request, copy: Path, *, missing: tuple[str, ...], parts: tuple[Part, ...]
) -> Manifest:
    store, workspace, officer = desk.workplace.store, desk.session.workspace, asked.by or desk.session.officer
    row = holder.read(store.folder.database)
    assert row is not None
    try:
        counts, last = tally.tally(copy), tally.last_line(copy)
    except sqlite3.Error as error:
        raise hand_over_file.changed(copy.name) from error
    giving = Giving(
        at=store.clock().isoformat(timespec="seconds"),
        by=officer.full_name,
        by_post=officer.post,
        to=asked.to,
        to_post=asked.to_post,
        reason=asked.reason,
        machine=row.machine,
        place=row.place,
    )
    return Manifest(
        program=version("cchc-desktop"),
        schema=revision.HEAD,
        folder_id=row.folder_id,
        generation=row.generation,
        unit_code=workspace.unit.code,
        unit_name=workspace.unit.full_name,
        office=workspace.unit.office,
        heading=workspace.unit.heading,
        locality=workspace.unit.place,
        sample=workspace.sample,
        giving=giving,
        run_id=store.run.id,
        counts=counts,
        trail=(last[0], last[1], last[2] or giving.at),
        missing=missing,
        open_submissions=open_submissions(desk),
        deadlines=deadlines(desk),
        officers=tuple(Person(row.full_name, row.post, row.role.label) for row in desk.workplace.officers()),
        files=parts,
    )


def _announced(store: Store, manifest: Manifest, target: Path) -> Note:
    """Note what is about to be written, under a name that is free."""
    stem = f"ban-giao-{manifest.unit_code}-{manifest.given_at:%Y%m%d-%H%M}"
    final, number = target / f"{stem}{SUFFIX}", 1
    while final.exists():
        number += 1
        final = target / f"{stem}-{number}{SUFFIX}"
    temporary = final.with_name(f"{final.name}{UNFINISHED}")
    note = Note(str(temporary.absolute()), str(final.absolute()), manifest.code)
    handed_over.announce(store.folder, note)
    return note


def _write(temporary: Path, sources: list[tuple[Part, Path]], manifest: Manifest, *, step: Step) -> None:
    """Write, bring onto the medium, and read every byte back from there."""
    needed = manifest.size + len(manifest.content) + _HEAD_ROOM
    if manifest.size + len(manifest.content) > hand_over_file.MAX_BYTES - _HEAD_ROOM or len(sources) > _MOST:
        raise _too_large(manifest.size)
    try:
        require_free(temporary.parent, needed)
        temporary.unlink(missing_ok=True)
        with temporary.open("x+b") as file:
            notes = notes_for_people(manifest)
            hand_over_file.write_members(file, sources, manifest, notes=notes, step=step)
            settle(file)
    except OSError as error:
        raise translate(error, temporary, needed) from error
    try:
        read = hand_over_file.read_whole(temporary, step=step)
    except Fault as fault:
        raise _not_taken(temporary.parent) from fault
    if read.manifest != manifest:
        raise _not_taken(temporary.parent)


def _give_away(desk: "Desk", manifest: Manifest, note: Note) -> HandedOver:
    """The moment of the hand-over: nothing may have been written since the copy."""
    store = desk.workplace.store
    reason = f"Bàn giao cho {manifest.giving.to}: {manifest.giving.reason}"
    with store.handing(desk.session.officer.id or None, reason=reason) as work:
        row = holder.of(work.connection)
        last = work.connection.execute(_LAST_LINE).first()
        if row is None or not row.is_live or (last is not None and (last.seq, last.hash) != manifest.trail[:2]):
            raise hand_over_file.changed("cơ sở dữ liệu")
        given = replace(
            row,
            state=HANDED_OVER,
            since=manifest.giving.at,
            given_to=manifest.giving.to,
            given_code=note.code,
            given_file=nfc(note.final),
        )
        holder.change(work, given)
    return handed_over.of_row(given)


def _concluded(store: Store, given: HandedOver, note: Note, manifest: Manifest) -> Given:
    """After the moment nothing may raise: what cannot be done now is done at the next opening."""
    store.refusal = given.fault
    final = Path(note.final)
    with suppress(Fault):
        handed_over.write_mark(store.folder, given)
    with suppress(OSError):
        handed_over.publish(store.folder, note)
    protocol: Path | None = final.with_suffix(".pdf")
    try:
        write_protocol(manifest, final.with_suffix(".pdf"), file=final.name)
    except (Fault, Refusal):
        protocol = None
    return Given(final, manifest.code, manifest, protocol)


def write_protocol(manifest: Manifest, path: Path, *, file: str, received_at: datetime | None = None) -> None:
    """Write the minutes (biên bản bàn giao) as PDF; ``file`` is the name of the hand-over file. Raises Fault."""
    from cchc_desktop.exports.hand_over_protocol import protocol_pdf  # brings reportlab: 300 ms, at first use only

    write_one_out(path, protocol_pdf(protocol_facts(manifest, file=file, received_at=received_at)))


def _forget(data: DataFolder, note: Note) -> None:
    """Take away what was half written, unless the folder was given away after all."""
    row = holder.read(data.database)
    if row is None or row.is_live:
        with suppress(OSError):
            Path(note.temporary).unlink(missing_ok=True)
            data.hand_over_note.unlink(missing_ok=True)


def _evidence(data: DataFolder, wanted: frozenset[str]) -> tuple[list[tuple[Part, Path]], tuple[str, ...]]:
    """The evidence files that are sound, and the hashes of those that are not."""
    files = EvidenceFiles(data.evidence)
    found, missing = [], []
    for sha256 in sorted(wanted):
        size = files.size(sha256)
        if size is None or not files.sound(sha256):
            missing.append(sha256)
        else:
            found.append((Part(hand_over_file.evidence_path(sha256), size, sha256), files.path(sha256)))
    return found, tuple(missing)


def _packages(data: DataFolder) -> list[tuple[Part, Path]]:
    """The packages and documents in their own folder; a name that not every machine takes is left out."""
    try:
        found = sorted(path for path in data.packages.iterdir() if path.is_file())
    except OSError:
        return []
    kept = [path for path in found if hand_over_file.is_plain_name(nfc(path.name))]
    return [(_part(f"{PACKAGES}{number:06}", path, nfc(path.name)), path) for number, path in enumerate(kept, start=1)]


def _carried(data: DataFolder, database: Path) -> tuple[list[tuple[Part, Path]], tuple[str, ...]]:
    try:
        return carried_parts(data, database)
    except (OSError, sqlite3.Error) as error:
        raise hand_over_file.changed("gói đã nhận") from error


def _settings(data: DataFolder) -> Iterator[tuple[Part, Path]]:
    if data.second_place.is_file():
        yield _part(SECOND_PLACE, data.second_place), data.second_place


def _part(path: str, source: Path, name: str = "") -> Part:
    try:
        with source.open("rb") as file:
            return Part(path, source.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), name)
    except OSError as error:
        raise hand_over_file.changed(source.name) from error


def _block(code: str, text: str, field: str) -> Finding:
    return Finding(code, Level.BLOCK, text, f"hand-over:{field}")


def _too_large(size: int) -> Fault:
    return Fault(
        "hand-over-too-large",
        what=f"Dữ liệu cần bàn giao là {megabytes(size // 1_000_000)}, nhiều hơn một tệp trên USB chứa được (4 GB).",
        safe="Chưa bàn giao gì: dữ liệu ở đây vẫn dùng như trước.",
        do="Hãy đóng chương trình và chép cả thư mục dữ liệu sang máy mới; lần mở đầu tiên ở đó sẽ hỏi để chuyển hẳn.",
    )


def _not_taken(place: Path) -> Fault:
    return Fault(
        "hand-over-not-taken",
        what=f"Tệp bàn giao vừa ghi vào “{place}” đọc lại không đúng như đã ghi.",
        safe="Chưa bàn giao gì: dữ liệu ở đây vẫn dùng như trước.",
        do="USB hoặc ổ đĩa này có thể đã hỏng; hãy chọn nơi khác rồi bàn giao lại.",
    )
