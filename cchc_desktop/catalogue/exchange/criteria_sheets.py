"""The sheets of a criteria set."""

from cchc_desktop.catalogue.exchange import words
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn, SheetSpec
from cchc_desktop.catalogue.exchange.shared_columns import CODE, NAME, NOTE, code_of

CRITERIA_SHEETS = (
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
            SheetColumn(
                "form", "Mẫu báo cáo", CellKind.CODE, 16, "Mã mẫu báo cáo năm có số liệu dùng chung; có thể để trống."
            ),
        ),
        "Thang điểm của bộ tiêu chí.",
        table=True,
    ),
    SheetSpec(
        "Nguồn tiêu chí",
        "criteria",
        ("sources",),
        (
            CODE,
            SheetColumn("text", "Văn bản nguồn", CellKind.TEXT, 80, "Văn bản mà tiêu chí được lấy.", required=True),
        ),
        "Các văn bản nguồn mà cột Nguồn của tiêu chí dẫn tới.",
    ),
    SheetSpec(
        "Tiêu chí",
        "criteria",
        ("criteria",),
        (
            CODE,
            SheetColumn(
                "parent", "Thuộc mục", CellKind.CODE, 12, "Mã mục cấp trên; lĩnh vực thì để trống.", refers="Tiêu chí"
            ),
            NAME,
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
            NOTE,
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
        owners=(code_of("Mã tiêu chí", "Tiêu chí"),),
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
        owners=(code_of("Mã tiêu chí", "Tiêu chí"),),
        identity=(),
    ),
    SheetSpec(
        "Số liệu của tiêu chí",
        "criteria",
        ("criteria", "inputs"),
        (
            SheetColumn("key", "Ký hiệu", CellKind.CODE, 10, "a, b, c, n hoặc x.", required=True),
            CODE,
            NAME,
            SheetColumn("unit", "Đơn vị tính", CellKind.TEXT, 16, "Ví dụ: cuộc, hồ sơ, có/không.", required=True),
            SheetColumn(
                "formula",
                "Lấy từ báo cáo năm",
                CellKind.TEXT,
                30,
                "Công thức trên mã chỉ tiêu của mẫu báo cáo, ví dụ BC3.2.4 + BC3.2.5; có thể để trống.",
            ),
        ),
        "Số liệu đầu vào mà cách chấm cần.",
        owners=(code_of("Mã tiêu chí", "Tiêu chí"),),
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
        owners=(code_of("Mã tiêu chí", "Tiêu chí"),),
        identity=(),
    ),
    SheetSpec(
        "Điểm thưởng",
        "criteria",
        ("bonus",),
        (CODE, NAME, SheetColumn("points", "Điểm", CellKind.NUMBER, 12, "Điểm mỗi trường hợp.", required=True)),
        "Các trường hợp được cộng điểm.",
    ),
    SheetSpec(
        "Điểm trừ",
        "criteria",
        ("deduction",),
        (CODE, NAME, SheetColumn("points", "Điểm", CellKind.NUMBER, 12, "Số dương, mỗi trường hợp.", required=True)),
        "Các trường hợp bị trừ điểm.",
    ),
    SheetSpec(
        "Xếp loại",
        "criteria",
        ("grades",),
        (NAME, SheetColumn("from_points", "Từ điểm", CellKind.NUMBER, 12, "Mức cuối cùng từ 0 điểm.", required=True)),
        "Các mức xếp loại, từ cao xuống thấp.",
        identity=("name",),
    ),
)
