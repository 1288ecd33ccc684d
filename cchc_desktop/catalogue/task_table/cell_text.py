"""The text of one cell: tags stripped, wrapped lines joined, list items kept on lines of their own, typos untouched."""

import re
from html import unescape

from cchc_desktop.domain.vietnamese import nfc

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|s|em|strong|font|ul|ol|li|a|td|tr|th|table|tbody|sup|sub|h[1-6]|o:p|img|hr|center)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_COMMENT, _COMMENT_END = "<!--", "-->"
_BREAKING = re.compile(r"<(?:br\b[^>]*|/p|/div|/li|/tr|/h[1-6])/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_HUGE_ENTITY = re.compile(r"&#(?:\d{8,}|x[0-9a-f]{8,});?", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\u200b-\u200f\u2060\ufeff\u00ad]")
_LINE_END = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]|_x000[dD]_\n?")
_SPACES = re.compile("[ \t\u00a0\u2002-\u200a\u202f\u3000]+")
_BULLET = re.compile(r"(?:[-+*•–—·▪●○◦§➢✓]|[a-zđ]\))\s*\S")
_ENDED = (".", ";", ":")


def clean(text: str, *, paragraphs: bool = False) -> str:
    """The cell as one text, in which list items start lines of their own.

    With ``paragraphs`` also a new sentence stays on the new line on which the source put it.
    """
    lines = [_SPACES.sub(" ", line).strip() for line in _plain(text).split("\n")]
    result = ""
    for line in lines:
        if line:
            result = joined(result, line, paragraphs=paragraphs)
    return result


def joined(first: str, second: str, *, paragraphs: bool = False) -> str:
    """Two pieces of one cell read on: a wrapped line with a space, a cut word or number without, an item below."""
    if not first or not second:
        return first or second
    if _is_item(first, second) or (paragraphs and first.endswith(_ENDED) and second[0].isupper()):
        return f"{first}\n{second}"
    cut = first.endswith("-") and len(first) > 1 and first[-2].isalnum()
    return f"{first}{second}" if cut else f"{first} {second}"


def reads_on(first: str, second: str) -> bool:
    """Whether the second text can only be the rest of the first: it starts small after words that did not end."""
    return bool(first and second) and not first.endswith(_ENDED) and (second[0].islower() or second[0] in ",;)")


def has_markup(text: str) -> bool:
    """Whether tags of a web page stand in the text."""
    return _TAG.search(text) is not None or _without_comments(text) != text


def unescaped(text: str) -> str:
    """The text with its entities ("&amp;", "&#7873;") as letters; one that no letter has is the replacement sign."""
    return unescape(_HUGE_ENTITY.sub("\ufffd", text)) if "&" in text else text


def is_blank(text: str) -> bool:
    """Whether the text has neither a letter nor a digit."""
    return not any(letter.isalnum() for letter in text)


def _plain(text: str) -> str:
    if has_markup(text):
        text = _without_comments(text)
        if _BREAKING.search(text):
            text = " ".join(line.strip() for line in text.split("\n"))
        text = _ITEM.sub("\n- ", _BREAKING.sub("\n", text))
        text = unescaped(_TAG.sub("", text))
        text = re.sub(r"(?m)^- [-•] ?", "- ", text)
    elif _ENTITY.search(text):
        text = unescaped(text)
    return nfc(_LINE_END.sub("\n", _INVISIBLE.sub("", text)))


def _without_comments(text: str) -> str:
    """The text without ``<!-- comments -->``; found piece by piece, since a search for both ends has no bound."""
    kept, at = [], 0
    while (start := text.find(_COMMENT, at)) >= 0:
        end = text.find(_COMMENT_END, start + len(_COMMENT))
        if end < 0:
            break
        kept.append(text[at:start])
        at = end + len(_COMMENT_END)
    return "".join(kept) + text[at:]


def _is_item(first: str, second: str) -> bool:
    if not _BULLET.match(second):
        return False
    range_broken = first[-1].isdigit() and second[1:].lstrip()[:1].isdigit() and second[0] in "-–—"
    return not range_broken
