"""The minutes of a hand-over: what they say, and that both sign."""

from dataclasses import replace

import pypdfium2

from cchc_desktop.exports.hand_over_protocol import ProtocolFacts, protocol_pdf

FACTS = ProtocolFacts(
    heading=("ỦY BAN NHÂN DÂN", "PHƯỜNG HÀ GIANG 1"),
    office="UBND phường Hà Giang 1",
    place_and_date="Phường Hà Giang 1, ngày 10 tháng 12 năm 2025",
    moment="09 giờ 00 ngày 10 tháng 12 năm 2025",
    giver="Nguyễn Thị Lan",
    giver_post="Chuyên viên",
    receiver="Phạm Thị Hoa",
    receiver_post="",
    reason="Chuyển công tác.",
    machine="MAY-VP-1",
    folder="D:\\CCHC Desktop",
    code="7K3M-Q2XA-9F5T",
    file="ban-giao-00694-20251210-0900.cchc-ban-giao",
    counts=(("Nhiệm vụ có cập nhật", "58"), ("Dòng sổ theo dõi", "1.603")),
    missing="",
    open_submissions=("Báo cáo công tác CCHC quý IV năm 2025, bản 2: Đã ký",),
    deadlines=(),
    officers=("Trần Văn Hùng, Chủ tịch (lãnh đạo)", "Nguyễn Thị Lan, Chuyên viên (người lập)"),
    received="",
    sample=False,
)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def test_the_minutes_name_both_sides_counts_and_code() -> None:
    text = words(protocol_pdf(FACTS))
    for expected in (
        "BIÊN BẢN Bàn giao dữ liệu công tác cải cách hành chính",
        "1. Bên giao: Nguyễn Thị Lan - Chuyên viên.",
        "2. Bên nhận: Phạm Thị Hoa.",
        "3. Lý do bàn giao: Chuyển công tác.",
        "Dòng sổ theo dõi 1.603",
        "Mã xác nhận của tệp: 7K3M-Q2XA-9F5T.",
        "1. Báo cáo công tác CCHC quý IV năm 2025, bản 2: Đã ký.",
        "Không có việc nào sắp đến hạn hoặc quá hạn.",
        "1. Trần Văn Hùng, Chủ tịch (lãnh đạo); 2. Nguyễn Thị Lan, Chuyên viên (người lập).",
        "BÊN GIAO",
        "BÊN NHẬN",
    ):
        assert expected in text, expected


def test_missing_files_and_the_receipt_stand_in_the_minutes() -> None:
    facts = replace(FACTS, missing="Thiếu 2 tệp minh chứng.", received=" Bên nhận đã nhận đủ lúc 10 giờ 15.")
    text = words(protocol_pdf(facts))
    assert "Thiếu 2 tệp minh chứng." in text
    assert "Bên nhận đã nhận đủ lúc 10 giờ 15." in text


def test_minutes_of_sample_data_say_so_and_the_same_facts_give_the_same_bytes() -> None:
    sample = replace(FACTS, sample=True)
    assert "DỮ LIỆU MẪU" in words(protocol_pdf(sample))
    assert protocol_pdf(FACTS) == protocol_pdf(FACTS)
