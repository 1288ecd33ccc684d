"""The two places of an official document that stand in two columns: the head of page 1 and the signature at the end."""

from collections.abc import Iterable

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from cchc_desktop.exports.document import Book, Document, OfficialHead, SignatureBlock
from cchc_desktop.exports.pdf_signature_room import ROOM, SignatureRoom
from cchc_desktop.exports.pdf_style import LANDSCAPE, PORTRAIT, SHORT_RULE, Geometry, Styles, paragraphs

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

_LEFT = 68 * mm
_RULE_ROOM = 5.0
_GAP = 6.0


class ShortRule(Flowable):
    """A centred line below a text."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self._length = length

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width and the room of the line."""
        self.width, self.height = available_width, _RULE_ROOM
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        middle = self.width / 2
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(0.7)
        self.canv.line(middle - self._length / 2, 2, middle + self._length / 2, 2)


class TwoColumns(Flowable):
    """Two stacks side by side; they never split."""

    def __init__(
        self,
        left: list[Flowable],
        right: list[Flowable],
        *,
        left_width: float,
        page: Geometry = PORTRAIT,
    ) -> None:
        super().__init__()
        self._stacks = ((left, left_width), (right, page.width - left_width))

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width and the height of the taller stack."""
        self.width, self.height = available_width, max(stack_height(stack, width) for stack, width in self._stacks)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the left stack, then the right one."""
        left = 0.0
        for stack, width in self._stacks:
            top = self.height
            for flow in stack:
                top -= flow.wrap(width, self.height)[1]
                flow.drawOn(self.canv, left, top)
            left += width


def stack_height(stack: list[Flowable], width: float) -> float:
    """The height of a stack in a column of this width."""
    return sum(flow.wrap(width, PORTRAIT.height)[1] for flow in stack)


def head_block(head: OfficialHead, styles: Styles) -> TwoColumns:
    """Issuing body, national name and motto; then number, place and date on one line."""
    left = [
        *_stacked(head.issuer, styles.issuer),
        ShortRule(SHORT_RULE * min(_LEFT, _length(head.issuer[-1], styles.issuer))),
    ]
    right: list[Flowable] = [*paragraphs(NATION, styles.nation), *paragraphs(MOTTO, styles.motto)]
    right += [ShortRule(_length(MOTTO, styles.motto))]
    heights = (stack_height(left, _LEFT), stack_height(right, PORTRAIT.width - _LEFT))
    level = max(heights) + _GAP
    left += [Spacer(0, level - heights[0]), *paragraphs(head.number, styles.number)]
    right += [Spacer(0, level - heights[1]), *paragraphs(head.place_and_date, styles.place)]
    return TwoColumns(left, right, left_width=_LEFT)


def signature_block(document: Document, styles: Styles) -> TwoColumns:
    """Recipients (or who signs as well) on the left, who signs on the right."""
    if document.countersignature is not None:
        both = (_signed(document.countersignature, styles), _signed(document.signature, styles))
        return TwoColumns(*both, left_width=PORTRAIT.width / 2)
    *others, last = document.recipients or ("",)
    lines = [*(f"- {line};" for line in others), f"- {last}." if last else ""]
    left = [*paragraphs("Nơi nhận:", styles.recipients_title), *_stacked(lines, styles.recipients)]
    right = _signed(document.signature, styles, room=SignatureRoom())
    return TwoColumns(left if last else [], right, left_width=PORTRAIT.width / 2)


def book_head(book: Book, styles: Styles) -> TwoColumns:
    """The unit at the top left of a book."""
    rule = ShortRule(SHORT_RULE * min(_LEFT, _length(book.issuer[-1], styles.issuer)))
    return TwoColumns([*_stacked(book.issuer, styles.issuer), rule], [], left_width=_LEFT, page=LANDSCAPE)


def book_signatures(book: Book, styles: Styles) -> TwoColumns:
    """Who keeps the book on the left, the leader with place and date on the right."""
    half = LANDSCAPE.width / 2
    (*keeper, name), leader = (_signed(signature, styles) for signature in book.signatures)
    left = [Spacer(0, styles.place.leading), *keeper]
    right = [*paragraphs(book.place_and_date, styles.place), *leader]
    level = stack_height(right, half) - stack_height([*left, name], half)
    return TwoColumns([*left, Spacer(0, max(level, 0)), name], right, left_width=half, page=LANDSCAPE)


def _signed(signature: SignatureBlock, styles: Styles, *, room: Flowable | None = None) -> list[Flowable]:
    return [
        *_stacked(signature.form, styles.form),
        room or Spacer(0, ROOM),
        *paragraphs(signature.name, styles.form),
    ]


def _stacked(lines: Iterable[str], style: ParagraphStyle) -> list[Flowable]:
    return [paragraph for line in lines for paragraph in paragraphs(line, style)]


def _length(text: str, style: ParagraphStyle) -> float:
    return float(stringWidth(text, style.fontName, style.fontSize))
