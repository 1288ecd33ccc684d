"""The history of the texts and the explanations of a report."""

from cchc_desktop.domain.period import parse
from cchc_desktop.services.workplace import Desk

FORM = "BC-CCHC-XA"
PERIOD = parse("2025-Q3")


def test_each_text_of_a_section_is_told_newest_first(desk: Desk) -> None:
    desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị tập huấn.")
    desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị tập huấn nghiệp vụ một cửa.")
    desk.reports.set_text(FORM, PERIOD, "III.1", "Mục khác.")
    desk.reports.set_text(FORM, parse("2025-Y"), "IV", "Kỳ khác.")
    rows = desk.history.of_section(FORM, PERIOD.code, "IV")
    assert [(row.action, row.field, row.old, row.new) for row in rows] == [
        ("Sửa", "Nội dung mục", "Đề nghị tập huấn.", "Đề nghị tập huấn nghiệp vụ một cửa."),
        ("Thêm", "Nội dung mục", "", "Đề nghị tập huấn."),
    ]
    assert rows[0].officer == "Nguyễn Thị Lan"


def test_a_draft_taken_over_is_one_change_of_the_text(desk: Desk) -> None:
    desk.reports.redraft(FORM, PERIOD, "I.3")
    (row,) = desk.history.of_section(FORM, PERIOD.code, "I.3")
    assert row.new.startswith("Trong kỳ báo cáo, UBND phường Hà Giang 1 không phát sinh")


def test_each_explanation_of_a_warning_is_told(desk: Desk) -> None:
    desk.reports.explain(FORM, PERIOD, "report.check:KT52", "Do mưa lũ.")
    desk.reports.explain(FORM, PERIOD, "report.check:KT53", "Khác.")
    (row,) = desk.history.of_explanation(FORM, PERIOD.code, "report.check:KT52")
    assert (row.field, row.new) == ("Giải trình", "Do mưa lũ.")
