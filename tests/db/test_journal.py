import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from support.workplaces import fixed_clock

from db.journal import CannotUndo, broken_link, trail
from db.store import Store, open_store
from db.tables import answer, audit, officer, product, progress_entry


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, fixed_clock())
    yield opened
    opened.close(with_backup=False)


def add_answer(store: Store, code: str = "1.1.1", explanation: str = "") -> tuple[str, int]:
    with store.work("nobody") as work:
        identity = work.insert(
            answer, criteria_code="TC", year=2025, criterion_code=code, content="", explanation=explanation
        )
    return identity, work.group_id


def explanations(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.scalars(sa.select(answer.c.explanation).order_by(answer.c.criterion_code)))


def test_an_update_records_field_old_and_new_value(store: Store) -> None:
    identity, _ = add_answer(store)
    with store.work("lan", reason="sửa số liệu") as work:
        work.update(answer, identity, explanation="Đã ban hành", content="")
    with store.read() as connection:
        last = list(trail(connection))[-1]
    assert (last.field, json.loads(last.old or ""), json.loads(last.new or "")) == ("explanation", "", "Đã ban hành")
    assert (last.officer_id, last.reason) == ("lan", "sửa số liệu")


def test_an_update_that_changes_nothing_leaves_no_line(store: Store) -> None:
    identity, _ = add_answer(store, explanation="như cũ")
    with store.read() as connection:
        before = connection.scalar(sa.select(sa.func.count()).select_from(audit))
    with store.work("lan") as work:
        assert work.update(answer, identity, explanation="như cũ") is False
    with store.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(audit)) == before


def test_a_password_never_stands_in_the_trail_that_travels(store: Store) -> None:
    with store.work(None) as work:
        identity = work.insert(officer, full_name="A", post="Chủ tịch", role="leader", password_hash="$argon2id$secret")
        work.update(officer, identity, password_hash="$argon2id$second")
    with store.read() as connection:
        text = "".join(f"{row.old}{row.new}" for row in trail(connection))
        stored = connection.scalar(sa.select(officer.c.password_hash))
    assert stored == "$argon2id$second"
    assert "argon2id" not in text


def test_rows_added_together_stand_in_the_trail_like_rows_added_one_by_one(store: Store) -> None:
    rows = [
        {"criteria_code": "TC", "year": 2025, "criterion_code": f"1.{number}", "content": "", "explanation": "như nhau"}
        for number in range(3)
    ]
    with store.work("lan", reason="dán") as work:
        alone = work.insert(answer, **{**rows[0], "criterion_code": "0"})
        together = work.insert_many(answer, rows)
    with store.read() as connection:
        lines = list(trail(connection))
        assert broken_link(iter(lines)) is None
        assert sorted(connection.scalars(sa.select(answer.c.id))) == sorted([alone, *together])
    assert [line.row_id for line in lines] == [alone, *together]
    assert {(line.group_id, line.action, line.field, line.officer_id, line.reason) for line in lines} == {
        (work.group_id, "insert", "", "lan", "dán")
    }
    assert [json.loads(line.new or "") for line in lines[1:]] == [
        {"id": identity, **row} for identity, row in zip(together, rows, strict=True)
    ]


def test_rows_added_together_keep_given_identities_and_are_undone_together(store: Store) -> None:
    row = {"criteria_code": "TC", "year": 2025, "content": "", "explanation": "x"}
    with store.work("lan") as work:
        given = work.insert_many(answer, [{**row, "id": "a", "criterion_code": "1"}, {**row, "criterion_code": "2"}])
    assert given[0] == "a"
    with store.work("lan") as undo:
        undo.revert(work.group_id)
    assert explanations(store) == []


def test_adding_no_rows_together_writes_nothing(store: Store) -> None:
    with store.work("lan") as work:
        assert work.insert_many(answer, []) == []
    assert work.touched == set()
    with store.read() as connection:
        assert list(trail(connection)) == []


@pytest.mark.parametrize("statement", ["UPDATE audit SET reason = 'x'", "DELETE FROM audit"])
def test_the_trail_refuses_to_be_changed(store: Store, statement: str) -> None:
    add_answer(store)
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), store.work(None) as work:
        work.connection.exec_driver_sql(statement)


def test_a_whole_trail_has_no_broken_link(store: Store) -> None:
    for number in range(5):
        add_answer(store, f"1.{number}")
    with store.read() as connection:
        assert broken_link(trail(connection)) is None


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE audit SET new = replace(new, '1.2', '9.9') WHERE seq = 3",
        "UPDATE audit SET at = '2020-01-01' WHERE seq = 3",
        "UPDATE audit SET officer_id = 'khác' WHERE seq = 3",
    ],
)
def test_a_removed_or_altered_line_is_found(store: Store, tampering: str) -> None:
    for number in range(5):
        add_answer(store, f"1.{number}")
    with store.work(None) as work:
        for trigger in ("audit_refuses_update", "audit_refuses_delete"):
            work.connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        work.connection.exec_driver_sql(tampering)
    with store.read() as connection:
        assert broken_link(trail(connection)) in (3, 4)


def test_reverting_a_group_brings_the_rows_back(store: Store) -> None:
    identity, _ = add_answer(store, explanation="một")
    with store.work("lan") as work:
        work.update(answer, identity, explanation="hai")
        work.delete(answer, identity)
    assert explanations(store) == []
    with store.work("lan") as undo:
        undo.revert(work.group_id)
    assert explanations(store) == ["một"]


def test_what_was_changed_since_is_not_overwritten_by_undo(store: Store) -> None:
    identity, _ = add_answer(store)
    with store.work("lan") as first:
        first.update(answer, identity, explanation="một")
    with store.work("mai") as second:
        second.update(answer, identity, explanation="hai")
    with pytest.raises(CannotUndo), store.work("lan") as undo:
        undo.revert(first.group_id)
    assert explanations(store) == ["hai"]


def test_a_row_that_was_changed_since_it_was_added_is_not_removed_by_undo(store: Store) -> None:
    identity, group = add_answer(store)
    with store.work("mai") as later:
        later.update(answer, identity, explanation="của Mai")
    with pytest.raises(CannotUndo) as found, store.work("lan") as undo:
        undo.revert(group)
    assert (found.value.table, found.value.row_id, found.value.is_used) == ("answer", identity, False)
    assert explanations(store) == ["của Mai"]


def test_a_row_to_which_another_refers_is_not_removed_by_undo(store: Store) -> None:
    with store.work("lan") as first:
        entry = first.insert(progress_entry, plan_code="KH", task_code="1", day="2025-12-10", sequence=1, percent=0)
    with store.work("mai") as later:
        later.insert(product, entry_id=entry, sequence=1, name="Công văn", number="", day="")
    with pytest.raises(CannotUndo) as found, store.work("lan") as undo:
        undo.revert(first.group_id)
    assert (found.value.table, found.value.is_used) == ("progress_entry", True)


@pytest.mark.parametrize("stuck", [0, 3, 6])
def test_of_many_rows_the_one_in_the_way_is_named_and_none_is_removed(store: Store, stuck: int) -> None:
    row = {"plan_code": "KH", "task_code": "1", "day": "2025-12-10", "percent": 0}
    with store.work("lan") as first:
        entries = first.insert_many(progress_entry, [{**row, "sequence": number} for number in range(7)])
    with store.work("mai") as later:
        later.insert(product, entry_id=entries[stuck], sequence=1, name="Công văn", number="", day="")
    with pytest.raises(CannotUndo) as found, store.work("lan") as undo:
        undo.revert(first.group_id)
    assert (found.value.row_id, found.value.is_used) == (entries[stuck], True)
    with store.read() as connection:
        assert set(connection.scalars(sa.select(progress_entry.c.id))) == set(entries)


def test_thousands_of_rows_go_and_come_back_with_a_trail_that_holds(store: Store) -> None:
    row = {"criteria_code": "TC", "year": 2025, "content": "", "explanation": ""}
    with store.work("lan") as added:
        added.insert_many(answer, [{**row, "criterion_code": str(number)} for number in range(1_201)])
    with store.work("lan") as undo:
        undo.revert(added.group_id)
    assert explanations(store) == []
    with store.work("lan") as redo:
        redo.revert(undo.group_id)
    assert len(explanations(store)) == 1_201
    with store.read() as connection:
        assert broken_link(trail(connection)) is None


def test_an_account_comes_back_with_its_password_or_not_at_all(store: Store) -> None:
    with store.work("lan") as added:
        identity = added.insert(officer, full_name="A", post="Chủ tịch", role="leader", password_hash="$argon2id$one")
    with store.work("lan") as removed:
        removed.revert(added.group_id)
    with pytest.raises(CannotUndo), store.work("lan") as without:
        without.revert(removed.group_id)
    with store.work("lan") as again:
        again.revert(removed.group_id, secrets=removed.secrets)
    with store.read() as connection:
        hashes = list(connection.scalars(sa.select(officer.c.password_hash).where(officer.c.id == identity)))
        assert hashes == ["$argon2id$one"]
        assert "$argon2id$one" not in "".join(f"{line.old}{line.new}" for line in trail(connection))


@given(seed=st.integers(0, 10_000))
def test_undoing_everything_backwards_ends_at_the_start(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    choose = random.Random(seed)
    store = open_store(tmp_path_factory.mktemp("data"), fixed_clock())
    groups: list[int] = []
    for step in range(8):
        with store.work("lan") as work:
            rows = list(work.connection.scalars(sa.select(answer.c.id)))
            deed = choose.choice(["insert", "update", "delete"]) if rows else "insert"
            if deed == "insert":
                work.insert(answer, criteria_code="TC", year=2025, criterion_code=str(step), content="", explanation="")
            elif deed == "update":
                work.update(answer, choose.choice(rows), explanation=str(choose.random()))
            else:
                work.delete(answer, choose.choice(rows))
        groups.append(work.group_id)
    for group in reversed(groups):
        with store.work("lan") as undo:
            undo.revert(group)
    assert explanations(store) == []
    with store.read() as connection:
        assert broken_link(trail(connection)) is None
    store.close(with_backup=False)
