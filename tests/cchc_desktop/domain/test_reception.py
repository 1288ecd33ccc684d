"""How a revision stands beside those that were received: never by a clock, always by number and parent."""

import pytest

from cchc_desktop.domain.reception import RECEPTION, Known, ReceivedState, Revision, Standing, judge, may_turn


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


def test_a_revision_after_a_returned_one_is_its_update() -> None:
    returned = known(revision(1), state=ReceivedState.RETURNED)
    assert judge(revision(2), returned).standing is Standing.UPDATED


def test_a_revision_after_an_accepted_one_waits_for_a_person() -> None:
    judged = judge(revision(2), known(revision(1), state=ReceivedState.ACCEPTED))
    assert judged.standing is Standing.CONFLICT
    assert judged.reason == "Bản 1 đã được duyệt; người thẩm định chọn bản đứng lại."


def test_an_acceptance_stands_also_behind_a_revision_that_a_person_set_aside() -> None:
    received = [
        *known(revision(1), state=ReceivedState.ACCEPTED),
        *known(revision(2), state=ReceivedState.SUPERSEDED),
    ]
    assert judge(revision(3), received).standing is Standing.CONFLICT


def test_a_return_of_a_later_revision_lets_the_next_one_in() -> None:
    received = [*known(revision(1), state=ReceivedState.ACCEPTED), *known(revision(2), state=ReceivedState.RETURNED)]
    assert judge(revision(3), received).standing is Standing.UPDATED


@pytest.mark.parametrize("state", [ReceivedState.RETURNED, ReceivedState.ACCEPTED])
def test_what_is_older_than_a_decided_revision_is_older(state: ReceivedState) -> None:
    assert judge(revision(1), known(revision(2), state=state)).standing is Standing.OLDER


def test_every_state_says_what_may_become_of_it() -> None:
    assert set(RECEPTION) == set(ReceivedState)
    assert may_turn(ReceivedState.RECEIVED, ReceivedState.RETURNED)
    assert may_turn(ReceivedState.ACCEPTED, ReceivedState.RETURNED)
    assert not may_turn(ReceivedState.RETURNED, ReceivedState.ACCEPTED)
    assert not may_turn(ReceivedState.SUPERSEDED, ReceivedState.ACCEPTED)
    assert not may_turn(ReceivedState.CONFLICT, ReceivedState.ACCEPTED)
