"""The bundled periodic report: its indicators word for word, its constraints, and what it finds in a filled report."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain import field_value, period
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.form import AnnexKind, Basis, Form
from cchc_desktop.domain.form_checks import check
from cchc_desktop.domain.form_evaluation import Entered, Evaluated, Row, evaluate
from cchc_desktop.domain.formula import Value, parse_condition
from cchc_desktop.domain.period import Period, Window
from cchc_desktop.domain.section_numbers import heading_number, section_numbers

SEED = Path(__file__).resolve().parents[2] / "seeds" / "chi_tieu_bao_cao_xa.txt"
QUARTER = period.parse("2026-Q1")
FEBRUARY = date(2026, 2, 10)


def form() -> Form:
    pack = bundled().pack("BC-CCHC-XA").pack
    assert isinstance(pack, Form)
    return pack


def seed_rows() -> list[list[str]]:
    text = unicodedata.normalize("NFC", SEED.read_text(encoding="utf-8"))
    return [line.split("\t") for line in text.splitlines()]


@dataclass
class Office:
    """Registers, and the balances of the report before, of an office that keeps its books."""

    registers: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    window: Window = QUARTER.window

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Row]:
        start = {Basis.IN_PERIOD: self.window[0], Basis.CUMULATIVE: QUARTER.cumulative_window[0]}.get(basis, date.min)
        kept = self.registers.get(register, ())
        if register == "NHIEM_VU":
            return kept
        return [row for row in kept if _between(row.get(date_column or "ngay"), start, self.window[1])]

    def previous(self, code: str) -> Value:
        return Fraction(self.before[code]) if code in self.before else None

    def last_year(self, code: str) -> Value:
        return None


def _between(day: Value, start: date, end: date) -> bool:
    return isinstance(day, date) and start <= day <= end


def counted(registers: Mapping[str, Sequence[Row]]) -> Mapping[str, Evaluated]:
    return evaluate(form(), QUARTER, {}, Office(registers))


def number(evaluated: Mapping[str, Evaluated], code: str) -> Value:
    return evaluated[code].exact


def found(figures: Mapping[str, int], before: Mapping[str, int] | None = None, of: Period = QUARTER) -> set[str]:
    """The codes of the checks that a report with these figures breaks."""
    office = Office(before=before or {}, window=of.window)
    entered = {code: Entered(field_value.of(Decimal(value)), "lý do") for code, value in figures.items()}
    evaluated = evaluate(form(), of, entered, office)
    findings = check(form(), of, evaluated, office, {}, "report:")
    return {item.code.removeprefix("report.check:") for item in findings if item.code.startswith("report.check:")}


def rule_of(code: str) -> str:
    return next(item.rule for item in form().checks if item.code == code)


def test_every_indicator_stands_there_word_for_word_and_in_order() -> None:
    ours = []
    for item in form().fields:
        heading = item.spec.type is FieldType.HEADING
        ours.append([item.code, "" if heading else item.spec.unit, "" if heading else item.basis.value, item.name])
    assert ours == [row[:4] for row in seed_rows()]
    assert sum(1 for item in form().fields if item.spec.type is not FieldType.HEADING) == 92


@pytest.mark.parametrize(
    ("code", "constraint"),
    [
        (row[0], part.strip())
        for row in seed_rows()
        for part in row[4].split(";")
        if part and not any(word in part for word in ("kỳ liền trước", "cảnh báo", "một phần"))
    ],
)
def test_each_constraint_of_the_list_is_a_blocking_check(code: str, constraint: str) -> None:
    assert [item.level for item in form().checks if item.rule == f"{code} {constraint}"] == [Level.BLOCK]


def test_the_constraints_in_words_are_checks_too() -> None:
    rules = {item.rule: item.level for item in form().checks}
    assert rules["BC3.2.3 = KY_TRUOC(BC3.2.8)"] is Level.WARN
    assert rules["BC4.2.2 <= BC4.2.1"] is Level.WARN
    assert rules["BC7.2.2 - BC7.2.4 <= BC7.2.1 - BC7.2.3"] is Level.BLOCK


def test_percentages_are_computed_and_never_typed() -> None:
    rates = [item for item in form().fields if item.spec.type is FieldType.PERCENT]
    assert {item.code for item in rates} == {"BC1.1.3", "BC3.2.9", "BC6.1.3"}
    assert all(item.formula and not item.overridable for item in rates)


def test_figures_counted_from_registers_may_be_corrected_with_a_reason() -> None:
    assert all(item.overridable for item in form().fields if '("' in item.formula or "('" in item.formula)


def test_states_that_seldom_change_are_carried_over() -> None:
    carried = {item.code for item in form().fields if item.carried}
    assert {"BC3.1.1", "BC4.1.1", "BC4.2.1", "BC6.1.1", "BC7.2.7"} <= carried
    assert all(item.basis is Basis.AT_CUTOFF and not item.formula for item in form().fields if item.carried)


@pytest.mark.parametrize("code", ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"])
def test_the_outline_of_the_four_reports_is_numbered_without_gaps(code: str) -> None:
    of = period.parse(code)
    numbers = section_numbers(form(), of)
    titles = [
        (heading_number(numbers[item.code], item.level), item.title) for item in form().sections if item.serves(of)
    ]
    assert [title for title in titles if title[0] in ("I.", "II.", "III.", "IV.", "V.")] == [
        ("I.", "Công tác chỉ đạo, điều hành cải cách hành chính"),
        ("II.", "Kết quả thực hiện công tác cải cách hành chính"),
        ("III.", "Đánh giá chung"),
        ("IV.", "Đề xuất, kiến nghị"),
        ("V.", "Phương hướng, nhiệm vụ {ky_sau}"),
    ]
    assert numbers["II.2"] == "2"
    assert numbers["II.2.3.c"] == "c"
    assert numbers["II.6.2"] == "6.2"


@pytest.mark.parametrize("code", ["2026-M02", "2026-01-01--2026-02-15"])
def test_the_monthly_and_the_ad_hoc_report_are_short(code: str) -> None:
    of = period.parse(code)
    sections = [item for item in form().sections if item.serves(of)]
    assert [item.title for item in sections if item.level == 1][2:] == [
        "Khó khăn, vướng mắc; đề xuất, kiến nghị",
        "Nhiệm vụ trọng tâm {ky_sau}",
    ]
    assert len(sections) < 20
    assert all(item.level <= 2 for item in sections)


@pytest.mark.parametrize("code", ["2026-M02", "2026-Q1", "2026-Q3", "2026-Y"])
def test_every_figure_has_its_section_in_every_report(code: str) -> None:
    of = period.parse(code)
    sections = {item.code for item in form().sections if item.serves(of)}
    assert {item.section for item in form().fields if item.serves(of)} <= sections


def test_the_annexes_are_the_documents_issued_and_the_figures() -> None:
    assert [annex.kind for annex in form().annexes] == [AnnexKind.REGISTER, AnnexKind.FIGURES]


def test_the_annex_lists_the_documents_that_the_text_counts() -> None:
    rows: list[Row] = [
        {"ngay": FEBRUARY, "linh_vuc": field, "loai": kind}
        for field in ("cchc", "qppl", "khac")
        for kind in ("quyet_dinh", "ke_hoach", "cong_van")
    ]
    listed = [row for row in rows if parse_condition(form().annexes[0].condition).holds_for(row, (FEBRUARY, FEBRUARY))]
    evaluated = counted({"VB": rows})
    assert len(listed) == sum(number(evaluated, code) or 0 for code in ("BC1.8.1", "BC1.8.2", "BC1.8.3")) == 3


def test_the_reconstruction_says_that_the_appendix_is_to_be_replaced() -> None:
    assert "dựng lại" in form().header.reconstruction
    assert "thay bằng mẫu" in form().header.reconstruction


def test_documents_are_counted_by_kind_and_law_making_ones_apart() -> None:
    kinds = [
        ("cchc", "quyet_dinh"),
        ("cchc", "ke_hoach"),
        ("cchc", "cong_van"),
        ("cchc", "bao_cao"),
        ("qppl", "nghi_quyet"),
    ]
    rows = [{"ngay": FEBRUARY, "linh_vuc": area, "loai": kind} for area, kind in kinds]
    rows.append({"ngay": date(2026, 3, 15), "linh_vuc": "cchc", "loai": "quyet_dinh"})
    evaluated = counted({"VB": rows})
    assert [number(evaluated, code) for code in ("BC1.8.1", "BC1.8.2", "BC1.8.3", "BC2.1.1")] == [1, 1, 2, 1]


def test_assigned_tasks_fall_into_four_parts_that_add_up() -> None:
    days = [
        (date(2026, 2, 20), date(2026, 2, 20)),  # on the last day: in time
        (date(2026, 2, 20), date(2026, 2, 21)),
        (date(2026, 3, 13), None),
        (date(2026, 3, 14), None),  # due on the last day of the window: still in time
        (None, None),
        (date(2026, 3, 1), date(2026, 3, 20)),  # done only after the window
    ]
    rows = [{"ngay": FEBRUARY, "han": due, "ngay_hoan_thanh": done} for due, done in days]
    evaluated = counted({"NVG": rows})
    assert [number(evaluated, f"BC1.3.{place}") for place in range(1, 6)] == [6, 1, 1, 2, 2]


def test_feedback_settled_after_the_window_is_still_open_in_it() -> None:
    rows: list[Row] = [
        {"ngay": FEBRUARY, "trang_thai": "da_xu_ly", "ngay_xu_ly": date(2026, 3, 14), "cong_khai": True},
        {"ngay": FEBRUARY, "trang_thai": "da_xu_ly", "ngay_xu_ly": date(2026, 3, 15), "cong_khai": True},
        {"ngay": FEBRUARY, "trang_thai": "da_xu_ly", "cong_khai": False},
        {"ngay": FEBRUARY, "trang_thai": "dang_xu_ly"},
    ]
    evaluated = counted({"PAKN": rows})
    assert [number(evaluated, f"BC3.3.{place}") for place in range(1, 5)] == [4, 2, 1, 2]


def test_slips_give_satisfaction_and_the_mean_waiting_time() -> None:
    levels = [("rat_hai_long", 10), ("hai_long", 15), ("binh_thuong", 27)]
    evaluated = counted(
        {"KS": [{"ngay": FEBRUARY, "muc": level, "thoi_gian_cho": Fraction(wait)} for level, wait in levels]}
    )
    assert [number(evaluated, code) for code in ("BC1.4.1", "BC3.5.3", "BC3.5.2")] == [3, 2, Fraction(52, 3)]


def test_publicity_is_counted_by_subject_and_by_distinct_form() -> None:
    acts = [
        ("cchc", "toa_dam"),
        ("dvctt", "toa_dam"),
        ("cchc", "tin_bai"),
        ("phap_luat", "hop_thon"),
        ("phap_luat", "tin_bai"),
    ]
    rows = [{"ngay": FEBRUARY, "chu_de": about, "hinh_thuc": act, "so_tai_lieu": Fraction(20)} for about, act in acts]
    evaluated = counted({"TT": rows})
    assert [number(evaluated, code) for code in ("BC1.6.1", "BC1.6.2", "BC2.4.1", "BC2.4.2")] == [3, 2, 1, 40]


def test_initiatives_count_in_the_year_of_their_recognition() -> None:
    rows: list[Row] = [
        {"ngay": date(2025, 11, 1), "trang_thai": "cong_nhan", "ngay_cong_nhan": FEBRUARY},
        {"ngay": FEBRUARY, "trang_thai": "dang_ky"},
    ]
    evaluated = counted({"SK": rows})
    assert [number(evaluated, code) for code in ("BC1.7.1", "BC1.7.2")] == [1, 1]


def test_late_dossiers_and_apologies_come_from_their_register() -> None:
    rows: list[Row] = [
        {"ngay": FEBRUARY, "ngay_hen": date(2026, 2, 1), "ngay_tra": FEBRUARY, "xin_loi": True},
        {"ngay": FEBRUARY, "ngay_hen": date(2026, 2, 1), "ngay_tra": FEBRUARY, "xin_loi": False},
        {"ngay": FEBRUARY, "ngay_hen": date(2026, 2, 1), "xin_loi": True},
    ]
    evaluated = counted({"HM": rows})
    assert [number(evaluated, code) for code in ("BC3.2.6", "BC3.2.7")] == [2, 1]


def test_the_completion_rate_follows_from_the_tasks() -> None:
    states = ["hoan_thanh_dung_han", "hoan_thanh_qua_han", "dang_thuc_hien", "qua_han"]
    tasks: list[Row] = [{"trang_thai": state, "trong_ke_hoach": True} for state in states]
    tasks.append({"trang_thai": "qua_han", "trong_ke_hoach": False})  # a task of the departments
    evaluated = counted({"NHIEM_VU": tasks})
    assert [number(evaluated, code) for code in ("BC1.1.1", "BC1.1.2", "BC1.1.3")] == [4, 2, 50]


DOSSIERS = {"BC3.2.1": 1855, "BC3.2.2": 1800, "BC3.2.3": 55, "BC3.2.4": 1000, "BC3.2.5": 800, "BC3.2.8": 55}


@pytest.mark.parametrize(
    ("changed", "before", "rules"),
    [
        ({}, {"BC3.2.8": 55}, []),
        ({}, {}, []),
        (
            {"BC3.2.1": 1850},
            {"BC3.2.8": 55},
            ["BC3.2.1 = BC3.2.2 + BC3.2.3", "BC3.2.1 = BC3.2.4 + BC3.2.5 + BC3.2.6 + BC3.2.8"],
        ),
        ({}, {"BC3.2.8": 54}, ["BC3.2.3 = KY_TRUOC(BC3.2.8)"]),
        (
            {"BC3.2.5": 900, "BC3.2.8": -45},
            {},
            ["BC3.2.4 + BC3.2.5 + BC3.2.6 <= BC3.2.1"],
        ),
        ({"BC7.2.1": 2000}, {}, ["BC7.2.1 <= BC3.2.1"]),
        (
            {"BC7.2.1": 100, "BC7.2.2": 60, "BC7.2.3": 80, "BC7.2.4": 30},
            {},
            ["BC7.2.2 - BC7.2.4 <= BC7.2.1 - BC7.2.3"],
        ),
        ({"BC7.2.1": 100, "BC7.2.2": 20, "BC7.2.3": 80, "BC7.2.4": 30}, {}, ["BC7.2.4 <= BC7.2.2"]),
        ({"BC4.2.1": 30, "BC4.2.2": 31}, {}, ["BC4.2.2 <= BC4.2.1"]),
        ({"BC6.1.1": 100, "BC6.1.2": 101}, {}, ["BC6.1.2 <= BC6.1.1"]),
    ],
)  # fmt: skip
def test_a_planted_error_is_found_and_nothing_else(
    changed: Mapping[str, int], before: Mapping[str, int], rules: Sequence[str]
) -> None:
    assert {rule_of(code) for code in found({**DOSSIERS, **changed}, before)} == set(rules)


def test_a_cumulative_figure_may_not_fall_inside_the_year_but_starts_anew_in_the_next() -> None:
    figures, before = {"BC6.1.2": 80}, {"BC6.1.2": 90}
    assert {rule_of(code) for code in found(figures, before, period.parse("2026-Q3"))} == {
        "BC6.1.2 >= KY_TRUOC(BC6.1.2)"
    }
    assert found(figures, before, QUARTER) == set()


def test_an_empty_form_breaks_no_rule() -> None:
    assert found({}) == set()
