"""The trail that really travels: made by the services, checked as the province checks it."""

import json
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.audit_check import Signed, check_audit
from cchc_desktop.packages.audit_lines import AuditLine, parse_line
from cchc_desktop.packages.layout import AUDIT, SIGNATURE, SNAPSHOT
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.signature import Signature
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.session import audit_trail
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.canonical_json import sha256


@pytest.fixture
def package(desk: Desk, tmp_path: Path) -> Path:
    """A plan that was completed, opened again, completed once more and signed; with work after the signature."""
    period = desk.submissions.default_period(Kind.PLAN)
    desk.submissions.complete(Kind.PLAN, period)
    desk.submissions.reopen(Kind.PLAN, period, reason="Sai số")
    desk.tasks.add_entry("TQ2025H2-06")
    row = desk.submissions.complete(Kind.PLAN, period).value
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    desk.tasks.add_entry("TQ2025H2-07")
    return desk.dispatch.write_package(row.id, tmp_path).path


@pytest.fixture
def parts(package: Path) -> dict[str, bytes]:
    with ZipFile(package) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def signed(parts: dict[str, bytes]) -> Signed:
    snapshot = cast("Snapshot", json.loads(parts[SNAPSHOT]))
    signature = cast("Signature", json.loads(parts[SIGNATURE]))
    return Signed(snapshot, sha256(parts[SNAPSHOT]), signature, sha256(parts[SIGNATURE]))


@pytest.fixture
def lines(parts: dict[str, bytes]) -> list[AuditLine]:
    found = [parse_line(content) for content in parts[AUDIT].splitlines(keepends=True)]
    assert None not in found
    return cast("list[AuditLine]", found)


def kinds(lines: list[AuditLine], signed: Signed) -> list[str]:
    return [each.kind for each in check_audit(lines, signed)[1]]


def test_the_trail_of_a_real_submission_is_whole_and_ends_with_its_signature(
    package: Path, lines: list[AuditLine], signed: Signed
) -> None:
    assert verify(package).verdict is Verdict.VALID
    assert kinds(lines, signed) == []
    assert {each["field"] for each in lines if each["group"] == lines[-1]["group"]} >= {"signed_at", "signature"}
    assert {"run", "elapsed_ms"} <= lines[-1].keys()


def test_each_line_of_a_real_trail_that_is_taken_out_is_missed(lines: list[AuditLine], signed: Signed) -> None:
    assert len(lines) > 20
    for place in range(len(lines)):
        assert kinds(lines[:place] + lines[place + 1 :], signed), place


def test_each_line_of_a_real_trail_that_is_altered_is_named(lines: list[AuditLine], signed: Signed) -> None:
    for place, line in enumerate(lines):
        for key, other in (("reason", "khác"), ("officer", "ai đó"), ("at", "2026-01-01T00:00:00.000+07:00")):
            altered = [*lines[:place], cast("AuditLine", {**line, key: other}), *lines[place + 1 :]]
            assert f"Dòng số {place + 1} " in check_audit(altered, signed)[1][0].message


def test_a_real_trail_that_was_cut_anywhere_is_found(lines: list[AuditLine], signed: Signed) -> None:
    for left in range(len(lines)):
        assert set(kinds(lines[:left], signed)) & {"audit-tail", "audit-other"}, left


def test_the_trail_of_another_submission_of_the_same_folder_is_found(
    desk: Desk, parts: dict[str, bytes], lines: list[AuditLine], signed: Signed
) -> None:
    """The trail up to the first completion is whole, but it is not the one of this revision."""
    first = next(each["group"] for each in lines if each["field"] == "snapshot_sha256")
    assert kinds([each for each in lines if each["group"] <= first], signed) == ["audit-other"]
    with desk.session.read() as connection:
        longer = audit_trail.as_json_lines(connection, until=10_000)
    assert len(longer) > len(parts[AUDIT])
    more = cast("list[AuditLine]", [parse_line(content) for content in longer.splitlines(keepends=True)])
    assert kinds(more, signed) == ["audit-beyond"]


def test_the_snapshot_names_the_line_at_which_it_was_frozen(lines: list[AuditLine], signed: Signed) -> None:
    trail = signed.snapshot["trail"]
    assert lines[trail["lines"] - 1]["hash"] == trail["last_hash"]
    assert lines[trail["lines"]]["table"] == "submission"


def test_a_draft_and_a_printed_register_do_not_name_the_trail(desk: Desk) -> None:
    period = desk.submissions.default_period(Kind.PLAN)
    assert "trail" not in desk.submissions.draft_snapshot(Kind.PLAN, period)
