"""The tables of the database in the words of their users, for what is told of rows in numbers."""

TABLES = {
    "workspace": "thông tin đơn vị",
    "officer": "tài khoản cán bộ",
    "pack_use": "bộ danh mục đang dùng",
    "commune_plan": "kế hoạch của đơn vị",
    "commune_task": "nhiệm vụ trong kế hoạch của đơn vị",
    "assignment": "phân công nhiệm vụ",
    "progress_entry": "cập nhật tiến độ",
    "product": "sản phẩm, văn bản của nhiệm vụ",
    "register_row": "dòng sổ theo dõi",
    "report_field": "số liệu báo cáo",
    "report_text": "đoạn văn báo cáo",
    "report_explanation": "giải trình trong báo cáo",
    "answer": "tiêu chí tự chấm",
    "adjustment": "điểm cộng, điểm trừ",
    "evidence": "tài liệu kiểm chứng",
    "evidence_use": "chỗ dùng tài liệu kiểm chứng",
    "submission": "hồ sơ nộp",
    "kept_text": "nội dung gõ dở",
}
