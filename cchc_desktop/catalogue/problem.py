"""What is wrong with a pack: one problem per line, all of them at once, and the fault that carries them.

system.fault.Fault
`-- PackFault     a pack file that is missing, unreadable, too large, not text, not TOML, or wrong in itself
"""

from dataclasses import dataclass, field

from cchc_desktop.domain.finding import Level
from cchc_desktop.system.fault import Fault

UNCHANGED = "Các bộ danh mục và dữ liệu đang dùng không thay đổi."

_TEXTS: dict[str, str] = {
    "key-missing": "thiếu trường bắt buộc.",
    "key-empty": "trường bắt buộc đang để trống.",
    "key-unknown": "trường này không có trong quy định của bộ danh mục; kiểm tra lại tên trường.",
    "type-wrong": "giá trị không đúng kiểu, cần {expected}.",
    "number-wrong": "«{value}» không phải là số viết đúng quy định (ví dụ: 0.25).",
    "schema-unknown": "phiên bản cấu trúc «{value}» chưa được hỗ trợ; chương trình đọc được phiên bản {supported}.",
    "pack-code-malformed": "mã «{value}» chỉ gồm chữ không dấu, chữ số, dấu - _ . và dài nhất {longest} ký tự.",
    "kind-unknown": "loại bộ danh mục «{value}» không có; cần một trong: {allowed}.",
    "validity-reversed": "ngày hết hiệu lực đứng trước ngày bắt đầu hiệu lực.",
    "list-empty": "danh sách không có mục nào.",
    "count-differs": "tệp có {value} mục, khác số mục đã ghi {declared}; tệp có thể bị cắt cụt.",
    "code-duplicate": "mã «{value}» đã được dùng cho một mục khác.",
    "number-duplicate": "số thứ tự «{value}» bị lặp lại trong cùng một lĩnh vực.",
    "field-unknown": "lĩnh vực «{value}» không có trong danh sách lĩnh vực của kế hoạch.",
    "field-without-tasks": "lĩnh vực không có nhiệm vụ nào.",
    "unit-code-malformed": "mã đơn vị «{value}» phải gồm đúng 5 chữ số.",
    "unit-kind-unknown": "loại đơn vị «{value}» không có; cần một trong: {allowed}.",
    "parent-unknown": "mục cấp trên «{value}» không có trong bộ tiêu chí.",
    "parent-cycle": "mục cấp trên tạo thành vòng lặp, mục này không thuộc lĩnh vực nào.",
    "rule-missing": "tiêu chí không có mục con thì phải có cách chấm.",
    "rule-misplaced": "tiêu chí có mục con thì không được có cách chấm riêng.",
    "rule-unknown": "cách chấm «{value}» không có; cần một trong: {allowed}.",
    "policy-unknown": "quy ước không phát sinh «{value}» không có; cần một trong: {allowed}.",
    "policy-mismatch": "tiêu chí điều tra xã hội học phải dùng quy ước «not_applicable», tiêu chí khác thì không.",
    "points-negative": "điểm không được âm.",
    "points-over-max": "điểm {value} vượt điểm tối đa {maximum}.",
    "maximum-unreachable": "mức điểm cao nhất đạt được là {value}, thấp hơn điểm tối đa {maximum}.",
    "sum-differs": "tổng điểm các mục con là {value}, khác điểm tối đa đã ghi {maximum}.",
    "scale-differs": "tổng điểm các lĩnh vực là {value}, khác thang điểm {maximum}.",
    "declared-total-differs": "tổng tính được là {value}, khác số đã ghi {maximum}.",
    "bands-not-descending": "các mức phải xếp từ mức tốt nhất đến mức kém nhất, ngưỡng không lặp lại.",
    "band-otherwise-misplaced": "mức không có ngưỡng (các trường hợp còn lại) chỉ được đứng cuối.",
    "parameter-out-of-range": "giá trị {value} nằm ngoài khoảng cho phép ({allowed}).",
    "deadline-impossible": "không có ngày {day} tháng {month}.",
    "input-missing": "cách chấm cần số liệu «{value}» nhưng chưa khai báo.",
    "input-duplicate": "số liệu «{value}» được khai báo hai lần.",
    "example-key-unknown": "ví dụ dùng số liệu «{value}» chưa khai báo.",
    "source-unknown": "nguồn «{value}» không có trong bảng nguồn.",
    "task-unknown": "nhiệm vụ «{value}» không có trong các kế hoạch hiện có.",
    "grades-not-descending": "các mức xếp loại phải xếp từ cao xuống thấp, điểm không lặp lại, mức cuối từ 0 điểm.",
    "choice-unknown": "giá trị «{value}» không có; cần một trong: {allowed}.",
    "value-type-unknown": "kiểu giá trị «{value}» không có; cần một trong: {allowed}.",
    "part-unknown": "kỳ «{value}» không có; cần các kỳ trong số: {allowed}.",
    "options-missing": "kiểu chọn phải có ít nhất một lựa chọn.",
    "options-misplaced": "chỉ kiểu chọn một và chọn nhiều mới có danh sách lựa chọn.",
    "option-duplicate": "mã lựa chọn «{value}» bị lặp lại.",
    "bound-misplaced": "chỉ kiểu số mới có giá trị nhỏ nhất, lớn nhất.",
    "bounds-reversed": "giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất.",
    "columns-missing": "kiểu bảng phải có ít nhất một cột.",
    "columns-misplaced": "chỉ kiểu bảng mới có danh sách cột.",
    "column-code-malformed": "mã cột «{value}» chỉ gồm chữ thường không dấu, chữ số, dấu gạch dưới, bắt đầu bằng chữ.",
    "column-duplicate": "mã cột «{value}» bị lặp lại.",
    "option-unknown": "{words}.",
    "formula-types": "công thức sai kiểu: {words}.",
    "draft-personal": "cột «{value}» của sổ {register} là dữ liệu cá nhân, không đưa vào báo cáo; hãy dùng cột khác.",
    "column-unknown": "cột «{value}» không có trong sổ {register}.",
    "code-reserved": "mã «{value}» dành riêng cho danh sách nhiệm vụ của chương trình.",
    "date-column-not-date": "cột «{value}» phải là kiểu ngày (date).",
    "date-column-optional": "cột ngày «{value}» phải là cột bắt buộc (required = true).",
    "register-unknown": "sổ «{value}» không có trong các sổ theo dõi hiện có.",
    "annex-register-misplaced": "phụ lục lập từ sổ phải ghi mã sổ, phụ lục loại khác thì không.",
    "annex-condition-misplaced": "chỉ phụ lục lập từ sổ mới có điều kiện chọn dòng.",
    "section-unknown": "mục «{value}» không có trong danh sách mục của biểu mẫu.",
    "section-not-served": "chỉ tiêu được hỏi ở kỳ {periods} nhưng mục «{value}» không có trong các kỳ ấy.",
    "level-skipped": "mục cấp {value} không được đứng ngay sau mục cấp {before}.",
    "draft-misplaced": "mục không có lời văn (narrative = false) thì không có câu dự thảo.",
    "placeholder-unknown": "không có chỗ điền «{value}»; ở đây dùng được: {allowed}.",
    "draft-wrong": "câu dự thảo sai: {value}.",
    "field-code-malformed": "mã chỉ tiêu «{value}» phải bắt đầu bằng chữ không dấu; các phần nối bằng dấu chấm.",
    "override-without-formula": "được sửa số (overridable) chỉ dùng cho chỉ tiêu có công thức.",
    "heading-with-value": "tiêu đề nhóm không có giá trị nên không có công thức, không chuyển số.",
    "deviation-misplaced": "mức chênh lệch chỉ dùng cho chỉ tiêu số và phải lớn hơn 0.",
    "formula-wrong": "công thức sai: {value}.",
    "formula-field-unknown": "chỉ tiêu «{value}» không có trong biểu mẫu hoặc chỉ là tiêu đề nhóm.",
    "formula-kind-differs": "công thức so sánh chỉ dùng cho kiểu Có/Không, kiểu {value} cần công thức tính ra số.",
    "formula-misplaced": "kiểu {value} không tính bằng công thức được.",
    "formula-not-value": "công thức phải tính ra số, không phải là phép so sánh.",
    "formula-without-form": "số liệu «{value}» có công thức nên [set] phải ghi mã mẫu báo cáo (form).",
    "formula-fields-only": "công thức «{value}» chỉ được dùng chỉ tiêu của chính báo cáo năm đó.",
    "formulas-circular": "các công thức gọi vòng lẫn nhau: {value}.",
    "rule-not-comparison": "điều kiện kiểm tra phải là một phép so sánh.",
    "form-unknown": "biểu mẫu «{value}» không có trong các biểu mẫu hiện có.",
    "day-duplicate": "ngày {value} được ghi hai lần.",
    "worked-not-weekend": "ngày {value} không phải là Thứ Bảy, Chủ nhật nên không phải ngày làm bù.",
    "day-off-and-worked": "ngày {value} vừa là ngày nghỉ vừa là ngày làm bù.",
    "due-rule-unclear": "phải ghi đúng một trong hai: working_days (số ngày làm việc) hoặc calendar_day (ngày).",
}

_WARNINGS = frozenset(
    {"field-without-tasks", "maximum-unreachable", "task-unknown", "register-unknown", "form-unknown"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a workbook: sheet, row number, and the title of the column; row 0 and no column where it has none."""

    sheet: str
    row: int = 0
    column: str = ""

    @property
    def words(self) -> str:
        """Trang «Nhiệm vụ», dòng 7, cột «Thời gian»."""
        row = f", dòng {self.row}" if self.row else ""
        column = f", cột «{self.column}»" if self.column else ""
        return f"Trang «{self.sheet}»{row}{column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which entry (its code, "header" or "tasks[3]"), under which key, and the sentence.

    ``place`` says where it stands when the pack came as a workbook; the sentence names it then. ``named`` are the words
    that fill the sentence.
    """

    code: str
    level: Level
    entry: str
    key: str
    text: str
    place: Place | None = None
    named: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def value(self, name: str) -> str:
        """A word of the sentence by its name, "" where it has none: "value", "register", "column"."""
        return dict(self.named).get(name, "")


def problem(code: str, entry: str, *, key: str, **values: object) -> Problem:
    """Build the problem with this permanent code; ``values`` fill the sentence."""
    level = Level.WARN if code in _WARNINGS else Level.BLOCK
    place = f"Mục {entry}, trường {key}" if key else f"Mục {entry}"
    named = tuple((name, str(value)) for name, value in values.items())
    return Problem(code, level, entry, key, f"{place}: {_TEXTS[code].format(**values)}", named=named)


class PackFault(Fault):
    """A pack cannot be used. ``problems`` lists everything found in it; empty when it could not be read at all."""

    def __init__(self, code: str, *, what: str, do: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(code, what=what, safe=UNCHANGED, do=do)
        self.problems = problems


def invalid_pack(name: str, problems: tuple[Problem, ...]) -> PackFault:
    """Build the fault for a pack that is well-formed TOML but breaks the rules for packs."""
    is_cut = any(problem.code == "count-differs" for problem in problems)
    again = "; nếu tệp bị cắt cụt, xin lại tệp từ nơi gửi" if is_cut else ""
    return PackFault(
        "pack-invalid",
        what=f"Bộ danh mục «{name}» có {len(problems)} lỗi, lỗi đầu tiên: {problems[0].text}",
        do=f"Sửa các lỗi đã nêu rồi nạp lại{again}.",
        problems=problems,
    )
