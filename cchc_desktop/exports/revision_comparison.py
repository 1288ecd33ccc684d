"""Two revisions of a submission side by side on paper: a working paper of the office, not an official document."""

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_desktop.domain.revision_difference import Change, Difference
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.document import (
    Align,
    Book,
    Cell,
    Column,
    Identity,
    Line,
    Row,
    RowKind,
    SignatureBlock,
    Table,
    bold,
    cell,
)
from cchc_desktop.exports.official import SAMPLE_MARK
from cchc_desktop.exports.pdf_book import render_book
from cchc_desktop.exports.recount import recount_pdf
from cchc_desktop.exports.unprintable import legible, refuse_unprintable
from cchc_desktop.exports.wording import count, day, full_date

NOTHING = "Hai bản không có nội dung nào khác nhau."
EMPTY = "(trống)"


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """One side as printed: what it is called, and a sentence for each step that was taken with it."""

    title: str
    lines: tuple[str, ...]


def render_comparison(
    before: Snapshot,
    after: Snapshot,
    *,
    sides: tuple[PrintedSide, PrintedSide],
    found: Sequence[Difference],
    title: str,
    officer: str,
    today: str,
) -> bytes:
    """The comparison as a landscape PDF; ``today`` is the day of printing, ISO. Raises as ``render.render``."""
    refuse_unprintable(before)
    refuse_unprintable(after)
    unit = after["unit"]
    book = Book(
        issuer=tuple(unit["heading"]),
        title=f"SO SÁNH HAI BẢN: {title.upper()}",
        span=f"{sides[0].title} và {sides[1].title} (số điểm khác nhau: {count(len(found))})",
        table=_table(sides, found),
        place_and_date=f"{unit['place']}, {full_date(today, year=0)}",
        signatures=(SignatureBlock(("NGƯỜI LẬP BẢN SO SÁNH",), officer), SignatureBlock(("NGƯỜI XEM LẠI",), "")),
        identity=Identity(unit["office"], after["period"]["label"], f"Bản so sánh in ngày {day(today)}", ""),
        mark=SAMPLE_MARK if before["sample"] or after["sample"] else "",
    )
    pdf = render_book(book)
    recount_pdf(pdf, book.identity)
    return pdf


def _table(sides: tuple[PrintedSide, PrintedSide], found: Sequence[Difference]) -> Table:
    columns = (
        Column("STT", 10, Align.CENTRE),
        Column("Chỗ khác nhau", 58),
        Column("", 14, Align.CENTRE),
        Column(sides[0].title, 85),
        Column(sides[1].title, 85),
    )
    steps = Row((cell(), bold("Đã lập, đã ký"), cell(), cell(*sides[0].lines), cell(*sides[1].lines)))
    rows = [
        Row(
            (
                cell(str(number)),
                (*bold(each.place), *cell(each.label)),
                (Line(each.change.label, italic=True),),
                _side(each.before, is_absent=each.change is Change.ADDED),
                _side(each.after, is_absent=each.change is Change.REMOVED),
            )
        )
        for number, each in enumerate(found, start=1)
    ]
    nothing = [] if rows else [Row((cell(), bold(NOTHING)), RowKind.PLAIN)]
    return Table(columns, (steps, *rows, *nothing))


def _side(text: str, *, is_absent: bool) -> Cell:
    if is_absent:
        return (Line("không có", italic=True),)
    return cell(*legible(text).split("\n")) if text else (Line(EMPTY, italic=True),)
