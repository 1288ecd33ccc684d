"""A submission (hồ sơ nộp): kinds, states and the transitions that are allowed between them."""

from enum import Enum


class Kind(Enum):
    """What is submitted."""

    PROGRESS = "progress"
    REPORT = "report"
    ASSESSMENT = "assessment"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "progress": "Báo cáo tiến độ nhiệm vụ",
            "report": "Báo cáo công tác CCHC",
            "assessment": "Tự chấm điểm Chỉ số CCHC",
            "plan": "Kế hoạch CCHC của xã, phường",
        }[self.value]


class State(Enum):
    """Where a submission stands."""

    DRAFT = "draft"
    COMPLETE = "complete"
    SIGNED = "signed"
    EXPORTED = "exported"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REOPENED = "reopened"  # closed for good: the next revision has taken its place

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "draft": "Đang soạn",
            "complete": "Đã hoàn thành, chờ ký",
            "signed": "Đã ký",
            "exported": "Đã kết xuất gói nộp",
            "received": "Tỉnh đã nhận",
            "returned": "Tỉnh trả lại",
            "accepted": "Tỉnh đã duyệt",
            "reopened": "Đã mở lại (có bản sau)",
        }[self.value]


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.COMPLETE}),
    State.COMPLETE: frozenset({State.SIGNED, State.REOPENED}),
    State.SIGNED: frozenset({State.EXPORTED, State.REOPENED}),
    State.EXPORTED: frozenset({State.EXPORTED, State.REOPENED, State.RECEIVED, State.RETURNED, State.ACCEPTED}),
    State.RECEIVED: frozenset({State.REOPENED, State.RETURNED, State.ACCEPTED}),
    State.RETURNED: frozenset({State.REOPENED}),
    State.ACCEPTED: frozenset({State.RETURNED}),  # the province itself took its acceptance back
    State.REOPENED: frozenset(),
}


REFUSED_STEP = "refused"
"""The action of a line of the trail: a step was tried that the transition table does not allow."""


def may_become(state: State, target: State) -> bool:
    """Whether the transition table allows this step."""
    return target in TRANSITIONS[state]


class SigningWay(Enum):
    """How the leader signed. The last three leave a signature by certificate in the PDF itself."""

    PASSWORD = "password"  # noqa: S105 - the name of a way, not a password
    PAPER = "paper"
    KEY_FILE = "key_file"
    TOKEN = "token"  # noqa: S105 - as above
    IMPORTED = "imported"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "password": "Xác nhận bằng mật khẩu của lãnh đạo",
            "paper": "Ký tay, đóng dấu trên bản in, quét lại",
            "key_file": "Ký số bằng tệp khóa",
            "token": "Ký số bằng USB token",
            "imported": "Ký số bằng phần mềm khác",
        }[self.value]

    @property
    def words(self) -> str:
        """The words inside a sentence of the history."""
        return {
            "password": "xác nhận bằng mật khẩu",
            "paper": "ký tay, có bản quét",
            "key_file": "ký số bằng tệp khóa",
            "token": "ký số bằng USB token",
            "imported": "ký số bằng phần mềm khác",
        }[self.value]

    @property
    def is_digital(self) -> bool:
        """Whether the PDF carries the signature."""
        return self in (SigningWay.KEY_FILE, SigningWay.TOKEN, SigningWay.IMPORTED)
