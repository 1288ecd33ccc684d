"""Expected products: the cut of every distinct product text of the bundled plans."""

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.products import expected_products

PORTALS = (
    "Các TTHC được công khai, tích hợp trên Cổng DVC Quốc gia, và Trang thông tin điện tử của sở, ban, ngành "
    "và địa phương"
)
SURVEY = (
    "Phiếu đánh giá mức độ hài lòng của người dân, doanh nghiệp đối với việc giải quyết TTHC của các cơ quan nhà nước"
)
WHOLE = (
    "Kế hoạch",
    "Nghị quyết",
    "Công văn",
    "Quyết định",
    "Báo cáo",
    "Văn bản",
    "Kê hoạch",
    "Dữ liệu điện tử",
    "Quyết định công bố",
    "Văn bản xác nhận",
    "Hệ thống dữ liệu",
    "Kế hoạch của Sở Nội vụ",
    "Các văn bản triển khai thực hiện",
    "Văn bản tham gia ý kiến",
    "Các văn bản báo cáo việc rà soát, kiến nghị, xử lý",
    "Báo cáo theo dõi tình hình thi hành pháp luật",
    "Danh sách được cập nhật, công khai góp phần hỗ trợ kịp thời người dân khi thực hiện TTHC",
    PORTALS,
    "TTHC, bộ phận TTHC được công khai",
    "Kết quả giải quyết hồ TTHC cho tổ chức, cá nhân được công khai, minh bạch",
    "Giảm giấy tờ, thời gian cho người dân, tổ chức khi thực hiện TTHC",
    "Giảm thời gian thực hiện TTHC cho người dân, tổ chức",
)
CUT = {
    "Quyết định; Kế hoạch; Công văn...": ("Quyết định", "Kế hoạch", "Công văn"),
    "Kế hoạch; Chương trình; Đề án": ("Kế hoạch", "Chương trình", "Đề án"),
    "Biên bản, công văn, báo cáo": ("Biên bản", "Công văn", "Báo cáo"),
    "Các văn bản: Nghị quyết, Quyết định, Báo cáo...": ("Nghị quyết", "Quyết định", "Báo cáo"),
    "Báo cáo; Kế hoạch": ("Báo cáo", "Kế hoạch"),
    "Các văn bản kiến nghị; báo cáo kiến nghị, xử lý": ("Các văn bản kiến nghị", "Báo cáo kiến nghị, xử lý"),
    "Các văn bản hướng dẫn, đôn đốc; Thông báo kết quả kiểm tra; Báo cáo kết quả kiểm tra, điều tra khảo sát": (
        "Các văn bản hướng dẫn, đôn đốc",
        "Thông báo kết quả kiểm tra",
        "Báo cáo kết quả kiểm tra, điều tra khảo sát",
    ),
    "Kế hoạch; Quyết định; Báo cáo": ("Kế hoạch", "Quyết định", "Báo cáo"),
    "Dữ liệu điện tử; cắt giảm giấy tờ, thời gian cho người dân, tổ chức khi thực hiện TTHC": (
        "Dữ liệu điện tử",
        "Cắt giảm giấy tờ, thời gian cho người dân, tổ chức khi thực hiện TTHC",
    ),
    "PAKN được tiếp nhận, phân loại, chuyển xử lý; Kết quả trả lời PAKN được công khai": (
        "PAKN được tiếp nhận, phân loại, chuyển xử lý",
        "Kết quả trả lời PAKN được công khai",
    ),
    "Quyết định; Báo cáo": ("Quyết định", "Báo cáo"),
    "Đề án; Quyết định; Báo cáo": ("Đề án", "Quyết định", "Báo cáo"),
    "Kế hoạch; Quyết định": ("Kế hoạch", "Quyết định"),
    "Kế hoạch; Báo cáo": ("Kế hoạch", "Báo cáo"),
    "Công văn; Báo cáo": ("Công văn", "Báo cáo"),
    "Kế hoạch kiểm tra. Quyết định ban hành Kế hoạch kiểm tra và Báo cáo kết quả kiểm tra": (
        "Kế hoạch kiểm tra",
        "Quyết định ban hành Kế hoạch kiểm tra",
        "Báo cáo kết quả kiểm tra",
    ),
    "Chương trình; Kế hoạch": ("Chương trình", "Kế hoạch"),
    "Phần mềm, Cơ sở dữ liệu": ("Phần mềm", "Cơ sở dữ liệu"),
    "Kế hoạch; Công văn; Báo cáo": ("Kế hoạch", "Công văn", "Báo cáo"),
    "Tờ trình, Quyết định": ("Tờ trình", "Quyết định"),
    "Tờ trình; Quyết định công bố; dữ liệu điện tử": ("Tờ trình", "Quyết định công bố", "Dữ liệu điện tử"),
    "Tờ trình; TTHC, bộ phận TTHC được công khai": ("Tờ trình", "TTHC, bộ phận TTHC được công khai"),
    f"- {SURVEY};\n-Báo cáo kết quả của cơ quan, đơn vị": (SURVEY, "Báo cáo kết quả của cơ quan, đơn vị"),
    "Từ trình; Dự thảo Quyết định": ("Từ trình", "Dự thảo Quyết định"),
    "Công văn, Báo cáo": ("Công văn", "Báo cáo"),
    "Văn bản, Báo cáo": ("Văn bản", "Báo cáo"),
    "Vănbản, Báo cáo": ("Vănbản", "Báo cáo"),
    "Kế hoạch, báo cáo": ("Kế hoạch", "Báo cáo"),
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_text_that_names_one_product_stays_whole(text: str) -> None:
    assert expected_products(text) == (text,)


@pytest.mark.parametrize(("text", "products"), CUT.items())
def test_a_text_that_lists_products_is_cut(text: str, products: tuple[str, ...]) -> None:
    assert expected_products(text) == products


@pytest.mark.parametrize("code", ["KH-TQ-2025-H2", "KH-SKHDT-2023"])
def test_the_tables_above_hold_every_product_of_the_bundled_plans(code: str) -> None:
    assert {task.product for task in bundled().plan(code).tasks} <= {*WHOLE, *CUT}


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("", ()),
        ("...", ()),
        ("Kế hoạch; kế hoạch", ("Kế hoạch",)),
        ("Kế hoạch, Báo cáo, v.v...", ("Kế hoạch", "Báo cáo")),
        ("Quyết định (hoặc Công văn, Báo cáo)", ("Quyết định (hoặc Công văn, Báo cáo)",)),
        ("Báo cáo\nnăm 2025", ("Báo cáo năm 2025",)),
    ],
)
def test_ends_brackets_repeats_and_broken_lines(text: str, products: tuple[str, ...]) -> None:
    assert expected_products(text) == products
