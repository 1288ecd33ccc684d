from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from support.kept_year import ROWS, kept_workplace
from support.workplaces import desk_of

from cchc_desktop.cli.demo_report import FORM, fill_report
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.field_value import FieldValue
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import Period, parse
from cchc_desktop.domain.report_offers import Offered
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.reports.surroundings import OtherReports
from cchc_desktop.services.workplace import Desk

YEAR = parse("2025-Y")
DIALOGUE = {"ngay": "05/10/2025", "hinh_thuc": "Hội nghị đối thoại"}
CODE = "assessment.differs-from-report"


def offered(desk: Desk, code: str) -> Mapping[str, Offered]:
    return next(row.offered for row in desk.assessment.sheet().rows if row.criterion.code == code)


def differences(desk: Desk) -> list[Finding]:
    return [item for item in desk.assessment.sheet().findings if item.code.startswith(CODE)]


def report(desk: Desk, **figures: str) -> None:
    for code, text in figures.items():
        desk.reports.type_field(FORM, YEAR, code.replace("_", "."), text)


def answer(desk: Desk, code: str, **numbers: str) -> None:
    desk.assessment.set_answer(code, Answer(numbers={key: Decimal(value) for key, value in numbers.items()}))


def test_a_figure_that_the_report_has_is_offered_with_its_link(desk: Desk) -> None:
    report(desk, BC7_1_1="2.148")
    found = offered(desk, "7.2.1")
    assert found == {"a": Offered(Decimal(2148), "2.148", "báo cáo năm 2025", "report:BC-CCHC-XA:2025-Y:BC7.1.1")}


def test_nothing_is_offered_before_the_report_has_figures(desk: Desk) -> None:
    assert [row for row in desk.assessment.sheet().rows if row.offered] == []


def test_a_sum_with_an_unknown_part_is_not_offered_and_one_that_did_not_arise_counts_as_nothing(desk: Desk) -> None:
    report(desk, BC3_2_4="1.800", BC3_2_5="55")
    assert offered(desk, "3.3.1")["b"].shown == "1.855"
    assert "a" not in offered(desk, "3.3.1")
    report(desk, BC3_2_5="Không phát sinh")
    assert offered(desk, "3.3.1")["b"].shown == "1.800"


def test_an_entered_number_that_differs_is_a_warning_until_the_criterion_is_explained(desk: Desk) -> None:
    report(desk, BC3_2_4="1.800", BC3_2_5="55")
    answer(desk, "3.3.1", a="1850", b="1850")
    (found,) = differences(desk)
    assert (found.code, found.level, found.target) == (f"{CODE}:3.3.1.b", Level.WARN, "criterion:3.3.1:b")
    assert found.text.endswith(
        "“Số hồ sơ giải quyết trước hạn và đúng hạn” ghi 1.850, báo cáo năm 2025 ghi 1.855; "
        "hãy sửa số hoặc giải trình ở tiêu chí."
    )
    desk.assessment.explain("3.3.1", "05 hồ sơ trả sau ngày chốt số liệu báo cáo.")
    (explained,) = differences(desk)
    assert explained.level is Level.INFO
    assert explained.text.endswith("ghi 1.850, báo cáo năm 2025 ghi 1.855; đã có giải trình.")


def test_findings_stay_in_the_order_of_the_criteria(desk: Desk) -> None:
    report(desk, BC7_1_1="2.148")
    answer(desk, "7.2.1", a="10", b="10")
    order = [row.criterion.code for row in desk.assessment.sheet().rows]
    places = [order.index(finding.target.split(":")[1]) for finding in desk.assessment.sheet().findings]
    assert places == sorted(places)


def test_the_same_number_and_one_that_the_report_rounds_are_no_difference(desk: Desk) -> None:
    report(desk, BC7_1_1="2.148", BC3_5_1="88,45", BC6_1_1="18.450")
    answer(desk, "7.2.1", a="2148", b="2148")
    answer(desk, "3.6.1", x="88.451")
    answer(desk, "6.1", a="18450", b="18000")
    assert differences(desk) == []
    answer(desk, "3.6.1", x="88.5")
    assert [finding.target for finding in differences(desk)] == ["criterion:3.6.1:x"]


def test_a_declaration_that_nothing_arose_is_not_compared(desk: Desk) -> None:
    report(desk, BC2_3_1="6", BC2_3_2="6")
    desk.assessment.set_answer("2.1.2", Answer(not_arising=True))
    assert differences(desk) == []


def test_what_the_report_is_given_afterwards_and_what_is_undone_is_seen_at_once(desk: Desk) -> None:
    report(desk, BC7_1_1="2.148")
    assert offered(desk, "7.2.1")["a"].shown == "2.148"
    report(desk, BC7_1_1="2.150")
    assert offered(desk, "7.2.1")["a"].shown == "2.150"
    desk.session.undo()
    assert offered(desk, "7.2.1")["a"].shown == "2.148"


def test_the_report_is_read_once_while_answers_are_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    report(desk, BC7_1_1="2.148")
    read = list[Period]()
    original = OtherReports.values

    def counted(self: OtherReports, period: Period) -> Mapping[str, FieldValue]:
        read.append(period)
        return original(self, period)

    monkeypatch.setattr(OtherReports, "values", counted)
    for number in range(5):
        answer(desk, "7.2.1", a=str(number + 1), b="1")
        desk.assessment.explain("7.2.1", f"Giải trình lần {number}")
    assert [finding.target for finding in differences(desk)] == ["criterion:7.2.1:a"]
    assert read == [YEAR]


def test_a_set_without_a_form_is_compared_with_nothing(desk: Desk) -> None:
    report(desk, BC7_1_1="2.148")
    plain = replace(desk.session.workspace.criteria, form="")
    desk.session.workspace = replace(desk.session.workspace, criteria=plain)
    answer(desk, "7.2.1", a="10", b="10")
    assert offered(desk, "7.2.1") == {}
    assert differences(desk) == []


def test_a_set_whose_form_is_not_in_use_is_compared_with_nothing(desk: Desk) -> None:
    foreign = replace(desk.session.workspace.criteria, form="BC-KHAC")
    desk.session.workspace = replace(desk.session.workspace, criteria=foreign)
    assert offered(desk, "7.2.1") == {}


def test_a_register_that_was_kept_gives_its_figure_and_one_that_was_not_gives_none(desk: Desk) -> None:
    report(desk, BC7_1_1="2.148")
    desk.registers.add("DT", DIALOGUE)
    assert offered(desk, "1.7.1")["n"].shown == "1"
    assert offered(desk, "1.5") == {}


def test_a_completed_report_gives_what_it_froze_until_it_is_opened_again(tmp_path: Path) -> None:
    workplace = kept_workplace(tmp_path / "du-lieu")
    desk = desk_of(workplace)
    fill_report(desk, YEAR, ROWS)
    frozen = offered(desk, "1.7.1")["n"]
    desk.submissions.complete(Kind.REPORT, YEAR, form=FORM)
    assert offered(desk, "1.7.1")["n"] == frozen
    desk.registers.add("DT", DIALOGUE)
    assert offered(desk, "1.7.1")["n"] == frozen
    assert desk.reports.laid_out(desk.reports.reading(FORM, YEAR)).field("BC1.5.1").value.number == frozen.value + 1
    workplace.store.close(with_backup=False)
