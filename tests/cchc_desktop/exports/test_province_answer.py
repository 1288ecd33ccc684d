"""The answers of the province on paper."""

import pytest

from cchc_desktop.domain.province_answer import Answer, Answered, AnswerKind, Decider, Remark
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.province_answer import AnswerPaper, answer_document, answer_pdf

OF = Answered("00694", "Phường Hà Giang 1", Kind.PROGRESS, "", "2025-Q4", 2, "ab" * 32, ("cd" * 32,))
OFFICER = Decider("Hoàng Thị Thu", "Chuyên viên", "Sở Nội vụ tỉnh Tuyên Quang")
DEPUTY = Decider("Đỗ Quang Minh", "Phó Giám đốc", "Sở Nội vụ tỉnh Tuyên Quang")
REMARKS = (
    Remark(1, "task:A", "Nhiệm vụ 6", "Nêu số liệu.\nKèm văn bản."),
    Remark(2, "submission", "Toàn bộ hồ sơ", "Rõ"),
)


def paper(kind: AnswerKind, *, by: Decider = OFFICER, remarks: tuple[Remark, ...] = (), note: str = "") -> AnswerPaper:
    answer = Answer(kind, OF, remarks, note, by, "2025-12-12T09:05:00+07:00")
    return AnswerPaper(answer, "ef" * 32, "Báo cáo tiến độ nhiệm vụ", "2025-12-11T08:00:00+07:00", "7K3M-Q2XA-9F5T")


def words(content: bytes) -> str:
    return " ".join(" ".join(page_texts(content)).split())


def test_a_receipt_says_what_was_received_and_when() -> None:
    text = words(answer_pdf(paper(AnswerKind.RECEIVED)))
    for part in ("SỞ NỘI VỤ", "PHIẾU TIẾP NHẬN", "Bản 2", "08:00 ngày 11/12/2025", "7K3M-Q2XA-9F5T", "Hoàng Thị Thu"):
        assert part in text


def test_a_return_lists_the_remarks_with_their_places_and_asks_for_the_next_revision() -> None:
    text = words(answer_pdf(paper(AnswerKind.RETURNED, remarks=REMARKS, note="Gửi trước 20/12.")))
    for part in (
        "PHIẾU TRẢ LẠI",
        "Nhiệm vụ 6",
        "Nêu số liệu.",
        "Toàn bộ hồ sơ",
        "02 ý kiến",
        "Gửi trước 20/12.",
        "bản 3",
    ):
        assert part in text


def test_an_acceptance_is_a_notice_of_the_result() -> None:
    text = words(answer_pdf(paper(AnswerKind.ACCEPTED, by=DEPUTY)))
    for part in ("THÔNG BÁO", "Về kết quả thẩm định", "UBND phường Hà Giang 1", "KT. GIÁM ĐỐC", "Đỗ Quang Minh"):
        assert part in text


@pytest.mark.parametrize("kind", [AnswerKind.RETURNED, AnswerKind.ACCEPTED])
def test_who_does_not_sign_for_the_department_leaves_room_for_a_leader(kind: AnswerKind) -> None:
    assert answer_document(paper(kind)).signature.name == ""


def test_the_same_answer_gives_the_same_bytes() -> None:
    wanted = paper(AnswerKind.RETURNED, remarks=REMARKS)
    assert answer_pdf(wanted) == answer_pdf(wanted)
