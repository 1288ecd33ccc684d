"""What every report takes from its snapshot."""

import pytest
from support.snapshots import assessment_snapshot, progress_snapshot

from cchc_desktop.exports.official import annex_labels
from cchc_desktop.exports.progress_report import progress_document

CODE = "7K3M-Q2XA-9F"


def test_the_head_names_the_unit_and_pads_the_number() -> None:
    head = progress_document(progress_snapshot(), code=CODE).head
    assert head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ YÊN SƠN")
    assert head.number == "Số: 05/BC-UBND"
    assert head.place_and_date == "Yên Sơn, ngày 15 tháng 12 năm 2025"


def test_number_and_date_stay_open_until_they_are_typed() -> None:
    snapshot = progress_snapshot()
    snapshot["document"] |= {"number": "", "date": ""}
    head = progress_document(snapshot, code=CODE).head
    assert head.number.replace("\u00a0", "_") == "Số: ______/BC-UBND"
    assert head.place_and_date.split() == ["Yên", "Sơn,", "ngày", "tháng", "năm", "2025"]


def test_a_vice_chairman_signs_for_the_chairman() -> None:
    snapshot = progress_snapshot()
    snapshot["signer"]["form"] = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert progress_document(snapshot, code=CODE).signature.form[1:] == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_the_identity_of_a_frozen_snapshot_has_revision_and_code() -> None:
    snapshot = progress_snapshot()
    snapshot["revision"] = 3
    identity = progress_document(snapshot, code=CODE).identity
    assert identity.line == "UBND xã Yên Sơn · Quý IV năm 2025 · Bản chốt số 3 · Mã 7K3M-Q2XA-9F"


def test_a_preview_has_no_code_and_is_marked() -> None:
    document = progress_document(progress_snapshot(), code="")
    assert document.identity.line == "UBND xã Yên Sơn · Quý IV năm 2025 · BẢN XEM TRƯỚC"
    assert document.mark == "BẢN XEM TRƯỚC"


@pytest.mark.parametrize(("code", "mark"), [(CODE, "DỮ LIỆU MẪU"), ("", "DỮ LIỆU MẪU - BẢN XEM TRƯỚC")])
def test_sample_data_are_marked(code: str, mark: str) -> None:
    snapshot = assessment_snapshot()
    snapshot["sample"] = True
    assert progress_document(snapshot | {"progress": progress_snapshot()["progress"]}, code=code).mark == mark


def test_many_annexes_have_roman_numerals_and_those_of_the_periodic_report_arabic_ones() -> None:
    assert annex_labels(4) == ("Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV")
    assert annex_labels(2, arabic=True) == ("Phụ lục 01", "Phụ lục 02")
    assert annex_labels(1, arabic=True) == ("Phụ lục",)
