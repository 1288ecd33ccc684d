"""The history of a figure of a report, told in the words of its field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.workplaces import desk_of, new_workplace

from cchc_desktop.domain.period import parse
from cchc_desktop.services.workplace import Desk

FORM = "BC-CCHC-XA"
PERIOD = parse("2025-Q3")
TYPED, DERIVED = "BC3.2.1", "BC1.2.3"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workplace = new_workplace(tmp_path / "du-lieu")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def test_each_change_of_a_figure_is_told_newest_first_with_who_made_it(desk: Desk) -> None:
    desk.reports.type_field(FORM, PERIOD, TYPED, "1855")
    desk.reports.type_field(FORM, PERIOD, TYPED, "ước 1.860")

    rows = desk.history.of_figure(FORM, PERIOD.code, TYPED)

    assert [(row.old, row.new) for row in rows] == [("1.855", "ước 1.860"), ("", "1.855")]
    assert {row.officer for row in rows} == {"Nguyễn Thị Lan"}


def test_no_longer_arising_is_told_in_its_words(desk: Desk) -> None:
    desk.reports.type_field(FORM, PERIOD, TYPED, "3")
    desk.reports.set_not_arising(FORM, PERIOD, TYPED)

    assert desk.history.of_figure(FORM, PERIOD.code, TYPED)[0].new == "Không phát sinh"


def test_an_override_tells_its_reason(desk: Desk) -> None:
    desk.reports.override(FORM, PERIOD, DERIVED, "5", "Sổ chưa ghi đủ")

    row = desk.history.of_figure(FORM, PERIOD.code, DERIVED)[0]

    assert (row.new, row.reason) == ("5", "Lý do thay số: Sổ chưa ghi đủ")


def test_the_figures_of_other_periods_are_left_out(desk: Desk) -> None:
    desk.reports.type_field(FORM, parse("2025-Q1"), TYPED, "7")

    assert desk.history.of_figure(FORM, PERIOD.code, TYPED) == ()
