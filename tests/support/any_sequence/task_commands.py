"""What officers do to tasks: entries, products, assignments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from support.any_sequence.command import Command, as_stored, nfc
from support.any_sequence.model import Draft, iso

from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True)
class AddEntry(Command):
    task: str
    day: date

    def act(self, desk: Desk) -> object:
        return desk.tasks.add_entry(self.task, self.day).value

    def refused(self, draft: Draft) -> bool:
        return draft.progress_is_frozen(iso(self.day))

    def expect(self, draft: Draft) -> None:
        entries = [row for _, row in draft.of("progress_entry", task_code=self.task)]
        last = max(entries, key=lambda row: (row["day"], row["sequence"]), default={"percent": 0})
        draft.put(
            "progress_entry",
            draft.new("progress_entry"),
            task_code=self.task,
            day=iso(self.day),
            sequence=draft.next_sequence("progress_entry", task_code=self.task),
            percent=last["percent"],
            result="",
            difficulty="",
            objective_reason="",
        )


@dataclass(frozen=True)
class EditEntry(Command):
    entry: str
    changes: Mapping[str, Any]

    def act(self, desk: Desk) -> object:
        return desk.tasks.edit_entry(self.entry, **self.changes).value

    def refused(self, draft: Draft) -> bool:
        row = draft.row("progress_entry", self.entry)
        assert row is not None
        moved = self.changes.get("day")
        frozen = draft.progress_is_frozen(row["day"]) or (moved is not None and draft.progress_is_frozen(iso(moved)))
        return frozen or not 0 <= self.changes.get("percent", 0) <= 100

    def expect(self, draft: Draft) -> None:
        draft.change("progress_entry", self.entry, **as_stored(self.changes))


@dataclass(frozen=True)
class DeleteEntry(Command):
    entry: str

    def act(self, desk: Desk) -> object:
        return desk.tasks.delete_entry(self.entry).value

    def refused(self, draft: Draft) -> bool:
        return entry_is_frozen(draft, self.entry)

    def expect(self, draft: Draft) -> None:
        for product, _ in [*draft.of("product", entry_id=self.entry)]:
            drop_product(draft, product)
        draft.drop("progress_entry", self.entry)


@dataclass(frozen=True)
class AddProduct(Command):
    entry: str
    name: str

    def act(self, desk: Desk) -> object:
        return desk.tasks.add_product(self.entry, self.name).value

    def refused(self, draft: Draft) -> bool:
        return entry_is_frozen(draft, self.entry)

    def expect(self, draft: Draft) -> None:
        place = draft.next_sequence("product", entry_id=self.entry)
        values = {"entry_id": self.entry, "sequence": place, "name": nfc(self.name), "number": "", "day": ""}
        draft.put("product", draft.new("product"), **values)


@dataclass(frozen=True)
class EditProduct(Command):
    product: str
    changes: Mapping[str, Any]

    def act(self, desk: Desk) -> object:
        return desk.tasks.edit_product(self.product, **self.changes).value

    def refused(self, draft: Draft) -> bool:
        return product_is_frozen(draft, self.product)

    def expect(self, draft: Draft) -> None:
        draft.change("product", self.product, **as_stored(self.changes))


@dataclass(frozen=True)
class DeleteProduct(Command):
    product: str

    def act(self, desk: Desk) -> object:
        return desk.tasks.delete_product(self.product).value

    def refused(self, draft: Draft) -> bool:
        return product_is_frozen(draft, self.product)

    def expect(self, draft: Draft) -> None:
        drop_product(draft, self.product)


@dataclass(frozen=True)
class Assign(Command):
    """Assignment, due day inside the unit, or "không phát sinh": all that is one row for each task."""

    task: str
    officer: str | None = None
    due: date | None = None
    not_arising: bool | None = None
    reason: str = ""

    def act(self, desk: Desk) -> object:
        if self.not_arising is not None:
            return desk.tasks.set_not_arising(self.task, not_arising=self.not_arising, reason=self.reason).value
        if self.due is not None:
            return desk.tasks.set_internal_due(self.task, self.due).value
        return desk.tasks.assign(self.task, self.officer).value

    def expect(self, draft: Draft) -> None:
        if draft.row("assignment", self.task) is None:
            blank = {"officer_id": None, "internal_due": "", "not_arising": False, "not_arising_reason": ""}
            draft.put("assignment", self.task, **blank)
        if self.not_arising is not None:
            draft.change("assignment", self.task, not_arising=self.not_arising, not_arising_reason=nfc(self.reason))
        elif self.due is not None:
            draft.change("assignment", self.task, internal_due=iso(self.due))
        else:
            draft.change("assignment", self.task, officer_id=self.officer)


def entry_is_frozen(draft: Draft, entry: str) -> bool:
    """Whether a completed report covers the day of an entry."""
    row = draft.row("progress_entry", entry)
    return row is not None and draft.progress_is_frozen(row["day"])


def product_is_frozen(draft: Draft, product: str) -> bool:
    """Whether a completed report covers the entry of a product."""
    row = draft.row("product", product)
    return row is not None and entry_is_frozen(draft, row["entry_id"])


def drop_product(draft: Draft, product: str) -> None:
    """Remove a product and take its files away from it."""
    for use, _ in [*draft.of("evidence_use", product_id=product)]:
        draft.drop("evidence_use", use)
    draft.drop("product", product)
