"""The printed code is found again on paper: rendered, printed to pictures, spoilt as scanners spoil them, read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from support.paper import blurred, grainy, printed, scan, slanted, squeezed, stamped, torn, turned
from support.report_snapshots import plan_snapshot, register_snapshot

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.page_code import PageCode
from cchc_desktop.exports.render import preview_pdf, render
from cchc_desktop.services.submissions.paper_twin import Twin, compare, examine, expected_of, record, refuse_other
from cchc_desktop.services.submissions.scan_reading import ScannedPage, read_scan
from cchc_desktop.system.canonical_json import canonical, sha256

SNAPSHOT = plan_snapshot()
FROZEN = canonical(SNAPSHOT)
EXPECTED = expected_of(FROZEN)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(SNAPSHOT, sha256=sha256(FROZEN)).pdf


@pytest.fixture(scope="module")
def sheet(pdf: bytes) -> Image.Image:
    """The first page as a scanner at 200 dots per inch sees it."""
    return printed(pdf, 1)[0]


def sheets_of(path: Path) -> list[tuple[int, ...]]:
    return [tuple(code.sheet for code in page.codes) for page in read_scan(path)]


def test_every_page_of_a_scan_names_its_sheet(pdf: bytes, tmp_path: Path) -> None:
    pictures = printed(pdf, dpi=150)
    heard: list[tuple[int, int]] = []
    twin = examine(
        scan(tmp_path / "quet.pdf", pictures, dpi=150), EXPECTED, told=lambda page, pages: heard.append((page, pages))
    )
    assert twin == Twin(len(pictures), len(pictures), len(pictures), unread=0, others=(), missing=())
    assert twin.is_whole
    assert heard == [(page, len(pictures)) for page in range(1, len(pictures) + 1)]


@pytest.mark.parametrize("suffix", [".pdf", ".tif", ".jpg", ".png"])
def test_pictures_of_every_kind_are_read(sheet: Image.Image, tmp_path: Path, suffix: str) -> None:
    assert sheets_of(scan(tmp_path / f"quet{suffix}", [sheet])) == [(1,)]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda page: turned(page, 90), id="on its side"),
        pytest.param(lambda page: turned(page, 180), id="upside down"),
        pytest.param(lambda page: blurred(page, 1.5), id="blurred"),
        pytest.param(lambda page: grainy(page, 40), id="grainy"),
        pytest.param(lambda page: squeezed(page, 15), id="squeezed"),
        pytest.param(lambda page: slanted(page, 0.05), id="slanted"),
        pytest.param(lambda page: stamped(page, over=0.25), id="under the edge of a red seal"),
        pytest.param(lambda page: stamped(page, over=0.5), id="half under a red seal"),
        pytest.param(lambda page: page.point(lambda grey: 255 if grey > 128 else 0), id="black and white"),
        pytest.param(lambda page: squeezed(grainy(blurred(turned(page, 3), 0.7), 20), 40), id="all at once"),
    ],
)
def test_a_page_is_read_in_spite_of(
    sheet: Image.Image, tmp_path: Path, spoil: Callable[[Image.Image], Image.Image]
) -> None:
    assert sheets_of(scan(tmp_path / "quet.pdf", [spoil(sheet)])) == [(1,)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(degrees=st.floats(0, 360), dpi=st.sampled_from((150, 200, 300)))
def test_a_page_is_read_however_it_lies(pdf: bytes, tmp_path: Path, degrees: float, dpi: int) -> None:
    assert sheets_of(scan(tmp_path / "quet.png", [turned(printed(pdf, 1, dpi=dpi)[0], degrees)])) == [(1,)]


def test_two_sheets_on_one_glass_are_both_read(pdf: bytes, tmp_path: Path) -> None:
    left, right = printed(pdf, 1, 1)
    both = Image.new("L", (left.width * 2, left.height), 255)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    assert sheets_of(scan(tmp_path / "quet.png", [both])) == [(1, 1)]


def test_a_book_in_landscape_is_read(tmp_path: Path) -> None:
    book = register_snapshot()
    frozen = canonical(book)
    (page,) = printed(render(book, sha256=sha256(frozen)).pdf, 1)
    assert examine(scan(tmp_path / "so.png", [page]), expected_of(frozen)).matched == 1


def test_previews_bear_no_square(tmp_path: Path) -> None:
    twin = examine(scan(tmp_path / "xem.pdf", printed(preview_pdf(SNAPSHOT), 1)), EXPECTED)
    assert (twin.was_read, twin.unread) == (False, 1)


def test_a_pdf_with_text_and_no_square_is_known_by_its_words(pdf: bytes, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("cchc_desktop.services.submissions.scan_reading._RESOLUTIONS", ())
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(pdf)
    read = tuple(read_scan(path))
    assert all(page.in_words for page in read)
    assert compare(read, EXPECTED).is_whole


def test_a_page_whose_foot_is_cut_off_is_counted_as_unread(pdf: bytes, sheet: Image.Image, tmp_path: Path) -> None:
    twin = examine(scan(tmp_path / "quet.pdf", [torn(sheet)]), EXPECTED)
    assert (twin.pages, twin.unread, twin.was_read) == (1, 1, False)
    assert "không đọc được mã trang nào" in twin.sentences[0]
    assert "tự đối chiếu" in record(twin)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 cut", b"\xff\xd8\xff\xe0 not a picture", b"PK\x03\x04"])
def test_a_file_that_is_no_scan_has_no_pages(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hong.pdf"
    path.write_bytes(content)
    assert list(read_scan(path)) == []
    assert list(read_scan(tmp_path / "khong-co.pdf")) == []


def test_a_stop_is_heard_between_two_pages(pdf: bytes, sheet: Image.Image, tmp_path: Path) -> None:
    def stop(page: int, _pages: int) -> None:
        if page == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        examine(scan(tmp_path / "quet.pdf", [sheet] * 3), EXPECTED, told=stop)


def read(*codes: PageCode | None) -> tuple[ScannedPage, ...]:
    return tuple(ScannedPage(number, (code,) if code else ()) for number, code in enumerate(codes, start=1))


def test_missing_sheets_are_named() -> None:
    of = EXPECTED.on_sheet
    assert compare(read(of(1, 9), of(2, 9), of(3, 9)), EXPECTED).missing == (4, 5, 6, 7, 8, 9)
    twin = compare(read(*(of(sheet, 9) for sheet in range(1, 10) if sheet != 4)), EXPECTED)
    assert twin.sentences[-1] == "Bản quét thiếu trang 4/9."
    assert record(twin) == "Máy đọc được mã bản chốt ở 8/8 trang của bản quét. Bản quét thiếu trang 4/9"


def test_a_sheet_that_may_be_the_unread_page_is_not_called_missing() -> None:
    twin = compare(read(EXPECTED.on_sheet(1, 2), None), EXPECTED)
    assert twin.sentences[1:] == ("Chưa thấy mã của trang 2/2.", "1 trang của bản quét không đọc được mã.")
    assert not twin.is_whole


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (
            PageCode(EXPECTED.unit, EXPECTED.period, EXPECTED.kind, 7, "0000000000", 1, 2),
            "bản chốt số 7 (mã 0000-0000-00)",
        ),
        (PageCode("99999", EXPECTED.period, EXPECTED.kind, 1, "0000000000", 1, 2), "đơn vị có mã 99999, bản chốt số 1"),
        (
            PageCode(EXPECTED.unit, "2019-Q3", EXPECTED.kind, 1, "0000000000", 1, 2),
            "kỳ quý III năm 2019, bản chốt số 1",
        ),
        (PageCode(EXPECTED.unit, EXPECTED.period, "register", 1, "0000000000", 1, 2), "sổ theo dõi, bản chốt số 1"),
    ],
)
def test_a_sheet_of_another_document_is_refused_with_both_named(other: PageCode, named: str) -> None:
    twin = compare(read(EXPECTED.on_sheet(1, 2), other), EXPECTED)
    with pytest.raises(Refusal) as refused:
        refuse_other(twin, EXPECTED)
    text = refused.value.findings[0].text
    assert text.startswith("Trang 2 của bản quét là của ")
    assert named in text
    assert f"(mã {EXPECTED.code[:4]}-{EXPECTED.code[4:8]}-{EXPECTED.code[8:]})" in text
