"""What the words of a column are made of: its name, how its values are shown, and why it cannot be brought back."""

from dataclasses import dataclass
from enum import Enum


class Shown(Enum):
    """How a stored value is put into words."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    OFFICER = "officer"
    FILE = "file"
    STATE = "state"
    WAY = "way"
    ROLE = "role"
    CHANGED = "changed"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Field:
    """The words for a column. ``shown`` OWN means that its table puts it into words in its own way.

    ``barred`` says why an old value cannot be brought back, "" where it can.
    """

    name: str
    shown: Shown = Shown.TEXT
    barred: str = ""
