"""Data folders with a signed plan, to be sent."""

from pathlib import Path

from support.workplaces import LEADER_PASSWORD, desk_of, new_workplace

from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.clock import Clock


def make_signed_folder(folder: Path, clock: Clock) -> None:
    """A folder whose plan was completed, and signed by password."""
    workplace = new_workplace(folder, clock)
    desk = desk_of(workplace)
    period = desk.submissions.default_period(Kind.PLAN)
    row = desk.submissions.complete(Kind.PLAN, period).value
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    workplace.store.close(with_backup=False)


def the_plan(desk: Desk) -> SubmissionRow:
    """The submission of such a folder."""
    return desk.submissions.current(Kind.PLAN, desk.submissions.default_period(Kind.PLAN))
