"""The list behind "Hoàn tác" and "Làm lại": what an officer did in this session, newest last.

A step is a group of the journal, or a deed beside it: a choice of this machine, a file that was moved.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Beside:
    """A deed that no journal records: how to take it back and to do it again.

    Both may raise Fault and change nothing then. ``changed`` are the topics to announce, ``target`` links to its place.
    """

    back: Callable[[], object]
    again: Callable[[], object]
    changed: frozenset[str]
    target: str

    @property
    def turned(self) -> "Beside":
        """The same deed seen from the other side."""
        return Beside(self.again, self.back, self.changed, self.target)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, in the words of its button; ``group_id`` is 0 for a deed beside the journal."""

    label: str
    group_id: int = 0
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Reverted:
    """What was taken back or done again, and the links to its places, the most telling first."""

    label: str
    targets: tuple[str, ...]


@dataclass(slots=True)
class DoneSteps:
    """Both lists. ``held`` are groups that belong to a completed submission: they wait until it is opened again."""

    done: list[Step] = field(default_factory=list)
    taken_back: list[Step] = field(default_factory=list)
    held: frozenset[int] = frozenset()

    @property
    def to_undo(self) -> Step | None:
        """The newest step that nothing holds."""
        return next((step for step in reversed(self.done) if step.group_id not in self.held), None)

    @property
    def to_redo(self) -> Step | None:
        """What was taken back last."""
        return self.taken_back[-1] if self.taken_back else None

    @property
    def holds_back(self) -> bool:
        """Whether something that was done waits for a submission to be opened again."""
        return any(step.group_id in self.held for step in self.done)

    @property
    def groups(self) -> tuple[int, ...]:
        """The groups that could be undone."""
        return tuple(step.group_id for step in self.done if step.group_id)

    def add(self, step: Step | None) -> None:
        """Something was done, which ends what could be done again; None for what can never be undone."""
        if step is not None:
            self.done.append(step)
        self.taken_back.clear()
