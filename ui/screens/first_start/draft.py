"""What has been typed so far at the first start, and what is still wrong with it.

An officer's findings point to "officer:<key>:<field>"; ``key`` is the place of the form, which stays while it is open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Post, Role
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import nfc, search_key

if TYPE_CHECKING:
    from cchc_desktop.services.session.accounts import NewOfficer

_POSTS = {post.value: post for post in Post}


@dataclass(frozen=True, slots=True)
class OfficerDraft:
    """One form of an officer as typed."""

    key: int
    role: Role
    full_name: str = ""
    post: str = ""
    password: str = ""
    again: str = ""

    @property
    def clean_name(self) -> str:
        """The name as it will be kept."""
        return " ".join(nfc(self.full_name).split())

    def as_new(self) -> "NewOfficer":
        """The officer as the service takes it."""
        from cchc_desktop.services.session.accounts import NewOfficer  # loads SQLAlchemy: never before the first paint

        post = " ".join(nfc(self.post).split())
        return NewOfficer(self.clean_name, _POSTS.get(post, post), self.role, self.password)


def found_units(units: Iterable[Unit], query: str) -> tuple[Unit, ...]:
    """The units that a query means, best first: digits look for the code, words for kind and name without diacritics.

    A name that equals the query comes first, then names that begin with it, then all that contain every word.
    """
    wanted = search_key(query)
    if wanted.isdigit() and len(wanted) > 1:
        return tuple(unit for unit in units if unit.code.startswith(wanted))
    words = wanted.split()
    hits = [unit for unit in units if all(word in _key(unit) for word in words)]
    return tuple(sorted(hits, key=lambda unit: _rank(unit, wanted))) if words else tuple(hits)


def officer_findings(drafts: Iterable[OfficerDraft], *, department: bool = False) -> tuple[Finding, ...]:
    """Everything that the accounts service and the second typing of the password have against these forms.

    At the desk of the ``department`` leaders bear other posts.
    """
    found: list[Finding] = []
    names: set[str] = set()
    for draft in drafts:
        found.extend(_of_service(draft, department=department))
        if len(draft.password) and draft.again != draft.password:
            found.append(_finding(draft, "again", "officer.password-differs", _again_text(draft)))
        if draft.clean_name and draft.clean_name in names:
            text = "Đã có cán bộ mang họ tên này; hãy ghi thêm để phân biệt, ví dụ “Nguyễn Văn An (VP)”."
            found.append(_finding(draft, "full_name", "officer.name-twice", text))
        names.add(draft.clean_name)
    return tuple(found)


def _of_service(draft: OfficerDraft, *, department: bool) -> Iterator[Finding]:
    from cchc_desktop.services.session.accounts import check_new

    try:
        check_new(draft.as_new(), department=department)
    except Refusal as refusal:
        for finding in refusal.findings:
            yield _finding(draft, finding.target.partition(":")[2], finding.code, finding.text)


def _finding(draft: OfficerDraft, field: str, code: str, text: str) -> Finding:
    return Finding(code, Level.BLOCK, text, f"officer:{draft.key}:{field}")


def _again_text(draft: OfficerDraft) -> str:
    return "Hai lần nhập chưa giống nhau." if draft.again else "Hãy nhập lại mật khẩu lần thứ hai."


def _key(unit: Unit) -> str:
    return search_key("\n".join((unit.full_name, *unit.spellings)))


def _rank(unit: Unit, wanted: str) -> int:
    names = [search_key(text) for text in (unit.name, unit.full_name, *unit.spellings)]
    if wanted in names:
        return 0
    return 1 if any(name.startswith(wanted) for name in names) else 2
