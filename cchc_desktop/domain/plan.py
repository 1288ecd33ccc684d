"""A plan (kế hoạch): fields of reform, each with numbered tasks, word for word as issued."""

from dataclasses import dataclass

from cchc_desktop.domain.pack import PackHeader


@dataclass(frozen=True, slots=True)
class Field:
    """A field of reform (lĩnh vực), numbered with a Roman numeral."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task (nhiệm vụ) in the words of the plan; ``code`` is permanent, ``number`` is the printed one."""

    code: str
    number: str
    field: str
    goal: str
    name: str
    lead: str
    cooperation: str
    product: str
    time: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its tasks in printed order."""

    header: PackHeader
    fields: tuple[Field, ...]
    tasks: tuple[Task, ...]

    def task(self, code: str) -> Task:
        """Return the task with this permanent code; KeyError if there is none."""
        for task in self.tasks:
            if task.code == code:
                return task
        raise KeyError(code)
