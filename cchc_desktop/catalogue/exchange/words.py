"""The closed lists of packs with their words in a workbook."""

from collections.abc import Mapping

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import Basis
from cchc_desktop.domain.target import Operator

Choices = tuple[tuple[str, str], ...]

PACK_KINDS: Choices = (
    ("plan", "Kế hoạch"),
    ("criteria", "Bộ tiêu chí"),
    ("units", "Danh mục đơn vị"),
    ("form", "Biểu mẫu báo cáo"),
    ("registers", "Sổ theo dõi"),
    ("targets", "Chỉ tiêu"),
    ("calendar", "Lịch làm việc"),
)
KIND_WORDS: Mapping[str, str] = dict(PACK_KINDS)
UNIT_KINDS: Choices = (("Xã", "Xã"), ("Phường", "Phường"), ("Đặc khu", "Đặc khu"))
POLICIES: Choices = (
    ("forbidden", "Phải có số liệu"),
    ("zero", "Tính 0 điểm"),
    ("full", "Cho điểm tối đa khi có xác nhận"),
    ("excluded", "Không tính, quy đổi lại thang điểm"),
    ("not_applicable", "Điều tra xã hội học"),
)
RULES: Choices = (
    ("yes_no", "Có hoặc không"),
    ("one_option", "Chọn một phương án"),
    ("tick_list", "Cộng các nội dung đạt"),
    ("ratio_bands", "Theo mức tỷ lệ b/a"),
    ("proportional", "Theo tỷ lệ b/a"),
    ("proportional_to_target", "Theo tỷ lệ b/a so với chỉ tiêu"),
    ("deadline_weighted", "Đúng hạn và quá hạn"),
    ("within_deadline", "Theo thời hạn"),
    ("minus_per_case", "Trừ theo số trường hợp"),
    ("count_bands", "Theo mức số lượng"),
    ("value_bands", "Theo mức giá trị"),
    ("survey", "Điều tra xã hội học"),
)
FIELD_TYPES: Choices = tuple((kind.value, kind.label) for kind in FieldType)
COLUMN_TYPES: Choices = tuple(pair for pair in FIELD_TYPES if pair[0] not in ("table", "heading"))
BASES: Choices = tuple((basis.value, basis.label) for basis in Basis)
LEVELS: Choices = (("block", "Chặn"), ("warn", "Cảnh báo"), ("info", "Lưu ý"))
ANNEXES: Choices = (
    ("register", "Danh sách từ sổ"),
    ("figures", "Bảng số liệu"),
    ("tasks", "Bảng nhiệm vụ"),
)
_OPERATOR_WORDS = {">=": "Từ … trở lên", ">": "Trên", "<=": "Tối đa", "<": "Dưới", "=": "Bằng"}
OPERATORS: Choices = tuple((operator.value, _OPERATOR_WORDS[operator.value]) for operator in Operator)
