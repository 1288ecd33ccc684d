from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.stored_files import pdf_of, png_of, written

from cchc_desktop.services.library.checks import (
    FileText,
    Soundness,
    TextState,
    facts,
    has_day,
    has_number,
    read_text,
    soundness,
)
from cchc_desktop.services.library.library import LibraryFile
from cchc_desktop.services.library.places import Place, PlaceKind, Use
from cchc_desktop.system.canonical_json import sha256

PDF = "application/pdf"
FILE = LibraryFile(
    id="1",
    sha256="0" * 64,
    name="a.pdf",
    size=1,
    media_type=PDF,
    number="",
    day=None,
    issuer="",
    title="",
    added_at="2025-12-10T09:00:00+07:00",
    there=True,
    twins=1,
    uses=(),
)


def use(year: int, kind: PlaceKind = PlaceKind.CRITERION) -> Use:
    return Use(str(year), Place(kind, "1.1.1", "Tiêu chí 1.1.1", "", "criterion:1.1.1", year))


def told(file: LibraryFile, text: FileText | None = None) -> list[str]:
    return [fact.text for fact in facts(file, text)]


def test_a_stored_file_is_sound_missing_or_altered(tmp_path: Path) -> None:
    path = written(tmp_path, "a", b"abc")
    assert soundness(path, sha256(b"abc")) is Soundness.SOUND
    assert soundness(path, sha256(b"abd")) is Soundness.ALTERED
    assert soundness(tmp_path / "b", sha256(b"abc")) is Soundness.MISSING


def test_the_words_of_a_pdf_are_read_and_a_scan_has_none(tmp_path: Path) -> None:
    text = read_text(written(tmp_path, "a", pdf_of("So: 12/KH-UBND")), media_type=PDF)
    assert (text.state, text.whole) == (TextState.TEXT, True)
    assert "12/KH-UBND" in text.words
    assert read_text(written(tmp_path, "b", pdf_of()), media_type=PDF).state is TextState.SCAN


def test_what_is_no_pdf_is_told_apart(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, "a", b"%PDF-hong"), media_type=PDF).state is TextState.DAMAGED
    assert read_text(tmp_path / "mat", media_type=PDF).state is TextState.DAMAGED
    assert read_text(written(tmp_path, "b", png_of()), media_type="image/png").state is TextState.OTHER


@pytest.mark.parametrize(
    ("words", "number", "there"),
    [
        ("Số: 12/KH-UBND", "12/KH-UBND", True),
        ("Số:  12 / KH - UBND", "12/KH-UBND", True),
        ("số 12/kh-ubnd", "12/KH-UBND", True),
        ("Số: 45/QĐ-UBND", "45/QD-UBND", True),
        ("Số: 112/KH-UBND", "12/KH-UBND", False),
        ("Số: 12/KH-SNV", "12/KH-UBND", False),
        ("123", "12", False),
        ("Số: 12/KH–UBND", "12/KH-UBND", True),
    ],
)
def test_a_number_is_found_whatever_its_blanks_and_diacritics(words: str, number: str, there: bool) -> None:
    assert has_number(words, number) is there


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Hà Giang 1, ngày 05 tháng 01 năm 2025", True),
        ("ngày  5  tháng 1\nnăm 2025", True),
        ("05/01/2025", True),
        ("5-1-2025", True),
        ("Ký ngày 2025.01.05 08:00", True),
        ("15/01/2025", False),
        ("ngày 05 tháng 01 năm 2024", False),
        ("5/1/20251", False),
    ],
)
def test_a_day_is_found_in_the_forms_of_officials_and_stamps(words: str, there: bool) -> None:
    assert has_day(words, date(2025, 1, 5)) is there


def test_what_the_text_does_not_say_is_told() -> None:
    file = replace(FILE, number="12/KH-UBND", day=date(2025, 1, 5))
    text = FileText(TextState.TEXT, "Số: 12/KH-UBND ngày 06 tháng 01 năm 2025")
    assert told(file, text) == ["Trong tệp không thấy ngày 05/01/2025; hãy xem lại."]
    assert told(file, FileText(TextState.TEXT, "không có gì", whole=False)) == [
        "Trong 12 trang đầu của tệp không thấy số 12/KH-UBND và ngày 05/01/2025; hãy xem lại."
    ]


def test_what_the_text_confirms_is_told_and_nothing_typed_needs_no_word() -> None:
    text = FileText(TextState.TEXT, "Số: 12/KH-UBND")
    assert told(replace(FILE, number="12/KH-UBND"), text) == ["Trong tệp có số 12/KH-UBND như đã nhập."]
    assert told(FILE, text) == []


def test_who_issued_the_document_is_looked_for_in_its_words_too() -> None:
    file = replace(FILE, number="12/KH-UBND", day=date(2025, 1, 5), issuer="UBND xã Yên Sơn")
    head = "ỦY BAN NHÂN DÂN\nXÃ YÊN SƠN\nSố: 12/KH-UBND ngày 05 tháng 01 năm 2025"
    assert told(file, FileText(TextState.TEXT, head)) == [
        "Trong tệp có số 12/KH-UBND, ngày 05/01/2025 và cơ quan ban hành UBND xã Yên Sơn như đã nhập."
    ]
    other = replace(file, issuer="Sở Nội vụ tỉnh Tuyên Quang")
    assert told(other, FileText(TextState.TEXT, head)) == [
        "Trong tệp không thấy cơ quan ban hành Sở Nội vụ tỉnh Tuyên Quang; hãy xem lại."
    ]


def test_a_scan_is_said_to_have_no_words() -> None:
    (fact,) = facts(FILE, FileText(TextState.SCAN))
    assert (fact.level, fact.text) == (
        "info",
        "Tệp PDF là bản quét, không có chữ để đối chiếu số, ngày và cơ quan ban hành.",
    )


def test_several_places_and_years_are_a_fact() -> None:
    assert told(replace(FILE, uses=(use(2024), use(2025)))) == ["Tệp này đang dùng ở 2 nơi trong các năm 2024, 2025."]
    assert told(replace(FILE, uses=(use(2025), use(2025)))) == ["Tệp này đang dùng ở 2 nơi."]


def test_a_day_outside_the_period_of_the_assessment_is_a_fact() -> None:
    file = replace(FILE, day=date(2024, 12, 2), uses=(use(2025),))
    (fact,) = facts(file, None)
    assert fact.level == "info"
    assert fact.text == "Ngày văn bản 02/12/2024 nằm ngoài kỳ chấm điểm năm 2025 (15/12/2024 - 14/12/2025)."


def test_a_day_outside_matters_to_the_assessment_only() -> None:
    assert told(replace(FILE, day=date(2024, 12, 2), uses=(use(2025, PlaceKind.TASK),))) == []


def test_a_missing_file_is_told_first_and_its_words_are_not_compared() -> None:
    file = replace(FILE, there=False, number="12/KH-UBND")
    (text,) = told(file, FileText(TextState.TEXT, ""))
    assert text.startswith("Không thấy tệp trong kho")
