"""Any sequence of commands, kills and restores leaves exactly what was acknowledged: the services against a model.

The program runs in a process of its own and says when a command is done. It is killed at any moment, also in the
middle of a command; what stands in the folder then is the state before or after that command, never anything else.

A short run by default. The long one takes so many minutes:
    CCHC_LONG=25 pytest tests/end_to_end/test_any_sequence.py -s
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from support.any_sequence import folder_care as care
from support.any_sequence.assessment_commands import Cases, Score
from support.any_sequence.drawn import (
    FIGURES,
    PEOPLE,
    PICKS,
    REGISTERS,
    SCORES,
    SUBMITTED,
    days,
    fates,
    lines,
    long_fates,
    pick,
    register_row,
    texts,
)
from support.any_sequence.evidence_commands import Attach, Describe, Detach, UseStored
from support.any_sequence.killable import Fate
from support.any_sequence.machine import Machine, Places, tally
from support.any_sequence.model import difference, rows_of
from support.any_sequence.officer_commands import AddOfficer, ChangePassword, DocumentDefaults, SetActive, SignIn
from support.any_sequence.plan_commands import AddOwnTask, DeleteOwnTask, MoveOwnTask, PlanSent, PlanTasks, PlanTexts
from support.any_sequence.reading import CRITERIA, PERIODS, SECTIONS, TASKS
from support.any_sequence.register_commands import AddRow, DeleteRows, DuplicateRow, EditRow, Paste
from support.any_sequence.report_commands import ClearOverride, ExplainFigure, Figure, SectionText
from support.any_sequence.submission_commands import Complete, Reopen, SetDocument, Sign
from support.any_sequence.task_commands import (
    AddEntry,
    AddProduct,
    Assign,
    DeleteEntry,
    DeleteProduct,
    EditEntry,
    EditProduct,
)

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.officer import Role

MINUTES = float(os.environ.get("CCHC_LONG", "0"))
SHORT = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    derandomize=not MINUTES,  # the long run looks for what nobody has seen; the daily one repeats
    print_blob=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(SHORT, max_examples=6, stateful_step_count=60)


class AnySequence(Machine):
    """What officers do, in any order."""

    # Tasks.

    @rule(task=st.sampled_from(TASKS), day=days, fate=fates)
    def add_entry(self, task: str, day: date, fate: Fate) -> None:
        own = self.of("commune_task", own=True)
        self.run(AddEntry(own[0] if own and day.day % 5 == 0 else task, day), fate)

    @rule(
        picks=PICKS,
        changes=st.fixed_dictionaries(
            {},
            optional={
                "percent": st.sampled_from((0, 1, 45, 100, 101, -1)),
                "result": texts,
                "difficulty": texts,
                "objective_reason": texts,
                "day": days,
            },
        ),
        fate=fates,
    )
    def edit_entry(self, picks: list[int], changes: dict[str, Any], fate: Fate) -> None:
        if not self.of("progress_entry"):
            return
        self.run(EditEntry(pick(picks, self.of("progress_entry")), changes), fate)

    @rule(picks=PICKS, fate=fates)
    def delete_entry(self, picks: list[int], fate: Fate) -> None:
        if not self.of("progress_entry"):
            return
        self.run(DeleteEntry(pick(picks, self.of("progress_entry"))), fate)

    @rule(picks=PICKS, name=texts, fate=fates)
    def add_product(self, picks: list[int], name: str, fate: Fate) -> None:
        if not self.of("progress_entry"):
            return
        self.run(AddProduct(pick(picks, self.of("progress_entry")), name), fate)

    @rule(
        picks=PICKS,
        changes=st.fixed_dictionaries({}, optional={"name": texts, "number": texts, "day": st.none() | days}),
        fate=fates,
    )
    def edit_product(self, picks: list[int], changes: dict[str, Any], fate: Fate) -> None:
        if not self.of("product"):
            return
        self.run(EditProduct(pick(picks, self.of("product")), changes), fate)

    @rule(picks=PICKS, fate=fates)
    def delete_product(self, picks: list[int], fate: Fate) -> None:
        if not self.of("product"):
            return
        self.run(DeleteProduct(pick(picks, self.of("product"))), fate)

    @rule(picks=PICKS, task=st.sampled_from(TASKS), way=st.integers(0, 2), due=days, text=texts, fate=fates)
    def assign(self, picks: list[int], task: str, way: int, due: date, text: str, fate: Fate) -> None:
        code = pick(picks, [task, *self.of("commune_task", own=True)])
        ways = (
            lambda: Assign(code, officer=pick(picks, [None, *self.of("officer", active=True)])),
            lambda: Assign(code, due=due),
            lambda: Assign(code, not_arising=due.day % 3 > 0, reason=text),
        )
        self.run(ways[way](), fate)

    # Evidence.

    @rule(picks=PICKS, fate=fates)
    def attach(self, picks: list[int], fate: Fate) -> None:
        owners = [("answer_id", code) for code in CRITERIA]
        owners += [("product_id", key) for key in self.of("product")]
        owners += [("register_row_id", key) for key in self.of("register_row")]
        owner, key = pick(picks, owners)
        source = pick(picks, sorted(self.places.sources))
        self.run(Attach(owner, key, source, self.places.sources[source]), fate)

    @rule(picks=PICKS, fate=fates)
    def use_stored(self, picks: list[int], fate: Fate) -> None:
        if not self.of("evidence"):
            return
        owners = [("answer_id", code) for code in CRITERIA] + [("product_id", key) for key in self.of("product")]
        owner, key = pick(picks, owners)
        self.run(UseStored(pick(picks, self.of("evidence")), owner, key), fate)

    @rule(picks=PICKS, fate=fates)
    def detach(self, picks: list[int], fate: Fate) -> None:
        if not self.of("evidence_use"):
            return
        use = pick(picks, self.of("evidence_use"))
        self.run(Detach(use, self.rows["evidence_use", use]["answer_id"] is not None), fate)

    @rule(picks=PICKS, number=lines, day=st.none() | days, title=lines, fate=fates)
    def describe(self, picks: list[int], number: str, day: date | None, title: str, fate: Fate) -> None:
        if not self.of("evidence"):
            return
        self.run(Describe(pick(picks, self.of("evidence")), number, day, title), fate)

    # Registers.

    @rule(day=days, words=st.sampled_from(("", "Tọa đàm ở thôn", " Họp  thôn ")), people=PEOPLE, fate=fates)
    def add_row(self, day: date, words: str, people: tuple[str, str | None], fate: Fate) -> None:
        typed, plain = register_row(day, words, people)
        self.run(AddRow("TT", typed, plain), fate)

    @rule(picks=PICKS, people=PEOPLE, day=days, column=st.sampled_from(("so_nguoi", "noi_dung", "ngay")), fate=fates)
    def edit_row(self, picks: list[int], people: tuple[str, str | None], day: date, column: str, fate: Fate) -> None:
        if not self.of("register_row", register_code="TT"):
            return
        typed, plain = {
            "so_nguoi": people,
            "noi_dung": ("Sửa lại nội dung", "Sửa lại nội dung") if day.day % 3 else ("  ", None),
            "ngay": (f"{day:%d/%m/%Y}", day.isoformat()) if day.day % 4 else ("31/02/2025", None),
        }[column]
        self.run(EditRow(pick(picks, self.of("register_row", register_code="TT")), column, typed, plain), fate)

    @rule(picks=PICKS, day=days, fate=fates)
    def duplicate_row(self, picks: list[int], day: date, fate: Fate) -> None:
        if not self.of("register_row"):
            return
        self.run(DuplicateRow(pick(picks, self.of("register_row")), day), fate)

    @rule(picks=PICKS, count=st.integers(1, 4), fate=fates)
    def delete_rows(self, picks: list[int], count: int, fate: Fate) -> None:
        if not self.of("register_row"):
            return
        there = self.of("register_row")
        first = picks.pop() % len(there)
        self.run(DeleteRows(tuple(there[first : first + count])), fate)

    @rule(rows=st.lists(st.tuples(days, PEOPLE), max_size=12), fate=fates)
    def paste(self, rows: list[tuple[date, tuple[str, str | None]]], fate: Fate) -> None:
        register = REGISTERS["TT"]
        lines = ["\t".join(column.name for column in register.columns)]
        good = []
        for day, people in rows:
            typed, plain = register_row(day, "Dán từ bảng tính", people)
            lines.append("\t".join(typed.get(column.code, "") for column in register.columns))
            good += [plain] if plain else []
        self.run(Paste("TT", "\n".join(lines), tuple(good)), fate)

    # Reports.

    @rule(period=st.sampled_from(PERIODS), figure=st.sampled_from(FIGURES), fate=fates)
    def type_figure(self, period: str, figure: tuple[str, str, tuple[str, str, bool] | None], fate: Fate) -> None:
        field, typed, stored = figure
        self.run(Figure(period, field, typed, stored), fate)

    @rule(
        period=st.sampled_from(PERIODS),
        field=st.sampled_from(("BC1.6.1", "BC1.8.1", "BC1.1.3")),
        reason=st.sampled_from(("Sổ còn thiếu", "  ")),
        fate=fates,
    )
    def override(self, period: str, field: str, reason: str, fate: Fate) -> None:
        stored = ("value", "12", False) if reason.strip() and field != "BC1.1.3" else None
        self.run(Figure(period, field, "12", stored, reason), fate)

    @rule(period=st.sampled_from(PERIODS), field=st.sampled_from(("BC1.6.1", "BC1.8.1")), fate=fates)
    def clear_override(self, period: str, field: str, fate: Fate) -> None:
        self.run(ClearOverride(period, field), fate)

    @rule(period=st.sampled_from(PERIODS), section=st.sampled_from(SECTIONS), text=texts, fate=fates)
    def write_section(self, period: str, section: str, text: str, fate: Fate) -> None:
        self.run(SectionText(period, section, text), fate)

    @rule(period=st.sampled_from(PERIODS), text=texts, fate=fates)
    def explain_figure(self, period: str, text: str, fate: Fate) -> None:
        self.run(ExplainFigure(period, "report.deviation:BC1.4.1", text), fate)

    # Self-assessment.

    @rule(scored=st.sampled_from(SCORES), fate=fates)
    def score(self, scored: tuple[str, Answer], fate: Fate) -> None:
        self.run(Score(*scored), fate)

    @rule(criterion=st.sampled_from(CRITERIA), text=texts, fate=fates)
    def justify(self, criterion: str, text: str, fate: Fate) -> None:
        self.run(Score(criterion, Answer(), text), fate)

    @rule(code=st.sampled_from(("T1", "P2")), cases=st.integers(-1, 3), text=texts, fate=fates)
    def set_cases(self, code: str, cases: int, text: str, fate: Fate) -> None:
        self.run(Cases(code, cases, text), fate)

    # The commune's plan.

    @rule(name=st.sampled_from(("title", "basis", "purpose")), text=texts, fate=fates)
    def write_plan(self, name: str, text: str, fate: Fate) -> None:
        self.run(PlanTexts({name: text}), fate)

    @rule(number=texts, day=st.none() | days, to=texts, fate=fates)
    def send_plan(self, number: str, day: date | None, to: str, fate: Fate) -> None:
        self.run(PlanSent(number, day, to), fate)

    @rule(codes=st.lists(st.sampled_from(TASKS), max_size=4, unique=True), included=st.booleans(), fate=fates)
    def choose_tasks(self, codes: list[str], included: bool, fate: Fate) -> None:
        self.run(PlanTasks(tuple(codes), included), fate)

    @rule(code=st.sampled_from(TASKS), name=st.sampled_from(("name", "product")), text=texts, fate=fates)
    def word_task(self, code: str, name: str, text: str, fate: Fate) -> None:
        self.run(PlanTasks((code,), included=True, texts={name: text}), fate)

    @rule(field=st.sampled_from(("I", "II")), name=st.sampled_from(("Lắp wifi ở thôn", "Hội nghị")), fate=fates)
    def add_own_task(self, field: str, name: str, fate: Fate) -> None:
        self.run(AddOwnTask(field, name), fate)

    @rule(picks=PICKS, way=st.sampled_from(("up", "down", "delete")), fate=fates)
    def change_own_task(self, picks: list[int], way: str, fate: Fate) -> None:
        if not self.of("commune_task", own=True):
            return
        task = pick(picks, self.of("commune_task", own=True))
        self.run(DeleteOwnTask(task) if way == "delete" else MoveOwnTask(task, up=way == "up"), fate)

    # Officers.

    @rule(
        name=st.sampled_from(("Hoàng  Văn Nam", "  ", "Lý Thị Hoa")),
        role=st.sampled_from(tuple(Role)),
        password=st.sampled_from(("matkhau-moi-1", "ngan")),
        fate=fates,
    )
    def add_officer(self, name: str, role: Role, password: str, fate: Fate) -> None:
        self.run(AddOfficer(name, role, password), fate)

    @rule(picks=PICKS, active=st.booleans(), fate=fates)
    def set_active(self, picks: list[int], active: bool, fate: Fate) -> None:
        self.run(SetActive(pick(picks, self.of("officer")), active), fate)

    @rule(new=st.sampled_from(("matkhau-thay-2", "matkhau-thay-3", "ngan")), right=st.booleans(), fate=fates)
    def change_password(self, new: str, right: bool, fate: Fate) -> None:
        old = self.password_of(self.officer) if right else "khong-phai"
        self.run(ChangePassword(self.officer, old, new, right), fate)

    @rule(addressee=texts, recipients=st.lists(texts, max_size=3), fate=fates)
    def set_defaults(self, addressee: str, recipients: list[str], fate: Fate) -> None:
        self.run(DocumentDefaults(addressee, tuple(recipients)), fate)

    @rule(picks=PICKS)
    def sign_in(self, picks: list[int]) -> None:
        self.sit_down(pick(picks, self.of("officer", active=True)))

    @rule(picks=PICKS, fate=fates)
    def mistype_a_password(self, picks: list[int], fate: Fate) -> None:
        self.run(SignIn(pick(picks, self.of("officer")), "khong-phai", right=False), fate)

    # Submissions.

    @rule(
        picks=PICKS,
        what=st.sampled_from(SUBMITTED),
        number=texts,
        day=days,
        dated=st.none() | days,
        fate=fates,
    )
    def set_document(
        self, picks: list[int], what: tuple[str, str], number: str, day: date, dated: date | None, fate: Fate
    ) -> None:
        leader = pick(picks, self.of("officer", role="leader"))
        self.run(SetDocument(*what, number, dated, leader, day), fate)

    @rule(what=st.sampled_from(SUBMITTED), fate=fates)
    def complete(self, what: tuple[str, str], fate: Fate) -> None:
        reply = self.run(Complete(*what), fate)
        tally["completed"] += reply is not None and reply[0] == "done"

    def to_sign(self) -> list[tuple[str, str]]:
        """What waits for a signature, or everything."""
        waiting = [(row["kind"], row["period_code"]) for _, row in rows_of(self.rows, "submission", state="complete")]
        return waiting or [*SUBMITTED]

    @rule(picks=PICKS, right=st.sampled_from((True, True, False)), fate=fates)
    def sign(self, picks: list[int], right: bool, fate: Fate) -> None:
        what = pick(picks, self.to_sign())
        officer = pick(picks, self.of("officer", role="leader") * 3 + self.of("officer"))
        password = self.password_of(officer) if right else "khong-phai"
        reply = self.run(Sign(*what, officer, password, right), fate)
        tally["signed"] += reply is not None and reply[0] == "done"

    @rule(picks=PICKS, fate=fates)
    def sign_on_paper(self, picks: list[int], fate: Fate) -> None:
        what = pick(picks, self.to_sign())
        scan = pick(picks, sorted(self.places.sources))
        reply = self.run(Sign(*what, "", "", True, scan, self.places.sources[scan]), fate)
        tally["signed"] += reply is not None and reply[0] == "done"

    @rule(picks=PICKS, what=st.sampled_from(SUBMITTED), fate=fates)
    def complete_and_sign(self, picks: list[int], what: tuple[str, str], fate: Fate) -> None:
        """The whole way, by those who may go it."""
        self.sit_down(pick(picks, self.of("officer", role="preparer", active=True)))
        self.complete(what, fate)
        latest = self.draft(self.rows).latest(*what)
        if latest is not None and latest[1]["state"] == "complete":
            leader = latest[1]["leader_id"]
            reply = self.run(Sign(*what, leader, self.password_of(leader), right=True), fate)
            tally["signed"] += reply is not None and reply[0] == "done"

    def to_reopen(self) -> list[tuple[str, str]]:
        """What is completed, or everything."""
        done = [
            (row["kind"], row["period_code"])
            for _, row in rows_of(self.rows, "submission")
            if row["state"] in ("complete", "signed")
        ]
        return done or [*SUBMITTED]

    @rule(picks=PICKS, reason=texts, fate=fates)
    def reopen(self, picks: list[int], reason: str, fate: Fate) -> None:
        what = pick(picks, self.to_reopen())
        reply = self.run(Reopen(*what, reason), fate)
        tally["reopened"] += reply is not None and reply[0] == "done"

    # Taking back and doing again.

    @rule(fate=fates, times=st.integers(1, 3))
    def take_back(self, fate: Fate, times: int) -> None:
        for _ in range(times):
            self.step_back(fate, again=False)

    @rule(fate=fates)
    def do_again(self, fate: Fate) -> None:
        self.step_back(fate, again=True)

    # The folder.

    @rule()
    def power_cut(self) -> None:
        assert self.process is not None
        self.process.kill()
        tally["kills between commands"] += 1
        self.open()
        found = self.look()["rows"]
        assert found == self.rows, self.tail(difference(self.rows, found))
        self.sit_down()

    @rule(force=st.booleans(), fate=long_fates)
    def back_up(self, force: bool, fate: Fate) -> None:
        self.run(care.BackUp(force), fate)

    @rule(fate=long_fates)
    def close_and_open(self, fate: Fate) -> None:
        self.run(care.Close(), fate)

    @rule(picks=PICKS, fate=long_fates)
    def restore(self, picks: list[int], fate: Fate) -> None:
        if not self.copies:
            return
        self.bring_back(pick(picks, sorted(self.copies)), fate)

    def bring_back(self, copy: Path, fate: Fate) -> None:
        reply = self.run(care.Restore(copy), fate, instead=[self.copies[copy]])
        tally["restores"] += reply is not None
        assert reply is None or reply == ("done", 0), reply
        self.look_closely()

    @rule(picks=PICKS, fate=long_fates)
    def rehearse(self, picks: list[int], fate: Fate) -> None:
        if not self.copies:
            return
        reply = self.run(care.Rehearse(pick(picks, sorted(self.copies))), fate)
        assert reply is None or reply == ("done", ()), (reply, self.tail())

    @rule(fate=long_fates)
    def keep_copies(self, fate: Fate) -> None:
        self.run(care.KeepCopies(), fate)

    @rule(fate=long_fates)
    def mend(self, fate: Fate) -> None:
        reply = self.run(care.Mend(), fate)
        assert reply is None or reply == ("done", []), (reply, self.tail())

    @rule(
        span=st.timedeltas(timedelta(days=-40), timedelta(days=40))
        | st.timedeltas(timedelta(minutes=-10), timedelta(minutes=10))
    )
    def clock_jumps(self, span: timedelta) -> None:
        self.moment = (self.moment + span).replace(microsecond=0)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Folders to begin with, and the process of which all others are forked."""
    if not hasattr(os, "fork"):
        pytest.skip("forks a process for each opening of a folder")
    made = Places(tmp_path_factory.mktemp("any-sequence"))
    yield made
    made.parent.close()


@pytest.mark.timeout(400 + 120 * MINUTES)
def test_any_sequence_of_commands_kills_and_restores_leaves_what_was_acknowledged(places: Places) -> None:
    machine = type("AnySequenceHere", (AnySequence,), {"places": places})
    ends = time.monotonic() + 60 * MINUTES
    try:
        run_state_machine_as_test(machine, settings=SHORT)
        while time.monotonic() < ends:
            run_state_machine_as_test(machine, settings=LONG)
            tell()
    finally:
        tell()
    assert tally["kills in a command"] + tally["kills between commands"] > 0


def test_a_restore_that_is_cut_off_at_any_change_leaves_the_data_before_or_after_it(places: Places) -> None:
    machine = type("RestoreHere", (AnySequence,), {"places": places})()
    machine.begin("begun", is_calm=False)
    machine.run(care.BackUp(force=True))
    (copy,) = machine.copies
    for points in range(100):
        machine.run(AddEntry(TASKS[0], date(2026, 2, 27)))
        fate = Fate(points=points, only_changes=True)
        if machine.run(care.Restore(copy), fate, instead=[machine.copies[copy]]) is not None:
            break
    assert points > 10, "the restore was never cut off"
    machine.look_closely()
    machine.teardown()


def tell() -> None:
    """Print what was done so far."""
    sys.stdout.write("\n".join((*(f"{count:>8} {what}" for what, count in sorted(tally.items())), "", "")))
    sys.stdout.flush()
