"""A commune and the province, each with a data folder of its own, whose devices have enrolled each other."""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from support.communes import LIBRARY, new_province, province_desk
from support.workplaces import LEADER_PASSWORD, UNIT, VIETNAM, desk_of, empty_workplace, new_workplace

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.province.appraisal_reading import AppraisalRow
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk, Workplace, open_workplace

THE_UNIT = LIBRARY.unit(UNIT)
START = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


_Opening = Callable[[Path, Callable[[], datetime]], Workplace]


class Ticking:
    """A clock that goes on by a minute whenever somebody looks."""

    def __init__(self, start: datetime = START) -> None:
        self._at = start

    def __call__(self) -> datetime:
        self._at += timedelta(minutes=1)
        return self._at


class BothSides:
    """Carries packages and answers between the two desks by files in ``stick``."""

    def __init__(self, folder: Path, *, enrolled: bool = True) -> None:
        self._lay_out(folder, new_workplace, new_province, Ticking())
        if enrolled:
            self.enrol()

    @classmethod
    def after_a_plan_was_sent(cls, folder: Path) -> "BothSides":
        """Two sides of which the province has the commune's plan (made once a test run and copied)."""
        shutil.copytree(_sent(), folder, dirs_exist_ok=True)
        return cls.of(folder)

    @classmethod
    def of(cls, folder: Path) -> "BothSides":
        """Two sides whose folders are there already."""
        sides = cls.__new__(cls)
        sides._lay_out(folder, empty_workplace, _opened_province, Ticking(START + timedelta(hours=4)))
        return sides

    def _lay_out(self, folder: Path, commune: _Opening, province: _Opening, clock: Ticking) -> None:
        self._folder, self._clock = folder, clock
        self.stick = folder / "usb"
        self.stick.mkdir(exist_ok=True)
        self._open = [commune(folder / "xa", clock), province(folder / "tinh", clock)]
        self.commune: Desk = desk_of(self._open[0])
        self.province = province_desk(self._open[1])

    def keep_commune(self) -> Path:
        """Set a copy of the commune's folder aside, to be brought back later."""
        kept = self._folder / "xa-cu"
        self._open[0].store.close(with_backup=False)
        shutil.copytree(self._folder / "xa", kept)
        self._open_commune()
        return kept

    def bring_back(self, kept: Path) -> None:
        """The commune works on with a folder of before."""
        self._open[0].store.close(with_backup=False)
        shutil.rmtree(self._folder / "xa")
        kept.rename(self._folder / "xa")
        self._open_commune()

    def _open_commune(self) -> None:
        self._open[0] = empty_workplace(self._folder / "xa", self._clock)
        self.commune = desk_of(self._open[0])

    def enrol(self) -> None:
        """Each side takes the device of the other in."""
        for giver, taker in ((self.commune, self.province), (self.province, self.commune)):
            written = giver.devices.write_file(self.stick)
            taker.devices.enrol(taker.devices.look(written.path), confirmed=written.code)

    def close(self) -> None:
        """Let both folders go."""
        for workplace in self._open:
            workplace.store.close(with_backup=False)

    @property
    def plan_period(self) -> Period:
        """The year of the commune's plan, which is complete without anything typed."""
        return self.commune.submissions.default_period(Kind.PLAN)

    def send_plan(self) -> SubmissionRow:
        """Send the commune's plan; the revision as it was exported."""
        return self.send(Kind.PLAN, self.plan_period)

    def remark(self, revision: int, *, target: str, place: str, text: str) -> str:
        """The province remarks on a received revision."""
        received_id = self.received(revision).id
        return self.province.appraisal.add_remark(received_id, target=target, place=place, text=text).value

    def send(self, kind: Kind, period: Period) -> SubmissionRow:
        """Complete, sign and send the present revision; the province receives it."""
        row = self.export(kind, period)
        self.receive()
        return row

    def export(self, kind: Kind, period: Period) -> SubmissionRow:
        """Complete, sign and write the package of the present revision onto the stick."""
        desk, row = self.commune, self.sign(kind, period)
        desk.dispatch.write_package(row.id, self.stick)
        return desk.submissions.current(kind, period)

    def sign(self, kind: Kind, period: Period) -> SubmissionRow:
        """Complete and sign the present revision."""
        submissions = self.commune.submissions
        submissions.complete(kind, period)
        row = submissions.current(kind, period)
        submissions.sign_with_password(kind, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
        return submissions.current(kind, period)

    def receive(self) -> None:
        """The province receives what lies on the stick."""
        receiving = self.province.receiving
        receiving.receive(receiving.look([self.stick]))

    def received(self, revision: int) -> AppraisalRow:
        """A revision as it stands at the province."""
        return next(row for row in self.province.appraisal.all() if row.revision == revision)

    def carry(self, *issued: str) -> list[Path]:
        """Write answers of the province onto the stick."""
        return list(self.province.appraisal.write_answers(issued, self.stick).paths)

    def take(self, paths: Iterable[Path]) -> list[str]:
        """The commune takes answers in; the sentences that it is told."""
        answers = self.commune.answers
        return [each.text for each in answers.take(answers.look(paths)).value]


@functools.cache
def _sent() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cchc-sent-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sides = BothSides(folder)
    sides.send_plan()
    sides.close()
    return folder


def _opened_province(folder: Path, clock: Callable[[], datetime]) -> Workplace:
    return open_workplace(folder, clock=clock, library=LIBRARY)
