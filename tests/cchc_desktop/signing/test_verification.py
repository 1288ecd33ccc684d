from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from support.signers import LEADER, NOW, OFFICE, authority, revocation_list, signer_of, trusting
from support.signing import Signing

from cchc_desktop.exports.pdf_signature_room import ORGANISATION
from cchc_desktop.signing.trust import NOBODY, TrustList
from cchc_desktop.signing.verification import Answer, is_ours_signed, verify_pdf


@pytest.fixture(scope="module")
def signed(document: bytes, signing: Signing) -> bytes:
    return signing.sign(document)


@pytest.fixture(scope="module")
def twice(signed: bytes, signing: Signing) -> bytes:
    return signing.sign(signed, signer_of(signing.root, OFFICE, number=2), field=ORGANISATION, name=OFFICE)


def turned(pdf: bytes) -> bytes:
    """The same file with a page turned, saved as an appendix as editors do."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_everything_known_and_in_order_is_valid(twice: bytes, signing: Signing) -> None:
    report = verify_pdf(twice, trusting(signing.root), at=NOW)
    assert (report.answer, report.reasons) == (Answer.VALID, ())
    assert [item.signer.name for item in report.signatures if item.signer] == [LEADER, OFFICE]


def test_without_a_list_of_revoked_certificates_nothing_is_valid(signed: bytes, signing: Signing) -> None:
    report = verify_pdf(signed, trusting(signing.root, with_list=False), at=NOW)
    assert report.answer is Answer.UNDETERMINED
    assert "thu hồi" in report.reasons[0]


def test_a_list_of_revoked_certificates_that_is_out_of_date_decides_nothing(signed: bytes, signing: Signing) -> None:
    old = revocation_list(signing.root, day=NOW - timedelta(days=90), holds=timedelta(days=30))
    trust = TrustList("2025.1", None, (signing.root.der,), crls=(old,))
    report = verify_pdf(signed, trust, at=NOW)
    assert report.answer is Answer.UNDETERMINED
    assert "16/09/2025" in report.reasons[0]


def test_a_revoked_certificate_is_invalid_also_by_a_list_that_is_out_of_date(signed: bytes, signing: Signing) -> None:
    for day in (NOW - timedelta(days=1), NOW - timedelta(days=90)):
        listed = revocation_list(signing.root, signing.leader, day=day)
        trust = TrustList("2025.1", None, (signing.root.der,), crls=(listed,))
        report = verify_pdf(signed, trust, at=NOW)
        assert report.answer is Answer.INVALID
        assert "thu hồi" in report.reasons[0]


def test_one_bad_signature_of_two_makes_the_file_invalid(twice: bytes, signing: Signing) -> None:
    report = verify_pdf(twice, trusting(signing.root, signing.leader), at=NOW)
    assert report.answer is Answer.INVALID
    assert [item.answer for item in report.signatures] == [Answer.INVALID, Answer.VALID]


def test_an_unknown_authority_is_undetermined(signed: bytes) -> None:
    report = verify_pdf(signed, trusting(authority("CA khác", number=5)), at=NOW)
    assert report.answer is Answer.UNDETERMINED
    assert "không thuộc danh sách tin cậy" in report.reasons[0]


def test_an_authority_that_only_bears_a_trusted_name_is_not_trusted(signed: bytes) -> None:
    assert verify_pdf(signed, trusting(authority(number=6)), at=NOW).answer is not Answer.VALID


def test_before_a_list_of_trust_came_nothing_is_valid(signed: bytes) -> None:
    report = verify_pdf(signed, NOBODY, at=NOW)
    assert (report.answer, report.reasons) == (
        Answer.UNDETERMINED,
        ("Chưa có danh sách tin cậy để đối chiếu chứng thư.",),
    )


@pytest.mark.parametrize(("since", "until"), [(-500, -10), (10, 500)])
def test_a_certificate_out_of_its_time_is_undetermined(
    document: bytes, signing: Signing, since: int, until: int
) -> None:
    other = signer_of(signing.root, since=NOW + timedelta(days=since), until=NOW + timedelta(days=until))
    report = verify_pdf(signing.sign(document, other), trusting(signing.root), at=NOW)
    assert report.answer is Answer.UNDETERMINED


def test_an_edit_after_the_last_signature_is_invalid_however_small(signed: bytes, signing: Signing) -> None:
    for changed in (turned(signed), signed + b"\n", signed + b"%%EOF\n"):
        report = verify_pdf(changed, trusting(signing.root), at=NOW)
        assert report.answer is Answer.INVALID


def test_an_edit_between_two_signatures_is_invalid(signed: bytes, signing: Signing) -> None:
    office = signer_of(signing.root, OFFICE, number=2)
    both = signing.sign(turned(signed), office, field=ORGANISATION, name=OFFICE)
    report = verify_pdf(both, trusting(signing.root), at=NOW)
    assert report.answer is Answer.INVALID
    assert report.signatures[0].answer is Answer.INVALID


@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_no_flipped_bit_leaves_a_valid_file(twice: bytes, signing: Signing, place: int, bit: int) -> None:
    spoilt = bytearray(twice)
    spoilt[place % len(twice)] ^= 1 << bit
    assert verify_pdf(bytes(spoilt), trusting(signing.root), at=NOW).answer is not Answer.VALID


@given(length=st.integers(min_value=0))
def test_a_file_that_was_cut_is_invalid(twice: bytes, signing: Signing, length: int) -> None:
    assert verify_pdf(twice[: length % len(twice)], trusting(signing.root), at=NOW).answer is not Answer.VALID


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_what_is_no_signed_pdf_is_invalid(content: bytes, signing: Signing) -> None:
    report = verify_pdf(content, trusting(signing.root), at=NOW)
    assert report.answer is Answer.INVALID
    assert report.reasons


def test_an_unsigned_document_is_told_so(document: bytes, signing: Signing) -> None:
    assert verify_pdf(document, trusting(signing.root), at=NOW).reasons == ("Tệp PDF không có chữ ký số nào.",)


def test_our_bytes_with_signatures_are_ours(document: bytes, signed: bytes, twice: bytes) -> None:
    assert is_ours_signed(document, signed)
    assert is_ours_signed(document, twice)
    assert is_ours_signed(signed, twice)


def test_anything_else_is_not_ours(document: bytes, signed: bytes, signing: Signing) -> None:
    edited = signing.sign(turned(document))
    for other in (document, document + b"x", signed[:-1], turned(signed), edited, signed + b"\n", b""):
        assert not is_ours_signed(document, other)
