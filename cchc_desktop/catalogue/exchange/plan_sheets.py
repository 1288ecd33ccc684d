"""The general sheet of a workbook, and the sheets of plans, lists of units and working calendars."""

from cchc_desktop.catalogue.exchange import words
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn, SheetSpec
from cchc_desktop.catalogue.exchange.shared_columns import CODE, NAME, PARTS

HEADER = SheetSpec(
    "Thông tin chung",
    "",
    ("header",),
    (
        SheetColumn(
            "code", "Mã", CellKind.CODE, 20, "Mã của bộ danh mục, giữ nguyên qua các lần ban hành.", required=True
        ),
        SheetColumn("kind", "Loại", CellKind.CHOICE, 20, "Không đổi.", required=True, choices=words.PACK_KINDS),
        SheetColumn(
            "edition",
            "Lần ban hành",
            CellKind.CODE,
            20,
            "Mỗi lần sửa nội dung phải ghi lần ban hành mới, ví dụ 2026-01.",
            required=True,
        ),
        SheetColumn("title", "Tên bộ danh mục", CellKind.TEXT, 50, "Tên đầy đủ.", required=True),
        SheetColumn("issuer", "Cơ quan ban hành", CellKind.TEXT, 34, required=True, meaning="Cơ quan ký ban hành."),
        SheetColumn("legal_basis", "Căn cứ", CellKind.TEXT, 46, "Số, ngày văn bản làm căn cứ.", required=True),
        SheetColumn(
            "source", "Nguồn", CellKind.TEXT, 46, "Văn bản, phụ lục mà nội dung được chép từ đó.", required=True
        ),
        SheetColumn("valid_from", "Có hiệu lực từ", CellKind.DAY, 16, "Ngày/tháng/năm.", required=True),
        SheetColumn("valid_to", "Đến hết ngày", CellKind.DAY, 16, "Để trống nếu chưa ấn định."),
        SheetColumn(
            "reconstruction",
            "Lời báo bản dựng lại",
            CellKind.TEXT,
            46,
            "Chỉ ghi khi đây không phải văn bản chính thức; lời này hiện trên màn hình và bản in.",
        ),
    ),
    "Mỗi dòng là một bộ danh mục trong tệp này: mã, lần ban hành, căn cứ, hiệu lực.",
    table=True,
)

PLAN_SHEETS = (
    SheetSpec(
        "Lĩnh vực",
        "plan",
        ("fields",),
        (SheetColumn("code", "Mã", CellKind.CODE, 12, "Số La Mã của lĩnh vực.", required=True), NAME),
        "Các lĩnh vực của kế hoạch.",
    ),
    SheetSpec(
        "Nhiệm vụ",
        "plan",
        ("tasks",),
        (
            CODE,
            SheetColumn("number", "Số thứ tự", CellKind.CODE, 10, "Số in trong kế hoạch.", required=True),
            SheetColumn(
                "field", "Lĩnh vực", CellKind.CODE, 12, "Mã ở trang Lĩnh vực.", required=True, refers="Lĩnh vực"
            ),
            SheetColumn("goal", "Mục tiêu", CellKind.TEXT, 36, "Chép nguyên văn; có thể để trống.", kept=True),
            SheetColumn("name", "Nhiệm vụ", CellKind.TEXT, 60, "Chép nguyên văn.", required=True),
            SheetColumn("lead", "Cơ quan chủ trì", CellKind.TEXT, 30, "Chép nguyên văn.", required=True),
            SheetColumn("cooperation", "Cơ quan phối hợp", CellKind.TEXT, 30, "Có thể để trống.", kept=True),
            SheetColumn("product", "Sản phẩm", CellKind.TEXT, 30, "Có thể để trống.", kept=True),
            SheetColumn(
                "time", "Thời gian", CellKind.TEXT, 22, "Ví dụ: Trước ngày 15/12/2025; Thường xuyên.", required=True
            ),
        ),
        "Các nhiệm vụ theo thứ tự in. Mã nhiệm vụ nối với tiến độ đã nhập: sửa mã là mất nối.",
    ),
)

UNIT_SHEETS = (
    SheetSpec(
        "Đơn vị",
        "units",
        ("units",),
        (
            SheetColumn("code", "Mã", CellKind.CODE, 12, "Năm chữ số.", required=True),
            SheetColumn(
                "kind",
                "Loại đơn vị",
                CellKind.CHOICE,
                14,
                "Chọn trong danh sách.",
                required=True,
                choices=words.UNIT_KINDS,
            ),
            SheetColumn("name", "Tên", CellKind.TEXT, 30, "Không ghi chữ xã, phường.", required=True),
            SheetColumn("place", "Địa danh", CellKind.TEXT, 30, "Địa danh ghi trước ngày trên văn bản.", required=True),
            SheetColumn(
                "spellings", "Cách viết khác", CellKind.LINES, 30, "Mỗi dòng trong ô một cách viết (Alt+Enter)."
            ),
        ),
        "Các đơn vị theo thứ tự hiện để chọn.",
    ),
)

CALENDAR_SHEETS = (
    SheetSpec(
        "Ngày nghỉ",
        "calendar",
        ("days_off",),
        (
            SheetColumn("day", "Ngày", CellKind.DAY, 14, "Ngày/tháng/năm.", required=True),
            SheetColumn("name", "Lý do", CellKind.TEXT, 50, "Ví dụ: Quốc khánh.", required=True),
        ),
        "Ngày nghỉ lễ, nghỉ bù, nghỉ hoán đổi (không cần ghi Thứ Bảy, Chủ nhật).",
        identity=("day",),
    ),
    SheetSpec(
        "Ngày làm bù",
        "calendar",
        ("worked",),
        (
            SheetColumn("day", "Ngày", CellKind.DAY, 14, "Ngày/tháng/năm; là Thứ Bảy hoặc Chủ nhật.", required=True),
            SheetColumn("name", "Lý do", CellKind.TEXT, 50, "Ví dụ: Làm bù cho ngày 02/01.", required=True),
        ),
        "Thứ Bảy, Chủ nhật phải làm việc thay ngày khác.",
        identity=("day",),
    ),
    SheetSpec(
        "Hạn báo cáo",
        "calendar",
        ("due",),
        (
            SheetColumn("periods", "Các kỳ", CellKind.CODES, 24, PARTS),
            SheetColumn(
                "working_days",
                "Số ngày làm việc sau ngày chốt",
                CellKind.WHOLE,
                16,
                "Ghi một trong hai cột này và cột Ngày trong tháng chốt; cột kia để trống.",
                default=0,
                blank=True,
            ),
            SheetColumn(
                "calendar_day",
                "Ngày trong tháng chốt",
                CellKind.WHOLE,
                16,
                "Ngày của tháng có ngày chốt số liệu, 1 đến 28; để trống nếu hạn tính theo ngày làm việc.",
                default=0,
                blank=True,
            ),
            SheetColumn("note", "Căn cứ", CellKind.TEXT, 60, "Văn bản quy định thời hạn."),
        ),
        "Hạn gửi báo cáo theo kỳ; dòng trên được xét trước.",
        identity=("periods",),
    ),
)
