"""Goals that span tasks: merged, left blank below the first, or broken over a page."""

from dataclasses import dataclass, field

from cchc_desktop.catalogue.task_table.cell_text import joined, reads_on
from cchc_desktop.catalogue.task_table.result import Place


@dataclass(slots=True)
class Run:
    """A goal and the tasks under it; ``told`` marks that the joining was remarked on."""

    section: str
    text: str = ""
    places: list[Place] = field(default_factory=list)
    told: bool = False


class GoalRuns:
    """Follows the goal column down the table and gives each task its run, whose text may still grow."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.broken: list[tuple[Run, Place]] = []
        """Runs whose text was read on after a page break, with the place of the second part."""
        self._keys: dict[tuple[str, int], Run] = {}

    def of_task(self, text: str, *, section: str, place: Place, top: int, after_break: bool) -> Run:
        """The run of the next task. ``top`` is where its goal cell begins when that is merged, else 0."""
        run = self._find(text, section=section, place=place, top=top, after_break=after_break)
        if top:
            self._keys[place.table, top] = run
        run.places.append(place)
        return run

    def read_on(self, text: str, place: Place) -> None:
        """The goal cell of a row that goes on after a page break: the rest of the goal, or its first print."""
        if not text or not self.runs:
            return
        run = self.runs[-1]
        if run.text != text:
            run.text = joined(run.text, text)
            self.broken.append((run, place))

    def _find(self, text: str, *, section: str, place: Place, top: int, after_break: bool) -> Run:
        last = self.runs[-1] if self.runs else None
        known = self._keys.get((place.table, top)) if top else None
        if known is not None:
            return known
        if last is not None and last.section == section:
            if not text or text == last.text:
                return last
            if after_break and reads_on(last.text, text):
                last.text = joined(last.text, text)
                self.broken.append((last, place))
                return last
        self.runs.append(Run(section, text))
        return self.runs[-1]
