"""How a state looks: colour, soft background and icon. No state is told by colour alone: its word stands beside.

Every ink has a contrast of at least 4.5:1 on its soft background and on white (tests measure it).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Ink (text and icon), soft background, strong fill for charts, and the name of the icon."""

    ink: str
    soft: str
    icon: str
    fill: str


GREY = Look("#4A5565", "#EDF0F4", "circle", "#A9B4C2")
BLUE = Look("#17558F", "#E4EFFA", "progress", "#3C7FBF")
GREEN = Look("#1A6B3C", "#E1F3E8", "check", "#3B9461")
AMBER = Look("#7D5000", "#FFF1D2", "alert", "#D9972B")
RED = Look("#AD1F1F", "#FDE9E7", "overdue", "#CC4B44")
VIOLET = Look("#5A3F94", "#EFEAF9", "repeat", "#8A73BD")
FAINT = Look("#58626F", "#F4F4F1", "dash", "#CFD3D8")

TASK_LOOKS: dict[str, Look] = {
    "not_started": GREY,
    "in_progress": BLUE,
    "done_in_time": GREEN,
    "done_late": Look("#5E6200", "#F3F4CF", "check-late", "#A3A637"),
    "overdue": RED,
    "standing": VIOLET,
    "not_arising": FAINT,
}

SUBMISSION_LOOKS: dict[str, Look] = {
    "draft": Look(GREY.ink, GREY.soft, "draft", GREY.fill),
    "complete": Look(BLUE.ink, BLUE.soft, "hourglass", BLUE.fill),
    "signed": Look(VIOLET.ink, VIOLET.soft, "sign", VIOLET.fill),
    "exported": Look(GREEN.ink, GREEN.soft, "package", GREEN.fill),
    "reopened": Look(FAINT.ink, FAINT.soft, "reopen", FAINT.fill),
    "received": Look(BLUE.ink, BLUE.soft, "inbox", BLUE.fill),
    "accepted": Look(GREEN.ink, GREEN.soft, "check", GREEN.fill),
    "returned": Look(RED.ink, RED.soft, "undo", RED.fill),
}

FINDING_LOOKS: dict[str, Look] = {
    "block": Look(RED.ink, RED.soft, "block", RED.fill),
    "warn": AMBER,
    "info": Look(BLUE.ink, BLUE.soft, "info", BLUE.fill),
}

MARK_LOOKS: dict[str, Look] = {
    "unanswered": GREY,
    "zero": Look(RED.ink, RED.soft, "zero", RED.fill),
    "partial": Look(AMBER.ink, AMBER.soft, "half", AMBER.fill),
    "full": GREEN,
    "survey": Look(VIOLET.ink, VIOLET.soft, "people", VIOLET.fill),
    "excluded": FAINT,
    "invalid": Look(RED.ink, RED.soft, "alert", RED.fill),
}

NOTICE_LOOKS: dict[str, Look] = {
    "info": Look(BLUE.ink, BLUE.soft, "info", BLUE.fill),
    "success": GREEN,
    "warn": AMBER,
    "error": Look(RED.ink, RED.soft, "block", RED.fill),
}
