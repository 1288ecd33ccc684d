"""Officers (cán bộ), their roles in the program and the signing forms of Decree 30/2020, Article 13."""

from enum import Enum


class Role(Enum):
    """What an officer may do."""

    PREPARER = "preparer"
    REVIEWER = "reviewer"
    LEADER = "leader"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"preparer": "Người lập", "reviewer": "Người duyệt", "leader": "Lãnh đạo"}[self.value]


class Post(Enum):
    """Posts that matter for a signature or for the work; the value is the word printed."""

    CHAIRMAN = "Chủ tịch"
    VICE_CHAIRMAN = "Phó Chủ tịch"
    OFFICE_HEAD = "Chánh Văn phòng HĐND và UBND"
    OFFICE_DEPUTY = "Phó Chánh Văn phòng HĐND và UBND"
    CENTRE_DIRECTOR = "Giám đốc Trung tâm Phục vụ hành chính công"
    CULTURE_HEAD = "Trưởng phòng Văn hóa - Xã hội"
    ECONOMY_HEAD = "Trưởng phòng Kinh tế"
    SPECIALIST = "Chuyên viên"
    STAFF = "Công chức"


SIGNING_POSTS = (Post.CHAIRMAN, Post.VICE_CHAIRMAN)
DEPARTMENT_SIGNING_POSTS = ("Giám đốc", "Phó Giám đốc")
DEPARTMENT_POSTS = ("Chuyên viên", "Trưởng phòng", "Phó Trưởng phòng", "Chánh Văn phòng Sở")
"""The posts of the department of the province: who signs for it, and the usual ones of its officers."""


def signing_form(post: Post) -> tuple[str, ...]:
    """The lines above a signature: TM. for the committee, KT. where a vice chairman signs for the chairman.

    Raises ValueError for a post that does not sign for the committee.
    """
    if post is Post.CHAIRMAN:
        return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    if post is Post.VICE_CHAIRMAN:
        return ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    raise ValueError(post)
