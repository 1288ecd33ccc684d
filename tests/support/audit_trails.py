"""Audit trails as they travel in a package, made line by line by the rule of the chain."""

import json
from collections.abc import Iterable, Sequence
from typing import cast

from cchc_desktop.domain.snapshot import Snapshot, TrailPart
from cchc_desktop.packages.audit_lines import AuditLine, link_of
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.hash_chain import FIRST_HASH, hash_of

RUN = "3d0c5a52-0000-4000-8000-00000000000a"


def line(number: int, group: int, *, table: str, row: str, field: str = "", new: object = None) -> AuditLine:
    """A line without its hashes; the first two stand for data from before there were runs."""
    running = {"run": RUN, "elapsed_ms": number * 1000} if number > 2 else {}
    values = {
        "seq": number,
        "group": group,
        "at": f"2025-12-15T09:{number:02}:00.000+07:00",
        "officer": "lan",
        "action": "update" if field else "insert",
        "table": table,
        "row": row,
        "field": field,
        "old": json.dumps("") if field else None,
        "new": json.dumps(new, ensure_ascii=False),
        "reason": "",
        "previous_hash": "",
        "hash": "",
    }
    return cast("AuditLine", {**values, **running})


def chained(lines: Iterable[AuditLine]) -> list[AuditLine]:
    """The lines with hashes by the rule of the chain, whatever they had before."""
    previous, done = FIRST_HASH, []
    for each in lines:
        written = cast("AuditLine", {**each, "previous_hash": previous})
        written["hash"] = previous = hash_of(link_of(written).covered)
        done.append(written)
    return done


def work_before(submission_id: str) -> list[AuditLine]:
    """What happened before a submission was completed: an entry, a draft, and a clock that was wrong."""
    return chained(
        [
            line(1, 1, table="progress_entry", row="e1", new={"result": "Đã ban hành"}),
            line(2, 2, table="progress_entry", row="e1", field="percent", new=60),
            line(3, 3, table="submission", row=submission_id, new={"revision": 1}),
            cast("AuditLine", {**line(4, 4, table="workspace", row="w1", new={"clock": "2026"}), "action": "clock"}),
        ]
    )


def trail_at_completion(submission_id: str) -> TrailPart:
    """What the snapshot keeps of ``work_before``."""
    lines = work_before(submission_id)
    return {"lines": len(lines), "last_hash": lines[-1]["hash"]}


def signed_trail(snapshot: Snapshot, snapshot_sha256: str, signature_json: bytes) -> list[AuditLine]:
    """The whole trail of a submission that was completed and signed."""
    signature, mine = json.loads(signature_json), {"table": "submission", "row": snapshot["submission_id"]}
    completion = [("state", "complete"), ("snapshot_sha256", snapshot_sha256)]
    signing = [
        ("state", "signed"),
        ("signing_way", signature["way"]),
        ("signed_by", "hung"),
        ("signed_at", signature["signed_at"]),
        ("signature", f"sha256:{sha256(signature_json)}"),
        *([("scan_id", "f1")] if signature["scan_sha256"] else []),
    ]
    lines = work_before(snapshot["submission_id"])
    for group, fields in ((5, completion), (6, signing)):
        lines += [
            line(len(lines) + place, group, field=name, new=value, **mine)
            for place, (name, value) in enumerate(fields, start=1)
        ]
    return chained(lines)


def as_bytes(lines: Sequence[AuditLine]) -> bytes:
    """The file ``audit.jsonl`` of these lines."""
    return b"".join(canonical(each) + b"\n" for each in lines)
