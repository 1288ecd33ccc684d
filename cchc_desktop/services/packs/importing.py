"""New editions and new packs come in from a file: first what would change, then all of it or nothing, and undoable."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.catalogue.exchange.changes import Change, EntryChange, PackChanges, changes
from cchc_desktop.catalogue.exchange.pack_files import document_of, load_packs
from cchc_desktop.catalogue.exchange.workbook_reader import silent
from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.catalogue.problem import Problem
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.services.packs.carry_over import CarryOver, carry_over
from cchc_desktop.services.packs.consequences import consequences
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.packs_in_use import take_into_use
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.stored_packs import packs_in_use, stored_edition
from db.tables import workspace

Step = Callable[[int, int, str], None]

_ACTIVE_COLUMNS = {"plan": "plan_code", "criteria": "criteria_code"}


class PackState(Enum):
    """What a pack of the file is to the data folder."""

    NEW = "new"
    NEW_EDITION = "new_edition"
    SAME = "same"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "new": "Bộ mới",
            "new_edition": "Lần ban hành mới",
            "same": "Không thay đổi",
            "conflict": "Trùng lần ban hành",
        }[self.value]


@dataclass(frozen=True, slots=True)
class PackPreview:
    """A pack of the file against the edition in use.

    ``replaces_active`` is the title of the plan or criteria set that the folder works with and that this new one may
    replace; empty for all other packs. ``findings`` say what stands against it (BLOCK) or should be known.
    """

    loaded: LoadedPack
    state: PackState
    used_edition: str
    changes: PackChanges
    carry_over: CarryOver
    findings: tuple[Finding, ...]
    replaces_active: str = ""

    @property
    def header(self) -> PackHeader:
        """What the pack says of itself."""
        return self.loaded.header


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change; ``findings`` concern packs in use that the file does not bring."""

    source: str
    packs: tuple[PackPreview, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def is_applicable(self) -> bool:
        """Whether something would change and nothing stands against it."""
        return bool(self.incoming) and not self.blocking

    @property
    def incoming(self) -> tuple[PackPreview, ...]:
        """The packs that would be taken into use."""
        return tuple(pack for pack in self.packs if pack.state in (PackState.NEW, PackState.NEW_EDITION))

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What stands against the whole file."""
        found = (*self.findings, *(finding for pack in self.packs for finding in pack.findings))
        return tuple(finding for finding in found if finding.level is Level.BLOCK)

    def count(self, change: Change) -> int:
        """How many entries of all packs this happens to."""
        return sum(len(pack.changes.of(change)) for pack in self.packs)

    @property
    def entries(self) -> tuple[tuple[PackPreview, EntryChange], ...]:
        """All changed entries with their packs."""
        return tuple((pack, entry) for pack in self.packs for entry in pack.changes.entries)


@dataclass(frozen=True, slots=True)
class Applied:
    """The packs taken into use, by code, and the backup that was written before."""

    codes: tuple[str, ...]
    backup: Path | None


class PackImport:
    """The import of packs at the desk of one officer."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(self, path: Path, *, step: Step = silent) -> Preview:
        """Read a file and compare it with the packs in use; nothing is written.

        Raises Fault and PackFault as ``pack_files.load_packs`` does, with all problems of the file.
        """
        step(0, 3, "Đang đọc các bộ danh mục đang dùng")
        used = packs_in_use(self._session.store)
        loaded = load_packs(path, beside=[one.pack for one in used.values()], step=step)
        found = []
        for number, one in enumerate(loaded):
            step(number, len(loaded), f"Đang so sánh {one.header.code}")
            found.append(self._compared(one, used.get(one.header.code)))
        lost = tuple(consequences([one.pack for one in loaded], [one.pack for one in used.values()]))
        return Preview(path.name, tuple(found), lost)

    def apply(self, preview: Preview, *, activate: Collection[str] = (), step: Step = silent) -> Outcome[Applied]:
        """Take the packs into use in one transaction, after a backup.

        ``activate`` names the new plan or criteria set that the folder is to work with from now on. Refuses what the
        preview found against it; changes nothing then.
        """
        self._session.require(Role.PREPARER, Role.LEADER)
        self._refuse(preview)
        step(0, 2, "Đang sao lưu dữ liệu")
        backup = self._session.store.back_up(force=True)
        step(1, 2, "Đang áp dụng")
        at = self._session.now().isoformat(timespec="seconds")
        with self._session.command(f"Nạp bộ danh mục từ “{preview.source}”") as work:
            for one in preview.incoming:
                take_into_use(work, one.loaded, at=at)
            columns = {_ACTIVE_COLUMNS[one.header.kind]: one.header.code for one in _activated(preview, activate)}
            if columns:
                identity = work.connection.scalar(sa.select(workspace.c.id))
                work.update(workspace, str(identity), **columns)
        return Outcome(Applied(tuple(one.header.code for one in preview.incoming), backup), frozenset(work.touched))

    def _refuse(self, preview: Preview) -> None:
        """Refuse what stands against the file, also when another edition came in since the preview was made."""
        used = packs_in_use(self._session.store)
        anew = [self._state(one.loaded, used.get(one.header.code)) for one in preview.packs]
        if [one.state for one in preview.packs] != anew:
            text = "Các bộ danh mục đang dùng đã thay đổi từ lúc xem trước; hãy nạp lại tệp."
            raise Refusal(Finding("pack.overtaken", Level.BLOCK, text, "settings:packs"))
        if preview.blocking:
            raise Refusal(*preview.blocking)
        if not preview.incoming:
            text = "Tệp không có gì khác với các bộ danh mục đang dùng."
            raise Refusal(Finding("pack.nothing-new", Level.BLOCK, text, "settings:packs"))

    def _compared(self, one: LoadedPack, used: LoadedPack | None) -> PackPreview:
        state = self._state(one, used)
        old = used if used is not None and used.header.kind == one.header.kind else None
        with self._session.read() as connection:
            kept = carry_over(connection, old.pack if old else None, one.pack)
        findings = [*_state_findings(one, state, used), *_warnings(one.warnings), *_reviews(kept)]
        return PackPreview(
            loaded=one,
            state=state,
            used_edition=used.header.edition if used else "",
            changes=changes(document_of(old) if old else None, document_of(one)),
            carry_over=kept,
            findings=tuple(findings),
            replaces_active=self._replaced(one.header) if state is PackState.NEW else "",
        )

    def _state(self, one: LoadedPack, used: LoadedPack | None) -> PackState:
        stored = stored_edition(self._session.store, one.header.code, one.header.edition)
        if used is not None and used.header.kind != one.header.kind:
            return PackState.CONFLICT
        if stored is not None and not _same(stored, one):
            return PackState.CONFLICT
        if used is None:
            return PackState.NEW
        return PackState.SAME if used.header.edition == one.header.edition else PackState.NEW_EDITION

    def _replaced(self, header: PackHeader) -> str:
        space = self._session.workspace
        match header.kind:
            case "plan":
                return space.plan.header.title
            case "criteria":
                return space.criteria.header.title
        return ""


def _same(stored: LoadedPack, one: LoadedPack) -> bool:
    """Whether two packs say the same, whatever the layout of their files."""
    return stored.pack == one.pack and not changes(document_of(stored), document_of(one)).entries


def _activated(preview: Preview, codes: Collection[str]) -> Iterator[PackPreview]:
    for one in preview.incoming:
        if one.header.code in codes and one.header.kind in _ACTIVE_COLUMNS:
            yield one


def _state_findings(one: LoadedPack, state: PackState, used: LoadedPack | None) -> Iterator[Finding]:
    header = one.header
    if state is not PackState.CONFLICT:
        return
    if used is not None and used.header.kind != header.kind:
        text = f"Mã {header.code} đang dùng cho bộ danh mục loại khác ({used.header.title}); hãy ghi mã khác."
        yield Finding("pack.code-taken", Level.BLOCK, text, f"pack:{header.code}")
        return
    text = (
        f"{header.title} (mã {header.code}), lần ban hành “{header.edition}”: cùng số hiệu lần ban hành nhưng nội dung "
        "khác; hãy ghi lần ban hành mới."
    )
    yield Finding("pack.edition-reused", Level.BLOCK, text, f"pack:{header.code}")


def _warnings(problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(f"pack.{problem.code}", Level.WARN, problem.text, f"pack:{problem.entry}")


def _reviews(kept: CarryOver) -> Iterator[Finding]:
    for code in kept.review:
        text = f"Tiêu chí {code}: cách chấm thay đổi, kết quả đã tự chấm cần được xem lại."
        yield Finding("pack.answer-review", Level.WARN, text, f"criterion:{code}")
