from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from support.kept_year import ROWS, kept_workplace
from support.register_totals import totals
from support.workplaces import desk_of

from cchc_desktop.cli.demo_report import FORM, fill_report
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.number import half_up
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.reports.rows import ReportSheet
from cchc_desktop.services.workplace import Desk

REPORTS = ("2025-Q1", "2025-H1", "2025-Q3", "2025-Y")
OF_TASKS = {"BC1.1.1", "BC1.1.2", "BC1.1.3"}
OF_FIGURES = {"BC3.2.9", "BC6.1.3"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of a commune that kept its registers all year, on 16 December."""
    workplace = kept_workplace(tmp_path / "du-lieu")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def derived(sheet: ReportSheet) -> dict[str, str]:
    return {
        row.field.code: row.shown for section in sheet.sections for row in section.fields if row.derived is not None
    }


@pytest.mark.parametrize("code", REPORTS)
def test_every_total_that_rests_on_registers_follows_from_their_rows(desk: Desk, code: str) -> None:
    sheet = desk.reports.sheet(FORM, parse(code))
    counted = totals(ROWS, parse(code))
    shown = derived(sheet)
    assert set(shown) - OF_TASKS - OF_FIGURES == set(counted)
    for field, total in counted.items():
        number = sheet.field(field).value.number
        expected = None if total is None else half_up(Fraction(total), 12)
        assert number == expected, field


@pytest.mark.parametrize("code", REPORTS)
def test_a_kept_year_gives_a_report_in_which_nothing_blocks(desk: Desk, code: str) -> None:
    fill_report(desk, parse(code), ROWS)
    findings = desk.submissions.findings(Kind.REPORT, parse(code), form=FORM)
    assert [finding for finding in findings if finding.level is not Level.INFO] == []
    assert desk.submissions.complete(Kind.REPORT, parse(code), form=FORM).value.state is State.COMPLETE


def test_ratios_follow_from_the_figures_of_the_report(desk: Desk) -> None:
    fill_report(desk, parse("2025-Q3"), ROWS)
    sheet = desk.reports.sheet(FORM, parse("2025-Q3"))
    before, in_time, late = (sheet.field(code).value.number or 0 for code in ("BC3.2.4", "BC3.2.5", "BC3.2.6"))
    assert before > late > 0
    exact = Fraction(before + in_time) / Fraction(before + in_time + late) * 100
    assert sheet.field("BC3.2.9").value.number == half_up(exact, 12)


def test_the_closing_balance_of_one_report_is_the_opening_one_of_the_next(desk: Desk) -> None:
    for code in ("2025-H1", "2025-Q3"):
        fill_report(desk, parse(code), ROWS)
    sheet = desk.reports.sheet(FORM, parse("2025-Q3"))
    closing = desk.reports.sheet(FORM, parse("2025-H1")).field("BC3.2.8").value
    assert sheet.field("BC3.2.3").value == closing
    assert not [finding for finding in sheet.findings if finding.code == "report.check:KT10"]


def test_quarters_stand_beside_those_of_the_same_length(desk: Desk) -> None:
    sheet = desk.reports.sheet(FORM, parse("2025-Q3"))
    before, now = (totals(ROWS, parse(code))["BC1.6.1"] for code in ("2025-Q1", "2025-Q3"))
    compared = sheet.field("BC1.6.1").compared
    assert (compared.previous, compared.last_year) == (str(before), "")
    assert compared.change.startswith("-" if (now or 0) < (before or 0) else "+")


def test_a_year_in_which_nothing_was_kept_is_unknown_not_zero(desk: Desk) -> None:
    sheet = desk.reports.sheet(FORM, parse("2025-Y"))
    assert {row.compared.last_year for section in sheet.sections for row in section.fields} == {""}
    assert desk.reports.sheet(FORM, parse("2026-Q1")).field("BC1.6.1").compared.last_year == str(
        totals(ROWS, parse("2025-Q1"))["BC1.6.1"]
    )
