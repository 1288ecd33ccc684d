"""What the bar of remarks shows, as plain values: made by the presenter, laid out by the view."""

from dataclasses import dataclass
from typing import Protocol

from ui.widgets.keeping import Spot


@dataclass(frozen=True, slots=True)
class Shown:
    """The remark in sight: its place in words, what the province wrote, what is answered so far.

    ``suggestion`` is the word on the button that fills the answer in from what was mended, "" where it stands there.
    """

    id: str
    place: str
    where: str
    text: str
    reply: str
    suggestion: str
    has_target: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class BarPage:
    """The whole bar: which of how many remarks, how many are still open, the remark itself."""

    title: str
    count: str
    is_done: bool
    has_several: bool
    remark: Shown


class ViewPort(Protocol):
    """What the presenter asks of the bar."""

    def show_page(self, page: BarPage | None) -> None:
        """Show a remark; nothing to show hides the bar. What is being typed for the same remark is kept."""
        ...

    def tell_reply(self, level: str, text: str) -> None:
        """Say under the answer why it is not taken ("block") or what to know ("info"); empty words take that back."""
        ...

    def put_reply(self, text: str) -> None:
        """Put a text into the answer as if it were typed."""
        ...

    def focus_reply(self) -> None:
        """Unfold the bar and put the cursor into the answer."""
        ...
