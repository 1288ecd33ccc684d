"""All sheets of a workbook of packs, in their order. A table of data: what a sheet shows and what its columns mean."""

from cchc_desktop.catalogue.exchange import words
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn, SheetSpec

_PARTS = "Kỳ: M (tháng), Q1, Q2, Q3, Q4, Q (mọi quý), H1, H2, 9M, Y (năm), AD (đột xuất); cách nhau bằng dấu phẩy."

_CODE = SheetColumn("code", "Mã", CellKind.CODE, 18, "Mã cố định; không đổi mã của mục đã dùng.", required=True)
_NAME = SheetColumn("name", "Tên", CellKind.TEXT, 60, "Tên đầy đủ như trong văn bản.", required=True)
_PERIODS = SheetColumn("periods", "Các kỳ", CellKind.CODES, 18, f"{_PARTS} Để trống: mọi kỳ của biểu mẫu.")
_NOTE = SheetColumn("note", "Ghi chú", CellKind.TEXT, 40, "Hướng dẫn hiện khi nhập.")
_SOURCES = SheetColumn("sources", "Nguồn", CellKind.CODES, 16, "Căn cứ, cách nhau bằng dấu phẩy.")


def _code_of(title: str, sheet: str) -> SheetColumn:
    return SheetColumn("", title, CellKind.CODE, 18, f"Mã ở trang {sheet}.", required=True, refers=sheet)


def _value_columns(types: words.Choices) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("type", "Kiểu giá trị", CellKind.CHOICE, 20, "Chọn trong danh sách.", required=True, choices=types),
        SheetColumn("unit", "Đơn vị tính", CellKind.TEXT, 16, "Ví dụ: văn bản, %, triệu đồng."),
        SheetColumn(
            "decimals",
            "Số chữ số thập phân",
            CellKind.WHOLE,
            12,
            "Để trống: 2 với tỷ lệ và số thập phân, còn lại là 0.",
        ),
        SheetColumn("minimum", "Nhỏ nhất", CellKind.NUMBER, 12, "Chỉ dùng cho kiểu số; có thể để trống."),
        SheetColumn("maximum", "Lớn nhất", CellKind.NUMBER, 12, "Chỉ dùng cho kiểu số; có thể để trống."),
    )


_OPTION = (
    SheetColumn("code", "Mã lựa chọn", CellKind.CODE, 20, "Mã cố định được lưu trong dữ liệu.", required=True),
    SheetColumn("label", "Lời hiện ra", CellKind.TEXT, 40, "Chữ hiện trên màn hình và trong báo cáo.", required=True),
)

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

_PLAN = (
    SheetSpec(
        "Lĩnh vực",
        "plan",
        ("fields",),
        (SheetColumn("code", "Mã", CellKind.CODE, 12, "Số La Mã của lĩnh vực.", required=True), _NAME),
        "Các lĩnh vực của kế hoạch.",
    ),
    SheetSpec(
        "Nhiệm vụ",
        "plan",
        ("tasks",),
        (
            _CODE,
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

_CRITERIA = (
    SheetSpec(
        "Thang điểm",
        "criteria",
        ("set",),
        (
            SheetColumn("year", "Năm chấm điểm", CellKind.WHOLE, 14, "Bốn chữ số.", required=True),
            SheetColumn(
                "scale", "Thang điểm", CellKind.NUMBER, 12, "Tổng điểm các lĩnh vực, thường là 100.", required=True
            ),
            SheetColumn("self_assessed_max", "Điểm tự chấm", CellKind.NUMBER, 14, "Để đối chiếu; có thể để trống."),
            SheetColumn("survey_max", "Điểm điều tra", CellKind.NUMBER, 14, "Để đối chiếu; có thể để trống."),
            SheetColumn("bonus_cap", "Trần điểm thưởng", CellKind.NUMBER, 14, "Điểm cộng nhiều nhất.", required=True),
            SheetColumn("deduction_cap", "Trần điểm trừ", CellKind.NUMBER, 14, "Điểm trừ nhiều nhất.", required=True),
        ),
        "Thang điểm của bộ tiêu chí.",
        table=True,
    ),
    SheetSpec(
        "Nguồn tiêu chí",
        "criteria",
        ("sources",),
        (
            _CODE,
            SheetColumn("text", "Văn bản nguồn", CellKind.TEXT, 80, "Văn bản mà tiêu chí được lấy.", required=True),
        ),
        "Các văn bản nguồn mà cột Nguồn của tiêu chí dẫn tới.",
    ),
    SheetSpec(
        "Tiêu chí",
        "criteria",
        ("criteria",),
        (
            _CODE,
            SheetColumn(
                "parent", "Thuộc mục", CellKind.CODE, 12, "Mã mục cấp trên; lĩnh vực thì để trống.", refers="Tiêu chí"
            ),
            _NAME,
            SheetColumn(
                "max_points", "Điểm tối đa", CellKind.NUMBER, 12, "Mục có mục con: bằng tổng mục con.", required=True
            ),
            SheetColumn(
                "not_arising",
                "Khi không phát sinh",
                CellKind.CHOICE,
                30,
                "Bắt buộc với tiêu chí có cách chấm.",
                choices=words.POLICIES,
            ),
            SheetColumn("owner", "Bộ phận phụ trách", CellKind.TEXT, 26, "Có thể để trống."),
            SheetColumn(
                "explain_below_max",
                "Giải trình khi dưới tối đa",
                CellKind.FLAG,
                14,
                default=False,
                meaning="Có hoặc Không.",
            ),
            SheetColumn(
                "explain_without_evidence",
                "Giải trình khi thiếu minh chứng",
                CellKind.FLAG,
                14,
                default=False,
                meaning="Có hoặc Không.",
            ),
            SheetColumn(
                "b_may_exceed_a", "b được lớn hơn a", CellKind.FLAG, 12, default=False, meaning="Có hoặc Không."
            ),
            SheetColumn(
                "evidence", "Tài liệu kiểm chứng", CellKind.LINES, 40, "Mỗi dòng trong ô một loại tài liệu (Alt+Enter)."
            ),
            SheetColumn("indicators", "Chỉ tiêu báo cáo", CellKind.CODES, 18, "Mã chỉ tiêu, cách nhau bằng dấu phẩy."),
            SheetColumn("tasks", "Nhiệm vụ liên quan", CellKind.CODES, 18, "Mã nhiệm vụ, cách nhau bằng dấu phẩy."),
            SheetColumn("sources", "Nguồn", CellKind.CODES, 16, "Mã ở trang Nguồn tiêu chí, cách nhau bằng dấu phẩy."),
            _NOTE,
        ),
        "Lĩnh vực, tiêu chí, tiêu chí thành phần theo thứ tự in.",
    ),
    SheetSpec(
        "Cách chấm",
        "criteria",
        ("criteria", "rule"),
        (
            SheetColumn(
                "kind", "Cách chấm", CellKind.CHOICE, 30, "Chọn trong danh sách.", required=True, choices=words.RULES
            ),
            SheetColumn("yes", "Điểm khi có", CellKind.NUMBER, 12, "Dùng cho Có hoặc không."),
            SheetColumn("no", "Điểm khi không", CellKind.NUMBER, 12, "Dùng cho Có hoặc không."),
            SheetColumn("target", "Chỉ tiêu (%)", CellKind.NUMBER, 12, "Dùng cho tỷ lệ so với chỉ tiêu."),
            SheetColumn(
                "zero_below", "Dưới mức này: 0 điểm (%)", CellKind.NUMBER, 14, "Dùng cho các cách chấm theo tỷ lệ."
            ),
            SheetColumn("full_from", "Từ mức này: tối đa (%)", CellKind.NUMBER, 14, "Dùng cho Theo tỷ lệ b/a."),
            SheetColumn("month", "Hạn: tháng", CellKind.WHOLE, 10, "Dùng cho Theo thời hạn."),
            SheetColumn("day", "Hạn: ngày", CellKind.WHOLE, 10, "Dùng cho Theo thời hạn."),
            SheetColumn("year_offset", "Hạn: số năm sau", CellKind.WHOLE, 10, "0 là trong năm chấm, 1 là năm sau."),
            SheetColumn("late", "Điểm khi muộn", CellKind.NUMBER, 12, "Dùng cho Theo thời hạn."),
            SheetColumn("step", "Trừ mỗi trường hợp", CellKind.NUMBER, 12, "Dùng cho Trừ theo số trường hợp."),
            SheetColumn("per", "Một trường hợp là", CellKind.TEXT, 26, "Dùng cho Trừ theo số trường hợp."),
            SheetColumn("zero_when", "0 điểm khi", CellKind.LINES, 40, "Mỗi dòng trong ô một điều kiện (Alt+Enter)."),
            SheetColumn(
                "at_most",
                "Giá trị không quá ngưỡng",
                CellKind.FLAG,
                14,
                meaning="Dùng cho Theo mức giá trị.",
            ),
        ),
        "Cách chấm của từng tiêu chí không có mục con.",
        owners=(_code_of("Mã tiêu chí", "Tiêu chí"),),
        table=True,
        identity=(),
    ),
    SheetSpec(
        "Mức điểm",
        "criteria",
        ("criteria", "choices"),
        (
            SheetColumn(
                "label", "Nội dung", CellKind.TEXT, 50, "Phương án hoặc nội dung; cách chấm theo mức thì để trống."
            ),
            SheetColumn("threshold", "Từ ngưỡng", CellKind.NUMBER, 12, "Ngưỡng của mức; mức còn lại (cuối) để trống."),
            SheetColumn("points", "Điểm", CellKind.NUMBER, 12, "Điểm của mức, phương án.", required=True),
        ),
        "Phương án, nội dung hoặc mức điểm của tiêu chí, xếp từ tốt nhất đến kém nhất.",
        owners=(_code_of("Mã tiêu chí", "Tiêu chí"),),
        identity=(),
    ),
    SheetSpec(
        "Số liệu của tiêu chí",
        "criteria",
        ("criteria", "inputs"),
        (
            SheetColumn("key", "Ký hiệu", CellKind.CODE, 10, "a, b, c, n hoặc x.", required=True),
            _CODE,
            _NAME,
            SheetColumn("unit", "Đơn vị tính", CellKind.TEXT, 16, "Ví dụ: cuộc, hồ sơ, có/không.", required=True),
        ),
        "Số liệu đầu vào mà cách chấm cần.",
        owners=(_code_of("Mã tiêu chí", "Tiêu chí"),),
    ),
    SheetSpec(
        "Ví dụ tính điểm",
        "criteria",
        ("criteria", "examples"),
        (
            SheetColumn("values", "Số liệu", CellKind.VALUES, 30, "Viết dạng a = 10; b = 7.", required=True),
            SheetColumn("points", "Điểm", CellKind.NUMBER, 12, "Điểm phải ra.", required=True),
        ),
        "Ví dụ để thử cách chấm; có thể để trống.",
        owners=(_code_of("Mã tiêu chí", "Tiêu chí"),),
        identity=(),
    ),
    SheetSpec(
        "Điểm thưởng",
        "criteria",
        ("bonus",),
        (_CODE, _NAME, SheetColumn("points", "Điểm", CellKind.NUMBER, 12, "Điểm mỗi trường hợp.", required=True)),
        "Các trường hợp được cộng điểm.",
    ),
    SheetSpec(
        "Điểm trừ",
        "criteria",
        ("deduction",),
        (_CODE, _NAME, SheetColumn("points", "Điểm", CellKind.NUMBER, 12, "Số dương, mỗi trường hợp.", required=True)),
        "Các trường hợp bị trừ điểm.",
    ),
    SheetSpec(
        "Xếp loại",
        "criteria",
        ("grades",),
        (_NAME, SheetColumn("from_points", "Từ điểm", CellKind.NUMBER, 12, "Mức cuối cùng từ 0 điểm.", required=True)),
        "Các mức xếp loại, từ cao xuống thấp.",
        identity=("name",),
    ),
)

_UNITS = (
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

_FORM = (
    SheetSpec(
        "Biểu mẫu",
        "form",
        ("form",),
        (
            SheetColumn("periods", "Các kỳ", CellKind.CODES, 24, _PARTS, required=True),
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
            _CODE,
            SheetColumn("title", "Tên mục", CellKind.TEXT, 60, "Không ghi số mục; số được tự đánh.", required=True),
            SheetColumn("level", "Cấp", CellKind.WHOLE, 8, "1 là I., 2 là 1., 3 là 1.1., 4 là a).", required=True),
            SheetColumn(
                "narrative", "Có lời văn", CellKind.FLAG, 10, default=True, meaning="Có hoặc Không; để trống là Có."
            ),
            _PERIODS,
            SheetColumn(
                "draft", "Câu dự thảo", CellKind.LINES, 70, "Mỗi dòng trong ô một câu (Alt+Enter); xem docs/packs.md."
            ),
            _NOTE,
        ),
        "Các mục của báo cáo theo thứ tự in.",
    ),
    SheetSpec(
        "Chỉ tiêu số liệu",
        "form",
        ("fields",),
        (
            _CODE,
            SheetColumn(
                "section", "Mục", CellKind.CODE, 12, "Mã ở trang Mục báo cáo.", required=True, refers="Mục báo cáo"
            ),
            _NAME,
            *_value_columns(words.FIELD_TYPES),
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
            _PERIODS,
            _NOTE,
            _SOURCES,
        ),
        "Các chỉ tiêu của báo cáo: nhập tay, tính theo công thức hoặc đếm từ sổ.",
    ),
    SheetSpec(
        "Lựa chọn của số liệu",
        "form",
        ("fields", "options"),
        _OPTION,
        "Các lựa chọn của chỉ tiêu kiểu Chọn một, Chọn nhiều.",
        owners=(_code_of("Mã chỉ tiêu", "Chỉ tiêu số liệu"),),
    ),
    SheetSpec(
        "Cột của bảng",
        "form",
        ("fields", "columns"),
        (_CODE, _NAME, *_value_columns(words.COLUMN_TYPES)),
        "Các cột của chỉ tiêu kiểu Bảng.",
        owners=(_code_of("Mã chỉ tiêu", "Chỉ tiêu số liệu"),),
    ),
    SheetSpec(
        "Lựa chọn của cột bảng",
        "form",
        ("fields", "columns", "options"),
        _OPTION,
        "Các lựa chọn của cột bảng kiểu Chọn một, Chọn nhiều.",
        owners=(_code_of("Mã chỉ tiêu", "Chỉ tiêu số liệu"), _code_of("Mã cột", "Cột của bảng")),
    ),
    SheetSpec(
        "Kiểm tra",
        "form",
        ("checks",),
        (
            _CODE,
            SheetColumn(
                "level", "Mức", CellKind.CHOICE, 12, "Chọn trong danh sách.", required=True, choices=words.LEVELS
            ),
            SheetColumn(
                "rule", "Điều kiện phải đúng", CellKind.TEXT, 60, "Một phép so sánh giữa các mã.", required=True
            ),
            SheetColumn("text", "Câu báo khi sai", CellKind.TEXT, 50, "Để trống: chương trình tự viết hai vế."),
            SheetColumn("fields", "Chỉ tiêu liên quan", CellKind.CODES, 24, "Mã chỉ tiêu, cách nhau bằng dấu phẩy."),
            _PERIODS,
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
            _PERIODS,
        ),
        "Các phụ lục kèm báo cáo theo thứ tự in.",
        identity=("kind", "register"),
    ),
)

_REGISTERS = (
    SheetSpec(
        "Sổ",
        "registers",
        ("registers",),
        (
            _CODE,
            _NAME,
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
            _NOTE,
        ),
        "Các sổ theo thứ tự hiện để chọn.",
    ),
    SheetSpec(
        "Cột của sổ",
        "registers",
        ("registers", "columns"),
        (
            _CODE,
            _NAME,
            *_value_columns(words.COLUMN_TYPES),
            SheetColumn("required", "Bắt buộc", CellKind.FLAG, 10, default=False, meaning="Để trống là Không."),
            SheetColumn(
                "share", "Độ rộng khi in", CellKind.WHOLE, 10, "So với các cột khác; để trống là 10.", default=10
            ),
            SheetColumn(
                "personal", "Dữ liệu cá nhân", CellKind.FLAG, 12, default=False, meaning="Có: không in, không xuất ra."
            ),
            _NOTE,
        ),
        "Các cột của từng sổ.",
        owners=(_code_of("Mã sổ", "Sổ"),),
    ),
    SheetSpec(
        "Lựa chọn của sổ",
        "registers",
        ("registers", "columns", "options"),
        _OPTION,
        "Các lựa chọn của cột kiểu Chọn một, Chọn nhiều.",
        owners=(_code_of("Mã sổ", "Sổ"), _code_of("Mã cột", "Cột của sổ")),
    ),
)

_TARGETS = (
    SheetSpec(
        "Chỉ tiêu",
        "targets",
        ("targets",),
        (
            _CODE,
            _NAME,
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
            SheetColumn("field", "Lĩnh vực", CellKind.CODE, 12, "Mã lĩnh vực, nếu có."),
        ),
        "Các chỉ tiêu của năm và cách tính.",
    ),
)

_CALENDAR = (
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
            SheetColumn("periods", "Các kỳ", CellKind.CODES, 24, _PARTS),
            SheetColumn(
                "working_days",
                "Số ngày làm việc sau ngày chốt",
                CellKind.WHOLE,
                16,
                "Ghi một trong hai cột.",
                default=0,
            ),
            SheetColumn(
                "calendar_day", "Ngày trong tháng chốt", CellKind.WHOLE, 16, "Ghi một trong hai cột.", default=0
            ),
            SheetColumn("note", "Căn cứ", CellKind.TEXT, 60, "Văn bản quy định thời hạn."),
        ),
        "Hạn gửi báo cáo theo kỳ; dòng trên được xét trước.",
        identity=("periods",),
    ),
)

SHEETS: tuple[SheetSpec, ...] = (
    HEADER, *_PLAN, *_CRITERIA, *_FORM, *_REGISTERS, *_TARGETS, *_CALENDAR, *_UNITS,
)  # fmt: skip


def sheets_of(kind: str) -> tuple[SheetSpec, ...]:
    """The sheets that show a pack of this kind, without the general one."""
    return tuple(sheet for sheet in SHEETS if sheet.pack_kind == kind)
