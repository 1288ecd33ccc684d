"""Progress entries."""

from datetime import date

import pytest

from cchc_desktop.domain.progress import ProgressEntry

DAY = date(2025, 10, 1)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_outside_0_to_100_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="từ 0 đến 100"):
        ProgressEntry(DAY, percent)


def test_an_entry_is_complete_at_100_percent_only() -> None:
    assert ProgressEntry(DAY, 100).is_complete
    assert not ProgressEntry(DAY, 99).is_complete


def test_the_explanation_joins_difficulty_and_objective_reason() -> None:
    assert ProgressEntry(DAY, 0, difficulty="Thiếu máy ", objective_reason=" Mưa lũ").explanation == "Thiếu máy; Mưa lũ"
    assert ProgressEntry(DAY, 0, difficulty="  ").explanation == ""
