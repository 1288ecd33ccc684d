"""The shape of ``audit.jsonl``: one canonical JSON object a line, oldest first, up to the signature of the submission.

The keys are short because they stand on every line; ``COVERED`` says which of them the hash of a line covers, and
under which names the program that wrote it hashed them.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO, NotRequired, TypedDict, cast

from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.hash_chain import Link

MAX_LINE_BYTES = 8 << 20
CLOCK = "clock"
"""The action of a line that records a wrong clock."""

COVERED = {
    "group_id": "group",
    "at": "at",
    "officer_id": "officer",
    "action": "action",
    "table_name": "table",
    "row_id": "row",
    "field": "field",
    "old": "old",
    "new": "new",
    "reason": "reason",
    "previous_hash": "previous_hash",
}
_COVERED_RUN = {"run_id": "run", "elapsed_ms": "elapsed_ms"}


class AuditLine(TypedDict):
    """A line of the trail; ``old`` and ``new`` are JSON texts, ``field`` is empty for a whole row.

    ``run`` and ``elapsed_ms`` stand on lines that were written since runs are on record.
    """

    seq: int
    group: int
    at: str  # wall time with UTC offset; the order is ``seq``
    officer: str | None
    action: str
    table: str
    row: str
    field: str
    old: str | None
    new: str | None
    reason: str
    run: NotRequired[str]
    elapsed_ms: NotRequired[int]  # since the beginning of the run, by a clock that never goes back
    previous_hash: str
    hash: str


def link_of(line: AuditLine) -> Link:
    """The line as the rule of the chain sees it."""
    values = cast("dict[str, object]", line)
    names = COVERED | (_COVERED_RUN if line.get("run") else {})
    return Link(
        line["seq"], line["previous_hash"], line["hash"], {name: values.get(key) for name, key in names.items()}
    )


def read_lines(stream: BinaryIO, *, start: int, size: int) -> Iterator[AuditLine | None]:
    """The lines in this stretch of ``stream``; None for each that is not one. Keeps one line in memory."""
    stream.seek(start)
    left = size
    while left > 0:
        content = stream.readline(min(left, MAX_LINE_BYTES))
        if not content:
            return
        left -= len(content)
        yield parse_line(content)


def parse_line(content: bytes) -> AuditLine | None:
    """One line with its end; None where it is not exactly what the program writes."""
    if not content.endswith(b"\n"):
        return None
    try:
        value = json.loads(content)
        is_exact = first_misfit(value, AuditLine) is None and canonical(value) + b"\n" == content
    except (ValueError, RecursionError):
        return None
    return cast("AuditLine", value) if is_exact else None
