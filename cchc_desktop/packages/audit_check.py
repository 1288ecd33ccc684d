"""Whether the audit trail of a package is whole from its first line to the signature, and of this submission.

A line that is taken out, put in, moved or altered breaks the chain. What the chain alone cannot show is tied to other
parts of the package: its end to the signature, and its middle to the snapshot, whose code stands on every signed page,
so that a trail that was written anew from the beginning is found as well.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages.audit_lines import CLOCK, AuditLine, link_of, parse_line
from cchc_desktop.packages.layout import AUDIT
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.signature import Signature
from cchc_desktop.packages.verification import Problem
from cchc_desktop.system.hash_chain import FIRST_HASH, Break, break_at

_MOST_PROBLEMS = 20
_KINDS = {Break.ORDER: "audit-order", Break.CHAIN: "audit-chain", Break.ALTERED: "audit-altered"}


@dataclass(frozen=True, slots=True)
class TrailEnd:
    """What ``bag-info.txt`` says of a trail: its lines, the hash of the last one, the notes of a wrong clock."""

    lines: int
    last_hash: str
    clock_notes: int


@dataclass(frozen=True, slots=True)
class Signed:
    """What the trail must tell of: the snapshot and its confirmation; without one only the chain can be checked."""

    snapshot: Snapshot
    snapshot_sha256: str
    signature: Signature | None
    signature_sha256: str


@dataclass(slots=True)
class TrailReading:
    """Takes the lines of a trail one after the other and keeps what the checks need; the lines themselves go.

    ``signing`` holds what the last signature of this submission wrote, as JSON; ``beyond`` counts the lines after it.
    ``hashes`` has the line whose hash the snapshot knows.
    """

    submission_id: str
    snapshot_sha256: str
    problems: list[Problem] = field(default_factory=list)
    is_readable: bool = True
    count: int = 0
    clock_notes: int = 0
    frozen: bool = False
    hashes: dict[int, str] = field(default_factory=dict)
    signing: dict[str, str | None] = field(default_factory=dict)
    beyond: int = 0
    last_number: int = 0
    last_hash: str = FIRST_HASH
    _group: int = 0
    _written: dict[str, str | None] = field(default_factory=dict)

    def read(self, lines: Iterable[AuditLine | None], *, keep: int) -> None:
        """Read all ``lines``; the hash of line ``keep`` is remembered."""
        for line in lines:
            self.count += 1
            if line is None:
                self.is_readable = False
                self._blame("audit-line", line=self.count)
                self.last_number += 1
                self.last_hash = ""
                continue
            self._follow(line)
            self._learn(line)
            if line["seq"] == keep:
                self.hashes[keep] = line["hash"]

    @property
    def end(self) -> TrailEnd:
        """Where the trail ends."""
        return TrailEnd(self.count, self.last_hash, self.clock_notes)

    def _follow(self, line: AuditLine) -> None:
        link = link_of(line)
        before = self.last_hash or link.previous_hash  # after a line that could not be read
        broken = break_at(link, after=self.last_number, previous_hash=before)
        if broken is Break.GAP:
            self._blame("audit-gap", line=link.number, missing=link.number - self.last_number - 1)
        elif broken is not None:
            self._blame(_KINDS[broken], line=link.number)
        self.last_number, self.last_hash = link.number, link.hash

    def _learn(self, line: AuditLine) -> None:
        self.clock_notes += line["action"] == CLOCK
        if line["group"] != self._group:
            self._group, self._written = line["group"], {}
        if line["table"] == "submission" and line["row"] == self.submission_id:
            self._written[line["field"]] = line["new"]
            self.frozen |= (line["field"], line["new"]) == ("snapshot_sha256", json.dumps(self.snapshot_sha256))
            if line["field"] == "signed_at":
                self.signing, self.beyond = self._written, 0
        if self._written is not self.signing:
            self.beyond += 1

    def _blame(self, kind: str, **values: object) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem(kind, AUDIT, **values))


def check_audit(lines: Iterable[AuditLine | None], signed: Signed) -> tuple[TrailEnd | None, tuple[Problem, ...]]:
    """Everything that is wrong with a trail, and where it ends; None for a trail that could not be read to its end."""
    reading = TrailReading(signed.snapshot["submission_id"], signed.snapshot_sha256)
    frozen_at = signed.snapshot.get("trail")
    reading.read(lines, keep=frozen_at["lines"] if frozen_at else 0)
    problems = [*reading.problems, *_ties(reading, signed)]
    return reading.end if reading.is_readable else None, tuple(problems)


def _ties(reading: TrailReading, signed: Signed) -> Iterator[Problem]:
    frozen_at = signed.snapshot.get("trail")
    if frozen_at and reading.hashes.get(frozen_at["lines"], frozen_at["last_hash"]) != frozen_at["last_hash"]:
        yield problem("audit-rewritten", AUDIT, line=frozen_at["lines"])
    if not reading.frozen:
        yield problem("audit-other", AUDIT)
    elif signed.signature is not None:
        yield from _signature_ties(reading, signed.signature, signed.signature_sha256)


def _signature_ties(reading: TrailReading, signature: Signature, signature_sha256: str) -> Iterator[Problem]:
    expected = {
        "signed_at": json.dumps(signature["signed_at"]),
        "signing_way": json.dumps(signature["way"]),
        "signature": json.dumps(f"sha256:{signature_sha256}"),
    }
    if not _owed(signature) <= reading.signing.keys():
        yield problem("audit-tail", AUDIT)
    elif any(reading.signing[name] != value for name, value in expected.items()):
        yield problem("audit-signature", AUDIT)
    elif reading.beyond:
        yield problem("audit-beyond", AUDIT, count=reading.beyond)


def _owed(signature: Signature) -> set[str]:
    """The fields that signing writes; that of the scan comes last, where there is one."""
    owed = {"state", "signing_way", "signed_by", "signed_at", "signature"}
    return owed | {"scan_id"} if signature["scan_sha256"] else owed


def end_of(audit_jsonl: bytes) -> TrailEnd | None:
    """Where a trail ends that is to be packed; None for one that is not in the form of a trail."""
    lines = [parse_line(content) for content in audit_jsonl.splitlines(keepends=True)]
    known = [line for line in lines if line is not None]
    if len(known) != len(lines):
        return None
    last_hash = known[-1]["hash"] if known else FIRST_HASH
    return TrailEnd(len(known), last_hash, sum(line["action"] == CLOCK for line in known))
