"""Mails saved as files: what is attached is found whatever program wrote them, and nothing in them can do harm."""

import base64
import time
import tracemalloc
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random

import pytest
from support.package_parts import mailed

from cchc_desktop.packages.saved_mail import MAX_ATTACHMENTS, attachments

CONTENT = bytes(range(256)) * 40 + b"PK\x05\x06"


def saved(folder: Path, message: EmailMessage | bytes) -> Path:
    path = folder / "thu.eml"
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes(policy=SMTP))
    return path


def attached(path: Path) -> dict[str, bytes]:
    found = {}
    for each, _head in attachments(path, head=4):
        with each.open() as stream:
            found[each.name] = stream.read()
    return found


def letter(*, name: str = "Gói nộp.zip", content: bytes = CONTENT) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Gửi gói nộp của phường"
    message.set_content("Kính gửi Sở Nội vụ")
    message.add_alternative("<p>Kính gửi Sở Nội vụ</p>", subtype="html")
    message.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return message


@pytest.mark.parametrize("name", ["goi.zip", "Gói nộp quý IV (1).zip", "Gói nộp " * 20 + ".zip"])
def test_an_attachment_is_found_with_its_name_and_bytes(tmp_path: Path, name: str) -> None:
    assert attached(saved(tmp_path, letter(name=name)))[name] == CONTENT


def test_a_name_as_outlook_writes_it_is_understood(tmp_path: Path) -> None:
    text = (
        b'Content-Type: multipart/mixed; boundary="----=_Next"\r\n\r\n------=_Next\r\n'
        b'Content-Type: application/octet-stream;\r\n\tname="=?utf-8?B?R8OzaSBu4buZcC56aXA=?="\r\n'
        b"Content-Transfer-Encoding: BASE64\r\nContent-Disposition: attachment;\r\n"
        b'\tfilename="=?utf-8?B?R8OzaSBu4buZcC56aXA=?="\r\n\r\nUEsDBA==\r\n------=_Next--\r\n'
    )
    assert attached(saved(tmp_path, text)) == {"Gói nộp.zip": b"PK\x03\x04"}


def test_line_ends_of_unix_do_as_well(tmp_path: Path) -> None:
    assert attached(saved(tmp_path, letter().as_bytes()))["Gói nộp.zip"] == CONTENT


def test_a_mail_inside_a_mail_is_opened(tmp_path: Path) -> None:
    forwarded = EmailMessage()
    forwarded.set_content("Chuyển tiếp")
    forwarded.add_attachment(letter())
    forwarded.add_attachment(b"sau", maintype="application", subtype="zip", filename="sau.zip")
    found = attached(saved(tmp_path, forwarded))
    assert (found["Gói nộp.zip"], found["sau.zip"]) == (CONTENT, b"sau")


def test_a_mail_that_is_nothing_but_a_file_is_opened(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(CONTENT, maintype="application", subtype="zip", filename="goi.zip")
    assert attached(saved(tmp_path, message)) == {"goi.zip": CONTENT}


@pytest.mark.parametrize("encoding", ["quoted-printable", "8bit", "7bit"])
def test_other_ways_to_write_the_bytes_are_understood(tmp_path: Path, encoding: str) -> None:
    message = EmailMessage()
    message.set_content("a")
    message.add_attachment("mot = hai\nba\n", filename="chu.phan", cte=encoding)
    assert attached(saved(tmp_path, message))["chu.phan"].replace(b"\r\n", b"\n") == b"mot = hai\nba\n"


def test_names_cannot_lead_elsewhere(tmp_path: Path) -> None:
    names = attached(saved(tmp_path, letter(name="../../etc/pass\\wd\x07.zip"))).keys()
    assert not any(set(name) & set("/\\\x07") for name in names)


@pytest.mark.parametrize("length", range(0, 900, 13))
def test_a_mail_cut_off_anywhere_is_read_as_far_as_it_goes(tmp_path: Path, length: int) -> None:
    whole = letter(content=CONTENT[:200]).as_bytes(policy=SMTP)
    for found in attached(saved(tmp_path, whole[:length])).values():
        assert len(found) <= 900


def test_three_thousand_spoiled_mails_do_no_harm(tmp_path: Path) -> None:
    whole = letter(content=CONTENT[:300]).as_bytes(policy=SMTP)
    random = Random(5)
    path = tmp_path / "thu.eml"
    for _ in range(3_000):
        spoiled = bytearray(whole)
        for _flip in range(random.choice((1, 2, 8, 40))):
            spoiled[random.randrange(len(spoiled))] = random.choice((*b'\r\n-=";:()<>[]?*\\ ', random.randrange(256)))
        path.write_bytes(spoiled)
        attachments(path, head=4)


def nested(depth: int) -> bytes:
    heads = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n' for number in range(depth)
    )
    return heads.encode() + b"\r\ntrong cung\r\n"


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\r\n" * 100_000,
        b"x" * 3_000_000,
        nested(2_000),
        b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
        b"Content-Type: " + b"(" * 50_000 + b"\r\n\r\nx",
        b"Content-Type: application/zip;" + b" a=b;" * 20_000 + b"\r\n\r\nx",
        b'Content-Disposition: attachment; filename="' + b"=?utf-8?b?w6I=?= " * 5_000 + b'"\r\n\r\nx',
        b"Content-Disposition: attachment; filename*0*=utf-8''a; filename*99999999*=b\r\n\r\nx",
        b"Content-Disposition: attachment; filename==?bogus?q?x?=\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=no-such-charset''%ff%fe\r\n\r\nx",
        b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nx\r\n----\r\n',
        b"Content-Type: multipart/mixed\r\n\r\n--x\r\n",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * (3 * MAX_ATTACHMENTS),
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n" * 300_000,
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 2_000_000,
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b"A" * 2_000_001,
        b"Subject: " + b"=?utf-8?b?" * 100_000 + b"\r\n\r\nx",
        bytes(range(256)) * 4_000,
    ],
    ids=lambda mail: repr(mail[:50]),
)
def test_hostile_mails_cost_little_time_and_memory(tmp_path: Path, mail: bytes) -> None:
    path = saved(tmp_path, mail)
    begin = time.monotonic()
    tracemalloc.start()
    found = attachments(path, head=4)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) <= MAX_ATTACHMENTS
    assert peak < 8 << 20
    assert time.monotonic() - begin < 5


def test_a_large_mail_is_decoded_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "thu.eml"
    mailed(path, bytes(12 << 20), name="goi.zip")
    tracemalloc.start()
    ((_text, _), (found, _head)) = attachments(path, head=4)
    with found.open() as stream:
        assert stream.seek(0, 2) == 12 << 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_mail_that_changed_since_it_was_looked_at_is_an_error_of_reading(tmp_path: Path) -> None:
    path = saved(tmp_path, letter())
    found = attachments(path, head=4)[-1][0]
    saved(tmp_path, b"khac")
    with pytest.raises(OSError, match="changed"):
        found.open()


def test_letters_that_are_none_of_base64_are_passed_over_as_mail_programs_do(tmp_path: Path) -> None:
    lines = base64.encodebytes(CONTENT).replace(b"\n", b" \t\r\n")
    text = b'Content-Type: application/zip; name="a.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + lines
    assert attached(saved(tmp_path, text)) == {"a.zip": CONTENT}
