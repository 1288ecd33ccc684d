"""Text that no document can show: it is refused before anything is printed, with the place where it stands.

A snapshot says "NFC" of all its text; a decomposed text would be drawn with detached accents and never be found again.
What the province remarked is not the unit's to correct: it is not refused, but printed as ``legible``.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.exports.fonts import bundled_font

_BREAKS = "\n\r\t"
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_EXCERPT = 40
_WORDS_OF_PROVINCE = ("place", "text")  # of a reply


def refuse_unprintable(snapshot: Snapshot) -> None:
    """Raise Refusal with one finding for each text that cannot be printed; return quietly otherwise."""
    texts = _texts(snapshot, "submission", report=_report(snapshot))
    findings = [finding for text, target in texts if (finding := _finding(text, target))]
    if findings:
        raise Refusal(*findings)


def unprintable_characters(text: str) -> str:
    """The characters of the text that documents do not show, each once; "" if all is well.

    That are those which the font does not have, and letters of scripts that are written from right to left: they are
    found in another order on paper than they were frozen in.
    """
    return "".join(dict.fromkeys(char for char in text if not _is_shown(char)))


def _is_shown(char: str) -> bool:
    if unicodedata.bidirectional(char) in _RIGHT_TO_LEFT:
        return unicodedata.category(char) == "Cf"
    return ord(char) in _known_characters() or char in _BREAKS or unicodedata.category(char) == "Cf"


def legible(text: str) -> str:
    """A text from outside, which nobody here can correct: in NFC, a mark for each character that cannot be printed."""
    composed = nfc(text)
    return composed.translate(dict.fromkeys(map(ord, unprintable_characters(composed)), "?"))


@cache
def _known_characters() -> frozenset[int]:
    """What all four styles have, without the control characters that the font maps to nothing."""
    fonts = [bundled_font(style).face.charToGlyph for style in ("Regular", "Bold", "Italic", "BoldItalic")]
    common = set(fonts[0]).intersection(*fonts[1:])
    return frozenset(code for code in common if unicodedata.category(chr(code)) != "Cc")


def _finding(text: str, target: str) -> Finding | None:
    excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    if not unicodedata.is_normalized("NFC", text):
        return Finding(
            "text-not-nfc",
            Level.BLOCK,
            f"Nội dung “{excerpt}” dùng dấu tiếng Việt tổ hợp rời, không in được. Đề nghị gõ lại nội dung này.",
            target,
        )
    if characters := unprintable_characters(text):
        named = ", ".join(f"“{char}” ({ord(char):04X})" for char in characters)
        return Finding(
            "text-unprintable",
            Level.BLOCK,
            f"Nội dung “{excerpt}” có ký tự không in được: {named}. Đề nghị xóa hoặc thay ký tự đó.",
            target,
        )
    return None


def _report(snapshot: Snapshot) -> str:
    """Where the fields of the report are entered: "report:<form>:<period>"."""
    return f"report:{snapshot['report']['form_code']}:{snapshot['period']['code']}" if "report" in snapshot else ""


def _texts(value: object, target: str, *, report: str) -> Iterator[tuple[str, str]]:
    """Every text below a value with the link to the field where it was entered."""
    if isinstance(value, str):
        yield value, target
    elif isinstance(value, Mapping):
        inner = _target_of(value, target, report=report)
        kept = _WORDS_OF_PROVINCE if "reply" in value else ()
        for part in (part for key, part in value.items() if key not in kept):
            yield from _texts(part, inner, report=report)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, target, report=report)


def _target_of(part: Mapping[str, object], target: str, *, report: str) -> str:
    """The link to what a part of the snapshot was made from; each kind of part is known by a key of its own."""
    links = {
        "involvement": "task:{code}",
        "max_points": "criterion:{code}",
        "internal_due": "plan:{code}",
        "override_reason": f"{report}:{{code}}",
        "paragraphs": f"{report}:#{{code}}",
        "rows": "register:{code}",
    }
    if "rows" in part and target == f"{report}:{part.get('code')}":
        return target  # the rows of a figure that is a table of its own
    link = next((link for key, link in links.items() if key in part and "code" in part), None)
    return link.format(code=part["code"]) if link else target
