"""What all papers of the department (Sở Nội vụ) share: the head, and above whose name they are signed.

Form: Decree 30/2020/NĐ-CP, Appendix III; the number is left to be written.
"""

from datetime import date

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.officer import DEPARTMENT_SIGNING_POSTS
from cchc_desktop.exports.document import OfficialHead, SignatureBlock
from cchc_desktop.exports.wording import full_date

_HEAD, _DEPUTY = DEPARTMENT_SIGNING_POSTS


def department_head(notation: str, day: date) -> OfficialHead:
    """The head of a paper of this notation ("TB" of "TB-SNV") and day."""
    place = f"{DEPARTMENT.place}, {full_date(day.isoformat(), year=day.year)}"
    return OfficialHead(DEPARTMENT.heading, f"Số: ........./{notation}-SNV", place)


def leader_signature(post: str = _DEPUTY, name: str = "") -> SignatureBlock:
    """The signature of a leader of the department; a deputy signs for the head. Raises ValueError for another post."""
    if post not in DEPARTMENT_SIGNING_POSTS:
        raise ValueError(post)
    lines = (_HEAD.upper(),) if post == _HEAD else (f"KT. {_HEAD.upper()}", _DEPUTY.upper())
    return SignatureBlock(lines, name)
