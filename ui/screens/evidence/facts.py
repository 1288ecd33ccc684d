"""What the evidence screen shows, as plain values, and the port through which its presenters speak to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.issuing_body import IssuerOffers
from ui.models.file_size import size_words
from ui.widgets.looks import AMBER, GREEN, GREY, RED, Look
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.library.checks import Fact
    from cchc_desktop.services.library.library import LibraryFile
    from cchc_desktop.services.library.places import Place

NO_OFFERS = IssuerOffers((), ())
USES_SHOWN = 2
"""Places that a line of the table names; more are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. ``altered`` as the last full check found; ``fresh`` when added since the screen opened."""

    file: "LibraryFile"
    altered: bool = False
    fresh: bool = False

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is still to be typed of number and date."""
        return tuple(word for word, there in (("số", self.file.number), ("ngày", self.file.day)) if not there)

    @property
    def state(self) -> tuple[str, Look]:
        """The word and look of its state; the most urgent one."""
        if not self.file.there:
            return "Không thấy", RED
        if self.altered:
            return "Bị thay đổi", RED
        if self.lacks:
            return f"Thiếu {', '.join(self.lacks)}", AMBER
        if not self.file.uses:
            return "Chưa dùng", GREY
        return "Đủ", GREEN

    @property
    def document(self) -> str:
        """The abstract with the file's name below, or the name alone."""
        return f"{self.file.title}\n{self.file.name}" if self.file.title else self.file.name

    @property
    def dated(self) -> str:
        """Number and date, one below the other."""
        day = f"{self.file.day:%d/%m/%Y}" if self.file.day else ""
        return "\n".join(part for part in (self.file.number, day) if part)

    @property
    def proves(self) -> str:
        """What it proves, shortened."""
        texts = [use.place.text for use in self.file.uses]
        more = len(texts) - USES_SHOWN
        return "\n".join([*texts[:USES_SHOWN], *([f"và {more} nơi khác"] if more > 0 else [])])

    @property
    def years(self) -> str:
        """The years of its places."""
        return ", ".join(str(year) for year in self.file.years)

    @property
    def searched(self) -> str:
        """All words by which it is found."""
        file = self.file
        day = f"{file.day:%d/%m/%Y} {file.day.day}/{file.day.month}/{file.day.year}" if file.day else ""
        places = " ".join(f"{use.place.text} {use.place.detail}" for use in file.uses)
        return f"{file.name} {file.number} {day} {file.issuer} {file.title} {places} {self.years}"


class Show(Enum):
    """The filters of the table."""

    UNUSED = "Chưa dùng ở đâu"
    LACKING = "Thiếu số, ngày"
    SHARED = "Dùng nhiều nơi"
    TWINS = "Trùng tên"
    LOST = "Không thấy, bị đổi"

    def holds(self, line: Line) -> bool:
        """Whether a line passes."""
        match self:
            case Show.UNUSED:
                return not line.file.uses
            case Show.LACKING:
                return bool(line.lacks)
            case Show.SHARED:
                return len(line.file.uses) > 1
            case Show.TWINS:
                return line.file.twins > 1
            case Show.LOST:
                return line.altered or not line.file.there


@dataclass(frozen=True, slots=True)
class Counted:
    """The filters with their counts, and how many lines are shown of how many."""

    chips: tuple[tuple[Show, int], ...]
    shown: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The open file. ``owed`` holds typed values that are not stored yet, by field; ``failed`` ones were refused.

    ``issuers`` are offered to choose from.
    """

    line: Line
    facts: "tuple[Fact, ...]" = ()
    issuers: IssuerOffers = NO_OFFERS
    owed: Mapping[str, object] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()

    @property
    def about(self) -> str:
        """Size and day of adding."""
        added = self.line.file.added_at[:10].split("-")
        return f"{size_words(self.line.file.size)}, thêm ngày {'/'.join(reversed(added))}"


@dataclass(frozen=True, slots=True)
class StripFacts:
    """A calm line above the table with what can be done about it. ``kind`` is "info", "success" or "warn"."""

    text: str
    deeds: tuple[Deed, ...] = ()
    kind: str = "info"


class Strips(Enum):
    """What the line above the table may tell, the most urgent first; one is shown at a time."""

    INBOX = "inbox"
    CHECKED = "checked"
    ORPHANS = "orphans"
    BUDGET = "budget"


class Work(Enum):
    """Long work with a progress of its own."""

    COPYING = "copying"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Totals:
    """The foot of the screen: the store and the packages in words, and the limit of an e-mail."""

    text: str
    email_megabytes: int


class ViewPort(Protocol):
    """What the presenters ask of the screen."""

    def show_lines(self, lines: Sequence[Line], counted: Counted, *, is_empty: bool) -> None:
        """Show exactly these lines; ``is_empty`` when the library holds nothing at all."""
        ...

    def show_file(self, facts: FileFacts | None, *, renew: bool) -> None:
        """Show the open file; ``renew`` when it is another one than before."""
        ...

    def show_totals(self, totals: Totals) -> None:
        """Show the foot."""
        ...

    def show_strip(self, place: Strips, facts: StripFacts | None) -> None:
        """Show a line above the table, or take it away."""
        ...

    def choose_line(self, file_id: str) -> bool:
        """Make a line current; false when it is not shown."""
        ...

    def show_filters(self, text: str, pressed: frozenset[Show]) -> None:
        """Show what is searched and which filters are pressed."""
        ...

    def focus_field(self, name: str) -> None:
        """Put the cursor into "number", "day", "issuer" or "title"."""
        ...

    def focus_use(self, use_id: str) -> None:
        """Bring a place of the open file into sight, with the cursor in its pages."""
        ...

    def refuse_field(self, name: str, text: str) -> None:
        """Mark a field as refused, or as fine again."""
        ...

    def refuse_pages(self, use_id: str, text: str) -> None:
        """Mark the pages of one place as refused, or as fine again."""
        ...

    def start_work(self, work: Work, text: str) -> None:
        """Long work begins."""
        ...

    def step_work(self, work: Work, done: int, total: int, text: str) -> None:
        """Long work is so far."""
        ...

    def end_work(self, work: Work) -> None:
        """Long work is over."""
        ...

    def show_places(self, places: "Sequence[Place]", told: str) -> None:
        """Show where the open file can be used, too; ``told`` says how many were found."""
        ...

    def close_places(self) -> None:
        """Close the search for places."""
        ...

    def show_watching(self, folder: str) -> None:
        """Say which scan folder is watched; empty for none."""
        ...

    def look_again(self, milliseconds: int) -> None:
        """Call ``Inbox.look`` after this time if the screen is still in sight."""
        ...

    def reading_folder(self) -> Path:
        """A folder for copies to read."""
        ...

    def open_file(self, path: Path) -> None:
        """Open a copy with the program that the machine has for it."""
        ...
