"""The screen as a whole: reads the sheet, keeps filter and choice, steps from leaf to leaf, follows links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.criteria import CriteriaSet, Criterion
from cchc_desktop.domain.evidence_limits import EMAIL_MEGABYTES
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.issuing_body import Described
from cchc_desktop.domain.number import format_points
from ui.models.file_size import carried_words
from ui.screens.assessment.adjustments_presenter import AdjustmentsPresenter, AdjustmentsViewPort
from ui.screens.assessment.leaf_presenter import LeafPresenter, LeafViewPort
from ui.screens.assessment.marks import Mark, mark_of
from ui.screens.assessment.sheet_lines import (
    ADJUSTMENTS,
    Filter,
    Totals,
    TreeLine,
    counts,
    filtered,
    totals,
    tree_lines,
)
from ui.widgets.context import AppContext, header_facts
from ui.widgets.saver import Saver

if TYPE_CHECKING:
    from cchc_desktop.services.assessment.self_assessment import Sheet, SheetRow


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """An area or criterion with criteria below it: its sums, and (label, reached, possible, words) of each child."""

    title: str
    points: str
    remark: str
    children: tuple[tuple[str, float, float, str], ...]


class ViewPort(LeafViewPort, AdjustmentsViewPort, Protocol):
    """What the presenters ask of the screen."""

    def show_carried(self, text: str) -> None:
        """Say what the files of the self-assessment weigh together, and what is left for an e-mail."""
        ...

    def show_totals(self, shown: Totals, reconstruction: str) -> None:
        """Show the line of totals and the sentence that marks a reconstructed set."""
        ...

    def show_frozen(self, *, frozen: bool) -> None:
        """Make everything read only, and say why, or open it again."""
        ...

    def show_filters(self, found: dict[Filter, int], chosen: Filter, query: str) -> None:
        """Show the filters with their counts, the chosen one, and the words that are searched for."""
        ...

    def show_tree(self, lines: Sequence[TreeLine]) -> None:
        """Show the tree; the same nodes only get their new scores."""
        ...

    def filter_tree(self, codes: frozenset[str] | None) -> None:
        """Show these leaves and what is above them only; None shows all."""
        ...

    def choose(self, code: str) -> None:
        """Make a node of the tree current and bring it into sight."""
        ...

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what blocks completing."""
        ...

    def show_group(self, facts: GroupFacts) -> None:
        """Show the sums of an area or criterion."""
        ...

    def show_adjustments_pane(self) -> None:
        """Bring bonus and deduction into sight."""
        ...

    def focus_part(self, part: str) -> None:
        """Put the cursor into a part of the leaf: "answer", "explanation", "evidence" or the key of an input."""
        ...


class AssessmentPresenter:
    """One public method for each intent of the user about the whole screen; ``leaf`` and ``adjustments`` for the rest.

    Every change reads the sheet again (a few milliseconds); the tree keeps its nodes.
    """

    def __init__(self, context: AppContext, view: ViewPort) -> None:
        self._context, self._view = context, view
        self._saver = Saver(context, view, self._load)
        self.leaf = LeafPresenter(context, view, self._saver)
        self.adjustments = AdjustmentsPresenter(view, context.services, self._saver)
        self._sheet: Sheet | None = None
        self._email_megabytes = EMAIL_MEGABYTES
        self._rows: dict[str, SheetRow] = {}
        self._chosen = ""
        self._filter = Filter.ALL
        self._query = ""
        self._wanted: tuple[str, str] | None = None
        self._criteria: CriteriaSet | None = None

    def shown(self) -> None:
        """The screen came into sight; the first time it reads its data."""
        workspace = self._context.services.session.workspace
        criteria = workspace.criteria
        period = f"Năm {criteria.year}"
        self._context.show_header(header_facts(workspace, title=criteria.header.title, period=period))
        if self._sheet is None:
            self._load()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data of these topics changed."""
        del topics
        self._load()

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        self._saver.run_failed()

    def choose_filter(self, chosen: Filter) -> None:
        """Narrow the tree to a kind of leaf."""
        self._filter = chosen
        self._apply_filter()

    def search(self, query: str) -> None:
        """Narrow the tree to leaves found by these words."""
        self._query = query
        self._apply_filter()

    def select(self, code: str) -> None:
        """A node of the tree was chosen."""
        if code == self._chosen or self._sheet is None:
            return
        self._chosen = code
        self._show_chosen()

    @property
    def criteria_code(self) -> str:
        """The code of the criteria set that is scored."""
        code: str = self._context.services.session.workspace.criteria.header.code
        return code

    def open_target(self, target: str) -> None:
        """Follow a link: "criterion:<code>[:<part>[:<criteria set>]]", "assessment:unanswered", "assessment:owed"."""
        prefix, _, rest = target.partition(":")
        if prefix == "criterion":
            code, part = (*rest.split(":"), "")[:2]
            self._wanted = (code, part)
            self._open_wanted()
        elif rest in {one.value for one in Filter}:
            self._query = ""
            self.choose_filter(Filter(rest))
            self._choose_first_visible()

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) leaf of those that the filter shows."""
        codes = self._visible_leaves()
        if not codes:
            return
        if self._chosen in codes:
            place = codes.index(self._chosen) + by
            if not 0 <= place < len(codes):
                self._context.notices.info("Đã hết danh sách tiêu chí đang hiển thị.")
                return
            self._go(codes[place], "answer")
        else:
            self._go(self._neighbour(codes, by), "answer")

    def next_unanswered(self) -> None:
        """Go to the next leaf that is not scored yet, after the last to the first, whatever the filter shows."""
        leaves = [row for row in self._rows.values() if row.leaf is not None]
        start = next((place for place, row in enumerate(leaves) if row.criterion.code == self._chosen), -1)
        for row in (*leaves[start + 1 :], *leaves[: start + 1]):
            if row.leaf is not None and mark_of(row.leaf) in (Mark.UNANSWERED, Mark.INVALID):
                self._go(row.criterion.code, "answer")
                return
        self._context.notices.success("Đã chấm hết các tiêu chí tự chấm.")

    def to_submissions(self) -> None:
        """Go to the submission that froze the self-assessment."""
        self._context.open_target("submission:assessment")

    def _load(self) -> None:
        assessment = self._context.services.assessment

        def job() -> "Sheet":
            from cchc_desktop.services.evidence.inbox import EvidenceInbox  # brings SQLAlchemy: never with the window

            self._email_megabytes = EvidenceInbox(self._context.services.session).email_megabytes
            sheet: Sheet = assessment.sheet()
            return sheet

        self._context.runner.run(job, done=self._on_sheet, owner=self._view)

    def _on_sheet(self, sheet: "Sheet") -> None:
        first = self._sheet is None
        criteria = self._context.services.session.workspace.criteria
        renewed, self._criteria = criteria is not self._criteria, criteria
        self._sheet = sheet
        files = {file.id: file for row in sheet.rows for file in row.files}
        self.leaf.described = tuple(Described(file.number, file.issuer) for file in files.values())
        self._view.show_carried(carried_words([file.size for file in files.values()], self._email_megabytes))
        self._rows = {row.criterion.code: row for row in sheet.rows}
        self._view.show_totals(totals(sheet), sheet.reconstruction)
        self._view.show_tree(tree_lines(sheet))
        self._view.show_findings(sheet.findings)
        if first:
            self._show_first()
        elif renewed:
            self._show_renewed()
        else:
            self._refresh_chosen()
        self._view.show_frozen(frozen=sheet.frozen)
        self._apply_filter()

    def _show_first(self) -> None:
        """Where work begins: the link that led here, else the first leaf of the filter that is still to be scored."""
        assert self._sheet is not None
        shown = filtered(self._sheet, self._filter, "")
        still_open = shown & filtered(self._sheet, Filter.UNANSWERED, "")
        code = next((code for code in self._rows if code in (still_open or shown)), "")
        if self._wanted is None and code:
            self._wanted = (code, "")
        self._open_wanted()

    def _show_renewed(self) -> None:
        """Another edition of the criteria came in: lay out the open leaf anew, or where work begins if it has gone."""
        if self._chosen in self._rows or self._chosen == ADJUSTMENTS:
            self._show_chosen()
        else:
            self.leaf.leave()
            self._chosen = ""
            self._show_first()

    def _open_wanted(self) -> None:
        if self._wanted is None or self._sheet is None:
            return
        (code, part), self._wanted = self._wanted, None
        if code in self._rows:
            self._go(code, part)
        elif code == ADJUSTMENTS:
            self._go(code, "")

    def _go(self, code: str, part: str) -> None:
        if code != self._chosen:
            self._chosen = code
            self._apply_filter()
            self._show_chosen()
        self._view.choose(code)
        self._view.focus_part(part or "answer")

    def _show_chosen(self) -> None:
        assert self._sheet is not None
        row = self._rows.get(self._chosen)
        if row is not None and row.leaf is not None:
            self.leaf.show(row)
        else:
            self.leaf.leave()
            self._show_other(row)
        self._view.show_frozen(frozen=self._sheet.frozen)

    def _refresh_chosen(self) -> None:
        row = self._rows.get(self._chosen)
        if row is not None and row.leaf is not None:
            self.leaf.refresh(row)
        else:
            self._show_other(row)

    def _show_other(self, row: "SheetRow | None") -> None:
        assert self._sheet is not None
        if row is not None:
            self._view.show_group(self._group(row))
        elif self._chosen == ADJUSTMENTS:
            self.adjustments.show(self._sheet)
            self._view.show_adjustments_pane()

    def _group(self, row: "SheetRow") -> GroupFacts:
        score = row.score
        remark = f"Đã chấm {score.answered}/{score.leaves} tiêu chí, mất {format_points(score.lost)} điểm."
        if score.survey_max:
            remark += f" Điều tra xã hội học {format_points(score.survey_max)} điểm do tỉnh chấm."
        return GroupFacts(
            title=f"{row.criterion.code}. {row.criterion.name}",
            points=f"{format_points(score.points)}/{format_points(score.possible)}",
            remark=f"{remark} {score.rescaling}".strip(),
            children=tuple(self._child(child) for child in row.criterion.children),
        )

    def _child(self, child: Criterion) -> tuple[str, float, float, str]:
        score = self._rows[child.code].score
        words = f"{format_points(score.points)}/{format_points(score.possible)}"
        return (
            f"{child.code} {child.name}",
            float(score.points),
            float(score.possible),
            words if score.leaves else Mark.SURVEY.label,
        )

    def _apply_filter(self) -> None:
        if self._sheet is None:
            return
        self._view.show_filters(counts(self._sheet), self._filter, self._query)
        if self._filter is Filter.ALL and not self._query.strip():
            self._view.filter_tree(None)
        else:
            self._view.filter_tree(filtered(self._sheet, self._filter, self._query) | {self._chosen})

    def _visible_leaves(self) -> list[str]:
        if self._sheet is None:
            return []
        found = filtered(self._sheet, self._filter, self._query)
        return [code for code in self._rows if code in found or (code == self._chosen and self._rows[code].leaf)]

    def _choose_first_visible(self) -> None:
        if self._sheet is None:
            return
        found = filtered(self._sheet, self._filter, self._query)
        code = next((code for code in self._rows if code in found), "")
        if code:
            self._go(code, "")

    def _neighbour(self, codes: list[str], by: int) -> str:
        """The leaf that comes next in printed order from a chosen node that is no leaf."""
        order = [*self._rows, ADJUSTMENTS]
        here = order.index(self._chosen) if self._chosen in order else -1
        if by > 0:
            return next((code for code in codes if order.index(code) > here), codes[0])
        return next((code for code in reversed(codes) if order.index(code) < here), codes[-1])
