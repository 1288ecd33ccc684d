"""The lines of one printed row cut into cells: the likeliest way, and others that are nearly as likely.

Each column has its own signs: a time reads as a time, agencies and documents begin with their kinds, and a line only
wraps where the next word had no room. What is not clearly the best way is asked about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cchc_desktop.catalogue.task_table.cell_text import joined
from cchc_desktop.catalogue.task_table.printed_lines import Piece
from cchc_desktop.catalogue.task_table.result import Role
from cchc_desktop.catalogue.task_table.suspicion import says_agency, says_product, says_time

SURE = 2.0
"""The best way must be better than the second by this much, or the row is asked about."""

_KEPT = 3
_RAGGED = 6  # letters by which lines of the same column differ, because letters differ in width
_MOST_ATOMS = 120
_WORDS = 80  # letters by which the kind of an agency or document shows
_LONGEST: Mapping[Role, int] = {
    Role.TIME: 9,
    Role.DUE: 9,
    Role.LEAD: 16,
    Role.COOPERATION: 16,
    Role.GOAL: 20,
    Role.PRODUCT: 20,
}
_CAPITAL = re.compile(r"\s+(?=[A-ZĐÀ-ÝĂÂÊÔƠƯẠ-Ỹ])")
_TIME_HEAD = re.compile(r"(?:quý|tháng|năm|thường xuyên|hàng|hằng|trước|từ|đến|ngày)\b", re.IGNORECASE)
_DANGLING = re.compile(
    r"\b(?:văn phòng|trung tâm|thuộc|của|và|theo|về|cho|các|trên|với|trong|tại|số|đến|từ|là|để|được|do|bằng|cơ sở|như"
    r"|những|ngay|khi|công tác|hoặc)$",
    re.IGNORECASE,
)
_LONE_HEAD = re.compile(r"(?:các )?(?:sở|ban|ngành|phòng|cục|viện|bộ|ủy ban|uỷ ban)", re.IGNORECASE)
_SPAN_HEAD = re.compile(r"(?:Quý|Tháng|Năm) (?:[IVX\d])")
_BULLET = re.compile(r"[-+•–]\s?\S")


@dataclass(frozen=True, slots=True)
class Atom:
    """A line or a part of one that may be a cell of its own; ``inline`` when it follows others on the same line."""

    text: str
    gap: int
    inline: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of the columns: their roles in order, the width of each in letters (0: unknown), known cells."""

    roles: tuple[Role, ...]
    widths: Mapping[Role, int]
    known: frozenset[tuple[Role, str]]
    hints: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to cut: the atoms of each column, and how likely it is."""

    likeness: float
    parts: tuple[tuple[Atom, ...], ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The text of each column."""
        return tuple(_text(part) for part in self.parts)


def atoms_of(pieces: Sequence[Piece]) -> tuple[Atom, ...]:
    """The lines, cut further where a capital within a line may begin another cell."""
    found: list[Atom] = []
    for piece in pieces:
        starts = [0]
        for space in _CAPITAL.finditer(piece.text):
            rest = piece.text[space.end() : space.end() + _WORDS]
            begins = says_agency(rest) or says_product(rest) or _TIME_HEAD.match(rest)
            if begins and any(letter.isalnum() for letter in piece.text[: space.start()]):
                starts.append(space.end())
        for begin, end in zip(starts, [*starts[1:], len(piece.text)], strict=True):
            last = end == len(piece.text)
            found.append(Atom(piece.text[begin:end].strip(), piece.gap, begin > 0, piece.open_end if last else True))
        if len(found) >= _MOST_ATOMS:
            break
    return tuple(found[:_MOST_ATOMS])


def cuts(pieces: Sequence[Piece], layout: Layout, *, rest: bool = False) -> tuple[Cut, ...]:
    """The likeliest ways to cut the lines, the best first. ``rest`` cuts what stands after a page break."""
    atoms = atoms_of(pieces)
    return _Search(atoms, layout, rest=rest).best() if atoms else ()


def text_of(pieces: Sequence[Piece]) -> str:
    """All lines as one text."""
    return " ".join(piece.text for piece in pieces)


def _text(part: Sequence[Atom], *, paragraphs: bool = True) -> str:
    text, previous = "", None
    for atom in part:
        paragraph = paragraphs and previous is not None and previous.text.endswith((";", ".")) and not atom.inline
        text = joined(text, atom.text, paragraphs=paragraph)
        previous = atom
    return text


def _says_time(first: str, text: str) -> bool:
    """Whether the cell is a time; its first word decides most cases without a closer look."""
    return (first[0].isdigit() or _TIME_HEAD.match(first) is not None) and says_time(text)


class _Search:
    """Dynamic programming over (atoms taken, columns filled); keeps the few best ways to each state."""

    def __init__(self, atoms: tuple[Atom, ...], layout: Layout, *, rest: bool) -> None:
        self._atoms, self._layout, self._rest = atoms, layout, rest
        self._dangling = [_DANGLING.search(atom.text) is not None for atom in atoms]

    def best(self) -> tuple[Cut, ...]:
        """The likeliest ways, each different from the others."""
        count = len(self._atoms)
        ways: dict[int, list[tuple[float, tuple[int, ...]]]] = {0: [(0.0, ())]}
        for role in self._layout.roles:
            ways = self._with_column(ways, role, last=role is self._layout.roles[-1])
        found = sorted(ways.get(count, []), reverse=True)[:_KEPT]
        return tuple(Cut(likeness, self._parts(ends)) for likeness, ends in found)

    def _with_column(
        self, ways: Mapping[int, list[tuple[float, tuple[int, ...]]]], role: Role, *, last: bool
    ) -> dict[int, list[tuple[float, tuple[int, ...]]]]:
        found: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        count = len(self._atoms)
        longest = _LONGEST.get(role, count)
        kept, wide = self._running_totals(role)
        for begin, ends_so_far in ways.items():
            stops = [count] if last else range(begin, min(count, begin + longest) + 1)
            for end in stops:
                likeness = self._column(begin, end, role)
                if end > begin:
                    likeness += kept[end] - kept[begin + 1] - (wide[end] - wide[begin])
                if likeness > -50:
                    found.setdefault(end, []).extend((rated + likeness, (*ends, end)) for rated, ends in ends_so_far)
        return {end: sorted(some, reverse=True)[:_KEPT] for end, some in found.items()}

    def _parts(self, ends: tuple[int, ...]) -> tuple[tuple[Atom, ...], ...]:
        return tuple(self._atoms[begin:end] for begin, end in zip((0, *ends[:-1]), ends, strict=True))

    def _column(self, begin: int, end: int, role: Role) -> float:
        if begin == end:
            return _EMPTY_REST if self._rest else _EMPTY.get(role, 0.0)
        part = self._atoms[begin:end]
        text = " ".join(atom.text for atom in part)
        likeness = self._words(part, text, role)
        if begin or self._rest:
            likeness += self._cut_at(begin, role)
        if (role, text) in self._layout.known:
            likeness += 2.0
        if self._dangling[end - 1]:
            likeness -= 5.0  # no cell ends with such a word
        return likeness

    def _words(self, part: Sequence[Atom], text: str, role: Role) -> float:
        """How well the words suit the column."""
        first = part[0].text
        if self._rest:
            return self._rest_words(part, text, role)
        if role in (Role.TIME, Role.DUE):
            return (4.0 if text.isdigit() else 8.0) if _says_time(first, text) else -12.0
        if _says_time(first, text):
            return -8.0
        if role in (Role.LEAD, Role.COOPERATION):
            lone = _LONE_HEAD.fullmatch(text) is not None
            return (4.0 if says_agency(first) and not lone else -5.0) - (2.0 if ". " in text else 0.0)
        if role is Role.PRODUCT:
            timely = any(_SPAN_HEAD.match(atom.text) for atom in part[1:])
            return (
                (2.5 if says_product(first) else 0.0) - (3.0 if says_agency(first) else 0.0) - (5.0 if timely else 0.0)
            )
        if role is Role.NAME:
            return (1.0 if len(text) > 25 else -1.0) - (2.0 if says_agency(first) else 0.0)
        return -3.0 if says_agency(first) else -0.5

    def _rest_words(self, part: Sequence[Atom], text: str, role: Role) -> float:
        """After a page break: where the lines are as wide as the column allows, goal and name before all others."""
        if role in (Role.TIME, Role.DUE):
            return 2.0 if says_time(text) else -6.0
        widest = max(len(atom.text) for atom in part)
        limit = self._layout.widths.get(role, 0)
        narrow = self._layout.widths.get(Role.GOAL, 0)
        if limit and widest > limit + 3:
            return -8.0
        if role is Role.NAME:
            return 1.5 if not narrow or widest > narrow + 3 else -0.5
        return 1.0 if role is Role.GOAL else (-1.0 if says_agency(part[0].text) else -4.0)

    def _cut_at(self, index: int, role: Role) -> float:
        """How likely a cell of this column begins at this atom."""
        atom = self._atoms[index]
        starts_small = atom.text[0].islower() or atom.text[0] in ",;.)"
        if self._rest:
            return 0.0 if index == 0 else (1.0 if atom.gap >= 4 else -1.5)
        before = self._atoms[index - 1]
        likeness = -6.0 if starts_small else 0.0
        if role is Role.NAME and not before.text.endswith((".", ";", ":")):
            likeness -= 1.5
        if before.text.endswith((",", " và", "/")) or (before.text.endswith(";") and role is not Role.NAME):
            likeness -= 2.5
        if atom.inline:
            return likeness - 1.5
        if self._layout.hints and atom.gap == 1 and before.open_end:
            likeness += 2.5
        return likeness + (1.5 if atom.gap >= 4 else 0.0)

    def _running_totals(self, role: Role) -> tuple[list[float], list[float]]:
        """Up to each atom: how likely one cell goes on over all of them, and how far they are wider than the column."""
        width = 0 if self._rest else self._layout.widths.get(role, 0)
        kept = [0.0, 0.0, *(self._rate_kept(index, role) for index in range(1, len(self._atoms)))]
        wide = [0.0, *(4.0 if width and len(atom.text) > width + 3 else 0.0 for atom in self._atoms)]
        return list(accumulate(kept)), list(accumulate(wide))

    def _rate_kept(self, index: int, role: Role) -> float:
        """How likely the cell goes on at this atom."""
        before, atom = self._atoms[index - 1], self._atoms[index]
        if atom.inline:
            return 0.0
        likeness = 0.0
        if self._layout.hints and atom.gap == 1 and before.open_end:
            likeness -= 2.5
        if atom.gap >= 4:
            likeness -= 1.5
        width = self._layout.widths.get(role, 0)
        starts_item = _BULLET.match(atom.text) is not None or before.text.endswith((";", "."))
        if width and not starts_item and len(before.text) + 1 + len(atom.text.split()[0]) <= width - _RAGGED:
            likeness -= 2.0  # the next word had room: the line did not wrap here
        return likeness


_EMPTY_REST = 0.0
_EMPTY: Mapping[Role, float] = {
    Role.NAME: -15.0,
    Role.LEAD: -6.0,
    Role.TIME: -12.0,
    Role.COOPERATION: -3.0,
    Role.PRODUCT: -3.0,
    Role.GOAL: 0.0,
}
