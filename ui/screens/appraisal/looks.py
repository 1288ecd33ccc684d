"""How the states of a received revision look on this screen."""

from ui.widgets.looks import AMBER, BLUE, FAINT, GREEN, RED, Look

STATES: dict[str, Look] = {
    "received": Look(BLUE.ink, BLUE.soft, "hourglass", BLUE.fill),
    "returned": Look(AMBER.ink, AMBER.soft, "undo", AMBER.fill),
    "accepted": GREEN,
    "conflict": RED,
    "superseded": FAINT,
}
