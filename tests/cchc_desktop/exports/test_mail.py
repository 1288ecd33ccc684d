"""Drafts of mails: read back by the standard library as any mail program would."""

import email
import io
from email.message import EmailMessage
from email.policy import default

import pytest

from cchc_desktop.exports.mail import Mail, encoded_size, mail_bytes, most_attached, size_without, write_mail

SUBJECT = "[CCHC] Phường Hà Giang 1 - Báo cáo tiến độ nhiệm vụ - Quý IV năm 2025 - bản 1 (thư 1/3)"
TEXT = "Kính gửi: Sở Nội vụ tỉnh Tuyên Quang\n\n" + "Đề nghị cơ quan nhận lưu tệp đính kèm. " * 40 + "\n"


def written(mail: Mail, content: bytes = b"") -> bytes:
    file = io.BytesIO()
    size = write_mail(file, mail, [content[:1000], content[1000:]])
    assert size == len(file.getvalue())
    return file.getvalue()


def opened(mail: bytes) -> EmailMessage:
    return email.message_from_bytes(mail, policy=default)


@pytest.mark.parametrize("name", ["goi.zip.001-003.phan", "Gói nộp quý IV năm 2025.zip", "Tờ trình " * 12 + ".zip"])
def test_subject_text_receiver_and_attachment_come_out_as_they_went_in(name: str) -> None:
    content = bytes(range(256)) * 20
    message = opened(written(Mail("cchc@tuyenquang.gov.vn", SUBJECT, TEXT, name), content))
    body = message.get_body(("plain",))
    (attached,) = message.iter_attachments()
    assert (message["subject"], message["to"], message["x-unsent"]) == (SUBJECT, "cchc@tuyenquang.gov.vn", "1")
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == TEXT
    assert (attached.get_filename(), attached.get_content()) == (name, content)
    assert attached.get_content_type() == "application/octet-stream"
    assert not message.defects


def test_a_mail_leaves_sender_date_and_identity_to_the_mail_program() -> None:
    message = opened(written(Mail("", SUBJECT, TEXT, "a.zip"), b"x"))
    assert [message[name] for name in ("from", "date", "message-id")] == [None, None, None]
    assert message["to"] == ""


def test_every_line_is_ascii_short_and_ends_as_mail_wants_it() -> None:
    mail = written(Mail("cchc@tuyenquang.gov.vn", SUBJECT * 3, TEXT, "Tờ trình " * 12 + ".zip"), bytes(5_000))
    assert mail.isascii()
    assert b"\n" not in mail.replace(b"\r\n", b"")
    assert max(map(len, mail.split(b"\r\n"))) <= 78


def test_the_same_mail_has_the_same_bytes_and_another_one_another_boundary() -> None:
    first = Mail("", "a", "b", "c.zip")
    assert written(first, b"x") == written(first, b"x")
    assert opened(written(first)).get_boundary() != opened(written(Mail("", "a", "b", "d.zip"))).get_boundary()


def test_line_ends_in_a_subject_make_no_header_of_their_own() -> None:
    message = opened(written(Mail("", "a\r\nBcc: x@y.vn\n b", "t", "c.zip"), b"x"))
    assert (message["bcc"], message["subject"]) == (None, "a Bcc: x@y.vn b")


@pytest.mark.parametrize("size", [0, 1, 2, 3, 56, 57, 58, 114, 1_000, 5_001])
def test_the_size_is_known_before(size: int) -> None:
    mail = Mail("cchc@tuyenquang.gov.vn", SUBJECT, TEXT, "goi.zip")
    assert len(written(mail, bytes(size))) == size_without(mail) + encoded_size(size)


@pytest.mark.parametrize("room", [0, 77, 78, 1_000, 25 << 20])
def test_the_largest_attachment_fits_and_no_line_more_would(room: int) -> None:
    most = most_attached(room)
    assert encoded_size(most) <= room
    assert encoded_size(most + 57) > room


def test_a_mail_without_an_attachment_is_a_plain_text() -> None:
    message = opened(mail_bytes(Mail("", SUBJECT, TEXT)))
    assert (message["subject"], message.get_content_type()) == (SUBJECT, "text/plain")
    assert message.get_content().replace("\r\n", "\n") == TEXT
