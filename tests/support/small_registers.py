"""Registers such as a province writes for itself: visits typed in series, receptions with many columns."""

from decimal import Decimal

from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.register import Column, Register

VISITS = Register(
    "CDS",
    "Sổ chuyển đổi số ở thôn",
    "ngay",
    (
        Column("ngay", "Ngày", ValueSpec(FieldType.DATE), required=True),
        Column("thon", "Thôn", ValueSpec(FieldType.TEXT), required=True),
        Column(
            "viec",
            "Việc đã làm",
            ValueSpec(
                FieldType.CHOICE,
                options=(
                    Option("tap_huan", "Tập huấn"),
                    Option("dvc", "Hướng dẫn nộp dịch vụ công trực tuyến cho người dân ở thôn"),
                    Option("tt", "Hướng dẫn thanh toán không dùng tiền mặt cho hộ kinh doanh"),
                ),
            ),
            required=True,
        ),
        Column("so_ho", "Số hộ", ValueSpec(FieldType.INTEGER, unit="hộ", minimum=Decimal(0))),
        Column("kinh_phi", "Kinh phí", ValueSpec(FieldType.MONEY, unit="triệu đồng")),
    ),
    heads_down=True,
)
RECEPTIONS = Register(
    "TCD",
    "Sổ theo dõi tiếp công dân",
    "ngay",
    (
        Column("ngay", "Ngày tiếp", ValueSpec(FieldType.DATE), required=True),
        Column("van_ban", "Văn bản trả lời", ValueSpec(FieldType.DOCUMENT)),
        Column("ngay_xong", "Ngày giải quyết xong", ValueSpec(FieldType.DATE)),
        Column(
            "hinh_thuc",
            "Hình thức",
            ValueSpec(
                FieldType.MULTI_CHOICE, options=(Option("dk", "Định kỳ"), Option("dx", "Đột xuất"), Option("d", "Đoàn"))
            ),
        ),
        Column("noi_dung", "Nội dung", ValueSpec(FieldType.LONG_TEXT), required=True, share=40),
        Column("han", "Hạn giải quyết", ValueSpec(FieldType.DATE)),
    ),
)
