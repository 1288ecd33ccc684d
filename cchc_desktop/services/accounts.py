"""Accounts: officers with a password (argon2id) and a role; five wrong passwords lock an account for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session import OfficerRow
from db.journal import Work
from db.store import Store
from db.tables import officer

MAX_ATTEMPTS = 5
LOCK_TIME = timedelta(minutes=5)
MIN_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """What the first start or the settings ask for."""

    full_name: str
    post: Post
    role: Role
    password: str


def add_officer(work: Work, new: NewOfficer) -> str:
    """Add an officer inside a running command; return the identity. Refuses an empty name or a short password."""
    check_new(new)
    return work.insert(
        officer,
        full_name=_clean(new.full_name),
        post=new.post.value,
        role=new.role.value,
        password_hash=PasswordHasher().hash(new.password),
        active=True,
        failed_attempts=0,
        locked_until="",
    )


def check_new(new: NewOfficer) -> None:
    """Refuse what cannot be an account, naming the field."""
    findings = []
    if not _clean(new.full_name):
        findings.append(Finding("officer.name-empty", Level.BLOCK, "Chưa nhập họ và tên.", "officer:full_name"))
    if len(new.password) < MIN_PASSWORD:
        text = f"Mật khẩu của {_clean(new.full_name) or 'cán bộ'} phải có ít nhất {MIN_PASSWORD} ký tự."
        findings.append(Finding("officer.password-short", Level.BLOCK, text, "officer:password"))
    if findings:
        raise Refusal(*findings)


def active_officers(store: Store) -> tuple[OfficerRow, ...]:
    """Those who may sign in: leaders first, then in the order in which they were added."""
    with store.read() as connection:
        rows = connection.execute(sa.select(officer).where(officer.c.active).order_by(sa.literal_column("rowid"))).all()
    found = [OfficerRow(row.id, row.full_name, row.post, Role(row.role), row.active) for row in rows]
    return tuple(sorted(found, key=lambda row: row.role is not Role.LEADER))


def check_password(store: Store, officer_id: str, password: str) -> OfficerRow:
    """Return the officer if the password is right.

    Raises Refusal with the number of tries left, or with the time until which the account is locked. The count of
    wrong tries is kept in the database, so a restart does not reset it.
    """
    with store.read() as connection:
        row = connection.execute(sa.select(officer).where(officer.c.id == officer_id)).one()
    now = store.clock()
    if row.locked_until and datetime.fromisoformat(row.locked_until) > now:
        raise _locked(row.full_name, datetime.fromisoformat(row.locked_until))
    try:
        PasswordHasher().verify(row.password_hash, password)
    except VerifyMismatchError as error:
        raise _wrong(store, row, now) from error
    if row.failed_attempts or row.locked_until:
        with store.work(officer_id) as work:
            work.update(officer, officer_id, failed_attempts=0, locked_until="")
    return OfficerRow(row.id, row.full_name, row.post, Role(row.role), row.active)


def change_password(store: Store, officer_id: str, *, old: str, new: str) -> None:
    """Replace the own password; the old one is asked for."""
    row = check_password(store, officer_id, old)
    check_new(NewOfficer(row.full_name, Post.STAFF, row.role, new))
    with store.work(officer_id) as work:
        work.update(officer, officer_id, password_hash=PasswordHasher().hash(new))


def signing_leaders(officers: Sequence[OfficerRow]) -> tuple[OfficerRow, ...]:
    """Leaders whose post signs for the committee."""
    return tuple(row for row in officers if row.role is Role.LEADER)


def _wrong(store: Store, row: sa.Row[tuple[object, ...]], now: datetime) -> Refusal:
    attempts = row.failed_attempts + 1
    until = now + LOCK_TIME
    locked = attempts >= MAX_ATTEMPTS
    with store.work(row.id) as work:
        work.update(
            officer,
            row.id,
            failed_attempts=0 if locked else attempts,
            locked_until=until.isoformat() if locked else "",
        )
    if locked:
        return _locked(row.full_name, until)
    text = f"Mật khẩu chưa đúng. Còn {MAX_ATTEMPTS - attempts} lần thử trước khi tài khoản tạm khóa."
    return Refusal(Finding("password.wrong", Level.BLOCK, text, "officer:password"))


def _locked(name: str, until: datetime) -> Refusal:
    text = (
        f"Tài khoản của {name} tạm khóa đến {until:%H:%M:%S} vì nhập sai mật khẩu {MAX_ATTEMPTS} lần. "
        "Dữ liệu vẫn nguyên vẹn; hãy thử lại sau thời điểm đó."
    )
    return Refusal(Finding("password.locked", Level.BLOCK, text, "officer:password"))


def _clean(name: str) -> str:
    return " ".join(nfc(name).split())
