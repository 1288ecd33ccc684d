"""Accounts: officers with a password (argon2id) and a role; five wrong passwords lock an account for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import DEPARTMENT_SIGNING_POSTS, SIGNING_POSTS, Post, Role
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session.session import OfficerRow
from db.journal import Work
from db.store import Store
from db.tables import officer

MAX_ATTEMPTS = 5
LOCK_TIME = timedelta(minutes=5)
MIN_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """What the first start or the settings ask for; ``post`` may be in the own words of those who do not sign."""

    full_name: str
    post: Post | str
    role: Role
    password: str


def add_officer(work: Work, new: NewOfficer, *, department: bool = False) -> str:
    """Add an officer inside a running command; return the identity. Refuses an empty name or a short password.

    At the desk of the ``department`` a leader bears another post than at a commune.
    """
    check_new(new, department=department)
    return work.insert(
        officer,
        full_name=plain_name(new.full_name),
        post=_post_words(new.post),
        role=new.role.value,
        password_hash=PasswordHasher().hash(new.password),
        active=True,
        failed_attempts=0,
        locked_until="",
    )


def leader_post_text(*, department: bool) -> str:
    """Who may sign, in a sentence."""
    if department:
        return "Lãnh đạo Sở phải là Giám đốc hoặc Phó Giám đốc."
    return "Người ký hồ sơ phải là Chủ tịch hoặc Phó Chủ tịch UBND."


def _signing_posts(*, department: bool) -> set[str]:
    return set(DEPARTMENT_SIGNING_POSTS) if department else {post.value for post in SIGNING_POSTS}


def check_new(new: NewOfficer, *, department: bool = False) -> None:
    """Refuse what cannot be an account, naming the field."""
    findings = []
    if not plain_name(new.full_name):
        findings.append(Finding("officer.name-empty", Level.BLOCK, "Chưa nhập họ và tên.", "officer:full_name"))
    if not _post_words(new.post):
        findings.append(Finding("officer.post-empty", Level.BLOCK, "Chưa nhập chức vụ.", "officer:post"))
    elif new.role is Role.LEADER and _post_words(new.post) not in _signing_posts(department=department):
        text = leader_post_text(department=department)
        findings.append(Finding("officer.leader-post", Level.BLOCK, text, "officer:post"))
    findings += _password_findings(new.full_name, new.password)
    if findings:
        raise Refusal(*findings)


def active_officers(store: Store) -> tuple[OfficerRow, ...]:
    """Those who may sign in: leaders first, then in the order in which they were added."""
    return tuple(row for row in all_officers(store) if row.active)


def all_officers(store: Store) -> tuple[OfficerRow, ...]:
    """All who ever had an account, also those who may no longer sign in; leaders first."""
    with store.read() as connection:
        rows = connection.execute(sa.select(officer).order_by(sa.literal_column("rowid"))).all()
    found = [OfficerRow(row.id, row.full_name, row.post, Role(row.role), row.active) for row in rows]
    return tuple(sorted(found, key=lambda row: row.role is not Role.LEADER))


def may_set_active(store: Store, officer_id: str, *, active: bool, by: OfficerRow) -> OfficerRow:
    """Return the account that may be stopped or used again.

    Refuses to shut out the one who asks, the last leader and the last preparer, and to touch a leader's account.
    """
    rows = all_officers(store)
    row = next(row for row in rows if row.id == officer_id)
    if not active:
        _refuse_needed(row, rows, by=by)
    require_leader_for(row.role, by)
    return row


def check_password(store: Store, officer_id: str, password: str) -> OfficerRow:
    """Return the officer if the password is right.

    Raises Refusal with the number of tries left, or with the time until which the account is locked. The count of
    wrong tries is kept in the database, so a restart does not reset it.
    """
    with store.read() as connection:
        row = connection.execute(sa.select(officer).where(officer.c.id == officer_id)).one()
    if not row.active:
        text = f"Tài khoản của {row.full_name} đã ngừng sử dụng; hãy chọn tài khoản khác."
        raise Refusal(Finding("officer.inactive", Level.BLOCK, text, "officer:password"))
    now = store.clock()
    if row.locked_until and datetime.fromisoformat(row.locked_until) > now:
        raise _locked(row.full_name, datetime.fromisoformat(row.locked_until))
    try:
        PasswordHasher().verify(row.password_hash, password)
    except VerifyMismatchError as error:
        raise _wrong(store, row, now) from error
    if (row.failed_attempts or row.locked_until) and store.refusal is None:
        with store.work(officer_id) as work:
            work.update(officer, officer_id, failed_attempts=0, locked_until="")
    return OfficerRow(row.id, row.full_name, row.post, Role(row.role), row.active)


def require_leader_for(role: Role, by: OfficerRow) -> None:
    """Refuse changes to leaders' accounts by anybody else: whoever makes a leader could sign in that name."""
    if role is Role.LEADER and by.role is not Role.LEADER:
        text = "Tài khoản lãnh đạo chỉ do lãnh đạo thêm hoặc thay đổi; hãy nhờ lãnh đạo đăng nhập để làm việc này."
        raise Refusal(Finding("officer.leader-only", Level.BLOCK, text, "officer:role"))


def change_password(store: Store, officer_id: str, *, old: str, new: str) -> None:
    """Replace the own password; the old one is asked for."""
    row = check_password(store, officer_id, old)
    findings = _password_findings(row.full_name, new)
    if findings:
        raise Refusal(*findings)
    with store.work(officer_id) as work:
        work.update(officer, officer_id, password_hash=PasswordHasher().hash(new))


def signing_leaders(officers: Sequence[OfficerRow]) -> tuple[OfficerRow, ...]:
    """Leaders whose post signs for the committee."""
    return tuple(row for row in officers if row.role is Role.LEADER)


def _refuse_needed(row: OfficerRow, rows: Sequence[OfficerRow], *, by: OfficerRow) -> None:
    if row.id == by.id:
        text = "Không thể ngừng tài khoản đang đăng nhập; hãy nhờ cán bộ khác đăng nhập rồi ngừng."
        raise Refusal(Finding("officer.own-account", Level.BLOCK, text, "officer"))
    others = [other for other in rows if other.active and other.role is row.role and other.id != row.id]
    if row.role in (Role.LEADER, Role.PREPARER) and not others:
        text = (
            f"{row.full_name} là {row.role.label.lower()} duy nhất; hãy thêm người thay trước khi ngừng tài khoản này."
        )
        raise Refusal(Finding("officer.last-of-role", Level.BLOCK, text, "officer"))


def _wrong(store: Store, row: sa.Row[tuple[object, ...]], now: datetime) -> Refusal:
    if store.refusal is not None:  # a folder that is only looked at counts no attempts
        return Refusal(Finding("password.wrong", Level.BLOCK, "Mật khẩu chưa đúng.", "officer:password"))
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


def _password_findings(full_name: str, password: str) -> list[Finding]:
    if len(password) >= MIN_PASSWORD:
        return []
    text = f"Mật khẩu của {plain_name(full_name) or 'cán bộ'} phải có ít nhất {MIN_PASSWORD} ký tự."
    return [Finding("officer.password-short", Level.BLOCK, text, "officer:password")]


def _post_words(post: Post | str) -> str:
    return post.value if isinstance(post, Post) else plain_name(post)


def plain_name(name: str) -> str:
    """A name as it is stored: NFC, one blank between words."""
    return " ".join(nfc(name).split())
