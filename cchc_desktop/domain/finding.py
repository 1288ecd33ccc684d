"""A finding: something in the user's data that breaks or strains a rule, with the place where it is."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How serious a finding is."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the findings panel.

    ``code`` is permanent and greppable, ``text`` is the Vietnamese sentence, ``target`` is the link to the field:
    "task:<task code>[:<field>]", "criterion:<code>[:<field>]", "officer", "submission[:<field>]".
    """

    code: str
    level: Level
    text: str
    target: str = ""


class Refusal(Exception):
    """A command was refused because of findings; nothing was changed."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings
