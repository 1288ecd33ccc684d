from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.text_checks import Paragraph, TextContext, text_findings
from cchc_desktop.domain.text_figures import TextFigure
from cchc_desktop.domain.vietnamese import format_date, format_long_date

QUARTER = parse("2026-Q1")  # 15/12/2025 .. 14/3/2026
PLAN = "Kế hoạch cải cách hành chính tỉnh Tuyên Quang 6 tháng cuối năm 2025"
RECEIVED = TextFigure("BC3.2.1", "Tổng số hồ sơ đã tiếp nhận", Fraction(1855), ("1.855",), "hồ sơ")
NEW = TextFigure("BC3.2.2", "Số hồ sơ mới tiếp nhận trong kỳ", Fraction(1500), ("1.500",), "hồ sơ")
SPENT = TextFigure("BC6.1.3", "Tỷ lệ giải ngân (lũy kế)", Fraction(43_839, 1000), ("43,84%",), "%")
INSPECTED = TextFigure("BC1.2.1", "Số cuộc tự kiểm tra theo kế hoạch năm", Fraction(3), ("03", "3"), "cuộc")
DOCUMENTS = TextFigure("BC1.8.1", "Số Quyết định", Fraction(5), ("05", "5"), "văn bản")
DRAFT = "Trong kỳ đã tiếp nhận {BC3.2.1} hồ sơ, trong đó mới tiếp nhận {BC3.2.2} hồ sơ; ban hành {BC1.8.1} quyết định."
CONTEXT = TextContext(
    QUARTER,
    "report:BC:2026-Q1:",
    own_names=("Xã Hàm Yên",),
    other_names=("Xã Yên Sơn", "Phường Minh Xuân", "Xã Hàm"),
    figures=(RECEIVED, NEW, SPENT, INSPECTED, DOCUMENTS),
    known_phrases=(PLAN,),
    templates=(DRAFT,),
)


def findings(text: str, title: str = "Kết quả") -> tuple[Finding, ...]:
    return text_findings([Paragraph("II.1", text, title)], CONTEXT)


def codes(text: str, title: str = "Kết quả") -> list[str]:
    return [finding.code for finding in findings(text, title)]


@pytest.mark.parametrize(
    "text",
    [
        "Số liệu từ ngày 15/12/2025 đến ngày 14/3/2026.",
        "Kỳ báo cáo từ ngày 15 tháng 12 năm 2025 đến ngày 14 tháng 03 năm 2026.",
        "UBND xã ban hành Kế hoạch số 12/KH-UBND ngày 05/01/2025 về cải cách hành chính năm 2025.",
        "Thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ.",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Theo Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ về chế độ báo cáo.",
        "Công văn số 581/BNV-CCHC của Bộ Nội vụ ngày 21/02/2022 hướng dẫn chế độ báo cáo.",
        "Ban hành 12/2025/QĐ-UBND (ngày 03/02/2025) và 7-CV/HU ngày 01/9/2025.",
        "Chương trình tổng thể giai đoạn 2021-2030.",
        "Thực hiện Đề án 2021 - 2025.",
        "Tăng 5% so với năm 2025; cùng kỳ năm 2025 là 20 hồ sơ.",
        "Hoàn thành trước ngày 30/4/2026.",
        "Trong quý tới sẽ tổ chức đối thoại ngày 20/5/2026.",
        "Lũy kế từ ngày 15/12/2025 đến nay.",
        "Ngày 05/01/2026, UBND xã Hàm Yên tổ chức hội nghị; tháng 12/2025 đã rà soát.",
        "Xã thành lập từ ngày 01/7/2025 trên cơ sở sáp nhập xã Yên Sơn.",
        "Quy chế có hiệu lực từ 01/9/2025.",
        "Chỉ số cải cách hành chính năm 2025 của xã xếp hạng 12.",
        f"Tiếp tục thực hiện {PLAN}.",
        "Phối hợp với xã Yên Sơn tổ chức 01 buổi tuyên truyền.",
        "UBND xã Hàm Yên có 12 công chức; các xã khác không có.",
        "",
    ],
)
def test_what_belongs_in_a_report_is_not_warned_of(text: str) -> None:
    assert findings(text) == ()


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("Ngày 20/11/2025 xã tổ chức hội nghị.", "report.text-date:2025-11-20:II.1", "Ngày 20/11/2025 nằm ngoài kỳ"),
        ("Hội nghị ngày 15/3/2026.", "report.text-date:2026-03-15:II.1", "từ 15/12/2025 đến 14/3/2026"),
        ("Họp ngày 15 tháng 3 năm 2026.", "report.text-date:2026-03-15:II.1", "“Họp ngày 15 tháng 3 năm 2026.”"),
        ("Ngày 236/6/2022 họp.", "report.text-date:236/6/2022:II.1", "Ngày 236/6/2022 không có thật"),
        ("Kế hoạch số 2/KH-UBND ngày 31/02/2026.", "report.text-date:31/02/2026:II.1", "không có thật"),
        (
            "Số liệu từ ngày 15/12/2025 đến ngày 15/3/2026.",
            "report.text-window:2025-12-15:2026-03-15:II.1",
            "đúng ra là từ 15/12/2025 đến 14/3/2026",
        ),
        (
            "Số liệu tính từ 16/12/2025 đến hết ngày 14/3/2026.",
            "report.text-window:2025-12-16:2026-03-14:II.1",
            "đúng ra là từ 15/12/2025",
        ),
        ("Công tác cải cách hành chính năm 2022.", "report.text-year:2022:II.1", "Năm 2022 không phải năm của báo cáo"),
        ("Kết quả quý IV/2025 đạt khá.", "report.text-year:2025:II.1", "Năm 2025"),
        ("Đã đăng tin về tháng 11/2025.", "report.text-year:2025:II.1", "Năm 2025"),
        ("Tại xã Yên Sơn đã đối thoại.", "report.text-unit:xã yên sơn:II.1", "không phải đơn vị lập báo cáo này"),
        ("UBND PHƯỜNG  MINH XUÂN báo cáo.", "report.text-unit:phường minh xuân:II.1", "PHƯỜNG  MINH XUÂN"),
    ],
)
def test_what_is_not_of_this_report_is_warned_of_with_its_place(text: str, code: str, says: str) -> None:
    (finding,) = findings(text)
    assert finding.code == code
    assert finding.level is Level.WARN
    assert says in finding.text
    assert finding.target == "report:BC:2026-Q1:#II.1"


def test_a_section_that_plans_what_comes_next_may_name_its_days_and_year() -> None:
    text = "Tổ chức hội nghị ngày 20/5/2026. Xây dựng kế hoạch của năm 2027."
    assert codes(text, "Phương hướng, nhiệm vụ trọng tâm") == []
    assert codes("Tổ chức hội nghị ngày 20/5/2026.") == ["report.text-date:2026-05-20:II.1"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tổng số hồ sơ đã tiếp nhận là 1.860 hồ sơ.", "BC3.2.1:1.860"),
        ("Tổng số hồ sơ đã tiếp nhận trong kỳ đạt: 1.860.", "BC3.2.1:1.860"),
        ("Trong kỳ đã tiếp nhận 1.860 hồ sơ, trong đó mới tiếp nhận 1.500 hồ sơ.", "BC3.2.1:1.860"),
        ("Trong kỳ đã tiếp nhận 1.855 hồ sơ, trong đó mới tiếp nhận 1.499 hồ sơ.", "BC3.2.2:1.499"),
        ("Xã tổ chức 02 cuộc tự kiểm tra theo kế hoạch năm.", "BC1.2.1:02"),
    ],
)
def test_a_figure_that_differs_from_its_field_is_found(text: str, code: str) -> None:
    (finding,) = findings(text)
    assert finding.code == f"report.text-figure:{code}:II.1"
    assert finding.level is Level.WARN


def test_the_finding_names_the_field_and_quotes_the_text() -> None:
    (finding,) = findings("Tổng số hồ sơ đã tiếp nhận là 1.860 hồ sơ.")
    assert finding.text == (
        "“1.860” khác số liệu của Tổng số hồ sơ đã tiếp nhận (BC3.2.1) là 1.855. "
        "Câu: “Tổng số hồ sơ đã tiếp nhận là 1.860 hồ sơ.”."
    )


@pytest.mark.parametrize("typed", ["43,84%", "43,8%", "44%"])
def test_a_percentage_may_be_rounded_to_fewer_decimals(typed: str) -> None:
    assert findings(f"Tỷ lệ giải ngân đạt {typed}.") == ()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("43,83%", "phần thập phân bị cắt bớt, không làm tròn; làm tròn đúng là 43,84%"),
        ("43.83%", "phần thập phân bị cắt bớt, không làm tròn; làm tròn đúng là 43,84%"),
        ("43,85%", "làm tròn chưa đúng; làm tròn đúng là 43,84%"),
        ("56,17%", "(BC6.1.3) là 43,84%. Câu"),
    ],
)
def test_a_percentage_that_is_cut_or_rounded_differently_says_so(typed: str, says: str) -> None:
    assert says in findings(f"Tỷ lệ giải ngân đạt {typed}.")[-1].text


def test_a_percentage_with_a_point_is_noted_even_where_it_is_right() -> None:
    (finding,) = findings("Tỷ lệ giải ngân đạt 43.84%.")
    assert (finding.code, finding.level) == ("report.text-number-form:43.84:II.1", Level.INFO)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số hồ sơ đã tiếp nhận là 1.855 hồ sơ, đạt 98%.",
        "Tổng số hồ sơ đã tiếp nhận qua bưu chính công ích là 12 hồ sơ.",
        "Hồ sơ đã tiếp nhận của lĩnh vực đất đai: 45 hồ sơ.",
        "Mới tiếp nhận thêm 12 hồ sơ.",
        "Theo Quyết định số 15/QĐ-UBND, 02 cán bộ được giao nhiệm vụ.",
        "Xã tổ chức 03 cuộc tự kiểm tra theo kế hoạch năm; 3 cuộc tự kiểm tra theo kế hoạch năm đều đạt.",
        "Tỷ lệ giải ngân vốn đầu tư của dự án 5 là 100%.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert findings(text) == ()


def test_a_warning_in_the_text_passes_with_its_explanation() -> None:
    code = "report.text-date:2025-11-20:II.1"
    (finding,) = text_findings(
        [Paragraph("II.1", "Ngày 20/11/2025 xã tổ chức hội nghị.")], CONTEXT, {code: "Hội nghị chuẩn bị"}
    )
    assert (finding.code, finding.level) == (code, Level.INFO)
    assert finding.text.endswith("Giải trình: Hội nghị chuẩn bị")


def test_the_same_fault_in_a_section_is_said_once() -> None:
    assert len(findings("Họp ngày 20/3/2026.\nHội nghị ngày 20/3/2026.")) == 1


PERIODS = st.sampled_from(["2026-M03", "2026-Q1", "2026-Q3", "2026-H1", "2026-H2", "2026-9M", "2026-Y"]).map(parse)
COUNTS = st.integers(0, 10**6)


def _printed(number: int) -> str:
    return f"0{number}" if 0 < number < 10 else format_decimal(half_up(Fraction(number), 0))


@given(PERIODS, COUNTS, COUNTS, st.fractions(0, 100, max_denominator=9999), st.data())
def test_text_made_from_the_fields_and_the_window_is_not_warned_of(
    period: object, received: int, new: int, spent: Fraction, data: st.DataObject
) -> None:
    assert isinstance(period, type(QUARTER))
    percentage = f"{format_decimal(half_up(spent, 2), 2)}%"
    figures = (
        replace(RECEIVED, number=Fraction(received), shown=(_printed(received),)),
        replace(NEW, number=Fraction(new), shown=(_printed(new),)),
        replace(SPENT, number=spent, shown=(percentage,)),
    )
    first, last = period.window
    day = first + timedelta(days=data.draw(st.integers(0, (last - first).days)))
    text = (
        f"Từ ngày {format_date(first)} đến ngày {format_date(last)}, UBND xã Hàm Yên thực hiện {PLAN}. "
        f"Trong kỳ đã tiếp nhận {_printed(received)} hồ sơ, trong đó mới tiếp nhận {_printed(new)} hồ sơ. "
        f"{RECEIVED.name}: {_printed(received)}; {NEW.name} là {_printed(new)}; tỷ lệ giải ngân đạt {percentage}. "
        f"Hội nghị {format_long_date(day)}; {period.label}."
    )
    context = replace(CONTEXT, period=period, figures=figures)
    assert text_findings([Paragraph("I", text)], context) == ()


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(finding.text for finding in findings(text))
