"""A commune and the province, each in a folder of its own, whose machines know each other: for tests of answers."""

import atexit
import functools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from support.communes import LIBRARY, new_province, province_desk
from support.filling import fill_tasks
from support.workplaces import LEADER_PASSWORD, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk, Workplace, open_workplace
from cchc_desktop.system.clock import Clock

TASK = "TQ2025H2-06"
REMARKS = (
    (f"task:{TASK}", "Nhiệm vụ 6", "Số văn bản không khớp với bản đính kèm, đề nghị kiểm tra lại."),
    ("submission:number", "Thông tin văn bản", "Chưa ghi số văn bản."),
)
"""Two remarks: target, place in words, text."""


@dataclass(frozen=True)
class TwoDesks:
    """``outbox`` is the folder that both sides write to and read from."""

    commune: Workplace
    desk: Desk
    province: Workplace
    at_province: "ProvinceSide"
    outbox: Path

    def send(self, kind: Kind = Kind.PROGRESS) -> SubmissionRow:
        """Complete, sign and export the present revision, and bring the package to the province."""
        service = self.desk.submissions
        period = service.default_period(kind)
        leader = service.leaders()[0].id
        service.complete(kind, period)
        service.sign_with_password(kind, period, leader_id=leader, password=LEADER_PASSWORD)
        row = service.current(kind, period)
        package = self.desk.dispatch.write_package(row.id, self.outbox)
        self.at_province.receive(package.path)
        return service.current(kind, period)

    def close(self) -> None:
        """Let both folders go."""
        for workplace in (self.commune, self.province):
            workplace.store.close(with_backup=False)


class ProvinceSide:
    """What the province does with what it received last; each answer is a file in the outbox."""

    def __init__(self, workplace: Workplace, outbox: Path) -> None:
        self.desk = province_desk(workplace)
        self._outbox = outbox
        self._last = self._issued = ""

    def receive(self, package: Path) -> None:
        """Take a package in."""
        self.desk.receiving.receive(self.desk.receiving.look([package]))
        self._last = self.desk.appraisal.all()[-1].id

    def receipt(self) -> Path:
        """Say that it came."""
        return self._write(self.desk.appraisal.give_receipts([self._last]).value.issued[0].id)

    def send_back(self, *remarks: tuple[str, str, str], note: str = "") -> Path:
        """Return it with these remarks."""
        for target, place, text in remarks or REMARKS:
            self.desk.appraisal.add_remark(self._last, target=target, place=place, text=text)
        return self._write(self.desk.appraisal.send_back(self._last, note=note).value.id)

    def accept(self, note: str = "") -> Path:
        """Accept it."""
        return self._write(self.desk.appraisal.accept(self._last, note=note).value.id)

    def take_back(self, reason: str) -> Path:
        """Return what was accepted."""
        return self._write(self.desk.appraisal.take_back_acceptance(self._last, reason=reason).value.id)

    def spoken(self) -> str:
        """The code of the last answer, as it is read by telephone."""
        return self.desk.appraisal.telephone_code(self._issued).code

    def _write(self, issued_id: str) -> Path:
        self._issued = issued_id
        return self.desk.appraisal.write_answers([issued_id], self._outbox).paths[0]


def two_desks(folder: Path, clock: Clock | None = None) -> TwoDesks:
    """Both sides at work: the commune's tasks are filled in, nothing is sent yet. Made once a test run and copied."""
    shutil.copytree(_begun(), folder, dirs_exist_ok=True)
    return _open(folder, clock or fixed_clock())


def _open(folder: Path, clock: Clock) -> TwoDesks:
    commune = open_workplace(folder / "xa", clock=clock, library=LIBRARY)
    province = open_workplace(folder / "tinh", clock=clock, library=LIBRARY)
    outbox = folder / "usb"
    return TwoDesks(commune, desk_of(commune), province, ProvinceSide(province, outbox), outbox)


@functools.cache
def _begun() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cchc-two-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "usb").mkdir()
    for workplace in (new_workplace(folder / "xa", fixed_clock()), new_province(folder / "tinh", fixed_clock())):
        workplace.store.close(with_backup=False)
    both = _open(folder, fixed_clock())
    theirs, ours = both.at_province.desk.devices, both.desk.devices
    for one, other in ((ours, theirs), (theirs, ours)):
        offer = one.look(other.write_file(both.outbox).path)
        one.enrol(offer, confirmed=offer.file.code)
    fill_tasks(both.desk)
    both.close()
    return folder
