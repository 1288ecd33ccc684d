"""How a revision stands beside those that were received: never by a clock, always by number and parent."""

import pytest

from cchc_desktop.domain.reception import Known, ReceivedState, Revision, Standing, judge


def revision(number: int, *, parent: str = "", identity: str = "", content: str = "") -> Revision:
    identity = identity or f"ban-{number}"
    return Revision(number, identity, parent or (f"ban-{number - 1}" if number > 1 else ""), content or identity)


def known(*revisions: Revision, state: ReceivedState = ReceivedState.RECEIVED) -> list[Known]:
    return [Known(each.submission_id, each, state, "2025-12-20T09:00:00+07:00") for each in revisions]


def test_the_first_revision_of_a_place_is_new() -> None:
    assert judge(revision(1), []).standing is Standing.NEW


def test_a_child_of_what_was_received_is_an_update() -> None:
    assert judge(revision(2), known(revision(1))).standing is Standing.UPDATED


def test_a_later_revision_is_received_without_those_between_and_says_which_are_missing() -> None:
    found = judge(revision(4), known(revision(1)))
    assert found.standing is Standing.UPDATED
    assert found.reason == "Chưa nhận bản 2, 3."


def test_the_same_content_is_unchanged() -> None:
    found = judge(revision(1), known(revision(1)))
    assert found.standing is Standing.UNCHANGED
    assert found.beside is not None


def test_an_older_revision_never_stands_over_a_newer_one() -> None:
    assert judge(revision(1), known(revision(2))).standing is Standing.OLDER


@pytest.mark.parametrize(
    ("found", "received"),
    [
        (revision(1, identity="khac"), [revision(1)]),
        (revision(2, identity="khac"), [revision(1), revision(2)]),
        (revision(3, parent="ban-1", identity="khac"), [revision(1), revision(2)]),
        (revision(2, parent="ban-la"), [revision(1)]),
        (revision(1, identity="khac"), [revision(2)]),
    ],
    ids=["two contents", "two contents of 2", "two children", "another parent", "a child of another"],
)
def test_what_contradicts_a_received_revision_waits_for_a_person(found: Revision, received: list[Revision]) -> None:
    judged = judge(found, known(*received))
    assert judged.standing is Standing.CONFLICT
    assert judged.reason


def test_nothing_is_decided_at_a_place_where_a_contradiction_waits() -> None:
    waiting = known(revision(1), revision(1, identity="khac"), state=ReceivedState.CONFLICT)
    assert judge(revision(2), waiting).standing is Standing.CONFLICT
