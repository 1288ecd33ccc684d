"""Every fault that a pack can have, planted once in a bundled pack, is named by entry and key."""

import pytest
from support import planted_faults

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.problem import _TEXTS, PackFault, Problem
from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.catalogue.units_reader import UnitList
from cchc_desktop.domain.finding import Level

PLAN = "KH-TQ-2025-H2"
SET = "TC-XA-2025-DL"
UNITS = "DVHC-TQ-2025"

RULE_1_1_1 = 'name = "Thời gian ban hành Kế hoạch CCHC năm"\nmax_points = "0.5"\n'
YES_NO = '[criteria.rule]\nkind = "yes_no"\nyes = "0.5"\nno = "0"\n'

# pack, text, what replaces it once, problem, entry, key
FAULTS = [
    (PLAN, "[header]", "[heading]", "key-missing", "tệp", "header"),
    (PLAN, "schema = 1", "schema = 2", "schema-unknown", "header", "schema"),
    (PLAN, "schema = 1", 'schema = "1"', "type-wrong", "header", "schema"),
    (PLAN, 'kind = "plan"', 'kind = "report"', "kind-unknown", "header", "kind"),
    (PLAN, "valid_to = 2025", "valid_to = 2024", "validity-reversed", "header", "valid_to"),
    (PLAN, "valid_to = 2025-12-31", "valid_to = 2025-12-31T08:00:00", "type-wrong", "header", "valid_to"),
    (PLAN, "valid_from = 2025-07-01", "", "key-missing", "header", "valid_from"),
    (PLAN, "entries = 58", "entries = 59", "count-differs", "header", "entries"),
    (PLAN, "entries = 58", "entries = true", "type-wrong", "header", "entries"),
    (PLAN, 'product = "Quyết định; Kế hoạch; Công văn..."\n', "", "key-missing", "TQ2025H2-01", "product"),
    (PLAN, '"Ban hành Kế hoạch CCHC năm 2026."', '" "', "key-empty", "TQ2025H2-02", "name"),
    (PLAN, 'number = "3"', 'number = "3"\nperson = "A"', "key-unknown", "TQ2025H2-03", "person"),
    (PLAN, 'number = "4"', "number = 4", "type-wrong", "TQ2025H2-04", "number"),
    (PLAN, '"TQ2025H2-05"', '"TQ2025H2-06"', "code-duplicate", "TQ2025H2-06", "code"),
    (PLAN, 'code = "TQ2025H2-05"\n', "", "key-missing", "tasks[5]", "code"),
    (PLAN, 'number = "7"', 'number = "6"', "number-duplicate", "TQ2025H2-07", "number"),
    (PLAN, 'number = "8"\nfield = "I"', 'number = "8"\nfield = "X"', "field-unknown", "TQ2025H2-08", "field"),
    (PLAN, 'code = "II"', 'code = "I"', "code-duplicate", "I", "code"),
    (UNITS, 'code = "02512"', 'code = "2512"', "unit-code-malformed", "2512", "code"),
    (UNITS, 'kind = "Phường"', 'kind = "Thị trấn"', "unit-kind-unknown", "02512", "kind"),
    (UNITS, 'code = "02512"', 'code = "02524"', "code-duplicate", "02524", "code"),
    (UNITS, 'spellings = ["Thái Hoà"]', "spellings = [1]", "type-wrong", "02419", "spellings"),
    (SET, "[sources]", "[sources]\nX = 1", "type-wrong", "tệp", "sources"),
    (SET, '"BC3.2.4 + BC3.2.5"', '"BC3.2.4 +"', "formula-wrong", "3.3.1", "inputs"),
    (SET, '"BC3.2.4 + BC3.2.5"', '"BC3.2.4 > BC3.2.5"', "formula-not-value", "3.3.1", "inputs"),
    (SET, '"BC3.2.4 + BC3.2.5"', "\"DEM('HM')\"", "formula-fields-only", "3.3.1", "inputs"),
    (SET, '"BC3.2.4 + BC3.2.5"', '"KY_TRUOC(BC3.2.5)"', "formula-fields-only", "3.3.1", "inputs"),
    (SET, 'form = "BC-CCHC-XA"\n', "", "formula-without-form", "1.4.2", "inputs"),
    (SET, 'unit = "có/không"', 'unit = "có/không", formula = "BC5.6.1"', "formula-misplaced", "5.5", "inputs"),
    (SET, '"BC3.2.4 + BC3.2.5"', "1", "type-wrong", "3.3.1", "inputs[2].formula"),
    (SET, 'scale = "100"', 'scale = "90"', "scale-differs", "set", "scale"),
    (SET, 'survey_max = "30"', 'survey_max = "31"', "declared-total-differs", "set", "survey_max"),
    (SET, 'bonus_cap = "3"', "bonus_cap = 3", "type-wrong", "set", "bonus_cap"),
    (SET, 'max_points = "3.0"', 'max_points = "3,0"', "number-wrong", "1.1", "max_points"),
    (SET, 'max_points = "15.0"', 'max_points = "14.0"', "sum-differs", "1", "max_points"),
    (SET, 'max_points = "15.0"', 'max_points = "-15.0"', "points-negative", "1", "max_points"),
    (SET, 'code = "1.1.2"', 'code = "1.1.1"', "code-duplicate", "1.1.1", "code"),
    (SET, 'code = "1.1.1"\nparent = "1.1"', 'code = "1.1.1"\nparent = "1.0"', "parent-unknown", "1.1.1", "parent"),
    (SET, 'code = "1.1"\nparent = "1"', 'code = "1.1"\nparent = "1.1.1"', "parent-cycle", "1.1", "parent"),
    (SET, YES_NO, "", "rule-missing", "1.3.1", "rule"),
    (SET, 'năm"\nmax_points = "3.0"\n', f'năm"\nmax_points = "3.0"\n{YES_NO}', "rule-misplaced", "1.1", "rule"),
    (SET, 'kind = "one_option"', 'kind = "best_of"', "rule-unknown", "1.1.1", "rule.kind"),
    (SET, 'kind = "one_option"', "", "key-missing", "1.1.1", "rule.kind"),
    (SET, 'kind = "one_option"\noptions', 'kind = "one_option"\noptionen', "key-unknown", "1.1.1", "rule.optionen"),
    (SET, "explain_below_max = true", 'explain_below_max = "có"', "type-wrong", "1.1.1", "explain_below_max"),
    (SET, 'not_arising = "forbidden"', 'not_arising = "never"', "policy-unknown", "1.1.1", "not_arising"),
    (SET, 'not_arising = "forbidden"\n', "", "key-missing", "1.1.1", "not_arising"),
    (SET, 'not_arising = "not_applicable"', 'not_arising = "zero"', "policy-mismatch", "1.9", "not_arising"),
    (SET, 'points = "0.2" }', 'points = "-0.2" }', "points-negative", "1.1.2", "rule"),
    (SET, 'points = "0.5" }', 'points = "0.6" }', "points-over-max", "1.1.1", "rule"),
    (SET, 'threshold = "70"', 'threshold = "100"', "bands-not-descending", "1.3.2", "rule.bands"),
    (SET, 'threshold = "70", points = "0.25"', 'threshold = "70"', "key-missing", "1.3.2", "rule.bands[2].points"),
    (
        SET,
        '{ threshold = "80", points = "1.5"',
        '{ threshold = "95", points = "1.5"',
        "bands-not-descending",
        "3.6.1",
        "rule.bands",
    ),
    (SET, 'threshold = "70", points = "0.25"', 'points = "0.25"', "band-otherwise-misplaced", "1.3.2", "rule.bands"),
    (SET, 'full_from = "100"', 'full_from = "120"', "parameter-out-of-range", "1.1.3", "rule.full_from"),
    (SET, 'target = "60"', 'target = "0"', "parameter-out-of-range", "7.3.1", "rule.target"),
    (SET, 'key = "a", code = "1.1.3.a"', 'key = "z", code = "1.1.3.a"', "input-missing", "1.1.3", "inputs"),
    (SET, 'key = "b", code = "1.1.3.b"', 'key = "a", code = "1.1.3.b"', "input-duplicate", "1.1.3", "inputs"),
    (SET, 'code = "1.1.3.b"', 'code = "1.1.3.a"', "code-duplicate", "1.1.3.a", "inputs"),
    (SET, '{ a = "61", b = "61" }', '{ a = "61", z = "61" }', "example-key-unknown", "1.1.3", "examples"),
    (SET, 'b = "61" }, points = "2.0"', 'b = "61" }, points = "2.1"', "points-over-max", "1.1.3", "examples"),
    (SET, '{ a = "61", b = "61" }', '{ a = "61", b = "x" }', "number-wrong", "1.1.3", "examples[1].values.b"),
    (SET, 'sources = ["HP3793"', 'sources = ["HP379"', "source-unknown", "1.1.1", "sources"),
    (SET, 'code = "T2"', 'code = "T1"', "code-duplicate", "T1", "code"),
    (SET, 'points = "1"\n\n[[grades]]', "\n[[grades]]", "key-missing", "P3", "points"),
    (SET, 'points = "1"\n\n[[deduction]]', 'points = "-1"\n\n[[deduction]]', "points-negative", "T3", "points"),
    (SET, "[set]", "[[set]]", "type-wrong", "tệp", "set"),
    (SET, "inputs = [\n", 'inputs = ["a"]\nold = [\n', "type-wrong", "1.1.3", "inputs"),
    (SET, 'from_points = "80"', 'from_points = "95"', "grades-not-descending", "grades", "from_points"),
    (
        SET,
        'name = "Yếu"\nfrom_points = "0"',
        'name = "Yếu"\nfrom_points = "10"',
        "grades-not-descending",
        "grades",
        "from_points",
    ),
]

WARNINGS = [
    (PLAN, "[[tasks]]", '[[fields]]\ncode = "IX"\nname = "X"\n\n[[tasks]]', "field-without-tasks", "IX", "code"),
    (SET, 'points = "0.5" }', 'points = "0.4" }', "maximum-unreachable", "1.1.1", "rule"),
]

DEADLINE = '[criteria.rule]\nkind = "within_deadline"\nmonth = 2\nday = 30\nlate = "0.7"\nyear_offset = 2\n'


def planted(code: str, old: str, new: str) -> str:
    text = bundled().source(code).decode("utf-8")
    assert old in text
    return text.replace(old, new, 1)


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PackFault) as caught:
        read_pack(text, name="thử.toml")
    assert caught.value.code == "pack-invalid"
    return caught.value.problems


@pytest.mark.parametrize(("pack", "old", "new", "code", "entry", "key"), FAULTS)
def test_a_planted_fault_is_named_by_entry_and_key(
    pack: str, old: str, new: str, code: str, entry: str, key: str
) -> None:
    found = [
        item for item in problems_of(planted(pack, old, new)) if (item.code, item.entry, item.key) == (code, entry, key)
    ]
    assert len(found) == 1
    assert found[0].level is Level.BLOCK
    assert found[0].text.startswith(f"Mục {entry}, trường {key}: ")
    assert found[0].text.endswith(".")


@pytest.mark.parametrize(("pack", "old", "new", "code", "entry", "key"), WARNINGS)
def test_a_planted_weakness_is_a_warning_and_the_pack_is_read(
    pack: str, old: str, new: str, code: str, entry: str, key: str
) -> None:
    reading = read_pack(planted(pack, old, new), name="thử.toml")
    assert [(item.code, item.entry, item.key, item.level) for item in reading.warnings] == [
        (code, entry, key, Level.WARN)
    ]


def test_an_impossible_deadline_is_named_with_all_its_parameters() -> None:
    text = planted(SET, YES_NO, DEADLINE)
    assert [(item.code, item.entry, item.key) for item in problems_of(text)] == [
        ("deadline-impossible", "1.3.1", "rule"),
        ("points-over-max", "1.3.1", "rule.late"),
        ("parameter-out-of-range", "1.3.1", "rule.year_offset"),
    ]


@pytest.mark.parametrize(("pack", "name"), [(PLAN, "tasks"), (UNITS, "units"), (SET, "criteria")])
def test_a_pack_without_entries_is_refused(pack: str, name: str) -> None:
    head = bundled().source(pack).decode("utf-8").partition("\n[[")[0]
    missing = {(item.code, item.key) for item in problems_of(head)}
    empty = {(item.code, item.key) for item in problems_of(f"{name} = []\n{head}")}
    assert ("key-missing", name) in missing
    assert ("list-empty", name) in empty


def test_all_faults_are_told_at_once() -> None:
    text = planted(SET, 'kind = "one_option"', 'kind = "best_of"')
    text = text.replace('scale = "100"', 'scale = "90"', 1).replace('code = "T2"', 'code = "T1"', 1)
    assert {item.code for item in problems_of(text)} == {"rule-unknown", "scale-differs", "code-duplicate"}


def test_a_fault_in_one_entry_is_not_told_again_as_a_wrong_sum() -> None:
    text = planted(SET, 'max_points = "3.0"', 'max_points = "3,0"')
    assert [item.code for item in problems_of(text)] == ["number-wrong"]


def test_the_first_fault_and_their_number_stand_in_the_message() -> None:
    with pytest.raises(PackFault) as caught:
        read_pack(planted(PLAN, 'number = "4"', "number = 4"), name="thử.toml")
    assert "«thử.toml» có 1 lỗi" in caught.value.what
    assert "TQ2025H2-04" in caught.value.what
    assert "không thay đổi" in caught.value.safe


def test_text_that_is_not_composed_becomes_nfc() -> None:
    reading = read_pack(planted(UNITS, 'name = "Yên Sơn"', 'name = "Ye\u0302n So\u031bn"'), name="thử.toml")
    assert isinstance(reading.pack, UnitList)
    assert [unit.name for unit in reading.pack.units if unit.code == "02473"] == ["Yên Sơn"]


def test_criteria_nested_without_end_are_refused_in_plain_words() -> None:
    chain = "".join(
        f'[[criteria]]\ncode = "x{number}"\nparent = "x{number - 1}"\nname = "X"\nmax_points = "1"\n\n'
        for number in range(1, 3000)
    )
    text = planted(
        SET, "[[criteria]]", f'[[criteria]]\ncode = "x0"\nname = "X"\nmax_points = "1"\n\n{chain}[[criteria]]'
    )
    with pytest.raises(PackFault, match="lồng nhau quá sâu"):
        read_pack(text, name="thử.toml")


def test_every_kind_of_fault_is_planted_by_a_test() -> None:
    planted_codes = {row[3] for row in (*FAULTS, *WARNINGS, *planted_faults.FAULTS)}
    elsewhere = {"deadline-impossible", "list-empty"} | planted_faults.BETWEEN_PACKS
    assert planted_codes | elsewhere == set(_TEXTS)
