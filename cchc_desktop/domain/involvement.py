"""Involvement (vai trò) of a commune in a task of the provincial plan, read from the agencies that the plan names."""

import re
from enum import Enum

from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.vietnamese import search_key

_COMMUNE = re.compile(r"\bcap xa\b|\b(?:ubnd|uy ban nhan dan)(?: cac| \d+)? (?:xa|phuong)\b|\b(?:cac|\d+) xa, phuong\b")


class Involvement(Enum):
    """What the plan asks of a commune in a task."""

    LEAD = "lead"
    COOPERATING = "cooperating"
    NOT_NAMED = "not_named"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"lead": "Chủ trì", "cooperating": "Phối hợp", "not_named": "Không nêu tên"}[self.value]


def involvement(task: Task) -> Involvement:
    """What the task asks of communes: to lead wins over to cooperate; "các cơ quan, đơn vị" names no commune."""
    if _names_communes(task.lead):
        return Involvement.LEAD
    return Involvement.COOPERATING if _names_communes(task.cooperation) else Involvement.NOT_NAMED


def _names_communes(agencies: str) -> bool:
    return _COMMUNE.search(search_key(agencies)) is not None
