"""The paper twin: the scanned, signed copy is matched to its snapshot by the code that stands on every printed page.

The square code is looked for first, then, in a PDF that has text, the code in words. A photograph in which nothing can
be read proves nothing either way: it is told, and a person compares. Nothing here touches the database, and the same
check holds at the commune before a scan counts as signed and at the province when it arrives.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.domain import period as periods
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.page_code import PageCode
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.official import page_code
from cchc_desktop.services.submissions.scan_reading import ScannedPage, read_scan
from cchc_desktop.system.canonical_json import sha256

_NAMED = 12
"""Pages that a sentence names one by one."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A scan beside the snapshot that it should show.

    ``others`` are the sheets of another snapshot with the page of the scan that each was found on; ``missing`` are the
    sheets of the document of which no code was found; ``unread`` pages of the scan bear no code that could be read.
    """

    pages: int
    matched: int
    sheets: int
    unread: int
    others: tuple[tuple[int, PageCode], ...]
    missing: tuple[int, ...]

    @property
    def was_read(self) -> bool:
        """Whether at least one page was found to be of this snapshot."""
        return self.matched > 0

    @property
    def is_whole(self) -> bool:
        """Whether every page was read and none is missing: nothing is left for a person to compare."""
        return self.was_read and not (self.missing or self.unread or self.others)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What whoever attaches the scan must know, before it counts."""
        if not self.was_read:
            return ("Chương trình không đọc được mã trang nào của bản quét nên không tự đối chiếu được.",)
        found = f"Chương trình đã đọc mã ở {self.matched} trang của bản quét: đúng bản chốt này."
        return (found, *_lacks(self))


def expected_of(snapshot: bytes) -> PageCode:
    """What the sheets of a frozen snapshot, in its canonical bytes, say of themselves."""
    return page_code(json.loads(snapshot), code=short_code(sha256(snapshot)))


def examine(scan: Path, expected: PageCode, *, told: Callable[[int, int], None] | None = None) -> Twin:
    """Read a scan and hold it against the snapshot; ``told`` hears of page n of m, and may raise to break off.

    A file that cannot be opened has no pages; the store says why when it is copied in.
    """
    return compare(tuple(read_scan(scan, told=told)), expected)


def compare(read: tuple[ScannedPage, ...], expected: PageCode) -> Twin:
    """Hold what was read against the snapshot."""
    own = [code for page in read for code in page.codes if code.code == expected.code]
    others = [(page.number, code) for page in read for code in page.codes if code.code != expected.code]
    sheets = max((code.sheets for code in own), default=0)
    seen = {code.sheet for code in own}
    return Twin(
        pages=len(read),
        matched=sum(any(code.code == expected.code for code in page.codes) for page in read),
        sheets=sheets,
        unread=sum(not page.codes for page in read),
        others=tuple(others),
        missing=tuple(sheet for sheet in range(1, sheets + 1) if sheet not in seen),
    )


def refuse_other(twin: Twin, expected: PageCode) -> None:
    """Refuse a scan that shows a sheet of another document, with both named."""
    if not twin.others:
        return
    number, other = twin.others[0]
    text = (
        f"Trang {number} của bản quét là của {_named(other, expected)}, không phải của hồ sơ đang ký: "
        f"{_named(expected, other)}. Hãy quét lại đúng bản đã ký; bản quét này chưa được ghi nhận."
    )
    raise Refusal(Finding("scan.other-document", Level.BLOCK, text))


def record(twin: Twin) -> str:
    """What the trail keeps about the comparison."""
    if not twin.was_read:
        return "Bản quét không đọc được mã bằng máy; người nộp bản quét tự đối chiếu mã in"
    lacks = "; ".join(sentence.rstrip(".") for sentence in _lacks(twin))
    read = f"Máy đọc được mã bản chốt ở {twin.matched}/{twin.pages} trang của bản quét"
    return f"{read}. {lacks}" if lacks else read


def _lacks(twin: Twin) -> Iterator[str]:
    if twin.missing and twin.unread < len(twin.missing):
        yield f"Bản quét thiếu trang {_sheets(twin)}."
    elif twin.missing:
        yield f"Chưa thấy mã của trang {_sheets(twin)}."
    if twin.unread:
        yield f"{twin.unread} trang của bản quét không đọc được mã."


def _sheets(twin: Twin) -> str:
    """The sheets as "4/9" or "4, 5/9"; where they are many, the first ones and how many."""
    if len(twin.missing) > _NAMED:
        return f"{', '.join(map(str, twin.missing[:_NAMED]))}… ({len(twin.missing)} trên {twin.sheets} trang)"
    return f"{', '.join(map(str, twin.missing))}/{twin.sheets}"


def _named(code: PageCode, other: PageCode) -> str:
    """The document in words; what both have in common is left out, revision and code always stand."""
    parts = []
    if code.unit and other.unit and code.unit != other.unit:
        parts.append(f"đơn vị có mã {code.unit}")
    if code.kind and other.kind and code.kind != other.kind:
        parts.append(_kind(code.kind))
    if code.period and other.period and code.period != other.period:
        parts.append(_period(code.period))
    grouped = f"{code.code[:4]}-{code.code[4:8]}-{code.code[8:]}"
    revision = f"bản chốt số {code.revision} " if code.revision else "bản chốt "
    return ", ".join([*parts, f"{revision}(mã {grouped})"])


def _kind(word: str) -> str:
    labels = {kind.value: kind.label for kind in Kind}
    return labels.get(word, "sổ theo dõi").lower()


def _period(code: str) -> str:
    try:
        label = periods.parse(code).label
    except ValueError:
        return f"kỳ {code}"
    return f"kỳ {label[:1].lower()}{label[1:]}"
