"""Vietnamese encodings from before Unicode: TCVN3 (ABC, fonts .VnTime) and VNI (fonts VNI-Times).

Such text looks like "C«ng t¸c" or "Coâng taùc" when it is read as Unicode. It is recognised by the share of words
that are Vietnamese syllables before and after decoding; nothing is decoded unless somebody confirms.
"""

import re
import unicodedata
from collections.abc import Iterable

from cchc_desktop.catalogue.task_table.result import Encoding, EncodingProposal

_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ "
    "B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ "
    "D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ "
    "EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3 = {int(code[:2], 16): code[2:] for code in _TCVN3_CODES.split()}
_VNI_PAIRS = (
    "aø=à aù=á aû=ả aõ=ã aï=ạ aê=ă aè=ằ aé=ắ aú=ẳ aü=ẵ aë=ặ aâ=â aà=ầ aá=ấ aå=ẩ aã=ẫ aä=ậ "
    "eø=è eù=é eû=ẻ eõ=ẽ eï=ẹ eâ=ê eà=ề eá=ế eå=ể eã=ễ eä=ệ "
    "oø=ò où=ó oû=ỏ oõ=õ oï=ọ oâ=ô oà=ồ oá=ố oå=ổ oã=ỗ oä=ộ ôø=ờ ôù=ớ ôû=ở ôõ=ỡ ôï=ợ "
    "uø=ù uù=ú uû=ủ uõ=ũ uï=ụ öø=ừ öù=ứ öû=ử öõ=ữ öï=ự yø=ỳ yù=ý yû=ỷ yõ=ỹ "
    "ñ=đ ô=ơ ö=ư ì=ì í=í æ=ỉ ó=ĩ ò=ị î=ỵ"
)
_VNI = {left: right for left, _equals, right in (pair.partition("=") for pair in _VNI_PAIRS.split())}
_VNI |= {left.upper(): right.upper() for left, right in _VNI.items()}
_VNI |= {left[0].upper() + left[1:]: right.upper() for left, right in list(_VNI.items()) if len(left) == 2}
_VNI_FORM = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    r"(?:uyê|uya|uôi|ươi|ươu|iêu|yêu|oai|oay|oeo|uây|uyu|uao|oao|uêu|ia|iê|yê|ya|oa|oă|oe|oo|ôô|uô|ua|uâ|uê|uy|uơ|ưa|ươ"
    r"|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ng|nh|ch|[cmnpt])?")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_EDGES = " \t\r\n.,;:!?()[]{}\"'“”‘’/\\-–—+*%…<>=&0123456789"
_FEWEST_WORDS = 5
_MOST_WORDS = 4000
_SURE, _DOUBTFUL = 0.9, 0.6
_SAMPLE_LENGTH = 160


def decode(text: str, encoding: Encoding) -> str:
    """The text in Unicode (NFC), read as this encoding."""
    if encoding is Encoding.TCVN3:
        return unicodedata.normalize("NFC", text.translate(_TCVN3))
    return unicodedata.normalize("NFC", _VNI_FORM.sub(lambda found: _VNI[found[0]], text))


def proposal(texts: Iterable[str]) -> EncodingProposal | None:
    """The encoding that the texts seem to be written in, with a sample; None for Unicode text or too little of it."""
    samples = [text for text in texts if not text.isascii()]
    now, count = _score(samples)
    if count < _FEWEST_WORDS or now > _DOUBTFUL:
        return None
    best = max(Encoding, key=lambda encoding: _score(decode(text, encoding) for text in samples)[0])
    if _score(decode(text, best) for text in samples)[0] < _SURE:
        return None
    sample = max(samples[:50], key=lambda text: min(len(text), _SAMPLE_LENGTH))[:_SAMPLE_LENGTH]
    return EncodingProposal(best, sample, decode(sample, best))


def is_syllable(word: str) -> bool:
    """Whether this is a possible Vietnamese syllable, in lower or upper case, with at most one tone."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(1 for letter in letters if letter in _TONES)
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(plain) is not None


def _score(texts: Iterable[str]) -> tuple[float, int]:
    """The share of syllables among the words with letters beyond ASCII, and how many such words there are."""
    words = [word for text in texts for word in _words(text)][:_MOST_WORDS]
    return (sum(map(is_syllable, words)) / len(words) if words else 1.0), len(words)


def _words(text: str) -> list[str]:
    return [word for part in re.split(r"[\s/,;()-]+", text) if (word := part.strip(_EDGES)) and not word.isascii()]
