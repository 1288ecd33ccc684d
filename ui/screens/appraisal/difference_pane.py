"""What differs from the revision before, as a text to read: what went is struck through, what came is bold."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from cchc_desktop.domain.revision_difference import Change, Difference
from cchc_desktop.domain.sequence_alignment import Piece, marked
from ui.widgets import theme
from ui.widgets.looks import AMBER, GREEN, GREY, RED

MOST_SHOWN = 300
_LOOKS = {Change.ADDED: GREEN, Change.REMOVED: RED, Change.CHANGED: AMBER}
_LEGEND = "<s>Gạch ngang</s>: chỉ có ở bản trước. <b><u>Đậm, gạch chân</u></b>: mới ở bản này."
_EMPTY = "<i>(trống)</i>"


class DifferencePane(QWidget):
    """``show_differences`` says them all; ``show_text`` one sentence in their place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("Những điểm khác bản trước")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.addWidget(self.text)

    def show_text(self, text: str) -> None:
        """Say one sentence."""
        self.text.setHtml(f"<p style='color:{GREY.ink}'>{escape(text)}</p>")

    def show_differences(self, before: str, after: str, found: Sequence[Difference]) -> None:
        """Show what differs between two revisions, in printed order."""
        head = f"<p><b>{escape(after)} khác {escape(before)} ở {len(found)} điểm.</b> {_LEGEND}</p>"
        blocks = "".join(_block(number, each) for number, each in enumerate(found[:MOST_SHOWN], start=1))
        rest = len(found) - MOST_SHOWN
        more = f"<p><b>Còn {rest} điểm khác nữa.</b></p>" if rest > 0 else ""
        self.text.setHtml(f"{head}{blocks}{more}")


def _block(number: int, each: Difference) -> str:
    look = _LOOKS[each.change]
    word = f"<span style='color:{look.ink}; background-color:{look.soft}'><b>&nbsp;{each.change.label}&nbsp;</b></span>"
    label = f": {escape(each.label)}" if each.label else ""
    head = f"<p style='margin-top:8px; margin-bottom:0'>{number}. {word} <b>{escape(each.place)}</b>{label}</p>"
    return head + "".join(f"<p style='margin:2px 0 0 20px'>{text}</p>" for text in _sides(each))


def _sides(each: Difference) -> Iterator[str]:
    if each.change is not Change.CHANGED or not each.before or not each.after:
        yield f"<s>{_broken(each.before)}</s>" if each.before else "Bản trước: " + _EMPTY
        yield f"<b><u>{_broken(each.after)}</u></b>" if each.after else "Bản này: " + _EMPTY
        return
    left, right = marked(each.before, each.after)
    yield f"Bản trước: {_pieces(left, RED.ink, 's')}"
    yield f"Bản này: {_pieces(right, GREEN.ink, 'b')}"


def _pieces(pieces: Sequence[Piece], ink: str, tag: str) -> str:
    opening, closing = (f"<s><span style='color:{ink}'>", "</span></s>")
    if tag == "b":
        opening, closing = (f"<b><u><span style='color:{ink}'>", "</span></u></b>")
    return "".join(
        f"{opening}{_broken(piece.text)}{closing}" if piece.differs else _broken(piece.text) for piece in pieces
    )


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")
