"""Every fault that a report form, registers, targets or a calendar can have is named by entry and key."""

import pytest
from support.planted_faults import FAULTS, FORM

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.problem import PackFault, Problem
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.domain.finding import Level


def problems_of(code: str, *changes: tuple[str, str]) -> tuple[Problem, ...]:
    text = bundled().source(code).decode("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(PackFault) as caught:
        read_pack(text, name="thử.toml")
    assert caught.value.code == "pack-invalid"
    return caught.value.problems


@pytest.mark.parametrize(("pack", "old", "new", "code", "entry", "key"), FAULTS)
def test_a_planted_fault_is_named_by_entry_and_key(
    pack: str, old: str, new: str, code: str, entry: str, key: str
) -> None:
    problems = problems_of(pack, (old, new))
    found = [item for item in problems if (item.code, item.entry, item.key) == (code, entry, key)]
    assert len(found) == 1, [(item.code, item.entry, item.key) for item in problems]
    assert found[0].level is Level.BLOCK
    assert found[0].text.startswith(f"Mục {entry}, trường {key}: ")
    assert found[0].text.endswith(".")


def test_a_formula_that_does_not_parse_says_where() -> None:
    text = problems_of(FORM, ('"TY_LE(BC1.1.2, BC1.1.1)"', '"TY_LE(BC1.1.2, BC1.1.1"'))[0].text
    assert text == "Mục BC1.1.3, trường formula: công thức sai: Thiếu dấu đóng ngoặc (ở cuối công thức)."


def test_a_circle_of_formulas_is_told_once_with_its_way() -> None:
    problems = problems_of(
        FORM,
        ('"TY_LE(BC1.1.2, BC1.1.1)"', '"TY_LE(BC3.2.9, BC1.1.1)"'),
        ('"TY_LE(BC3.2.4 + BC3.2.5, BC3.2.4 + BC3.2.5 + BC3.2.6)"', '"BC6.1.3 + BC3.2.4"'),
        ('"TY_LE(BC6.1.2, BC6.1.1)"', '"BC1.1.3"'),
    )
    assert [(item.code, item.entry) for item in problems] == [("formulas-circular", "BC1.1.3")]
    assert "BC1.1.3 → BC3.2.9 → BC6.1.3 → BC1.1.3" in problems[0].text


def test_a_field_that_hangs_on_a_circle_is_not_part_of_it() -> None:
    problems = problems_of(
        FORM,
        ('"TY_LE(BC1.1.2, BC1.1.1)"', '"BC3.2.9 + 1"'),
        ('"TY_LE(BC3.2.4 + BC3.2.5, BC3.2.4 + BC3.2.5 + BC3.2.6)"', '"BC6.1.3"'),
        ('"TY_LE(BC6.1.2, BC6.1.1)"', '"BC3.2.9"'),
    )
    assert [(item.code, item.entry) for item in problems] == [("formulas-circular", "BC3.2.9")]


def test_a_balance_of_the_report_before_is_no_circle() -> None:
    text = bundled().source(FORM).decode("utf-8")
    text = text.replace('"TY_LE(BC1.1.2, BC1.1.1)"', '"KY_TRUOC(BC1.1.3)"', 1)
    assert read_pack(text, name="thử.toml").warnings == ()


def test_a_faulty_entry_is_not_told_twice() -> None:
    problems = problems_of(FORM, ('code = "BC1.1.1"\nsection = "I.2"', 'code = "BC1.1.1"\nsection = 2'))
    assert [(item.code, item.entry, item.key) for item in problems] == [("type-wrong", "BC1.1.1", "section")]
