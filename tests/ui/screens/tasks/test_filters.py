"""The sieve of the table: groups narrow each other, counts say what a press would give."""

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.status import TaskStatus
from cchc_desktop.services.tasks.rows import TaskRow
from cchc_desktop.services.workplace import Desk
from ui.screens.tasks.filters import Quick, TaskFilter, sift


@pytest.fixture
def rows(desk: Desk) -> tuple[TaskRow, ...]:
    """The board on the last day before the plan ends: everything falls due soon."""
    return desk.tasks.board(date(2025, 12, 20)).rows


def test_no_filter_shows_all_58_tasks(rows: tuple[TaskRow, ...]) -> None:
    found = sift(rows, TaskFilter(), officer_id="x")
    assert (len(found.rows), found.total) == (58, 58)
    assert sum(found.statuses.values()) == 58
    assert sum(found.fields.values()) == 58


def test_search_needs_no_diacritics_and_wants_every_word(rows: tuple[TaskRow, ...]) -> None:
    plain = sift(rows, TaskFilter(text="sang kien"), officer_id="").rows
    marked = sift(rows, TaskFilter(text="SÁNG kiến"), officer_id="").rows
    assert [row.number for row in plain] == [row.number for row in marked]
    assert "6" in [row.number for row in plain]
    assert sift(rows, TaskFilter(text="sáng kiến xyz"), officer_id="").rows == ()


def test_groups_narrow_each_other_and_each_count_tells_what_a_press_gives(rows: tuple[TaskRow, ...]) -> None:
    wanted = TaskFilter(field="III")
    narrowed = sift(rows, wanted, officer_id="")
    assert {row.field_code for row in narrowed.rows} == {"III"}
    assert narrowed.fields["I"] == 10, "another field is counted as if it were chosen instead"
    pressed = sift(rows, replace(wanted, quick=frozenset({Quick.LEAD})), officer_id="")
    assert len(pressed.rows) == narrowed.quick[Quick.LEAD] > 0
    assert all(row.involvement is Involvement.LEAD for row in pressed.rows)


def test_statuses_widen_each_other(rows: tuple[TaskRow, ...]) -> None:
    one = sift(rows, TaskFilter(statuses=frozenset({TaskStatus.OVERDUE})), officer_id="")
    both = TaskFilter(statuses=frozenset({TaskStatus.OVERDUE, TaskStatus.NOT_STARTED}))
    assert len(one.rows) == 1
    assert one.statuses[TaskStatus.NOT_STARTED] == 57
    assert len(sift(rows, both, officer_id="").rows) == 58


def test_due_soon_leaves_out_what_is_done_or_does_not_arise(rows: tuple[TaskRow, ...]) -> None:
    wanted = TaskFilter(quick=frozenset({Quick.DUE_SOON}))
    done = replace(rows[0], status=TaskStatus.DONE_IN_TIME)
    away = replace(rows[1], status=TaskStatus.NOT_ARISING, not_arising=True)
    assert [row.number for row in sift((done, away, rows[2]), wanted, officer_id="").rows] == [rows[2].number]


def test_mine_is_what_is_assigned_to_me(rows: tuple[TaskRow, ...]) -> None:
    mine = replace(rows[4], assignee_id="toi")
    wanted = TaskFilter(quick=frozenset({Quick.MINE}))
    assert sift((rows[0], mine), wanted, officer_id="toi").rows == (mine,)
    assert sift(rows, wanted, officer_id="").rows == (), "nobody is signed in: nothing is mine"


def test_ten_thousand_rows_are_sifted_and_counted_in_50_ms(rows: tuple[TaskRow, ...]) -> None:
    many = (rows * 173)[:10_000]
    wanted = TaskFilter(text="cai cach", quick=frozenset({Quick.NO_PRODUCT}))
    times = []
    for _ in range(5):
        start = perf_counter()
        sift(many, wanted, officer_id="toi")
        times.append(perf_counter() - start)
    assert min(times) <= 0.05
