"""What the history calls each column, and which columns it does not tell and why: the whole schema."""

from collections.abc import Mapping

from cchc_desktop.services.history.exchange_fields import EXCHANGE_FIELDS, EXCHANGE_NOT_TOLD
from cchc_desktop.services.history.field_words import Field, Shown

_STEP = "Bước này của hồ sơ không lấy lại được; muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp."
_PACK = "Bộ danh mục được đổi bằng cách nhập bộ khác ở Cài đặt › Bộ danh mục."
_ACCOUNT = "Thông tin tài khoản không lấy lại được từ lịch sử; hãy dùng Cài đặt › Cán bộ."
_ORDER = "Thứ tự được đổi bằng nút Lên, Xuống ở màn hình Kế hoạch."
_FILE = "Tệp không thay đổi được; chỉ sửa được thông tin của văn bản trong tệp."
_HOLDER = "Việc bàn giao dữ liệu không lấy lại được từ lịch sử."

FIELDS: Mapping[str, Mapping[str, Field]] = {
    **EXCHANGE_FIELDS,
    "progress_entry": {
        "day": Field("Ngày cập nhật", Shown.DAY),
        "percent": Field("Tỷ lệ hoàn thành (%)"),
        "result": Field("Kết quả"),
        "difficulty": Field("Khó khăn, vướng mắc"),
        "objective_reason": Field("Lý do khách quan"),
    },
    "product": {
        "name": Field("Tên sản phẩm"),
        "number": Field("Số, ký hiệu văn bản"),
        "day": Field("Ngày văn bản", Shown.DAY),
    },
    "assignment": {
        "officer_id": Field("Người được phân công", Shown.OFFICER),
        "internal_due": Field("Hạn nội bộ", Shown.DAY),
        "not_arising": Field("Không phát sinh", Shown.YES_NO),
        "not_arising_reason": Field("Lý do không phát sinh"),
    },
    "answer": {"content": Field("Kết quả tự chấm", Shown.OWN), "explanation": Field("Giải trình")},
    "adjustment": {"cases": Field("Số trường hợp"), "explanation": Field("Giải trình")},
    "register_row": {
        "day": Field("Ngày của dòng", Shown.OWN),
        "content": Field("Nội dung dòng", Shown.OWN),
    },
    "report_field": {
        "state": Field("Số liệu", Shown.OWN),
        "value": Field("Số liệu", Shown.OWN),
        "estimate": Field("Số liệu", Shown.OWN),
        "override_reason": Field("Lý do thay số"),
    },
    "report_text": {"text": Field("Nội dung mục")},
    "report_explanation": {"text": Field("Giải trình")},
    "commune_plan": {
        "title": Field("Trích yếu"),
        "basis": Field("Căn cứ"),
        "purpose": Field("Mục đích, yêu cầu"),
        "arrangements": Field("Tổ chức thực hiện"),
        "sent_number": Field("Số, ký hiệu văn bản gửi đi"),
        "sent_day": Field("Ngày gửi", Shown.DAY),
        "sent_to": Field("Nơi nhận"),
    },
    "commune_task": {
        "included": Field("Đưa vào kế hoạch", Shown.YES_NO),
        "name": Field("Nhiệm vụ"),
        "goal": Field("Mục tiêu"),
        "lead": Field("Chủ trì"),
        "cooperation": Field("Phối hợp"),
        "product": Field("Sản phẩm"),
        "time": Field("Thời gian thực hiện"),
        "sequence": Field("Thứ tự", barred=_ORDER),
    },
    "evidence": {
        "name": Field("Tên tệp", barred=_FILE),
        "number": Field("Số, ký hiệu"),
        "day": Field("Ngày văn bản", Shown.DAY),
        "issuer": Field("Cơ quan ban hành"),
        "title": Field("Trích yếu"),
    },
    "evidence_use": {
        "evidence_id": Field("Tài liệu kiểm chứng", Shown.FILE, barred=_FILE),
        "pages": Field("Trang, mục"),
    },
    "submission": {
        "document_number": Field("Số văn bản"),
        "document_date": Field("Ngày văn bản", Shown.DAY),
        "leader_id": Field("Người ký", Shown.OFFICER),
        "reference_day": Field("Ngày chốt số liệu", Shown.DAY),
        "state": Field("Trạng thái", Shown.STATE, barred=_STEP),
        "reopen_reason": Field("Lý do mở lại", barred=_STEP),
        "completed_by": Field("Người hoàn thành", Shown.OFFICER, barred=_STEP),
        "completed_at": Field("Lúc hoàn thành", Shown.MOMENT, barred=_STEP),
        "signing_way": Field("Cách ký", Shown.WAY, barred=_STEP),
        "signed_by": Field("Người đã ký", Shown.OFFICER, barred=_STEP),
        "signed_at": Field("Lúc ký", Shown.MOMENT, barred=_STEP),
        "scan_id": Field("Bản quét trang ký", Shown.FILE, barred=_STEP),
        "exported_at": Field("Lúc kết xuất", Shown.MOMENT, barred=_STEP),
        "package_path": Field("Gói nộp đã ghi", barred=_STEP),
    },
    "workspace": {
        "addressee": Field("Kính gửi"),
        "recipients": Field("Nơi nhận"),
        "plan_code": Field("Kế hoạch đang dùng", barred=_PACK),
        "criteria_code": Field("Bộ tiêu chí đang dùng", barred=_PACK),
    },
    "officer": {
        "full_name": Field("Họ và tên", barred=_ACCOUNT),
        "post": Field("Chức vụ", barred=_ACCOUNT),
        "role": Field("Vai trò", Shown.ROLE, barred=_ACCOUNT),
        "active": Field("Đang sử dụng", Shown.YES_NO, barred=_ACCOUNT),
        "password_hash": Field("Mật khẩu", Shown.CHANGED, barred=_ACCOUNT),
        "failed_attempts": Field("Số lần nhập sai mật khẩu", barred=_ACCOUNT),
        "locked_until": Field("Tạm khóa đến", Shown.MOMENT, barred=_ACCOUNT),
    },
    "pack": {
        "title": Field("Tên bộ danh mục", barred=_PACK),
        "edition": Field("Lần ban hành", barred=_PACK),
    },
    "pack_use": {
        "code": Field("Bộ danh mục", barred=_PACK),
        "edition": Field("Lần ban hành", barred=_PACK),
    },
    "folder_holder": {
        "machine": Field("Máy giữ dữ liệu", barred=_HOLDER),
        "given_to": Field("Bàn giao cho", barred=_HOLDER),
        "given_code": Field("Mã bàn giao", barred=_HOLDER),
    },
    "kept_text": {
        "label": Field("Ô chưa ghi được", barred="Chữ được giữ lại mở ra lại từ thông báo khi khởi động."),
        "text": Field("Chữ được giữ lại", barred="Chữ được giữ lại mở ra lại từ thông báo khi khởi động."),
    },
}
"""The columns that the history tells, in the order in which they stand on the screen."""

_IDENTITY = "tells the record apart; never changes"
_OWNER = "says which record this one belongs to; never changes"
_PLACE = "the order among its neighbours, given by the program"
_DERIVED = "computed by the program, not typed"

NOT_TOLD: Mapping[tuple[str, str], str] = {
    **EXCHANGE_NOT_TOLD,
    ("workspace", "only"): _IDENTITY,
    ("workspace", "unit_code"): "chosen at the first start; never changes",
    ("workspace", "sample"): "chosen at the first start; never changes",
    ("workspace", "created_at"): _DERIVED,
    ("pack", "code"): _IDENTITY,
    ("pack", "kind"): _IDENTITY,
    ("pack", "sha256"): _DERIVED,
    ("pack", "content"): "stands in the trail by its hash",
    ("pack", "imported_at"): _DERIVED,
    ("pack_use", "kind"): _IDENTITY,
    ("commune_plan", "plan_code"): _OWNER,
    ("commune_task", "plan_code"): _OWNER,
    ("commune_task", "task_code"): _IDENTITY,
    ("commune_task", "own"): _IDENTITY,
    ("commune_task", "number"): _PLACE,
    ("commune_task", "field"): "chosen when the task is added; never changes",
    ("register_row", "register_code"): _OWNER,
    ("register_row", "sequence"): _PLACE,
    ("report_field", "form_code"): _OWNER,
    ("report_field", "period_code"): _OWNER,
    ("report_field", "field_code"): _IDENTITY,
    ("report_text", "form_code"): _OWNER,
    ("report_text", "period_code"): _OWNER,
    ("report_text", "section_code"): _IDENTITY,
    ("report_text", "draft"): "the program's own draft, kept to tell typed lines from drafted ones",
    ("report_explanation", "form_code"): _OWNER,
    ("report_explanation", "period_code"): _OWNER,
    ("report_explanation", "finding_code"): _IDENTITY,
    ("assignment", "plan_code"): _OWNER,
    ("assignment", "task_code"): _IDENTITY,
    ("progress_entry", "plan_code"): _OWNER,
    ("progress_entry", "task_code"): _OWNER,
    ("progress_entry", "sequence"): _PLACE,
    ("product", "entry_id"): _OWNER,
    ("product", "sequence"): _PLACE,
    ("answer", "criteria_code"): _OWNER,
    ("answer", "year"): _OWNER,
    ("answer", "criterion_code"): _IDENTITY,
    ("adjustment", "criteria_code"): _OWNER,
    ("adjustment", "year"): _OWNER,
    ("adjustment", "code"): _IDENTITY,
    ("evidence", "sha256"): _IDENTITY,
    ("evidence", "size"): _DERIVED,
    ("evidence", "media_type"): _DERIVED,
    ("evidence", "added_at"): _DERIVED,
    ("evidence_use", "answer_id"): _OWNER,
    ("evidence_use", "product_id"): _OWNER,
    ("evidence_use", "register_row_id"): _OWNER,
    ("evidence_use", "sequence"): _PLACE,
    ("submission", "kind"): _IDENTITY,
    ("submission", "form_code"): _IDENTITY,
    ("submission", "unit_code"): _IDENTITY,
    ("submission", "period_code"): _IDENTITY,
    ("submission", "revision"): _IDENTITY,
    ("submission", "parent_id"): _OWNER,
    ("submission", "snapshot"): "the frozen content; stands in the trail by its hash",
    ("submission", "snapshot_sha256"): _DERIVED,
    ("submission", "signature"): "stands in the trail by its hash",
    ("folder_holder", "only"): _IDENTITY,
    ("folder_holder", "folder_id"): _IDENTITY,
    ("folder_holder", "generation"): _DERIVED,
    ("folder_holder", "state"): _DERIVED,
    ("folder_holder", "place"): _DERIVED,
    ("folder_holder", "since"): _DERIVED,
    ("folder_holder", "given_file"): _DERIVED,
    ("kept_text", "target"): _IDENTITY,
    ("kept_text", "stored"): _DERIVED,
    ("kept_text", "officer_id"): _OWNER,
    ("kept_text", "kept_at"): _DERIVED,
    ("kept_text", "discarded_at"): _DERIVED,
}
"""The columns that the history does not tell, each with the reason."""

UNJOURNALLED = frozenset({"audit", "program_run"})
"""Tables that no command of a user writes."""

ROWS_OF_THEIR_OWN = frozenset(
    {"progress_entry", "product", "register_row", "evidence_use", "commune_task", "evidence", "officer", "submission"}
)
"""Tables whose rows a user adds and removes; a row of the others only holds the values of its fields."""
