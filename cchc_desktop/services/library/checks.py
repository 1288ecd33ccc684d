"""Checks of evidence: whether a file is as it was stored, what its PDF text says, and facts worth knowing.

Nothing here touches the database: every function may run beside it. Facts are told, they never block.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from cchc_desktop.domain.issuing_body import names_issuer
from cchc_desktop.domain.period import Period, PeriodKind
from cchc_desktop.domain.vietnamese import format_date, search_key
from cchc_desktop.services.library.library import LibraryFile
from cchc_desktop.services.library.places import PlaceKind
from cchc_desktop.system.pdfium import PDFIUM

PAGES_READ = 12
"""Number and date stand on the first page; an appendix may come first."""
_BLOCK = 1 << 20


class Soundness(Enum):
    """Whether a stored file still is what was stored."""

    SOUND = "sound"
    MISSING = "missing"
    ALTERED = "altered"


class TextState(Enum):
    """What can be read in a file."""

    TEXT = "text"
    SCAN = "scan"
    DAMAGED = "damaged"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FileText:
    """The words of the first pages of a PDF; empty in every other state. ``whole`` when all pages were read."""

    state: TextState
    words: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence about a file. ``level`` is "info" or "warn"."""

    level: str
    text: str


def soundness(stored: Path, sha256: str) -> Soundness:
    """Read the whole stored file and compare it with its hash."""
    try:
        with stored.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Soundness.MISSING
    return Soundness.SOUND if found == sha256 else Soundness.ALTERED


def read_text(stored: Path, *, media_type: str) -> FileText:
    """The words of a PDF's first pages; a scan has none. Never raises for a file that cannot be read."""
    if media_type != "application/pdf":
        return FileText(TextState.OTHER)
    import pypdfium2  # type: ignore[import-untyped]  # the wheel ships no type marker; 40 ms that a list can do without

    try:
        content = stored.read_bytes()
        with PDFIUM:
            document = pypdfium2.PdfDocument(content)
    except (OSError, pypdfium2.PdfiumError):
        return FileText(TextState.DAMAGED)
    try:
        count = len(document)
        pages = [_page_words(document, number) for number in range(min(count, PAGES_READ))]
    except pypdfium2.PdfiumError:
        return FileText(TextState.DAMAGED)
    finally:
        with PDFIUM:
            document.close()
    words = "\n".join(pages).strip()
    return FileText(TextState.TEXT if words else TextState.SCAN, words, whole=count <= PAGES_READ)


def _page_words(document: object, number: int) -> str:
    """One page at a time: a preview that waits for the lock is drawn in between."""
    with PDFIUM:
        page = document[number]  # type: ignore[index]  # the wheel ships no types
        try:
            text: str = page.get_textpage().get_text_bounded()
        finally:
            page.close()
    return text


def facts(file: LibraryFile, text: FileText | None) -> tuple[Fact, ...]:
    """Everything worth knowing about a file; ``text`` is None while its words are not read yet."""
    found = [*_missing(file), *_shared(file), *_outside(file)]
    if text is not None and file.there:
        found += _compared(file, text)
    return tuple(found)


def has_number(words: str, number: str) -> bool:
    """Whether a document number stands in a text, whatever its blanks, case and diacritics."""
    signs = search_key(number).replace(" ", "")
    pattern = r"(?<!\d)" + r"\s*".join(re.escape(sign) for sign in signs) + r"(?!\d)"
    return bool(signs) and re.search(pattern, search_key(words)) is not None


def has_day(words: str, day: date) -> bool:
    """Whether a date stands in a text in one of the forms in which officials and stamps write it."""
    d, m, y = rf"0?{day.day}", rf"0?{day.month}", day.year
    forms = (
        rf"ngay\s*{d}\s*thang\s*{m}\s*nam\s*{y}",
        rf"(?<!\d){d}\s*[/.-]\s*{m}\s*[/.-]\s*{y}(?!\d)",
        rf"(?<!\d){y}\s*[/.-]\s*{m}\s*[/.-]\s*{d}(?!\d)",
    )
    text = search_key(words)
    return any(re.search(form, text) for form in forms)


def _missing(file: LibraryFile) -> list[Fact]:
    if file.there:
        return []
    text = "Không thấy tệp trong kho, hoặc kích thước đã khác. Bấm “Chọn lại tệp gốc…” để đưa tệp trở lại."
    return [Fact("warn", text)]


def _shared(file: LibraryFile) -> list[Fact]:
    if len(file.uses) < 2:
        return []
    years = ", ".join(str(year) for year in file.years)
    several = f" trong các năm {years}" if len(file.years) > 1 else ""
    return [Fact("info", f"Tệp này đang dùng ở {len(file.uses)} nơi{several}.")]


def _outside(file: LibraryFile) -> list[Fact]:
    if file.day is None:
        return []
    years = {use.place.year for use in file.uses if use.place.kind is PlaceKind.CRITERION and use.place.year}
    windows = [(year, Period(PeriodKind.YEAR, year).window) for year in sorted(years)]
    return [
        Fact(
            "info",
            f"Ngày văn bản {format_date(file.day)} nằm ngoài kỳ chấm điểm năm {year} "
            f"({format_date(first)} - {format_date(last)}).",
        )
        for year, (first, last) in windows
        if not first <= file.day <= last
    ]


def _compared(file: LibraryFile, text: FileText) -> list[Fact]:
    match text.state:
        case TextState.SCAN:
            return [Fact("info", "Tệp PDF là bản quét, không có chữ để đối chiếu số, ngày và cơ quan ban hành.")]
        case TextState.DAMAGED:
            return [Fact("warn", "Không đọc được nội dung tệp PDF: tệp đã hỏng hoặc có mật khẩu.")]
        case TextState.OTHER:
            return []
        case TextState.TEXT:
            return _words_compared(file, text)


def _words_compared(file: LibraryFile, text: FileText) -> list[Fact]:
    where = "Trong tệp" if text.whole else f"Trong {PAGES_READ} trang đầu của tệp"
    sought: list[tuple[str, bool]] = []
    if file.number:
        sought.append((f"số {file.number}", has_number(text.words, file.number)))
    if file.day:
        sought.append((f"ngày {format_date(file.day)}", has_day(text.words, file.day)))
    if file.issuer:
        sought.append((f"cơ quan ban hành {file.issuer}", names_issuer(text.words, file.issuer)))
    lost = [name for name, there in sought if not there]
    if lost:
        return [Fact("warn", f"{where} không thấy {_listed(lost)}; hãy xem lại.")]
    if sought:
        return [Fact("info", f"{where} có {_listed([name for name, _ in sought])} như đã nhập.")]
    return []


def _listed(names: Sequence[str]) -> str:
    """The names as a sentence lists them: "a", "a và b", "a, b và c"."""
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))
