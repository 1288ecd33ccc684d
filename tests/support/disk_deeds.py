"""Deeds of the program on a data folder, for disks that fail while they are done (support/failing_disk.py).

A deed is prepared first (the folder is opened, the content is made ready) and then done; only the doing meets the
failing disk.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa
from support.filling import fill_tasks
from support.released import released
from support.workplaces import LEADER_PASSWORD, VIETNAM, desk_of, empty_workplace, fixed_clock, new_workplace

import db.upgrade  # noqa: F401 - loaded before the disk fails, as a program on the disk of the system would be
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.writer import PackageContent, write_package
from cchc_desktop.services.data_care.restore import restore
from cchc_desktop.services.workplace import Desk
from db import backup
from db.folder import DataFolder
from db.store import open_store
from db.tables import answer, product, progress_entry

Act = Callable[[], object]
TASK = "TQ2025H2-06"
PERIOD = parse("2025-Q4")
NEXT_DAY = date(2025, 12, 31)
"""After what the signed submission froze."""
LATER = fixed_clock(datetime(2025, 12, 10, 15, 30, tzinfo=VIETNAM))
TEXT = "Đã tổng hợp số liệu của 07 phòng, ban. " * 900
PAPER = "Quyết định 12.pdf"
_DRAWN: list[PackageContent] = []


def make_folder(folder: Path) -> None:
    """A folder with a backup, an entry and a file written after it, a signed submission, and a paper to attach.

    The paper belongs to a document of a later day: the submission keeps the files of what it states.
    """
    workplace = new_workplace(folder)
    workplace.store.back_up(force=True)
    desk = desk_of(workplace)
    fill_tasks(desk)
    paper = folder / PAPER
    paper.write_bytes(b"%PDF-1.7 quyet dinh" * 30_000)
    attached = folder / "Kế hoạch.pdf"
    attached.write_bytes(b"%PDF-1.7 ke hoach" * 3_000)
    desk.evidence.attach_to_product(_product(desk), attached)
    desk.submissions.complete(Kind.PROGRESS, PERIOD)
    leader = desk_of(workplace, Role.LEADER)
    row = desk.submissions.current(Kind.PROGRESS, PERIOD)
    leader.submissions.sign_with_password(Kind.PROGRESS, PERIOD, leader_id=row.leader_id, password=LEADER_PASSWORD)
    desk.tasks.add_product(desk.tasks.add_entry(TASK, NEXT_DAY).value, "Báo cáo")
    workplace.store.close(with_backup=False)


def make_old_folder(folder: Path, revision: str) -> None:
    """A folder as the released program of this schema left it."""
    DataFolder(folder).prepare()
    released(folder, revision)
    DataFolder(folder).mark()


def save(folder: Path) -> Act:
    """Write one answer with a long text."""
    store = open_store(folder, fixed_clock())

    def act() -> None:
        with store.work(None) as work:
            work.insert(
                answer,
                id="cau-tra-loi",
                criteria_code="TC-XA-2025-DL",
                year=2025,
                criterion_code="1.1",
                content="",
                explanation=TEXT,
            )

    return act


def attach(folder: Path, paper: Path | None = None) -> Act:
    """Copy a file into the store and attach it to a document of a task."""
    desk = empty_workplace(folder).command_line_desk()
    owner = _product(desk)
    return lambda: desk.evidence.attach_to_product(owner, paper or folder / PAPER)


def back_up(folder: Path) -> Act:
    """Write a backup."""
    store = open_store(folder, LATER)
    return lambda: store.back_up(force=True)


def bring_back(folder: Path) -> Act:
    """Restore the backup over what was written since."""
    (copy,) = backup.listing(folder / "sao-luu")
    return lambda: restore(folder, copy, LATER)


def start(folder: Path) -> Act:
    """Open the folder; where its schema is an older one, this is the upgrade."""
    return lambda: open_store(folder, LATER)


def export(folder: Path) -> Act:
    """Write the package of the signed submission and put that on record."""
    desk = empty_workplace(folder).command_line_desk()
    (row,) = desk.submissions.all()
    (drawn,) = _DRAWN
    sources = [replace(each, source=desk.evidence.path(each.sha256)) for each in drawn.evidence]
    content = replace(drawn, evidence=sources)

    def act() -> None:
        written = write_package(folder / "goi-nop", content)
        desk.submissions.mark_exported(row.id, written.path)

    return act


def draw_package(like: Path) -> None:
    """Draw what goes into the package of a folder, once a process: drawing takes long and touches no disk."""
    if _DRAWN:
        return
    with tempfile.TemporaryDirectory(prefix="cchc-goi-") as name:
        shutil.copytree(like, name, dirs_exist_ok=True)
        _DRAWN.append(_drawn(Path(name)))


def _drawn(folder: Path) -> PackageContent:
    workplace = empty_workplace(folder)
    desk = workplace.command_line_desk()
    (row,) = desk.submissions.all()
    dispatch, frozen = desk.dispatch, desk.submissions.frozen_snapshot(row.id)
    pdf, xlsx = dispatch.documents(row.id)
    snapshot = json.loads(frozen)
    content = PackageContent(
        snapshot_json=frozen,
        signature_json=desk.submissions.signature(row.id),
        pdf=pdf,
        xlsx=xlsx,
        definitions=dispatch._definitions(snapshot),
        audit_jsonl=dispatch._audit(row.id),
        evidence=dispatch._evidence(snapshot, row.id),
        program_version=snapshot["program_version"],
    )
    workplace.store.close(with_backup=False)
    return content


def _product(desk: Desk) -> str:
    """The first document of the latest day."""
    days = sa.select(product.c.id).join(progress_entry, progress_entry.c.id == product.c.entry_id)
    first = days.order_by(progress_entry.c.day.desc(), product.c.sequence, product.c.id).limit(1)
    with desk.session.read() as connection:
        return str(connection.scalar(first))


DEEDS: dict[str, Callable[[Path], Act]] = {
    "save": save,
    "attach": attach,
    "export": export,
    "backup": back_up,
    "restore": bring_back,
    "start": start,
}
