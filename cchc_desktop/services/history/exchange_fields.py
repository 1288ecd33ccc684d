"""The columns about signing, sending and receiving: told in the journal; of them only a reply is brought back."""

from collections.abc import Mapping

from cchc_desktop.services.history.field_words import Field, Shown

_SENT = "Việc ký, gửi, nhận hồ sơ đã diễn ra không lấy lại được từ lịch sử; hãy làm bước đó ở màn hình của nó."

EXCHANGE_FIELDS: Mapping[str, Mapping[str, Field]] = {
    "signed_document": {
        "signer": Field("Người ký số", barred=_SENT),
        "organisation": Field("Cơ quan ghi trong chứng thư số", barred=_SENT),
        "signed_at": Field("Lúc ký số", Shown.MOMENT, barred=_SENT),
    },
    "trust_list": {
        "edition": Field("Danh sách chứng thư tin cậy", barred=_SENT),
        "issued": Field("Ngày ban hành danh sách", barred=_SENT),
    },
    "device": {
        "owner_name": Field("Đơn vị của máy", barred=_SENT),
        "enrolled_at": Field("Lúc ghi nhận máy", Shown.MOMENT, barred=_SENT),
        "retired_at": Field("Lúc thôi dùng máy", Shown.MOMENT, barred=_SENT),
    },
    "package_copy": {
        "label": Field("Tên nơi chép", barred=_SENT),
        "place": Field("Nơi chép gói", barred=_SENT),
        "read_back_at": Field("Lúc đọc lại bản chép", Shown.MOMENT, barred=_SENT),
        "gone_at": Field("Lúc bản chép không còn", Shown.MOMENT, barred=_SENT),
    },
    "answer_from_province": {
        "code": Field("Mã trả lời của tỉnh", barred=_SENT),
        "note": Field("Ý kiến của tỉnh", barred=_SENT),
    },
    "remark": {
        "text": Field("Ý kiến của tỉnh", barred=_SENT),
        "reply": Field("Trả lời ý kiến của tỉnh"),
        "replied_by": Field("Người trả lời ý kiến", Shown.OFFICER, barred=_SENT),
    },
    "received": {
        "package_name": Field("Gói đã nhận", barred=_SENT),
        "source": Field("Nhận từ", barred=_SENT),
        "note": Field("Ý kiến khi trả lời", barred=_SENT),
        "decided_by": Field("Người trả lời", Shown.OFFICER, barred=_SENT),
        "decided_at": Field("Lúc trả lời", Shown.MOMENT, barred=_SENT),
    },
    "received_remark": {"text": Field("Ý kiến thẩm định", barred=_SENT)},
    "issued_answer": {"code": Field("Mã trả lời", barred=_SENT)},
    "quarantined": {
        "name": Field("Gói không nhận", barred=_SENT),
        "reasons": Field("Lý do không nhận", barred=_SENT),
        "released_at": Field("Lúc cho nhận lại", Shown.MOMENT, barred=_SENT),
    },
}
"""What is told of them."""

EXCHANGE_PLACES: Mapping[str, str] = {
    "signed_document": "Văn bản đã ký số",
    "trust_list": "Danh sách chứng thư tin cậy",
    "device": "Máy của đơn vị",
    "package_copy": "Bản chép của gói nộp",
    "answer_from_province": "Trả lời của tỉnh",
    "remark": "Ý kiến của tỉnh",
    "received": "Hồ sơ đã nhận",
    "received_remark": "Ý kiến về hồ sơ đã nhận",
    "issued_answer": "Trả lời đã phát hành",
    "quarantined": "Gói không nhận",
}
"""What their records are called."""

_IDENTITY = "tells the record apart; never changes"
_OWNER = "says which record this one belongs to; never changes"
_DERIVED = "computed by the program, not typed"
_LEFT_OUT: Mapping[str, tuple[tuple[str, ...], str]] = {
    "signed_document": (("submission_id", "step", "sha256", "way", "issuer", "serial"), _DERIVED),
    "trust_list": (("sha256", "content", "imported_at"), _DERIVED),
    "device": (("owner", "fingerprint", "certificate"), _IDENTITY),
    "package_copy": (("submission_id", "medium", "sha256", "size", "parts", "written_at"), _DERIVED),
    "answer_from_province": (("submission_id", "kind", "at", "content", "imported_at"), _DERIVED),
    "remark": (("answer_id", "sequence", "target", "place", "replied_at"), _OWNER),
    "received": (
        (
            "unit_code",
            "kind",
            "form_code",
            "period_code",
            "revision",
            "parent_sha256",
            "snapshot_sha256",
            "package_sha256",
            "package_size",
            "program_version",
            "snapshot",
            "device_id",
            "key_state",
            "state",
            "received_at",
        ),
        _DERIVED,
    ),
    "received_remark": (("received_id", "sequence", "target", "place"), _OWNER),
    "issued_answer": (("received_id", "kind", "at", "content"), _DERIVED),
    "quarantined": (("package_sha256", "size", "source", "at"), _DERIVED),
}

EXCHANGE_NOT_TOLD: Mapping[tuple[str, str], str] = {
    (table, column): reason for table, (columns, reason) in _LEFT_OUT.items() for column in columns
} | {("workspace", "desk"): "chosen at the first start; never changes"}
"""What is not told of them, each with the reason."""
