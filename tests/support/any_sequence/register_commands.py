"""What officers do in registers: type, change, copy, remove and paste rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from support.any_sequence.command import Command
from support.any_sequence.model import Draft, iso

from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True)
class AddRow(Command):
    register: str
    typed: Mapping[str, str]
    plain: Mapping[str, str]
    """What is stored of it; empty where it must be refused."""

    def act(self, desk: Desk) -> object:
        return desk.registers.add(self.register, self.typed).value.ids

    def refused(self, draft: Draft) -> bool:
        return not self.plain

    def expect(self, draft: Draft) -> None:
        if self.plain:
            add_row(draft, self.register, self.plain)


@dataclass(frozen=True)
class EditRow(Command):
    row: str
    column: str
    typed: str
    plain: str | None

    def act(self, desk: Desk) -> object:
        return desk.registers.edit(self.row, self.column, self.typed).value.ids

    def refused(self, draft: Draft) -> bool:
        return self.plain is None

    def expect(self, draft: Draft) -> None:
        row = draft.row("register_row", self.row)
        if self.plain is None or row is None:
            return
        content = {name: text for name, text in {**row["content"], self.column: self.plain}.items() if text}
        draft.change("register_row", self.row, content=content, day=content["ngay"])


@dataclass(frozen=True)
class DuplicateRow(Command):
    row: str
    day: date

    def act(self, desk: Desk) -> object:
        return desk.registers.duplicate(self.row, day=self.day).value.ids

    def expect(self, draft: Draft) -> None:
        row = draft.row("register_row", self.row)
        assert row is not None
        add_row(draft, row["register_code"], {**row["content"], "ngay": iso(self.day)})


@dataclass(frozen=True)
class DeleteRows(Command):
    rows: tuple[str, ...]

    def act(self, desk: Desk) -> object:
        return desk.registers.delete(self.rows).value.ids

    def expect(self, draft: Draft) -> None:
        for row in self.rows:
            for use, _ in [*draft.of("evidence_use", register_row_id=row)]:
                draft.drop("evidence_use", use)
            draft.drop("register_row", row)


@dataclass(frozen=True)
class Paste(Command):
    register: str
    text: str
    plain: tuple[Mapping[str, str], ...]

    def act(self, desk: Desk) -> object:
        return desk.registers.apply(desk.registers.preview_paste(self.register, self.text)).value.ids

    def expect(self, draft: Draft) -> None:
        for row in self.plain:
            add_row(draft, self.register, row)


def add_row(draft: Draft, register: str, plain: Mapping[str, str]) -> None:
    """Add a row to a register."""
    place = draft.next_sequence("register_row", register_code=register)
    values = {"register_code": register, "day": plain["ngay"], "sequence": place, "content": dict(plain)}
    draft.put("register_row", draft.new("register_row"), **values)
