import subprocess
from pathlib import Path

import pypdfium2
import pytest
from support.signers import LEADER, NOW, OFFICE, PASSWORD, signer_of
from support.signing import Signing

from cchc_desktop.exports.pdf_signature_room import ORGANISATION, PERSON
from cchc_desktop.signing.appearance import Box, annex_appearance, annex_box, signature_appearance, stamp
from cchc_desktop.signing.key_file import WrongPassword, open_key_file
from cchc_desktop.signing.pdf_signing import NoSuchField, sign_pdf, signature_box
from cchc_desktop.system.pdfium import PDFIUM


def pdfsig(path: Path) -> str:
    """What Poppler says about a file."""
    line = ["pdfsig", "-nocert", str(path)]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False).stdout


def inked(page: bytes, box: Box, *, number: int = 1) -> int:
    """How many pixels of the box are not white on the page (counted from 0) as pdfium draws it."""
    with PDFIUM, pypdfium2.PdfDocument(page) as document:
        document.init_forms()
        sheet = document[number]
        height = sheet.get_height()
        image = sheet.render(scale=1, may_draw_forms=True).to_pil().convert("L")
    part = image.crop((int(box.left), int(height - box.top), int(box.right), int(height - box.bottom)))
    return sum(1 for value in part.tobytes() if value < 250)


def test_the_signature_is_appended_to_the_document(document: bytes, signing: Signing) -> None:
    signed = signing.sign(document)
    assert signed.startswith(document)
    assert len(signed) > len(document)


def test_poppler_finds_an_intact_pades_signature_of_the_whole_file(
    document: bytes, signing: Signing, tmp_path: Path
) -> None:
    (tmp_path / "ky.pdf").write_bytes(signing.sign(document))
    told = pdfsig(tmp_path / "ky.pdf")
    for words in ("Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "SHA-256", LEADER):
        assert words in told


def test_poppler_finds_a_flipped_byte(document: bytes, signing: Signing, tmp_path: Path) -> None:
    signed = bytearray(signing.sign(document))
    signed[document.index(b"stream") + 60] ^= 1
    (tmp_path / "ky.pdf").write_bytes(bytes(signed))
    assert "Signature is Valid" not in pdfsig(tmp_path / "ky.pdf")


def test_the_person_signs_first_and_the_organisation_after(document: bytes, signing: Signing, tmp_path: Path) -> None:
    office = signer_of(signing.root, OFFICE, number=2)
    both = signing.sign(signing.sign(document), office, field=ORGANISATION, name=OFFICE)
    (tmp_path / "ky.pdf").write_bytes(both)
    told = pdfsig(tmp_path / "ky.pdf")
    assert told.count("Signature is Valid") == 2
    assert told.index(LEADER) < told.index(f"Common Name: {OFFICE}")


def test_a_field_is_signed_once(document: bytes, signing: Signing) -> None:
    with pytest.raises(NoSuchField):
        signing.sign(signing.sign(document))


def test_a_document_without_the_field_is_not_signed(document: bytes, signing: Signing) -> None:
    with pytest.raises(NoSuchField):
        signing.sign(document, field="ChuKyKhac")


def test_the_seal_stands_over_a_third_of_the_signature_on_its_left(document: bytes) -> None:
    person, seal = signature_box(document, PERSON), signature_box(document, ORGANISATION)
    assert seal.left < person.left
    assert seal.right - person.left == pytest.approx(person.width / 3, abs=0.1)
    assert seal.width == pytest.approx(36 / 25.4 * 72, abs=0.1)
    assert (seal.top + seal.bottom) / 2 == pytest.approx((person.top + person.bottom) / 2, abs=0.1)


def test_the_empty_fields_leave_the_paper_white(document: bytes) -> None:
    assert inked(document, signature_box(document, PERSON)) == 0


@pytest.mark.parametrize("with_picture", [True, False])
def test_what_was_signed_is_seen_on_the_page(
    document: bytes, signing: Signing, picture: bytes, *, with_picture: bool
) -> None:
    box = signature_box(document, PERSON)
    look = signature_appearance(box, name=LEADER, at=NOW, picture=picture if with_picture else b"")
    signed = sign_pdf(document, open_key_file(signing.leader.key_file(), PASSWORD), field=PERSON, appearance=look)
    assert inked(signed, box) > 100


def test_an_appearance_has_the_size_of_its_box_and_the_letters_of_the_name() -> None:
    box = Box(100, 100, 260, 170)
    content = signature_appearance(box, name=LEADER, at=NOW)
    with PDFIUM, pypdfium2.PdfDocument(content) as drawn:
        assert drawn[0].get_size() == (box.width, box.height)
        assert f"Ký bởi: {LEADER}" in drawn[0].get_textpage().get_text_bounded()


def test_the_same_appearance_gives_the_same_bytes() -> None:
    box = Box(0, 0, 160, 70)
    assert signature_appearance(box, name=LEADER, at=NOW) == signature_appearance(box, name=LEADER, at=NOW)


def test_an_annex_bears_number_and_time_at_the_top_right() -> None:
    box = annex_box(595, 842)
    assert 595 - box.right < 60
    assert 842 - box.top < 30
    with PDFIUM, pypdfium2.PdfDocument(annex_appearance(box, number="12/BC-UBND", at=NOW)) as drawn:
        text = drawn[0].get_textpage().get_text_bounded()
    assert "12/BC-UBND" in text
    assert stamp(NOW) in text


def test_the_time_is_written_with_its_offset() -> None:
    assert stamp(NOW) == "15/12/2025 09:00:00 +07:00"


@pytest.mark.parametrize("content", [b"", b"chu ky", b"\x89PNG\r\n\x1a\n and then nothing"])
def test_a_file_that_is_no_picture_is_no_signature(content: bytes) -> None:
    box = Box(0, 0, 160, 70)
    if not content:
        assert signature_appearance(box, name=LEADER, at=NOW, picture=content)
        return
    with pytest.raises(ValueError, match="picture"):
        signature_appearance(box, name=LEADER, at=NOW, picture=content)


def test_a_wrong_password_is_told_from_a_file_that_is_no_key(signing: Signing) -> None:
    with pytest.raises(WrongPassword):
        open_key_file(signing.leader.key_file(), "khac")
    with pytest.raises(ValueError, match="PKCS#12"):
        open_key_file(b"%PDF-1.7", PASSWORD)
