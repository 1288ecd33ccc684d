"""The folder, its model and who sits at the desk: carries commands out and holds what is there against the model."""

import hashlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize
from support.any_sequence import folder_care as care
from support.any_sequence.command import Command
from support.any_sequence.killable import LIVE, Fate, Killable, Parent
from support.any_sequence.model import Draft, Present, Rows, Undo, difference, is_overtaken, rows_of, taken_back
from support.any_sequence.officer_commands import AddOfficer, ChangePassword, SignIn
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD, REVIEWER_PASSWORD, VIETNAM

BEGINNING = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)
KNOWN_PASSWORDS = {"preparer": PREPARER_PASSWORD, "leader": LEADER_PASSWORD, "reviewer": REVIEWER_PASSWORD}
tally: Counter[str] = Counter()


class Places:
    """What the examples share: the process they are forked from, folders to begin with, files to attach."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parent = Parent()
        self.sources = dict(self._sources())
        self.folders = {name: path / name for name in ("begun", "filled")}
        scan = next(source for source, sha256 in self.sources.items() if sha256)
        for name, folder in self.folders.items():
            process = self.parent.fork()
            made = process.ask(care.Begin(folder, scan if name == "filled" else None), BEGINNING)
            assert made is not None
            assert made[0] == "done", made
            process.kill()

    def _sources(self) -> Iterator[tuple[Path, str]]:
        kinds = {"ke-hoach.pdf": b"%PDF-1.4 ke hoach", "Quyết định.pdf": b"%PDF-1.4 quyet dinh", "anh.png": b"\x89PNG"}
        content = {**kinds, "lon.pdf": b"%PDF-1.4" + bytes(range(256)) * 6000, "trong.pdf": b""}
        for folder in ("usb", "may"):
            (self.path / folder).mkdir()
            for name, data in content.items():
                source = self.path / folder / name
                source.write_bytes(data if folder == "usb" or name == "ke-hoach.pdf" or not data else data + b" 2")
                yield source, hashlib.sha256(source.read_bytes()).hexdigest() if data else ""
        yield self.path / "usb" / "da-rut.pdf", ""


class Machine(RuleBasedStateMachine):
    """The folder, the model of it, and who sits at the desk."""

    places: Places

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=self.places.path))
        self.folder = self.root / "du-lieu"
        self.moment = BEGINNING
        self.rows: Rows = {}
        self.undo = Undo()
        self.copies: dict[Path, Rows] = {}
        self.passwords: dict[str, str] = {}
        self.snapshots: dict[str, str] = {}
        self.officer = ""
        self.is_calm = False
        """Whether only what is done to the folder as a whole is cut off, so that much is done in one session."""
        self.process: Killable | None = None
        self.told: list[str] = []
        tally["examples"] += 1

    @initialize(begun_with=st.sampled_from(("begun", "filled")), is_calm=st.booleans())
    def begin(self, begun_with: str, is_calm: bool) -> None:
        self.is_calm = is_calm
        shutil.copytree(self.places.folders[begun_with], self.folder)
        self.open()
        self.rows = self.look()["rows"]
        for _, row in rows_of(self.rows, "officer"):
            self.passwords[row["password_hash"]] = KNOWN_PASSWORDS[row["role"]]
        self.sit_down()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None and self.process is not None and self.process.is_alive:
                self.look_closely()
        finally:
            if self.process is not None:
                self.process.kill()
            shutil.rmtree(self.root, ignore_errors=True)

    # How a command is carried out and looked at.

    def ask(self, command: Command) -> Any:
        """Let something be done that cannot be refused."""
        assert self.process is not None
        reply = self.process.ask(command, self.moment)
        assert reply is not None
        assert reply[0] == "done", (command, reply)
        return reply[1]

    def look(self) -> Any:
        return self.ask(care.Look())

    def open(self, points: int | None = None) -> None:
        """Open the folder anew; with ``points`` the program is killed while it opens it, and opens it again."""
        while True:
            self.undo = Undo()
            self.process = self.places.parent.fork()
            reply = self.process.ask(care.Open(self.folder), self.moment, Fate(points=points))
            if reply is not None:
                assert reply == ("done", None), reply
                return
            tally["kills while opening"] += 1
            points = None

    def run(self, command: Command, fate: Fate = LIVE, *, instead: Sequence[Rows] = ()) -> Any:
        """Carry out a command and hold what is there afterwards against the model.

        ``instead`` are the states of which it must leave one where the command itself cannot tell.
        """
        assert self.process is not None
        if self.is_calm and not isinstance(command, care.Care):
            fate = LIVE
        self.moment += timedelta(seconds=1)
        tally["commands"] += 1
        reply = self.process.ask(command, self.moment, fate)
        was_killed = not self.process.is_alive
        if isinstance(command, care.Restore | care.Close) and not was_killed:
            self.process.kill()
        if not self.process.is_alive:
            self.open(fate.opening)
        seen = self.look()
        self.judge(command, reply, seen["rows"], instead, was_killed=was_killed)
        self.note_copies(reply_of=command, reply=reply)
        self.rows = seen["rows"]
        self.learn(command)
        if self.process.is_alive and not was_killed and not isinstance(command, care.Restore | care.Close):
            if not isinstance(command, care.TakeBack):
                self.hold_against_undo(seen)
        else:
            self.sit_down()
        return reply

    def judge(self, command: Command, reply: Any, found: Rows, instead: Sequence[Rows], *, was_killed: bool) -> None:
        """The rows that were found are those before the command or after it, as it was acknowledged."""
        draft = self.draft(found)
        refused = command.refused(draft)
        if reply is not None and reply[0] == "refused" and reply[1] == ["clock.jumped"]:
            refused = None  # told once, before anything is completed or signed
        may_be_done = refused is False or (refused is None and (reply is None or reply[0] == "done"))
        if instead and may_be_done:
            draft.states = [state for state in instead if state == found] or [*instead]
        elif may_be_done or (refused and command.leaves_traces):
            command.expect(draft)
            draft.commit()
        self.told.append(f"{command} -> {reply}{' KILLED' if was_killed else ''}")
        if reply is None:
            tally["kills in a command"] += 1
            tally["... before it was done"] += found == self.rows
            allowed = [self.rows, *draft.states]
            assert any(found == state for state in allowed), self.tail(difference(allowed[-1], found))
            return
        tally["kills between commands"] += was_killed
        tally[reply[0]] += 1
        assert reply[0] != "broken", f"{reply[1]}\n{self.tail()}"
        expected = {True: ("refused", "fault"), False: ("done",), None: ("done", "refused")}[refused]
        assert reply[0] in expected, (reply, self.tail())
        if instead and refused is None and draft.states:
            draft.states = draft.states[:1]
        after = draft.states[-1] if draft.states else self.rows
        assert found == after, self.tail(difference(after, found))
        if command.undoable is not None and not was_killed:
            self.undo.done(self.rows, draft.states, undoable=command.undoable)

    def draft(self, found: Rows) -> Draft:
        role = self.rows["officer", self.officer]["role"] if self.officer else ""
        return Draft(self.rows, found, Present(self.moment, self.officer, role))

    def learn(self, command: Command) -> None:
        """Which password belongs to a new hash, and which snapshot to a completed submission."""
        for _, row in rows_of(self.rows, "officer"):
            if row["password_hash"] not in self.passwords:
                assert isinstance(command, AddOfficer | ChangePassword)
                given = command.password if isinstance(command, AddOfficer) else command.new
                self.passwords[row["password_hash"]] = given
        for key, row in rows_of(self.rows, "submission"):
            assert row["snapshot"] is None or row["snapshot"] == row["snapshot_sha256"], key

    def note_copies(self, reply_of: Command, reply: Any) -> None:
        """Each new copy of the database holds what was there before the command; thinned ones are forgotten."""
        there = {*self.folder.glob("sao-luu/cchc-*.db"), *self.folder.glob("truoc-phuc-hoi-*/cchc.db")}
        for copy in there - self.copies.keys():
            self.copies[copy] = self.rows
            tally["copies of the database"] += 1
        for copy in self.copies.keys() - there:
            del self.copies[copy]
        if isinstance(reply_of, care.BackUp) and reply is not None and reply[1] is not None:
            assert reply[1] in there, f"the backup just written is not there: {reply[1]}"

    def sit_down(self, officer: str = "") -> None:
        """Somebody with a valid account signs in; a locked account is waited for."""
        mine = [key for key, row in rows_of(self.rows, "officer") if row["active"]]
        chosen = next(key for key in (officer, self.officer, *mine) if key in mine)
        locked_until = self.rows["officer", chosen]["locked_until"]
        if locked_until:
            self.moment = max(self.moment, datetime.fromisoformat(locked_until))
        self.undo = Undo()
        self.officer = chosen
        self.run(SignIn(chosen, self.password_of(chosen), right=True))

    def password_of(self, officer: str) -> str:
        return self.passwords[self.rows["officer", officer]["password_hash"]]

    def look_closely(self) -> None:
        """The services show what the model holds; data, trail, histories and files are whole."""
        seen = self.ask(care.LookClosely())
        tally["close looks"] += 1
        assert not seen["complaints"], (seen["complaints"], self.tail())
        shown: Rows = seen["shown"]
        for key, row in shown.items():
            held = self.rows.get(key) or {}
            if key[0] == "commune_plan" or (key[0] == "commune_task" and not held):
                continue  # the first draft of what nobody has touched yet
            assert {name: held.get(name) for name in row} == row, (key, held, self.tail())
        for (table, key), row in self.rows.items():
            if (table, key) not in shown and self.must_be_shown(table, key, row):
                raise AssertionError(f"{table} {key} is not shown: {row} {self.tail()}")
        for _, row in rows_of(self.rows, "evidence"):
            file = self.folder / "minh-chung" / row["sha256"][:2] / row["sha256"]
            assert hashlib.sha256(file.read_bytes()).hexdigest() == row["sha256"]

    def must_be_shown(self, table: str, key: str, row: Any) -> bool:
        """Whether a row says anything on the screens of the plan, the criteria and the reports in use."""
        if table in ("workspace", "commune_plan", "commune_task", "evidence"):
            return False
        if table.startswith("report_") and self.draft(self.rows).report_is_frozen(key.partition("|")[0]):
            return False
        return any(value not in ("", 0, None, False, "empty") for value in row.values())

    def tail(self, wrong: object = None) -> str:
        return "\n".join(("", *self.told[-12:], f"wrong: {wrong}"))

    def of(self, table: str, **wanted: Any) -> list[str]:
        return [key for key, _ in rows_of(self.rows, table, **wanted)]

    def step_back(self, fate: Fate, *, again: bool) -> None:
        """The newest step that no completed submission holds, whole and nothing else; or nothing, with a reason."""
        before, undo = self.rows, self.undo
        source, target = (undo.redoable, undo.undoable) if again else (undo.undoable, undo.redoable)
        newest_first = [*reversed(source)][: 1 if again else None]
        states = [taken_back(before, step) for step in newest_first]
        reply = self.run(care.TakeBack(again, bool(source)), fate, instead=states)
        if undo is not self.undo or reply is None:
            return
        if reply[0] == "done":
            tally["taken back or done again"] += 1
            place = states.index(self.rows)
            assert place == 0 or self.something_is_completed(), self.tail("a newer step was passed over")
            source.remove(newest_first[place])
            target.append(difference(before, self.rows))
        elif reply[1] == ["undo.overtaken"]:
            tally["undo refused: overtaken"] += 1
            overtaken = [step for step in newest_first if is_overtaken(before, step)]
            assert overtaken, self.tail("nothing was written after it")
            assert overtaken[0] is newest_first[0] or self.something_is_completed(), self.tail()
            source.remove(overtaken[0])
        else:
            assert not source or self.something_is_completed(), (reply, self.tail())
        self.hold_against_undo(self.look())

    def hold_against_undo(self, seen: Any) -> None:
        """The buttons offer something exactly where the officer at the desk did something."""
        assert bool(self.undo.redoable) == seen["redo"], self.tail()
        if not self.something_is_completed():
            assert bool(self.undo.undoable) == seen["undo"], self.tail()
        assert self.undo.undoable or not seen["undo"], self.tail("there is nothing of this officer to take back")

    def something_is_completed(self) -> bool:
        return any(row["state"] != "draft" for _, row in rows_of(self.rows, "submission"))
