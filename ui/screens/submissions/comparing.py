"""Comparing two revisions of the submission in sight: which two, what differs, and the comparison on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.system.outgoing_files import kept_words
from ui.screens.submissions.comparison_page import ComparisonPage, SideCard, SideChoice
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.submissions.revisions import Comparison, Revisions, Side
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk

NOTHING_FROZEN = (
    "Chưa có bản chốt nào để so sánh. Sau khi bấm Hoàn thành, tại đây so sánh được bản chốt với dữ liệu sau đó."
)


class ComparisonPort(Protocol):
    """What comparing asks of the screen."""

    def show_sides(self, choice: SideChoice) -> None:
        """Show what can be compared and what is chosen."""
        ...

    def show_comparison(self, page: ComparisonPage) -> None:
        """Show two sides with their differences."""
        ...

    def show_no_comparison(self, text: str) -> None:
        """Show a sentence in place of a comparison."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a file or a folder with the program of the system; false when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings: the sides, the two that are compared, and what differs or why that cannot be told."""

    sides: tuple[Side, ...]
    pair: tuple[str, str]
    comparison: Comparison | None
    text: str


class Comparing:
    """Reads the two sides anew whenever the data change, but only while the comparison is looked at."""

    def __init__(self, view: ComparisonPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._row: SubmissionRow | None = None
        self._in_sight = False
        self._chosen: tuple[str, str] | None = None
        self._comparison: Comparison | None = None
        self._reading = 0

    def leave(self) -> None:
        """Another submission is chosen."""
        self._row = self._chosen = self._comparison = None

    def show(self, row: SubmissionRow) -> None:
        """The submission was read anew: what differs may have changed."""
        self._row = row
        self._read()

    def look(self, *, in_sight: bool) -> None:
        """The comparison came into sight or went out of it."""
        self._in_sight = in_sight
        self._read()

    def choose(self, before: str, after: str) -> None:
        """Compare these two sides."""
        self._chosen = (before, after)
        self._read()

    def swap(self) -> None:
        """Change the sides."""
        if self._comparison is not None:
            self.choose(self._comparison.after.identity, self._comparison.before.identity)

    def follow(self, target: str) -> None:
        """Go to where something is edited."""
        self._context.open_target(target)

    def suggested_name(self) -> str:
        """The file name offered for the comparison."""
        row, unit = self._row, self._desk.session.workspace.unit.code
        return f"CCHC_{unit}_{row.period.code if row else ''}_so-sanh.pdf"

    def save_pdf(self, path: Path) -> None:
        """Write the comparison in sight to a file."""
        comparison = self._comparison
        if comparison is None:
            return
        self._context.runner.run(
            lambda: self._desk.dispatch.save(path, self._desk.revisions.pdf(comparison)),
            done=lambda kept: self._context.notices.success(
                f"Đã lưu {path.name}.{kept_words(kept)}", deed=Deed("Mở thư mục", lambda: self._open(path.parent))
            ),
            owner=self._view,
        )

    def _open(self, folder: Path) -> None:
        if not self._view.open_path(folder):
            self._context.notices.warn(f"Không mở được thư mục {folder}.", do="Hãy mở thư mục bằng tay.")

    def _read(self) -> None:
        row = self._row
        if row is None or not self._in_sight:
            return
        self._reading += 1
        number, chosen = self._reading, self._chosen

        def job() -> _Found:
            return _read_sides(self._desk.revisions, row, chosen)

        def shown(found: _Found) -> None:
            if number == self._reading:
                self._show(found)

        self._context.runner.run(job, done=shown, owner=self._view)

    def _show(self, found: _Found) -> None:
        self._comparison = found.comparison
        self._view.show_sides(SideChoice(tuple((side.identity, side.title) for side in found.sides), *found.pair))
        if found.comparison is None:
            self._view.show_no_comparison(found.text)
            return
        before, after = found.comparison.before, found.comparison.after
        self._view.show_comparison(ComparisonPage(_card(before), _card(after), found.comparison.differences))


def _read_sides(service: Revisions, row: SubmissionRow, chosen: tuple[str, str] | None) -> _Found:
    """Compare what is chosen while it is there, else what is compared first."""
    sides = service.sides(row.kind, row.period, form=row.form_code)
    known = {side.identity for side in sides}
    usual = service.usual(row.kind, row.period, form=row.form_code)
    pair = chosen if chosen and known.issuperset(chosen) else usual
    if pair is None:
        return _Found((), ("", ""), None, NOTHING_FROZEN)
    try:
        found = service.compare(row.kind, row.period, before=pair[0], after=pair[1], form=row.form_code)
    except Refusal as refusal:
        return _Found(sides, pair, None, " ".join(finding.text for finding in refusal.findings))
    return _Found(sides, pair, found, "")


def _card(side: Side) -> SideCard:
    return SideCard(side.title, side.lines)
