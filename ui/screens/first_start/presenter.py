"""The first start: five steps, each checked when it is left; nothing typed is lost by going back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.unit import Unit
from ui.screens.first_start.data_place import Place, data_in, look, within
from ui.screens.first_start.draft import OfficerDraft, found_units, officer_findings
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.catalogue.library import Library
    from cchc_desktop.services.workplace import FirstStart


class Step(IntEnum):
    """The steps in their order."""

    UNIT = 0
    OFFICERS = 1
    PACKS = 2
    FOLDER = 3
    SUMMARY = 4


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the last step and the step where it is changed; ``mark`` is a remark on it."""

    name: str
    value: str
    step: Step
    mark: str = ""


class FirstStartView(Protocol):
    """What the presenter asks of the page."""

    def show_step(self, step: Step) -> None:
        """Bring this step into sight."""
        ...

    def show_units(self, units: Sequence[Unit], *, best: str) -> None:
        """Show the units found; ``best`` is the code to make current, empty to leave it."""
        ...

    def show_unit(self, unit: Unit | None) -> None:
        """Say which unit is chosen."""
        ...

    def show_desk(self, *, province: bool) -> None:
        """Show what is asked for at this desk."""
        ...

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field and put the cursor at the first; none clears all."""
        ...

    def show_place(self, place: Place | None) -> None:
        """Show what was found of the data folder; None while it is being looked at."""
        ...

    def point_at_place(self) -> None:
        """The folder cannot be used as it is: put the cursor at what helps."""
        ...

    def show_summary(self, lines: Sequence[SummaryLine]) -> None:
        """Show all that was chosen."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """The folder is being looked at or the data are being laid out, or no longer."""
        ...


class FirstStartPresenter:
    """Holds what was typed; ``suggested`` is known to hold no finished data."""

    def __init__(
        self,
        view: FirstStartView,
        *,
        library: "Library",
        suggested: Path,
        runner: Runner,
        on_done: "Callable[[FirstStart, Path], None]",
        on_open_existing: Callable[[Path], None] | None = None,
    ) -> None:
        self._view = view
        self.library = library
        self._ours = {suggested}
        self._runner = runner
        self._on_done = on_done
        self._on_open_existing = on_open_existing
        self.step = Step.UNIT
        self.unit: Unit | None = None
        self.officers: tuple[OfficerDraft, ...] = ()
        self.plan_code = library.plans[0].header.code
        self.criteria_code = library.criteria_sets[0].header.code
        self.folder = suggested
        self._place: Place | None = None

    def begin(self) -> None:
        """Show the first step."""
        self._view.show_units(self.library.units, best="")
        self._view.show_step(self.step)

    def search_unit(self, query: str) -> None:
        """Find units; the best one becomes the chosen one while something is asked for."""
        units = found_units(self.library.units, query)
        self._view.show_units(units, best=units[0].code if units and query.strip() else "")

    @property
    def is_province(self) -> bool:
        """Whether the folder is to be the province's desk."""
        return self.unit is DEPARTMENT

    def choose_desk(self, *, province: bool) -> None:
        """The desk of a commune, whose unit is to be chosen, or of the province, whose department is known."""
        self.unit = DEPARTMENT if province else None
        self._view.show_desk(province=province)
        self._view.show_findings(())
        self._view.show_unit(self.unit)

    def choose_unit(self, unit: Unit | None) -> None:
        """The officer's own unit; a unit that a search hides stays chosen."""
        if unit is None or self.is_province:
            return
        self.unit = unit
        self._view.show_findings(())
        self._view.show_unit(unit)

    def change_officers(self, drafts: Sequence[OfficerDraft]) -> None:
        """Something was typed in a form."""
        self.officers = tuple(drafts)

    def choose_plan(self, code: str) -> None:
        """Another plan."""
        self.plan_code = code

    def choose_criteria(self, code: str) -> None:
        """Another criteria set."""
        self.criteria_code = code

    def pick_folder(self, chosen: Path) -> None:
        """A folder was chosen among others: use it or a folder of its own inside it."""
        self.change_folder(within(chosen))

    def change_folder(self, folder: Path) -> None:
        """Another folder: look at it."""
        self.folder = folder
        self._look()

    def open_existing(self) -> None:
        """Work with the data that the chosen folder already holds."""
        if self._place is not None and self._place.holds_data and self._on_open_existing is not None:
            self._on_open_existing(self._place.folder)

    @property
    def may_open_existing(self) -> bool:
        """Whether data that are already there can be opened from here."""
        return self._on_open_existing is not None

    def open_other(self, chosen: Path) -> None:
        """Work with the data in a folder that the officer points at; say so when there are none."""

        def seen(folder: Path | None) -> None:
            if folder is None or folder in self._ours or self._on_open_existing is None:
                text = f"“{chosen}” không có dữ liệu CCHC Desktop. Hãy chọn thư mục có tệp cchc.db."
                self._view.show_findings((Finding("start.no-data", Level.BLOCK, text, "existing"),))
            else:
                self._on_open_existing(folder)

        self._runner.run(lambda: data_in(chosen), done=seen, busy=self._view.set_busy, owner=self._view)

    def go_back(self) -> None:
        """To the step before; nothing is checked and nothing lost."""
        if self.step > Step.UNIT:
            self._go(Step(self.step - 1))

    def go_to(self, step: Step) -> None:
        """To an earlier step at once; onwards only through the checks."""
        if step <= self.step:
            self._go(step)

    def go_on(self) -> None:
        """To the next step if this one is complete, or begin at the last one."""
        if self.step is Step.FOLDER:
            self._look(self._leave_folder)
        elif self.step is Step.SUMMARY:
            self._look(self._begin_work)
        elif self._complete(self.step):
            self._go(Step(self.step + 1))

    def refuse(self, findings: Sequence[Finding]) -> None:
        """The start itself was refused: go to where the first finding belongs and show it there."""
        target = findings[0].target if findings else ""
        step = Step.OFFICERS if target.startswith("officer") else self.step
        self._go(step)
        self._view.show_findings(findings)

    def _go(self, step: Step) -> None:
        self.step = step
        self._view.show_findings(())
        if step is Step.FOLDER:
            self._look()
        if step is Step.SUMMARY:
            self._view.show_summary(self._summary())
        self._view.show_step(step)

    def _complete(self, step: Step) -> bool:
        findings: tuple[Finding, ...] = ()
        if step is Step.UNIT and self.unit is None:
            text = "Hãy chọn đơn vị của mình trong danh sách."
            findings = (Finding("start.no-unit", Level.BLOCK, text, "unit"),)
        if step is Step.OFFICERS:
            findings = officer_findings(self.officers, department=self.is_province)
        self._view.show_findings(findings)
        return not findings

    def _look(self, then: Callable[[], None] | None = None) -> None:
        """Look at the folder, then go on; the page is busy only while something is to follow."""
        folder, is_new = self.folder, self.folder in self._ours
        self._view.show_place(None)

        def seen(place: Place) -> None:
            if place.folder == self.folder:
                self._place = place
                self._view.show_place(place)
                if then is not None:
                    then()

        busy = None if then is None else self._view.set_busy
        self._runner.run(lambda: look(folder, is_new=is_new), done=seen, busy=busy, owner=self._view)

    def _leave_folder(self) -> None:
        if self._place is None or self._place.refusal or self._place.holds_data:
            self._view.point_at_place()
        else:
            self._go(Step.SUMMARY)

    def _begin_work(self) -> None:
        from cchc_desktop.services.workplace import FirstStart  # loads SQLAlchemy: never before the first paint

        if self._place is None or self._place.refusal or self._place.holds_data or self.unit is None:
            self._go(Step.FOLDER)
            return
        self._view.set_busy(True)
        self._ours.add(self.folder)  # a start that fails half-way leaves no data of anybody else there
        officers = tuple(draft.as_new() for draft in self.officers)
        self._on_done(FirstStart(self.unit.code, self.plan_code, self.criteria_code, officers), self.folder)
        self._wait_for_the_desk()

    def _wait_for_the_desk(self) -> None:
        """The runner works in order: a job behind the start and its sign-in ends when they did or were refused."""
        view, runner = self._view, self._runner
        runner.run(
            lambda: None,
            done=lambda _done: runner.run(lambda: None, done=lambda _done: view.set_busy(False), owner=view),
            owner=view,
        )

    def _summary(self) -> tuple[SummaryLine, ...]:
        plan = self.library.plan(self.plan_code).header
        criteria = self.library.criteria_set(self.criteria_code).header
        unit = f"{self.unit.full_name} (mã {self.unit.code})" if self.unit else ""
        if self.is_province:
            unit = f"{DEPARTMENT.full_name}, bàn cấp tỉnh"
        people = [
            SummaryLine(_role_words(draft), f"{draft.clean_name} - {draft.post}", Step.OFFICERS)
            for draft in self.officers
        ]
        return (
            SummaryLine("Đơn vị", unit, Step.UNIT),
            *people,
            SummaryLine("Kế hoạch", plan.title, Step.PACKS, plan.reconstruction),
            SummaryLine("Bộ tiêu chí", criteria.title, Step.PACKS, criteria.reconstruction),
            SummaryLine("Thư mục dữ liệu", str(self.folder), Step.FOLDER, self._place.warning if self._place else ""),
        )


def _role_words(draft: OfficerDraft) -> str:
    return {Role.LEADER: "Lãnh đạo ký", Role.PREPARER: "Người lập", Role.REVIEWER: "Người duyệt"}[draft.role]
