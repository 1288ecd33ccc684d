"""What a command answers: Vietnamese lines for people, one JSON object for machines, and an exit code."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.system.fault import Fault


class Exit(IntEnum):
    """Exit codes of all commands."""

    DONE = 0
    FINDINGS = 1
    WRONG_USE = 2
    ENVIRONMENT = 3


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of a command."""

    exit: Exit
    lines: Sequence[str]
    data: dict[str, object] = field(default_factory=dict)


class WrongUseError(Exception):
    """The command was called with something that cannot be; the text says what."""


def of_refusal(refusal: Refusal) -> Report:
    """The user's data break a rule."""
    findings = [
        {"code": item.code, "level": item.level.value, "message": item.text, "target": item.target}
        for item in refusal.findings
    ]
    return Report(Exit.FINDINGS, [item.text for item in refusal.findings], {"findings": findings})


def of_fault(fault: Fault) -> Report:
    """The environment failed."""
    data = {"fault": {"code": fault.code, "what": fault.what, "safe": fault.safe, "do": fault.do}}
    return Report(Exit.ENVIRONMENT, [fault.what, fault.safe, fault.do], dict(data))


def wrong_use(text: str) -> Report:
    """The command was called with something that cannot be."""
    return Report(Exit.WRONG_USE, [text], {"error": text})


def show(report: Report, *, as_json: bool) -> int:
    """Print the answer (JSON to standard output, errors of people's form to standard error); return the exit code."""
    if as_json:
        print(json.dumps({"exit": int(report.exit), **report.data}, ensure_ascii=False, indent=2))
    else:
        stream = sys.stdout if report.exit in (Exit.DONE, Exit.FINDINGS) else sys.stderr
        for line in report.lines:
            print(line, file=stream)
    return int(report.exit)
