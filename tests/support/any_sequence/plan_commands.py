"""What officers change in the commune's plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from support.any_sequence.command import Command, nfc
from support.any_sequence.model import Draft, iso
from support.workplaces import LIBRARY

from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.plan import Task
from cchc_desktop.services.workplace import Desk

PLAN = LIBRARY.plan("KH-TQ-2025-H2")
TASK_TEXTS = ("goal", "name", "lead", "cooperation", "product", "time")
PAGE_TEXTS = ("title", "basis", "purpose", "arrangements", "sent_number", "sent_day", "sent_to")


@dataclass(frozen=True)
class PlanTexts(Command):
    texts: Mapping[str, str]

    def act(self, desk: Desk) -> object:
        return desk.plan.set_texts(**self.texts).value

    def refused(self, draft: Draft) -> bool:
        return draft.is_frozen("plan")

    def expect(self, draft: Draft) -> None:
        _change_page(draft, {name: nfc(text).strip() for name, text in self.texts.items()})


@dataclass(frozen=True)
class PlanSent(Command):
    number: str
    day: date | None
    to: str

    def act(self, desk: Desk) -> object:
        return desk.plan.record_sent(number=self.number, day=self.day, to=self.to).value

    def expect(self, draft: Draft) -> None:
        values = {"sent_number": nfc(self.number).strip(), "sent_day": iso(self.day), "sent_to": nfc(self.to).strip()}
        _change_page(draft, values)


@dataclass(frozen=True)
class PlanTasks(Command):
    """Tasks are taken into the plan or left out, or with ``texts`` worded as the commune wants them."""

    codes: tuple[str, ...]
    included: bool
    texts: Mapping[str, str] | None = None

    def act(self, desk: Desk) -> object:
        if self.texts is not None:
            return desk.plan.edit_task(self.codes[0], **self.texts).value
        return desk.plan.set_included(self.codes, included=self.included).value

    def refused(self, draft: Draft) -> bool:
        return draft.is_frozen("plan")

    def expect(self, draft: Draft) -> None:
        for code in self.codes[:1] if self.texts is not None else self.codes:
            if draft.row("commune_task", code) is None:
                draft.put("commune_task", code, **_worded(PLAN.task(code)))
            if self.texts is not None:
                draft.change("commune_task", code, **{name: nfc(text).strip() for name, text in self.texts.items()})
            else:
                draft.change("commune_task", code, included=self.included)


@dataclass(frozen=True)
class AddOwnTask(Command):
    field: str
    name: str

    def act(self, desk: Desk) -> object:
        return desk.plan.add_task(self.field, name=self.name, time="Quý IV/2025").value

    def refused(self, draft: Draft) -> bool:
        return draft.is_frozen("plan")

    def expect(self, draft: Draft) -> None:
        place = draft.next_sequence("commune_task", own=True)
        texts = dict.fromkeys(TASK_TEXTS, "") | {"name": nfc(self.name).strip(), "time": "Quý IV/2025"}
        about = {"own": True, "included": True, "sequence": place, "number": f"R{place}", "field": self.field}
        draft.put("commune_task", draft.new("commune_task"), **about, **texts)


@dataclass(frozen=True)
class DeleteOwnTask(Command):
    task: str

    def act(self, desk: Desk) -> object:
        return desk.plan.delete_task(self.task).value

    def refused(self, draft: Draft) -> bool:
        return draft.is_frozen("plan") or any(True for _ in draft.of("progress_entry", task_code=self.task))

    def expect(self, draft: Draft) -> None:
        draft.drop("commune_task", self.task)


@dataclass(frozen=True)
class MoveOwnTask(Command):
    task: str
    up: bool

    def act(self, desk: Desk) -> object:
        return desk.plan.move_task(self.task, up=self.up).value

    def refused(self, draft: Draft) -> bool:
        return draft.is_frozen("plan")

    def expect(self, draft: Draft) -> None:
        row = draft.row("commune_task", self.task)
        assert row is not None
        mine = draft.of("commune_task", own=True, field=row["field"])
        peers = [key for key, _ in sorted(mine, key=lambda item: item[1]["sequence"])]
        other = peers.index(self.task) + (-1 if self.up else 1)
        if 0 <= other < len(peers):
            neighbour = draft.row("commune_task", peers[other])
            assert neighbour is not None
            draft.change("commune_task", self.task, sequence=neighbour["sequence"])
            draft.change("commune_task", peers[other], sequence=row["sequence"])


def _change_page(draft: Draft, values: Mapping[str, str]) -> None:
    if draft.row("commune_plan", "") is None:
        first = {name: draft.learned("commune_plan", "", name) for name in PAGE_TEXTS}
        draft.put("commune_plan", "", **first | {"sent_number": "", "sent_day": "", "sent_to": ""})
    draft.change("commune_plan", "", **values)


def _worded(task: Task) -> dict[str, Any]:
    """A task of the province as its words come into the commune's plan."""
    words = {name: getattr(task, name) for name in TASK_TEXTS}
    included = involvement(task) is not Involvement.NOT_NAMED
    return {"own": False, "included": included, "sequence": 0, "number": task.number, "field": task.field, **words}
