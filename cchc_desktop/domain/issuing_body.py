"""Who issued a document (cơ quan ban hành): what its number lets expect, and whether a text names that body.

A number bears the abbreviation of the body that issued it (Decree 30/2020/NĐ-CP, Appendix I, II.3): "12/KH-UBND", and
for an official letter "581/BNV-CCHC". The same abbreviation stands for the body of the commune and of the province, so
an issuer is offered, never set.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cchc_desktop.domain.vietnamese import nfc, search_key, sort_key

_SIGN = re.compile(r"[/\-–\s]+")
_LONG = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc", "tp": "thanh pho"}
_PLACE = re.compile(r"\b(?=(?:xa|phuong|tinh|huyen|thi tran|thanh pho)\b)")
_EVERYWHERE = {
    "CP": ("Chính phủ",),
    "TTG": ("Thủ tướng Chính phủ",),
    "VPCP": ("Văn phòng Chính phủ",),
    "BNV": ("Bộ Nội vụ",),
}


@dataclass(frozen=True, slots=True)
class Described:
    """A document that was described before: its number and who issued it."""

    number: str
    issuer: str


@dataclass(frozen=True, slots=True)
class IssuerOffers:
    """Issuers to choose from: those that the number lets expect, the likeliest first, and all others typed before."""

    likely: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """The likely ones before the others."""
        return (*self.likely, *self.others)


def issuer_offers(number: str, known: Iterable[Described], *, unit: str, addressee: str) -> IssuerOffers:
    """Issuers for a document of this number.

    ``unit`` is the full name of the commune ("Xã Yên Sơn"), ``addressee`` the department of its province ("Sở Nội vụ
    tỉnh Tuyên Quang").
    """
    described = [one for one in known if one.issuer]
    bodies = _bodies(unit, addressee)
    sign = _sign(number, bodies)
    counted = Counter(one.issuer for one in described if sign and _sign(one.number, bodies) == sign)
    likely = dict.fromkeys((*(issuer for issuer, _ in counted.most_common()), *bodies.get(sign, ())))
    others = {one.issuer for one in described if one.issuer not in likely}
    return IssuerOffers(tuple(likely), tuple(sorted(others, key=sort_key)))


def names_issuer(words: str, issuer: str) -> bool:
    """Whether a text names the issuer, abbreviated or in full; the head of a document spreads it over two lines."""
    text, wanted = _full(words), _full(issuer)
    return all(part.strip() in text for part in _PLACE.split(wanted))


def _full(text: str) -> str:
    words = search_key(text)
    for short, long in _LONG.items():
        words = re.sub(rf"\b{short}\b", long, words)
    return words


def _sign(number: str, bodies: dict[str, tuple[str, ...]]) -> str:
    """The abbreviation of the issuer in a number: one that is known, or else the last; "" where there is none."""
    signs = [sign for sign in _SIGN.split(nfc(number).upper().strip()) if sign and not sign[0].isdigit()]
    return next((sign for sign in reversed(signs) if sign in bodies), signs[-1] if signs else "")


def _bodies(unit: str, addressee: str) -> dict[str, tuple[str, ...]]:
    commune = f"{unit[:1].lower()}{unit[1:]}"
    at = addressee.find("tỉnh ")
    province = addressee[at:] if at >= 0 else ""
    both = tuple(place for place in (commune, province) if place)
    found = {
        "UBND": tuple(f"UBND {place}" for place in both),
        "HĐND": tuple(f"HĐND {place}" for place in both),
        "ĐU": (f"Đảng ủy {commune}",),
        "MTTQ": (f"Ủy ban MTTQ Việt Nam {commune}",),
        "TTPVHCC": (f"Trung tâm Phục vụ hành chính công {commune}",),
        "TU": (f"Tỉnh ủy {province.removeprefix('tỉnh ')}",) if province else (),
        "SNV": (addressee,) if search_key(addressee).startswith("so noi vu") else (),
        **_EVERYWHERE,
    }
    return {sign: names for sign, names in found.items() if names}
