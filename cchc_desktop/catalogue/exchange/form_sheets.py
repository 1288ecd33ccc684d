"""The sheets of report forms, registers and targets."""

from cchc_desktop.catalogue.exchange import words
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn, SheetSpec
from cchc_desktop.catalogue.exchange.shared_columns import (
    CODE,
    NAME,
    NOTE,
    OPTION,
    PARTS,
    PERIODS,
    SOURCES,
    code_of,
    value_columns,
)

FORM_SHEETS = (
    SheetSpec(
        "Biểu mẫu",
        "form",
        ("form",),
        (
            SheetColumn("periods", "Các kỳ", CellKind.CODES, 24, PARTS, required=True),
            SheetColumn("title", "Tên báo cáo", CellKind.TEXT, 50, "Được dùng ô thay thế {ky}, {nam}.", required=True),
            SheetColumn("opening", "Lời mở đầu", CellKind.TEXT, 60, "Được dùng ô thay thế; có thể để trống."),
        ),
        "Tên báo cáo, lời mở đầu và các kỳ phải báo cáo.",
        table=True,
    ),
    SheetSpec(
        "Mục báo cáo",
        "form",
        ("sections",),
        (
            CODE,
            SheetColumn("title", "Tên mục", CellKind.TEXT, 60, "Không ghi số mục; số được tự đánh.", required=True),
            SheetColumn("level", "Cấp", CellKind.WHOLE, 8, "1 là I., 2 là 1., 3 là 1.1., 4 là a).", required=True),
            SheetColumn(
                "narrative", "Có lời văn", CellKind.FLAG, 10, default=True, meaning="Có hoặc Không; để trống là Có."
            ),
            PERIODS,
            SheetColumn(
                "draft", "Câu dự thảo", CellKind.LINES, 70, "Mỗi dòng trong ô một câu (Alt+Enter); xem docs/packs.md."
            ),
            NOTE,
        ),
        "Các mục của báo cáo theo thứ tự in.",
    ),
    SheetSpec(
        "Chỉ tiêu số liệu",
        "form",
        ("fields",),
        (
            CODE,
            SheetColumn(
                "section", "Mục", CellKind.CODE, 12, "Mã ở trang Mục báo cáo.", required=True, refers="Mục báo cáo"
            ),
            NAME,
            *value_columns(words.FIELD_TYPES),
            SheetColumn(
                "basis",
                "Tính chất số liệu",
                CellKind.CHOICE,
                18,
                "Để trống là Trong kỳ.",
                choices=words.BASES,
                default="in_period",
            ),
            SheetColumn("formula", "Công thức", CellKind.TEXT, 46, "Công thức của chương trình, không phải của Excel."),
            SheetColumn(
                "overridable",
                "Được sửa số tính",
                CellKind.FLAG,
                12,
                default=False,
                meaning="Chỉ dùng khi có công thức.",
            ),
            SheetColumn("required", "Bắt buộc", CellKind.FLAG, 10, default=True, meaning="Để trống là Có."),
            SheetColumn(
                "not_arising", "Cho không phát sinh", CellKind.FLAG, 12, default=True, meaning="Để trống là Có."
            ),
            SheetColumn(
                "carried", "Chuyển số kỳ trước", CellKind.FLAG, 12, default=False, meaning="Để trống là Không."
            ),
            SheetColumn("deviation", "Chênh lệch phải giải trình (%)", CellKind.NUMBER, 14, "So với kỳ trước."),
            PERIODS,
            NOTE,
            SOURCES,
        ),
        "Các chỉ tiêu của báo cáo: nhập tay, tính theo công thức hoặc đếm từ sổ.",
    ),
    SheetSpec(
        "Lựa chọn của số liệu",
        "form",
        ("fields", "options"),
        OPTION,
        "Các lựa chọn của chỉ tiêu kiểu Chọn một, Chọn nhiều.",
        owners=(code_of("Mã chỉ tiêu", "Chỉ tiêu số liệu"),),
    ),
    SheetSpec(
        "Cột của bảng",
        "form",
        ("fields", "columns"),
        (CODE, NAME, *value_columns(words.COLUMN_TYPES)),
        "Các cột của chỉ tiêu kiểu Bảng.",
        owners=(code_of("Mã chỉ tiêu", "Chỉ tiêu số liệu"),),
    ),
    SheetSpec(
        "Lựa chọn của cột bảng",
        "form",
        ("fields", "columns", "options"),
        OPTION,
        "Các lựa chọn của cột bảng kiểu Chọn một, Chọn nhiều.",
        owners=(code_of("Mã chỉ tiêu", "Chỉ tiêu số liệu"), code_of("Mã cột", "Cột của bảng")),
    ),
    SheetSpec(
        "Kiểm tra",
        "form",
        ("checks",),
        (
            CODE,
            SheetColumn(
                "level", "Mức", CellKind.CHOICE, 12, "Chọn trong danh sách.", required=True, choices=words.LEVELS
            ),
            SheetColumn(
                "rule", "Điều kiện phải đúng", CellKind.TEXT, 60, "Một phép so sánh giữa các mã.", required=True
            ),
            SheetColumn("text", "Câu báo khi sai", CellKind.TEXT, 50, "Để trống: chương trình tự viết hai vế."),
            SheetColumn("fields", "Chỉ tiêu liên quan", CellKind.CODES, 24, "Mã chỉ tiêu, cách nhau bằng dấu phẩy."),
            PERIODS,
        ),
        "Các điều kiện kiểm tra giữa các chỉ tiêu.",
    ),
    SheetSpec(
        "Phụ lục",
        "form",
        ("annexes",),
        (
            SheetColumn(
                "kind",
                "Loại phụ lục",
                CellKind.CHOICE,
                22,
                "Chọn trong danh sách.",
                required=True,
                choices=words.ANNEXES,
            ),
            SheetColumn("title", "Tên phụ lục", CellKind.TEXT, 60, "Không ghi số; số được tự đánh.", required=True),
            SheetColumn("register", "Mã sổ", CellKind.CODE, 14, "Chỉ dùng cho Danh sách từ sổ."),
            SheetColumn("condition", "Điều kiện chọn dòng", CellKind.TEXT, 36, "Để trống: lấy mọi dòng trong kỳ."),
            PERIODS,
        ),
        "Các phụ lục kèm báo cáo theo thứ tự in.",
        identity=("kind", "register"),
    ),
)

REGISTER_SHEETS = (
    SheetSpec(
        "Sổ",
        "registers",
        ("registers",),
        (
            CODE,
            NAME,
            SheetColumn(
                "date_column", "Cột ngày tính kỳ", CellKind.CODE, 16, "Mã cột ngày để xếp dòng vào kỳ.", required=True
            ),
            SheetColumn("evidence", "Đính kèm minh chứng", CellKind.FLAG, 12, default=True, meaning="Để trống là Có."),
            SheetColumn(
                "heads_down",
                "Nhập liên tục",
                CellKind.FLAG,
                12,
                default=False,
                meaning="Có: giữ ngày, sang dòng mới ngay.",
            ),
            SheetColumn("identity", "Cột nhận dòng trùng", CellKind.CODES, 24, "Mã cột, cách nhau bằng dấu phẩy."),
            NOTE,
        ),
        "Các sổ theo thứ tự hiện để chọn.",
    ),
    SheetSpec(
        "Cột của sổ",
        "registers",
        ("registers", "columns"),
        (
            CODE,
            NAME,
            *value_columns(words.COLUMN_TYPES),
            SheetColumn("required", "Bắt buộc", CellKind.FLAG, 10, default=False, meaning="Để trống là Không."),
            SheetColumn(
                "share", "Độ rộng khi in", CellKind.WHOLE, 10, "So với các cột khác; để trống là 10.", default=10
            ),
            SheetColumn(
                "personal", "Dữ liệu cá nhân", CellKind.FLAG, 12, default=False, meaning="Có: không in, không xuất ra."
            ),
            NOTE,
        ),
        "Các cột của từng sổ.",
        owners=(code_of("Mã sổ", "Sổ"),),
    ),
    SheetSpec(
        "Lựa chọn của sổ",
        "registers",
        ("registers", "columns", "options"),
        OPTION,
        "Các lựa chọn của cột kiểu Chọn một, Chọn nhiều.",
        owners=(code_of("Mã sổ", "Sổ"), code_of("Mã cột", "Cột của sổ")),
    ),
)

TARGET_SHEETS = (
    SheetSpec(
        "Chỉ tiêu",
        "targets",
        ("targets",),
        (
            CODE,
            NAME,
            SheetColumn(
                "form", "Mã biểu mẫu", CellKind.CODE, 16, "Biểu mẫu có các chỉ tiêu trong công thức.", required=True
            ),
            SheetColumn(
                "formula",
                "Công thức",
                CellKind.TEXT,
                40,
                "Công thức của chương trình, không phải của Excel.",
                required=True,
            ),
            SheetColumn(
                "operator",
                "So sánh",
                CellKind.CHOICE,
                16,
                "Chọn trong danh sách.",
                required=True,
                choices=words.OPERATORS,
            ),
            SheetColumn("threshold", "Mức phải đạt", CellKind.NUMBER, 12, "Ví dụ 90.", required=True),
            SheetColumn("unit", "Đơn vị tính", CellKind.TEXT, 14, "Ví dụ: %, phút."),
            SheetColumn("decimals", "Số chữ số thập phân", CellKind.WHOLE, 12, "Để trống là 0.", default=0),
            SheetColumn("year", "Năm", CellKind.WHOLE, 10, "Bốn chữ số.", required=True),
            SheetColumn("source", "Văn bản giao", CellKind.TEXT, 50, "Văn bản ấn định chỉ tiêu.", required=True),
            SheetColumn("place", "Vị trí", CellKind.TEXT, 24, "Mục, điểm trong văn bản."),
            SheetColumn("task", "Mã nhiệm vụ", CellKind.CODE, 18, "Nhiệm vụ tương ứng, nếu có."),
            SheetColumn(
                "field",
                "Chỉ tiêu số liệu in kèm",
                CellKind.CODE,
                18,
                "Mã chỉ tiêu số liệu của biểu mẫu mà dòng của nó trong bảng số liệu in kèm mức phải đạt này; "
                "chỉ ghi khi chính số liệu đó được so với mức phải đạt, nếu không thì để trống.",
            ),
        ),
        "Các chỉ tiêu của năm và cách tính.",
    ),
)
