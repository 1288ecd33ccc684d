"""Two editions of a plan side by side: which tasks are new, changed, gone or the same, and under which permanent code.

A task is found again by its code, else by its words, else by its place and like words. The permanent code goes on from
edition to edition, so that progress stays with its task; a task that is new gets a code that was never used.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.vietnamese import search_key

LIKE_AT_ITS_PLACE = 0.6
LIKE_ELSEWHERE = 0.78
"""How like two names must be (0 .. 1) to be one task, at the same number of the same field and elsewhere."""

FIELDS = (
    ("number", "Số thứ tự"),
    ("field", "Lĩnh vực"),
    ("goal", "Mục tiêu"),
    ("name", "Nhiệm vụ"),
    ("product", "Sản phẩm"),
    ("lead", "Cơ quan chủ trì"),
    ("cooperation", "Cơ quan phối hợp"),
    ("time", "Thời gian"),
)

_CANDIDATES = 6
_NOT_CODE = re.compile(r"[^A-Z0-9]+")


class Change(Enum):
    """What became of a task."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"added": "Thêm mới", "changed": "Thay đổi", "removed": "Bỏ", "unchanged": "Giữ nguyên"}[self.value]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a task before and after; ``label`` is its Vietnamese name."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One task: ``old`` is None when it is new, ``new`` is None when it is gone."""

    kind: Change
    old: Task | None
    new: Task | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def task(self) -> Task:
        """The task as it stands now, or as it stood last."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All tasks of the new edition in its order, then those that are gone."""

    items: tuple[TaskChange, ...]

    def of(self, kind: Change) -> tuple[TaskChange, ...]:
        """The tasks with this change."""
        return tuple(item for item in self.items if item.kind is kind)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of the new edition, with their codes."""
        return tuple(item.new for item in self.items if item.new is not None)

    @property
    def is_empty(self) -> bool:
        """Whether the editions say the same."""
        return all(item.kind is Change.UNCHANGED for item in self.items)


def compare(old: Sequence[Task], new: Sequence[Task], *, plan_code: str, former: Sequence[Task] = ()) -> PlanChanges:
    """Compare two editions. Tasks of ``new`` may come without codes and leave with them.

    ``former`` are tasks of still earlier editions: one that comes back in the same words gets its code back, and no
    new task gets any of their codes.
    """
    partners = _partners(old, new)
    back = _come_back(old, new, former, partners)
    codes = _Codes(plan_code, new, taken={task.code for task in (*old, *former)})
    items = []
    for index, task in enumerate(new):
        before = old[partners[index]] if index in partners else None
        if before is None:
            items.append(TaskChange(Change.ADDED, None, replace(task, code=back.get(index) or codes.free(task))))
        else:
            after = replace(task, code=before.code)
            fields = tuple(_differences(before, after))
            items.append(TaskChange(Change.CHANGED if fields else Change.UNCHANGED, before, after, fields))
    found = set(partners.values())
    gone = [TaskChange(Change.REMOVED, task, None) for index, task in enumerate(old) if index not in found]
    return PlanChanges((*items, *gone))


def coded(tasks: Sequence[Task], *, plan_code: str) -> tuple[Task, ...]:
    """The tasks of a plan that has no earlier edition, with new codes."""
    return compare((), tasks, plan_code=plan_code).tasks


def _come_back(
    old: Sequence[Task], new: Sequence[Task], former: Sequence[Task], partners: dict[int, int]
) -> dict[int, str]:
    """The codes of new tasks that stood in a former edition word for word; their progress is theirs again."""
    known = {task.code for task in old}
    gone = list({task.code: task for task in former if task.code not in known}.values())
    pairs: dict[int, int] = {}
    waiting = [task for index, task in enumerate(new) if index not in partners]
    places = [index for index in range(len(new)) if index not in partners]
    for key_of in _KEYS:
        _pair_equal(gone, waiting, pairs, key_of)
    return {places[here]: gone[there].code for here, there in pairs.items()}


class _Codes:
    """New codes: the plan's own letters, then the number (behind the field where each field counts anew)."""

    def __init__(self, plan_code: str, tasks: Sequence[Task], *, taken: set[str]) -> None:
        self._stem = _NOT_CODE.sub("", search_key(plan_code).upper().removeprefix("KH-")) or "KH"
        self._taken = taken
        numbers = Counter(task.number for task in tasks)
        self._anew = any(count > 1 for count in numbers.values())
        self._width = max(2, len(str(len(tasks))))

    def free(self, task: Task) -> str:
        """A code for this task that no other has or had."""
        number = _NOT_CODE.sub(".", search_key(task.number).upper()).strip(".") or "0"
        plain = number.zfill(self._width) if number.isdigit() and not self._anew else number
        base = f"{self._stem}-{task.field}-{plain}" if self._anew else f"{self._stem}-{plain}"
        code, turn = base, 1
        while code in self._taken:
            turn += 1
            code = f"{base}-{turn}"
        self._taken.add(code)
        return code


def _differences(old: Task, new: Task) -> Iterator[FieldChange]:
    for name, label in FIELDS:
        before, after = str(getattr(old, name)), str(getattr(new, name))
        if before != after:
            yield FieldChange(name, label, before, after)


def _partners(old: Sequence[Task], new: Sequence[Task]) -> dict[int, int]:
    """For each task of the new edition that stood in the old one: index in new -> index in old."""
    pairs: dict[int, int] = {}
    for key_of in _KEYS:
        _pair_equal(old, new, pairs, key_of)
    _pair_alike(old, new, pairs)
    return pairs


_Key = Callable[[Task], tuple[str, ...]]
_KEYS: tuple[_Key, ...] = (
    lambda task: (task.code,) if task.code else (),
    lambda task: (task.field, task.number, search_key(task.name)),
    lambda task: (task.field, search_key(task.name)),
    lambda task: (search_key(task.name),),
)


def _pair_equal(old: Sequence[Task], new: Sequence[Task], pairs: dict[int, int], key_of: _Key) -> None:
    taken = set(pairs.values())
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, task in enumerate(old):
        if index not in taken and key_of(task):
            waiting[key_of(task)].append(index)
    for index, task in enumerate(new):
        if index not in pairs and waiting.get(key_of(task)):
            pairs[index] = waiting[key_of(task)].pop(0)


def _pair_alike(old: Sequence[Task], new: Sequence[Task], pairs: dict[int, int]) -> None:
    """Pair what is left by like names, the likest first."""
    taken = set(pairs.values())
    left_old = {index: task for index, task in enumerate(old) if index not in taken}
    left_new = {index: task for index, task in enumerate(new) if index not in pairs}
    rated = sorted(
        (likeness, here, there)
        for here, there in _candidates(left_old, left_new)
        if (likeness := _likeness(left_old[there], left_new[here])) is not None
    )
    for _likeness_found, here, there in reversed(rated):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)


def _candidates(old: dict[int, Task], new: dict[int, Task]) -> Iterable[tuple[int, int]]:
    """Pairs worth a close look: those at the same place, and those that share the most words."""
    by_word: dict[str, list[int]] = defaultdict(list)
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, task in old.items():
        by_place[task.field, task.number].append(index)
        for word in set(search_key(task.name).split()):
            by_word[word].append(index)
    for index, task in new.items():
        shared: Counter[int] = Counter()
        for word in set(search_key(task.name).split()):
            holders = by_word.get(word, [])
            if len(holders) <= max(20, len(old) // 5):
                shared.update(holders)
        near = dict.fromkeys(
            [*by_place[task.field, task.number], *(there for there, _ in shared.most_common(_CANDIDATES))]
        )
        yield from ((index, there) for there in near)


def _likeness(old: Task, new: Task) -> float | None:
    at_its_place = (old.field, old.number) == (new.field, new.number)
    matcher = SequenceMatcher(None, search_key(old.name).split(), search_key(new.name).split(), autojunk=False)
    ratio = matcher.ratio()
    return ratio if ratio >= (LIKE_AT_ITS_PLACE if at_its_place else LIKE_ELSEWHERE) else None
