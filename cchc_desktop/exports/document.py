"""A neutral document tree: what an official document says, before anybody decides how it looks on paper.

The elements are those of Decree 30/2020/NĐ-CP, Appendix I, part II. All text is plain NFC Vietnamese without markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.page_code import PageCode


class Align(Enum):
    """How the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RowKind(Enum):
    """What a row of a table is."""

    PLAIN = "plain"
    GROUP = "group"  # opens a group; never the last row of a page
    SUBGROUP = "subgroup"  # opens a part of a group; never the last row of a page
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph inside a cell."""

    text: str
    bold: bool = False
    italic: bool = False


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its share of the width; the shares of a table are relative to their sum."""

    title: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A row; where it has fewer cells than the table has columns, its last cell spans the rest."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header repeats on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that never stands alone at the foot of a page: levels 1 to 4 are "I. ", "1. ", "1.1. " and "a) "."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; the legal bases (căn cứ) of a document are in italics."""

    text: str
    italic: bool = False


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class OfficialHead:
    """The head of page 1: issuing body, number and notation, place and date as they are printed."""

    issuer: tuple[str, ...]
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs: the lines TM./KT. and the post, room for the signature and the seal, the name."""

    form: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What every page says at its foot, so that a loose or scanned page finds its snapshot."""

    unit: str
    period: str
    version: str  # "Bản chốt số 1", "BẢN XEM TRƯỚC"
    code: str  # short code, "" for a preview
    square: PageCode | None = None  # what a square code says beside the words; None for what is not frozen

    @property
    def line(self) -> str:
        """The footer as printed, without the page number."""
        parts = [self.unit, self.period, self.version]
        if self.code:
            parts.append(f"Mã {self.code}")
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Annex:
    """A landscape annex with its own page numbers."""

    label: str
    title: str
    attached_to: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``reconstruction`` is the sentence that must stand under the title and in each annex title, or "". ``mark`` is the
    watermark, repeated in the header of each page, or "". Minutes (biên bản) have a ``countersignature`` at the left,
    where other documents name their recipients.
    """

    head: OfficialHead
    kind: str  # "BÁO CÁO", "KẾ HOẠCH"
    title: str
    addressee: str  # "" for a type that is not addressed
    blocks: tuple[Block, ...]
    signature: SignatureBlock
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...]
    identity: Identity
    reconstruction: str = ""
    mark: str = ""
    countersignature: SignatureBlock | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A register printed as a landscape book: the unit, its title, the days it covers, its rows, who signs.

    ``evidence`` lists the files of the rows under its caption; None where they have none.
    """

    issuer: tuple[str, ...]
    title: str
    span: str  # "Từ ngày 15/12/2025 đến ngày 14/3/2026"
    table: Table
    place_and_date: str
    signatures: tuple[SignatureBlock, ...]
    identity: Identity
    mark: str = ""
    evidence: Table | None = None


def tables(document: Document) -> Iterator[Table]:
    """All tables of the document and its annexes in printed order."""
    for blocks in (document.blocks, *(annex.blocks for annex in document.annexes)):
        yield from (block for block in blocks if isinstance(block, Table))


def cell(*texts: str) -> Cell:
    """A cell of plain lines; empty texts are left out."""
    return tuple(Line(text) for text in texts if text)


def bold(*texts: str) -> Cell:
    """A cell of bold lines; empty texts are left out."""
    return tuple(Line(text, bold=True) for text in texts if text)
