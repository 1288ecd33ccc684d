"""A unit (đơn vị): one of the communes and wards that report to the province."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune as the official code list names it.

    ``code`` is the 5-digit text code of Decision 19/2025/QĐ-TTg; it may start with 0.
    ``spellings`` holds other accepted spellings of the name, e.g. Hòa/Hoà.
    ``place`` is the place name printed before a date (Decree 30/2020, Appendix I, II.4.a).
    """

    code: str
    kind: str
    name: str
    place: str
    spellings: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Kind and name, e.g. "Xã Yên Sơn"."""
        return f"{self.kind} {self.name}"

    @property
    def office(self) -> str:
        """The People's Committee in running text, e.g. "UBND xã Yên Sơn"."""
        return f"UBND {self.kind.lower()} {self.name}"

    @property
    def heading(self) -> tuple[str, str]:
        """The two lines of the issuing body at the head of a document."""
        return ("ỦY BAN NHÂN DÂN", self.full_name.upper())
