"""The transition table: every command of the services in every state does exactly what the table allows.

A refused step changes nothing but the trail, which notes it. Answers of the province are never refused for the state:
they are recorded, and move the state only where the table allows it.
"""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from support.both_sides import START, BothSides
from support.every_action import contents
from support.signers import PASSWORD, authority, signer_of
from support.workplaces import LEADER_PASSWORD, desk_of, empty_workplace, fixed_clock

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.province_answer import SUFFIX, AnswerKind
from cchc_desktop.domain.submission import REFUSED_STEP, TRANSITIONS, Kind, SigningWay, State
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.sending.answer_file import answer_file, read_answer_file
from cchc_desktop.services.session.audit_trail import first_broken
from cchc_desktop.services.signatures.digital_signing import DigitalSigning
from cchc_desktop.services.signatures.signing_order import SignedPdf, sign_by_key_file
from cchc_desktop.services.signatures.token_memory import TokenMemory
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.removable import stick_at
from db.tables import answer_from_province, audit, submission

ROOT = authority()
LEADER = signer_of(ROOT)


@dataclass(frozen=True)
class States:
    """A data folder in each state of one plan, what was signed while it was complete, and the province's answers."""

    folders: dict[State, Path]
    row: SubmissionRow
    stale: SignedPdf
    answers: dict[AnswerKind, Path]


@dataclass(frozen=True)
class Case:
    """A desk in one state; ``row`` is the revision in that state, ``place`` an empty folder."""

    desk: Desk
    row: SubmissionRow
    states: States
    place: Path

    @property
    def state(self) -> State:
        return self.desk.submissions.by_id(self.row.id).state

    def refusals_noted(self) -> list[dict[str, Any]]:
        query = sa.select(audit.c.new).where(audit.c.action == REFUSED_STEP, audit.c.row_id == self.row.id)
        with self.desk.session.read() as connection:
            return [json.loads(new) for new in connection.scalars(query)]


def signing_of(desk: Desk, folder: Path) -> DigitalSigning:
    return DigitalSigning(
        desk.session,
        desk.submissions,
        desk.evidence,
        documents=desk.dispatch.documents,
        memory=TokenMemory(folder / "chu-ky-so.json"),
    )


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[States]:
    """One plan on its way through all states; the folder is copied in each of them."""
    folder = tmp_path_factory.mktemp("cac-trang-thai")
    sides = BothSides(folder)
    desk, folders = sides.commune, {}
    service, period = desk.submissions, sides.plan_period

    def keep(state: State) -> None:
        folders[state] = folder / state.value
        shutil.copytree(desk.session.store.folder.path, folders[state])

    blank = service.current(Kind.PLAN, period)
    service.set_document(
        Kind.PLAN, period, number="", day=None, leader_id=blank.leader_id, reference_day=blank.reference_day
    )
    keep(State.DRAFT)
    row = service.complete(Kind.PLAN, period).value
    stale = sign_by_key_file(signing_of(desk, folder).order(row.id), LEADER.key_file(ROOT), PASSWORD)
    keep(State.COMPLETE)
    service.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    keep(State.SIGNED)
    desk.dispatch.write_package(row.id, sides.stick)
    keep(State.EXPORTED)
    sides.receive()
    answers = answers_of(sides, folder)
    take(desk, answers[AnswerKind.RECEIVED])
    keep(State.RECEIVED)
    take(desk, answers[AnswerKind.ACCEPTED])
    keep(State.ACCEPTED)
    take(desk, answers[AnswerKind.RETURNED])
    keep(State.RETURNED)
    service.reopen(Kind.PLAN, period, reason="Tỉnh trả lại")
    keep(State.REOPENED)
    yield States(folders, row, stale, answers)
    sides.close()


def answers_of(sides: BothSides, folder: Path) -> dict[AnswerKind, Path]:
    """The three answers to the revision, under the key of the province."""
    receipt = sides.province.appraisal.give_receipts([sides.received(1).id]).value.issued[0]
    said = read_answer_file(sides.carry(receipt.id)[0]).answer
    key = sides.province.devices.own()
    assert key is not None
    found = {}
    for kind in AnswerKind:
        found[kind] = folder / f"{kind.value}{SUFFIX}"
        found[kind].write_bytes(answer_file(replace(said, kind=kind), key))
    return found


def take(desk: Desk, path: Path) -> None:
    desk.answers.take(desk.answers.look(path))


@pytest.fixture(params=list(State), ids=lambda state: state.value)
def case(request: pytest.FixtureRequest, states: States, tmp_path: Path) -> Iterator[Case]:
    folder, place = tmp_path / "du-lieu", tmp_path / "ra"
    shutil.copytree(states.folders[request.param], folder)
    place.mkdir()
    workplace = empty_workplace(folder, fixed_clock(START.replace(hour=16)))
    yield Case(desk_of(workplace), states.row, states, place)
    workplace.store.close(with_backup=False)


def paper(case: Case) -> object:
    scan = case.place / "ban-ky.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    return case.desk.submissions.sign_on_paper(Kind.PLAN, case.row.period, scan=scan)


def certified(case: Case, way: SigningWay) -> object:
    """A signature by certificate that was made while the plan was complete, and is recorded now."""
    return signing_of(case.desk, case.place).record(replace(case.states.stale, way=way))


LATEST: dict[str, tuple[State, Callable[[Case], object]]] = {
    "complete": (State.COMPLETE, lambda case: case.desk.submissions.complete(Kind.PLAN, case.row.period)),
    "sign_with_password": (
        State.SIGNED,
        lambda case: case.desk.submissions.sign_with_password(
            Kind.PLAN, case.row.period, leader_id=case.row.leader_id, password=LEADER_PASSWORD
        ),
    ),
    "sign_on_paper": (State.SIGNED, paper),
    "reopen": (
        State.REOPENED,
        lambda case: case.desk.submissions.reopen(Kind.PLAN, case.row.period, reason="Sai số liệu"),
    ),
}
"""Commands on the latest revision: that which was reopened is not within their reach."""

NAMED: dict[str, tuple[State, Callable[[Case], object]]] = {
    "sign_by_key_file": (State.SIGNED, lambda case: certified(case, SigningWay.KEY_FILE)),
    "sign_by_token": (State.SIGNED, lambda case: certified(case, SigningWay.TOKEN)),
    "sign_elsewhere": (State.SIGNED, lambda case: certified(case, SigningWay.IMPORTED)),
    "export": (State.EXPORTED, lambda case: case.desk.dispatch.write_package(case.row.id, case.place)),
    "mark_exported": (
        State.EXPORTED,
        lambda case: case.desk.submissions.mark_exported(case.row.id, case.place / "goi.zip"),
    ),
    "stick": (State.EXPORTED, lambda case: case.desk.sticks.write(case.row.id, stick_at(case.place))),
    "mail": (State.EXPORTED, lambda case: case.desk.mail.write(case.row.id, case.place, receiver="")),
}
"""Commands on a revision by its identity."""


@pytest.mark.parametrize("name", [*LATEST, *NAMED])
def test_a_command_does_what_the_table_allows_and_nothing_else(case: Case, name: str) -> None:
    state = case.state
    target, command = (LATEST | NAMED)[name]
    if name in LATEST and state is State.REOPENED:
        case = replace(case, row=case.desk.submissions.current(Kind.PLAN, case.row.period))
        state = case.state
        assert state is State.DRAFT
    if target in TRANSITIONS[state]:
        command(case)
        assert case.state is target
        assert case.refusals_noted() == []
        return
    before = contents(case.desk)
    files = sorted(path.name for path in case.place.iterdir())
    with pytest.raises(Refusal) as refused:
        command(case)
    assert refused.value.findings[0].code == "submission.wrong-state"
    assert f"“{state.label}”" in refused.value.findings[0].text
    assert contents(case.desk) == before
    assert sorted(path.name for path in case.place.iterdir() if path.name != "ban-ky.pdf") == files
    assert case.refusals_noted() == [{"state": state.value, "step": target.value}]
    with case.desk.session.read() as connection:
        assert first_broken(connection) is None


@pytest.mark.parametrize("kind", list(AnswerKind), ids=lambda kind: kind.value)
def test_an_answer_moves_the_state_only_where_the_table_allows_it(case: Case, kind: AnswerKind) -> None:
    state = case.state
    (looked,) = case.desk.answers.look(case.states.answers[kind])
    case.desk.answers.take([looked])
    assert case.state is (kind.state if kind.state in TRANSITIONS[state] and looked.is_new else state)
    with case.desk.session.read() as connection:
        query = sa.select(answer_from_province.c.kind).where(answer_from_province.c.submission_id == case.row.id)
        known = set(connection.scalars(query))
    assert (kind.value in known) is (state is not State.DRAFT)
    assert (looked.finding is not None) is (state is State.DRAFT)


def test_only_what_was_returned_is_answered(case: Case) -> None:
    state = case.state
    if state is State.RETURNED:
        draft = case.desk.answers.start_answering(case.row.id).value
        assert (case.state, draft.state, draft.revision) == (State.REOPENED, State.DRAFT, 2)
        return
    before = contents(case.desk)
    with pytest.raises(Refusal):
        case.desk.answers.start_answering(case.row.id)
    assert contents(case.desk) == before
    tried = State.REOPENED not in TRANSITIONS[state]
    assert case.refusals_noted() == ([{"state": state.value, "step": "reopened"}] if tried else [])


def test_only_a_draft_takes_another_number(case: Case) -> None:
    before = contents(case.desk)
    row = case.desk.submissions.current(Kind.PLAN, case.row.period)
    change = {"number": "9", "day": None, "leader_id": row.leader_id, "reference_day": row.reference_day}
    if row.state is State.DRAFT:
        assert case.desk.submissions.set_document(Kind.PLAN, row.period, **change).value.document_number == "9"
        return
    with pytest.raises(Refusal, match="nên không làm được bước này"):
        case.desk.submissions.set_document(Kind.PLAN, row.period, **change)
    assert contents(case.desk) == before


def test_no_command_leads_out_of_a_state_by_undoing(case: Case) -> None:
    """Steps are not in the list of what is undone: going back is a step of its own."""
    state = case.state
    with pytest.raises(Refusal):
        case.desk.session.undo()
    assert case.state is state


@pytest.mark.parametrize("target", list(State), ids=lambda state: state.value)
def test_the_schema_lets_a_state_follow_only_where_the_table_of_transitions_does(case: Case, target: State) -> None:
    """Nor without the snapshot and the signature on which the state rests."""
    with case.desk.session.read() as connection:
        row = connection.execute(sa.select(submission).where(submission.c.id == case.row.id)).one()
    before = State(row.state)
    owes_snapshot = target is not State.DRAFT and row.snapshot is None
    owes_signature = target not in (State.DRAFT, State.COMPLETE, State.REOPENED) and row.signature is None

    def write() -> None:
        with case.desk.session.store.work(None) as work:
            work.update(submission, case.row.id, state=target.value)

    if target is not before and target not in TRANSITIONS[before]:
        with pytest.raises(sa.exc.IntegrityError, match="does not follow"):
            write()
        assert case.state is before
    elif owes_snapshot or owes_signature:
        with pytest.raises(sa.exc.IntegrityError, match=r"ck_submission_(frozen|signed)"):
            write()
        assert case.state is before
    else:
        write()
        assert case.state is target


def test_the_schema_knows_no_other_state(case: Case) -> None:
    with (
        pytest.raises(sa.exc.IntegrityError, match="does not follow"),
        case.desk.session.store.work(None) as work,
    ):
        work.update(submission, case.row.id, state="lost")


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT], ids=lambda state: state.value)
def test_the_schema_lets_a_submission_begin_as_nothing_but_a_draft(case: Case, state: State) -> None:
    with case.desk.session.read() as connection:
        row = connection.execute(sa.select(submission).where(submission.c.id == case.row.id)).one()
    values = {**row._mapping, "id": None, "revision": row.revision + 1, "state": state.value}
    with (
        pytest.raises(sa.exc.IntegrityError, match="begins as a draft"),
        case.desk.session.store.work(None) as work,
    ):
        work.insert(submission, **values)


def test_a_package_is_sound_whose_trail_tells_of_a_refused_step(states: States, tmp_path: Path) -> None:
    shutil.copytree(states.folders[State.COMPLETE], tmp_path / "du-lieu")
    workplace = empty_workplace(tmp_path / "du-lieu", fixed_clock(START.replace(hour=16)))
    case = Case(desk_of(workplace), states.row, states, tmp_path / "ra")
    case.place.mkdir()
    with pytest.raises(Refusal):
        case.desk.dispatch.write_package(case.row.id, case.place)
    LATEST["sign_with_password"][1](case)
    written = case.desk.dispatch.write_package(case.row.id, case.place)
    assert case.desk.dispatch.verify(written.path).verdict is Verdict.VALID
    with zipfile.ZipFile(written.path) as package:
        trails = [package.read(name) for name in package.namelist() if name.endswith(".jsonl")]
    assert any(b'"action":"refused"' in trail for trail in trails)
    workplace.store.close(with_backup=False)
