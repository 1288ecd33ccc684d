"""A real workplace over a temporary folder, with three officers, for tests of services and screens."""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.services.session.accounts import NewOfficer
from cchc_desktop.services.workplace import Desk, FirstStart, Workplace, open_workplace

LIBRARY = bundled()
VIETNAM = timezone(timedelta(hours=7))
UNIT = "00694"
PREPARER_PASSWORD = "matkhau-lap-1"
LEADER_PASSWORD = "matkhau-ky-1"
REVIEWER_PASSWORD = "matkhau-duyet-1"

OFFICERS = (
    NewOfficer("Nguyễn Thị Lan", Post.SPECIALIST, Role.PREPARER, PREPARER_PASSWORD),
    NewOfficer("Trần Văn Hùng", Post.CHAIRMAN, Role.LEADER, LEADER_PASSWORD),
    NewOfficer("Lê Thị Mai", Post.OFFICE_HEAD, Role.REVIEWER, REVIEWER_PASSWORD),
)


def fixed_clock(moment: datetime | None = None) -> Callable[[], datetime]:
    """A clock that stands still, at 9:00 on 10 December 2025 unless told otherwise."""
    at = moment or datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)
    return lambda: at


def first_start(*, sample: bool = False) -> FirstStart:
    """A complete first start of the ward Hà Giang 1."""
    return FirstStart(UNIT, "KH-TQ-2025-H2", "TC-XA-2025-DL", OFFICERS, sample)


def empty_workplace(folder: Path, clock: Callable[[], datetime] | None = None) -> Workplace:
    """An open folder before its first start."""
    return open_workplace(folder, clock=clock or fixed_clock(), library=LIBRARY)


def new_workplace(folder: Path, clock: Callable[[], datetime] | None = None, *, sample: bool = False) -> Workplace:
    """An open folder after its first start (done once a test run and copied: hashing passwords takes its time)."""
    shutil.copytree(_begun(sample=sample), folder, dirs_exist_ok=True)
    return empty_workplace(folder, clock)


@functools.cache
def _begun(*, sample: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cchc-begun-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    workplace = empty_workplace(folder)
    workplace.begin(first_start(sample=sample))
    workplace.store.close(with_backup=False)
    return folder


def desk_of(workplace: Workplace, role: Role = Role.PREPARER) -> Desk:
    """The desk of the officer with this role."""
    passwords = {
        Role.PREPARER: PREPARER_PASSWORD,
        Role.LEADER: LEADER_PASSWORD,
        Role.REVIEWER: REVIEWER_PASSWORD,
    }
    officer = next(row for row in workplace.officers() if row.role is role)
    return workplace.sign_in(officer.id, passwords[role])
