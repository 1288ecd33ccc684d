"""Numbers and lists of a cell that no pack has are told as problems of that cell."""

import pytest

from cchc_desktop.catalogue.exchange.cells import CellProblem, RawCell, decode
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn


@pytest.mark.parametrize("kind", [CellKind.TEXT, CellKind.CODE, CellKind.NUMBER, CellKind.WHOLE])
@pytest.mark.parametrize("value", [1e30, 10**40, -1e300, float("inf"), float("nan")])
def test_a_number_beyond_all_bounds_is_a_problem_of_the_cell(kind: CellKind, value: float) -> None:
    with pytest.raises(CellProblem):
        decode(SheetColumn("a", "A", kind), RawCell(value, "n"))


def test_a_list_nested_without_end_is_read_as_its_text() -> None:
    text = '["a",' + "[" * 100_000
    assert decode(SheetColumn("a", "A", CellKind.LINES), RawCell(text)) == [text]
