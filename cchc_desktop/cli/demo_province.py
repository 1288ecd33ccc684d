"""The province's side of the demonstration: the packages are received and answered, and the answers are taken in."""

import tomllib
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from cchc_desktop.catalogue.library import Library
from cchc_desktop.cli.demo_folder import DemoFolder
from cchc_desktop.domain.department import DEPARTMENT
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.province.appraisal_reading import AppraisalRow
from cchc_desktop.services.province.desk import ProvinceDesk, sign_in
from cchc_desktop.services.session.accounts import NewOfficer
from cchc_desktop.services.workplace import Desk, FirstStart, open_workplace
from cchc_desktop.system.clock import Clock


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """What the sample department says to a kind of submission; remarks are pairs of a target and a text."""

    kind: Kind
    returns: bool
    note: str
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SampleProvince:
    """The sample department: who works there and what it answers."""

    officers: tuple[NewOfficer, ...]
    answers: tuple[SampleAnswer, ...]

    @property
    def preparer(self) -> NewOfficer:
        """Who receives and appraises."""
        return next(officer for officer in self.officers if officer.role is Role.PREPARER)


def sample_province() -> SampleProvince:
    """The department of ``resources/demo/tinh.toml``."""
    given = tomllib.loads((files("resources") / "demo" / "tinh.toml").read_text("utf-8"))
    officers = tuple(
        NewOfficer(item["name"], item["post"], Role(item["role"]), item["password"]) for item in given["officers"]
    )
    return SampleProvince(officers, tuple(map(_answer, given["answers"])))


@dataclass(frozen=True, slots=True)
class Told:
    """What the commune is told by each answer, and the link to what the department returned."""

    sentences: tuple[str, ...]
    returned: str


def receive_and_answer(
    commune: Desk, folder: DemoFolder, given: SampleProvince, *, library: Library, clock: Clock
) -> Told:
    """Let the department receive all packages and answer them, and the commune take the answers in."""
    with closing(open_workplace(folder.province, clock=clock, library=library)) as workplace:
        plan, criteria = commune.session.workspace.plan.header.code, commune.session.workspace.criteria.header.code
        workplace.begin(FirstStart(DEPARTMENT.code, plan, criteria, given.officers, sample=True))
        officer = next(row for row in workplace.officers() if row.full_name == given.preparer.full_name)
        desk = sign_in(workplace, officer.id, given.preparer.password)
        folder.answers.mkdir()
        _enrol(commune, desk, folder.answers)
        desk.receiving.receive(desk.receiving.look([folder.packages]))
        issued = [row.id for row in desk.appraisal.give_receipts(row.id for row in desk.appraisal.all()).value.issued]
        issued += [_decide(desk, answer) for answer in given.answers]
        written = desk.appraisal.write_answers(issued, folder.answers)
        returned = next(answer.kind for answer in given.answers if answer.returns)
        link = f"appraisal:{_received(desk, returned).id}"
    taken = commune.answers.take(commune.answers.look(written.paths)).value
    return Told(tuple(f"{each.submission.kind.label}: {each.text}" for each in taken), link)


def _enrol(commune: Desk, province: ProvinceDesk, folder: Path) -> None:
    """Each side takes the machine of the other in, as if the codes had been compared by telephone."""
    for giver, taker in ((commune.devices, province.devices), (province.devices, commune.devices)):
        written = giver.write_file(folder)
        taker.enrol(taker.look(written.path), confirmed=written.code)


def _decide(desk: ProvinceDesk, answer: SampleAnswer) -> str:
    """Return or accept; the identity of the answer."""
    row = _received(desk, answer.kind)
    lines = [line for part in desk.appraisal.open(row.id).sections for line in part.lines]
    for target, text in answer.remarks:
        place = next(line.place for line in lines if line.target == target)
        desk.appraisal.add_remark(row.id, target=target, place=place, text=text)
    decide = desk.appraisal.send_back if answer.returns else desk.appraisal.accept
    return decide(row.id, note=answer.note).value.id


def _received(desk: ProvinceDesk, kind: Kind) -> AppraisalRow:
    return next(row for row in desk.appraisal.all() if row.kind is kind)


def _answer(given: dict[str, Any]) -> SampleAnswer:
    remarks = tuple((item["target"], item["text"]) for item in given.get("remarks", ()))
    return SampleAnswer(Kind(given["kind"]), given["answer"] == "returned", given["note"], remarks)
