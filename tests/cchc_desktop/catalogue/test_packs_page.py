"""The examples of docs/packs.md are packs that work: loaded, referring to each other, filled in, checked, drafted."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from cchc_desktop.catalogue.form_integrity import register_lines
from cchc_desktop.catalogue.reader import Pack, read_pack
from cchc_desktop.catalogue.references import reference_problems
from cchc_desktop.catalogue.rule_reader import KINDS as RULES
from cchc_desktop.domain import field_value
from cchc_desktop.domain.draft import BLOCKS, NAMES, DraftFigure, written
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import AnnexKind, Basis, Form
from cchc_desktop.domain.form_checks import check
from cchc_desktop.domain.form_evaluation import Entered, Row, evaluate
from cchc_desktop.domain.formula import Value, parse
from cchc_desktop.domain.pack import KINDS
from cchc_desktop.domain.period import PARTS, Window
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.report_words import figure_words
from cchc_desktop.domain.working_calendar import WorkingCalendar

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "packs.md").read_text(encoding="utf-8")
QUARTER = parse_period("2026-Q2")


class Books:
    """The register of the page with two meetings in the quarter and one before it."""

    window: Window = QUARTER.window

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Row]:
        meetings = [(date(2026, 2, 1), 80), (date(2026, 4, 1), 60), (date(2026, 5, 1), 20)]
        first = QUARTER.cumulative_window[0] if basis is Basis.CUMULATIVE else self.window[0]
        return [{"ngay": day, "so_nguoi": Fraction(count)} for day, count in meetings if day >= first]

    def previous(self, code: str) -> Value:
        return None

    def last_year(self, code: str) -> Value:
        return None


class Draft:
    """Gives the drafts of the page the figures of a report and the rows of its register."""

    def __init__(self, form: Form, entered: Mapping[str, Entered]) -> None:
        self._form = form
        self._figures = evaluate(form, QUARTER, entered, Books())

    def figure(self, code: str) -> DraftFigure | None:
        value = self._figures[code].value
        nothing = not value.number
        return DraftFigure(figure_words(value, self._form.field(code).spec), value != field_value.EMPTY, nothing)

    def name(self, word: str) -> str:
        return {"don_vi": "UBND xã Hàm Yên", "tu_ngay": "15/3/2026", "den_ngay": "14/6/2026", "ky": "quý II năm 2026"}[
            word
        ]

    def lines(self, block: str, argument: str) -> Sequence[str]:
        return [f"- Dòng của {block}:{argument}."]


def packs() -> dict[str, Pack]:
    found = [read_pack(block, name="docs/packs.md") for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)]
    assert [reading.warnings for reading in found] == [()] * len(found)
    return {reading.pack.header.kind: reading.pack for reading in found}


def form() -> Form:
    found = packs()["form"]
    assert isinstance(found, Form)
    return found


def typed(**figures: int) -> dict[str, Entered]:
    return {code.replace("_", "."): Entered(field_value.of(Decimal(value))) for code, value in figures.items()}


def texts(entered: Mapping[str, Entered], explanations: Mapping[str, str] | None = None) -> dict[str, str]:
    figures = evaluate(form(), QUARTER, entered, Books())
    findings = check(form(), QUARTER, figures, Books(), explanations or {}, "report:")
    return {f"{item.level.value} {item.code}": item.text for item in findings}


def test_every_kind_of_pack_has_an_example_that_loads() -> None:
    assert set(packs()) == set(KINDS)


def test_the_examples_know_each_other() -> None:
    beside = tuple(packs().values())
    for kind in ("form", "registers", "targets"):
        assert reference_problems(packs()[kind], beside) == ()


def test_the_small_form_counts_its_register() -> None:
    figures = evaluate(form(), QUARTER, typed(TCD_1=10, TCD_2=9, TCD_3=1), Books())
    assert [figures[code].exact for code in ("HD.1", "HD.2", "HD.3", "TCD.4")] == [2, 80, 2, 90]


def test_the_small_form_finds_a_total_that_is_not_its_parts() -> None:
    assert "lệch 1" in texts(typed(TCD_1=10, TCD_2=9, TCD_3=2))["block report.check:K1"]


def test_a_warning_of_the_small_form_passes_with_an_explanation() -> None:
    entered = typed(TCD_1=10, TCD_2=5, TCD_3=5)
    assert "dưới 80%" in texts(entered)["warn report.check:K2"]
    explained = texts(entered, {"report.check:K2": "Đơn phức tạp, còn trong hạn."})
    assert "Đơn phức tạp" in explained["info report.check:K2"]


def test_an_empty_small_form_is_asked_for_its_figures_only() -> None:
    assert set(texts({})) == {f"block report.required:TCD.{place}" for place in (1, 2, 3, 5)}


def test_the_small_form_drafts_its_narrative() -> None:
    sections = {section.code: section for section in form().sections}
    draft = Draft(form(), typed(TCD_1=0, TCD_2=0))
    assert written(sections["1.1"].draft, draft).splitlines() == [
        "Từ ngày 15/3/2026 đến ngày 14/6/2026, UBND xã Hàm Yên đã tổ chức 02 buổi họp dân với 80 lượt người tham dự.",
        "Nội dung chủ yếu:",
        "- Dòng của so:HD:noi_dung.",
    ]
    full = Draft(form(), typed(TCD_1=10, TCD_2=9))
    assert written(sections["1.2"].draft, full) == "Đã tiếp nhận 10 đơn, giải quyết 09 đơn, đạt tỷ lệ 90,00%."
    assert list(register_lines(form())) == [("1.1", "HD", "noi_dung")]


def test_the_small_calendar_has_both_kinds_of_due_rule() -> None:
    calendar = packs()["calendar"]
    assert isinstance(calendar, WorkingCalendar)
    days = [calendar.due(parse_period(code)) for code in ("2026-Q3", "2026-M08")]
    assert [found.due for found in days if found] == [date(2026, 9, 18), date(2026, 8, 18)]


def test_the_page_names_every_word_that_a_pack_may_use() -> None:
    words = [*(f"`{kind.value}`" for kind in (*FieldType, *AnnexKind)), *(f"`{kind}`" for kind in RULES)]
    words += [f"{{{name}}}" for name in NAMES] + [f"{{{block}" for block in BLOCKS]
    words += [f"`{basis.value}`" for basis in Basis] + ["`block`", "`warn`", "`info`"]
    assert [word for word in words if word not in PAGE] == []
    assert {part.rstrip("0123456789") for part in PARTS} <= set(re.findall(r"`([A-Z0-9]+)`", PAGE))


def test_the_formulas_of_the_page_parse() -> None:
    section = PAGE.partition("## Formulas")[2].partition("## Checks")[0]
    indented = [line.split("   ")[0].strip() for line in re.findall(r"^    (\S.*)$", section, re.MULTILINE)]
    calls = re.findall(r"^\| `([A-Z_]+\(\".*?\))` \|", section, re.MULTILINE)
    assert len(indented) == 3
    assert len(calls) == 6
    assert [parse(text).text for text in (*indented, *calls)] == [*indented, *calls]
