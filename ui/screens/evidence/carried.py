"""The foot of the screen, and the line that warns when the files of a submission are too large for an e-mail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_desktop.domain.evidence_limits import MEGABYTE
from ui.models.file_size import size_words
from ui.screens.evidence.facts import StripFacts, Strips, Totals, ViewPort
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.inbox import EvidenceInbox
    from cchc_desktop.services.library.library import Budget, LibraryFile


class Carried:
    """What the store holds and what packages carry; a warning that was closed stays away until the limit changes."""

    def __init__(self, view: ViewPort, context: AppContext, choices: "EvidenceInbox") -> None:
        self._view, self._context, self._choices = view, context, choices
        self._files: Sequence[LibraryFile] = ()
        self._budgets: Sequence[Budget] = ()
        self._is_hidden = False

    def show(self, files: "Sequence[LibraryFile]", budgets: "Sequence[Budget]") -> None:
        """Show the totals of these files."""
        self._files, self._budgets = files, budgets
        self._show()

    def set_limit(self, megabytes: int) -> None:
        """Set how large the files of a package may be for an e-mail."""
        self._is_hidden = False
        self._context.runner.run(
            lambda: self._choices.set_email_megabytes(megabytes), done=lambda _done: self._show(), owner=self._view
        )

    def _show(self) -> None:
        size = size_words(sum(file.size for file in self._files))
        limit = self._choices.email_megabytes
        carried = [f"{one.name}: {size_words(one.size)}{_left(one, limit)}" for one in self._budgets if one.files]
        text = f"Kho có {len(self._files)} tệp, {size}." + (f" Tệp đi kèm - {'; '.join(carried)}." if carried else "")
        self._view.show_totals(Totals(text if self._files else "", self._choices.email_megabytes))
        over = [one for one in self._budgets if one.exceeds(self._choices.email_megabytes)]
        warned = bool(over) and not self._is_hidden
        self._view.show_strip(Strips.BUDGET, self._warning(over[0]) if warned else None)

    def _warning(self, budget: "Budget") -> StripFacts:
        largest = "; ".join(f"{file.name} ({size_words(file.size)})" for file in budget.largest)
        text = (
            f"{budget.name}: tệp đi kèm {size_words(budget.size)}, quá {self._choices.email_megabytes} MB của thư "
            f"điện tử, nên gửi bằng USB hoặc nhiều thư." + (f" Lớn nhất: {largest}." if largest else "")
        )
        return StripFacts(text, (Deed("Đóng", self._hide),), "warn")

    def _hide(self) -> None:
        self._is_hidden = True
        self._view.show_strip(Strips.BUDGET, None)


def _left(budget: "Budget", megabytes: int) -> str:
    """What may still be added before an e-mail takes it no more; the warning above the table tells of more."""
    left = megabytes * MEGABYTE - budget.size
    return f" (còn {size_words(left)})" if left >= 0 else ""
