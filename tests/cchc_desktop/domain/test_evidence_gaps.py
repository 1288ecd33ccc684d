from support.snapshots import assessment_snapshot, progress_snapshot

from cchc_desktop.domain.evidence_gaps import FileState, evidence_gaps


def test_a_lost_file_is_a_gap_of_each_place_that_it_proves() -> None:
    snapshot = progress_snapshot()
    part = snapshot["evidence"][0]
    part["use"] = ["task:A", "task:B"]
    gaps = evidence_gaps(snapshot, lambda one: FileState.ALTERED if one is part else FileState.WHOLE)
    assert [gap.text for gap in gaps] == [f"Nhiệm vụ {code}: tệp “{part['name']}” đã bị thay đổi." for code in "AB"]


def test_only_criteria_with_points_and_without_a_file_are_gaps() -> None:
    snapshot = assessment_snapshot()
    found = {gap.target: gap.explained for gap in evidence_gaps(snapshot, lambda _part: FileState.WHOLE)}
    for row in snapshot["assessment"]["rows"]:
        owed = row["leaf"] and not row["survey"] and row["points"] not in ("", "0") and not row["evidence"]
        assert (f"criterion:{row['code']}" in found) is owed
        if owed:
            assert found[f"criterion:{row['code']}"] is bool(row["explanation"])
    assert found


def test_nothing_is_missing_where_all_is_there() -> None:
    assert evidence_gaps(progress_snapshot(), lambda _part: FileState.WHOLE) == ()
