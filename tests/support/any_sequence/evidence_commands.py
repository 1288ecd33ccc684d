"""What officers do with evidence: attach, use again, take away, describe."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from support.any_sequence.command import Command, nfc
from support.any_sequence.model import Draft, iso
from support.any_sequence.task_commands import product_is_frozen

from cchc_desktop.services.library.library import EvidenceLibrary
from cchc_desktop.services.library.places import Place, PlaceKind
from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True)
class Attach(Command):
    """A file is copied in and proves a product, a row of a register or a criterion."""

    owner: str
    key: str
    source: Path
    sha256: str
    """The hash of the source, "" where it cannot be copied."""

    def act(self, desk: Desk) -> object:
        if self.owner == "product_id":
            return desk.evidence.attach_to_product(self.key, self.source).value
        if self.owner == "register_row_id":
            return desk.registers.attach(self.key, self.source).value
        return desk.assessment.attach(self.key, self.source).value

    def refused(self, draft: Draft) -> bool | None:
        if not self.sha256 or (self.owner == "answer_id" and draft.is_frozen("assessment")):
            return True
        return None if self.owner == "product_id" and product_is_frozen(draft, self.key) else False

    def expect(self, draft: Draft) -> None:
        if self.owner == "answer_id" and draft.row("answer", self.key) is None:
            draft.put("answer", self.key, content="", explanation="")
        use_file(draft, register_file(draft, self.source.name, self.sha256), self.owner, self.key)


@dataclass(frozen=True)
class UseStored(Command):
    """A file of the library proves one more product or criterion."""

    file: str
    owner: str
    key: str

    def act(self, desk: Desk) -> object:
        kind = PlaceKind.TASK if self.owner == "product_id" else PlaceKind.CRITERION
        library = EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)
        return library.attach(self.file, Place(kind, self.key, "nơi khác", "", "", None)).value

    def refused(self, draft: Draft) -> bool:
        if self.owner == "product_id":
            return product_is_frozen(draft, self.key)
        return draft.is_frozen("assessment")

    def expect(self, draft: Draft) -> None:
        if self.owner == "answer_id" and draft.row("answer", self.key) is None:
            draft.put("answer", self.key, content="", explanation="")
        use_file(draft, self.file, self.owner, self.key)


@dataclass(frozen=True)
class Detach(Command):
    """A file is taken away from a place, by the way of the screen on which the place stands."""

    use: str
    proves_answer: bool

    def act(self, desk: Desk) -> object:
        return (desk.assessment if self.proves_answer else desk.evidence).detach(self.use).value

    def refused(self, draft: Draft) -> bool | None:
        if self.proves_answer:
            return draft.is_frozen("assessment")
        use = draft.row("evidence_use", self.use)
        assert use is not None
        return None if use["product_id"] and product_is_frozen(draft, use["product_id"]) else False

    def expect(self, draft: Draft) -> None:
        draft.drop("evidence_use", self.use)


@dataclass(frozen=True)
class Describe(Command):
    file: str
    number: str
    day: date | None
    title: str

    def act(self, desk: Desk) -> object:
        done = desk.evidence.describe(
            self.file, number=self.number, day=self.day, title=self.title, clear_day=self.day is None
        )
        return done.value

    def expect(self, draft: Draft) -> None:
        texts = {"number": " ".join(nfc(self.number).split()), "title": " ".join(nfc(self.title).split())}
        draft.change("evidence", self.file, day=iso(self.day), **texts)


def register_file(draft: Draft, name: str, sha256: str) -> str:
    """The stored file with this content; it is named anew only where the store does not have it."""
    for key, _ in draft.of("evidence", sha256=sha256):
        return key
    taken = {row["name"].casefold() for _, row in draft.of("evidence")}
    free, number = nfc(name), 1
    while free.casefold() in taken:
        number += 1
        free = f"{Path(nfc(name)).stem} ({number}){Path(name).suffix}"
    key = draft.new("evidence")
    draft.put("evidence", key, sha256=sha256, name=free, number="", day="", title="")
    return key


def use_file(draft: Draft, file: str, owner: str, key: str) -> None:
    """Let a stored file prove something, once."""
    if any(True for _ in draft.of("evidence_use", evidence_id=file, **{owner: key})):
        return
    place = draft.next_sequence("evidence_use", **{owner: key})
    nobody = {"answer_id": None, "product_id": None, "register_row_id": None}
    draft.put("evidence_use", draft.new("evidence_use"), evidence_id=file, sequence=place, **{**nobody, owner: key})
