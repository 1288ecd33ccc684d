"""The audit trail of a package: whatever is taken out, put in, moved or altered is found, and named by its line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from support import audit_trails

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages import layout
from cchc_desktop.packages.audit_check import Signed, check_audit
from cchc_desktop.packages.audit_lines import AuditLine, parse_line
from cchc_desktop.packages.bag import AUDIT_LABELS, parse_bag_info
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict, Verification
from cchc_desktop.packages.writer import write_package
from cchc_desktop.system.canonical_json import canonical

MINE = "0b8f7f0e-6f0c-4a4c-9c55-3a0b5d8f0001"


@pytest.fixture
def new_parts(desk, take_apart):
    """A package as it is written now: its snapshot names the trail."""
    return take_apart(desk.pack(format_version=3, trail=audit_trails.trail_at_completion(MINE)))


@pytest.fixture
def lines(new_parts) -> list[AuditLine]:
    return read(new_parts.files[layout.AUDIT])


@pytest.fixture
def with_trail(new_parts, tmp_path: Path) -> Callable[[bytes], Verification]:
    """Verify the package with another trail, which manifests and bag-info describe as if it were the right one."""

    def put_together(content: bytes) -> Verification:
        new_parts.files[layout.AUDIT] = content
        new_parts.describe()
        new_parts.seal()
        path = tmp_path / "forged.zip"
        path.unlink(missing_ok=True)
        return verify(new_parts.put_together(path))

    return put_together


def read(content: bytes) -> list[AuditLine]:
    found = [parse_line(each) for each in content.splitlines(keepends=True)]
    assert None not in found
    return cast("list[AuditLine]", found)


def kinds(verification: Verification) -> list[str]:
    assert all(each.path == layout.AUDIT for each in verification.problems)
    assert (verification.verdict is Verdict.VALID) == (not verification.problems)
    return [each.kind for each in verification.problems]


def test_a_whole_trail_is_valid_and_told(new_parts, with_trail, lines) -> None:
    verification = with_trail(audit_trails.as_bytes(lines))
    assert kinds(verification) == []
    assert verification.info is not None
    assert (verification.info.audit_lines, verification.info.clock_notes) == (11, 1)
    info = parse_bag_info(new_parts.files[layout.BAG_INFO]) or {}
    assert [info[label] for label in AUDIT_LABELS] == ["11", lines[-1]["hash"], "1"]


def test_each_line_that_is_taken_out_is_missed(with_trail, lines) -> None:
    for place in range(len(lines)):
        found = kinds(with_trail(audit_trails.as_bytes(lines[:place] + lines[place + 1 :])))
        expected = "audit-gap" if place < len(lines) - 1 else "audit-tail"
        assert expected in found, place + 1


def test_lines_taken_out_are_counted(with_trail, lines) -> None:
    assert (
        problem("audit-gap", layout.AUDIT, line=5, missing=3)
        in with_trail(audit_trails.as_bytes(lines[:1] + lines[4:])).problems
    )


def test_each_line_whose_numbers_were_closed_up_after_a_removal_is_found(with_trail, lines) -> None:
    for place in range(len(lines) - 1):
        kept = [{**each, "seq": number} for number, each in enumerate(lines[:place] + lines[place + 1 :], start=1)]
        assert "audit-chain" in kinds(with_trail(audit_trails.as_bytes(cast("list[AuditLine]", kept)))), place + 1


def test_each_byte_of_each_line_that_is_altered_is_found(lines) -> None:
    """The check itself, without the zip around it: about 5000 alterations."""
    snapshot = cast("Snapshot", {"submission_id": MINE, "trail": audit_trails.trail_at_completion(MINE)})
    frozen = json.loads(next(each["new"] or "" for each in lines if each["field"] == "snapshot_sha256"))
    signed = Signed(snapshot, frozen, None, "")
    content = audit_trails.as_bytes(lines)
    assert check_audit([parse_line(each) for each in content.splitlines(keepends=True)], signed)[1] == ()
    for position in range(len(content)):
        altered = bytearray(content)
        altered[position] ^= 1
        read_again = [parse_line(each) for each in bytes(altered).splitlines(keepends=True)]
        assert check_audit(read_again, signed)[1], (position, content[position - 20 : position + 20])


@pytest.mark.parametrize("place", range(11))
def test_a_line_whose_text_was_altered_is_named_in_the_package(with_trail, lines, place: int) -> None:
    lines[place]["reason"] = "khác"
    assert problem("audit-altered", layout.AUDIT, line=place + 1) in with_trail(audit_trails.as_bytes(lines)).problems


@pytest.mark.parametrize("place", range(10))
def test_a_line_that_was_altered_with_its_own_hash_does_not_fit_the_next(with_trail, lines, place: int) -> None:
    lines[place] = audit_trails.chained([*lines[:place], cast("AuditLine", {**lines[place], "reason": "khác"})])[-1]
    assert problem("audit-chain", layout.AUDIT, line=place + 2) in with_trail(audit_trails.as_bytes(lines)).problems


@pytest.mark.parametrize("place", range(10))
def test_two_lines_that_changed_places_are_found(with_trail, lines, place: int) -> None:
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    assert "audit-order" in kinds(with_trail(audit_trails.as_bytes(lines)))


@pytest.mark.parametrize("place", range(11))
def test_a_line_that_stands_twice_is_found(with_trail, lines, place: int) -> None:
    found = with_trail(audit_trails.as_bytes([*lines[: place + 1], *lines[place:]]))
    assert problem("audit-order", layout.AUDIT, line=place + 1) in found.problems


@pytest.mark.parametrize("left", range(11))
def test_a_trail_whose_end_was_cut_off_is_found(with_trail, lines, left: int) -> None:
    found = kinds(with_trail(audit_trails.as_bytes(lines[:left])))
    assert found == (["audit-tail"] if left >= 6 else ["audit-other"])


def test_half_a_line_at_the_end_is_found(with_trail, lines) -> None:
    whole = audit_trails.as_bytes(lines)
    assert "audit-line" in kinds(with_trail(whole[:-30]))
    assert "audit-line" in kinds(with_trail(whole[:-1]))


def test_the_trail_of_another_folder_is_found(with_trail) -> None:
    confirmed = canonical({"scan_sha256": "", "signed_at": "2025-12-15T10:00:00+07:00", "way": "password"})
    other = audit_trails.signed_trail(cast("Snapshot", {"submission_id": "other"}), "ab" * 32, confirmed)
    assert kinds(with_trail(audit_trails.as_bytes(other))) == ["audit-rewritten", "audit-other"]


def test_lines_of_another_folder_put_in_are_found(with_trail, lines) -> None:
    other = audit_trails.work_before("other")
    assert "audit-chain" in kinds(with_trail(audit_trails.as_bytes([*other[:3], *lines[3:]])))


def test_lines_after_the_signature_are_found(with_trail, lines) -> None:
    more = audit_trails.line(12, 7, table="progress_entry", row="e2", new={"result": "Sau khi ký"})
    found = with_trail(audit_trails.as_bytes(audit_trails.chained([*lines, more])))
    assert problem("audit-beyond", layout.AUDIT, count=1) in found.problems


def test_a_trail_written_anew_by_the_rule_is_found_by_the_code_that_stands_on_every_page(with_trail, lines) -> None:
    """Whoever recomputes every hash after a change still cannot change the snapshot that was signed."""
    for place in range(4):
        changed = [dict(each) for each in lines]
        changed[place]["reason"] = "viết lại"
        content = audit_trails.as_bytes(audit_trails.chained(cast("list[AuditLine]", changed)))
        assert with_trail(content).problems == (problem("audit-rewritten", layout.AUDIT, line=4),)


def test_another_confirmation_than_the_one_on_record_is_found(new_parts, tmp_path: Path) -> None:
    new_parts.edit_json(layout.SIGNATURE, signer={"name": "Người khác", "post": "Chủ tịch"})
    new_parts.describe()
    new_parts.seal()
    verification = verify(new_parts.put_together(tmp_path / "forged.zip"))
    assert verification.problems == (problem("audit-signature", layout.AUDIT),)


@pytest.mark.parametrize("label", AUDIT_LABELS)
def test_bag_info_that_does_not_tell_the_end_of_the_trail_is_named(new_parts, tmp_path: Path, label: str) -> None:
    kept = [row for row in new_parts.files[layout.BAG_INFO].splitlines(keepends=True) if label.encode() not in row]
    new_parts.files[layout.BAG_INFO] = b"".join(kept)
    new_parts.seal()
    verification = verify(new_parts.put_together(tmp_path / "forged.zip"))
    assert verification.problems == (problem("bag-info", layout.BAG_INFO, label=label),)


@pytest.mark.parametrize(
    "content",
    [b"\n", b"{}\n", b"[]\n", b"null\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n", b'{"seq":1e9}\n', b"9" * 5_000 + b"\n"],
    ids=range(8),
)
def test_a_line_that_is_none_is_told_and_the_rest_is_read(with_trail, lines, content: bytes) -> None:
    whole = audit_trails.as_bytes(lines)
    found = with_trail(whole + content)
    assert problem("audit-line", layout.AUDIT, line=12) in found.problems
    assert "audit-line" in kinds(with_trail(content + whole))


def test_a_thousand_bad_lines_are_not_a_thousand_problems(with_trail) -> None:
    assert len(with_trail(b"x\n" * 1000).problems) <= 22


def test_a_package_from_before_snapshots_named_the_trail_is_still_checked(parts, tmp_path: Path) -> None:
    assert verify(parts.put_together(tmp_path / "old.zip")).verdict is Verdict.VALID
    kept = read(parts.files[layout.AUDIT])
    parts.files[layout.AUDIT] = audit_trails.as_bytes(kept[:2] + kept[3:])
    parts.describe()
    parts.seal()
    found = verify(parts.put_together(tmp_path / "forged.zip")).problems
    assert found == (problem("audit-gap", layout.AUDIT, line=4, missing=1),)


def test_a_new_snapshot_that_does_not_name_its_trail_is_refused(new_parts, tmp_path: Path) -> None:
    snapshot = json.loads(new_parts.files[layout.SNAPSHOT])
    del snapshot["trail"]
    new_parts.files[layout.SNAPSHOT] = canonical(snapshot)
    new_parts.seal()
    verification = verify(new_parts.put_together(tmp_path / "forged.zip"))
    assert problem("wrong-format", layout.SNAPSHOT, place="trail") in verification.problems


def test_an_altered_trail_is_named_by_its_line_beside_its_file(new_parts, tmp_path: Path) -> None:
    content = new_parts.files[layout.AUDIT]
    new_parts.files[layout.AUDIT] = content.replace("Đã ban hành".encode(), "Đã Ban hành".encode())
    verification = verify(new_parts.put_together(tmp_path / "forged.zip"))
    assert {each.kind for each in verification.problems} == {"altered", "audit-altered"}


def test_the_scan_of_a_page_signed_by_hand_is_the_last_line_of_the_trail(desk, take_apart, tmp_path: Path) -> None:
    scan = desk.attach("ban-quet.pdf", b"%PDF scan")
    path = desk.folder / "out"
    path.mkdir()
    content = desk.content(signature={"way": "paper", "scan_sha256": scan.sha256})
    parts = take_apart(write_package(path, content).path)
    parts.files[layout.AUDIT] = audit_trails.as_bytes(read(parts.files[layout.AUDIT])[:-1])
    parts.describe()
    parts.seal()
    assert verify(parts.put_together(tmp_path / "forged.zip")).problems == (problem("audit-tail", layout.AUDIT),)
