"""The clock of the machine: a jump is told once, recorded, named before signing, and changes no result."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.filling import fill_tasks
from support.workplaces import LEADER_PASSWORD, VIETNAM, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.finding import Level, Refusal
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict, audit_words
from cchc_desktop.services.clock_watch import ClockWatch
from cchc_desktop.services.start_checks import start_notices
from cchc_desktop.services.workplace import Desk, Workplace
from cchc_desktop.system.clock import steady_clock_for, steady_seconds, system_clock
from db.journal import broken_link, trail
from db.tables import audit

BEGIN = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


@dataclass
class Clocks:
    """A wall clock that can be set and a steady one that cannot; both advance together."""

    wall: datetime = BEGIN
    steady: float = 100.0

    def __call__(self) -> datetime:
        return self.wall

    def pass_by(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@dataclass
class Watched:
    """A workplace whose watch sees these clocks."""

    clocks: Clocks
    workplace: Workplace

    @property
    def watch(self) -> ClockWatch:
        return self.workplace.clock_watch

    def desk(self) -> Desk:
        return desk_of(self.workplace)

    def noted(self) -> list[dict[str, str]]:
        with self.workplace.store.read() as connection:
            lines = connection.scalars(sa.select(audit.c.new).where(audit.c.action == "clock").order_by(audit.c.seq))
            return [json.loads(line or "") for line in lines]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    clocks = Clocks()
    workplace = new_workplace(tmp_path / "du-lieu", clocks)
    workplace.clock_watch = ClockWatch(workplace.store, lambda: clocks.steady)
    yield Watched(clocks, workplace)
    workplace.store.close(with_backup=False)


def test_a_day_of_work_by_a_right_clock_gives_nothing_to_tell(watched: Watched) -> None:
    for _ in range(40):
        watched.clocks.pass_by(900)
        assert watched.watch.look() is None
    assert (watched.noted(), watched.watch.warning()) == ([], "")


@pytest.mark.parametrize(
    "jump",
    [timedelta(days=-1), timedelta(days=365), timedelta(minutes=-3), timedelta(minutes=3)],
    ids=["a day back", "a year ahead", "minutes back", "minutes ahead"],
)
def test_a_jump_is_told_once_and_recorded_once(watched: Watched, jump: timedelta) -> None:
    watched.clocks.pass_by(600)
    watched.clocks.wall += jump
    notice = watched.watch.look()
    assert notice is not None
    assert f"đang chỉ {BEGIN + jump + timedelta(minutes=10):%H:%M ngày %d/%m/%Y}, lẽ ra là 09:10" in notice.what
    watched.clocks.pass_by(600)
    assert watched.watch.look() is None
    assert watched.noted() == [
        {
            "clock": (BEGIN + jump + timedelta(minutes=10)).isoformat(timespec="seconds"),
            "last": (BEGIN + timedelta(minutes=10)).isoformat(timespec="seconds"),
        }
    ]


def test_a_clock_that_falls_back_to_1970_is_told_and_stays_named(watched: Watched) -> None:
    watched.clocks.wall = datetime(1970, 1, 1, 7, 0, tzinfo=VIETNAM)
    assert watched.watch.look() is not None
    assert "đang chỉ 07:00 ngày 01/01/1970. Hãy chỉnh lại" in watched.watch.warning()


def test_seconds_that_a_time_service_corrects_are_no_jump(watched: Watched) -> None:
    watched.clocks.wall += timedelta(seconds=110)
    assert watched.watch.look() is None


def test_another_utc_offset_is_the_same_moment(watched: Watched) -> None:
    watched.clocks.wall = watched.clocks.wall.astimezone(timezone(timedelta(hours=-5)))
    assert watched.watch.look() is None
    watched.clocks.wall += timedelta(hours=2)
    notice = watched.watch.look()
    assert notice is not None
    assert "(múi giờ -0500)" in notice.what


def test_a_jump_is_told_although_something_was_written_after_it(watched: Watched) -> None:
    watched.clocks.wall += timedelta(days=2)
    watched.desk().tasks.add_entry("TQ2025H2-06")
    assert watched.watch.look() is not None


def test_the_first_try_to_complete_names_the_jump_and_the_second_goes_on(watched: Watched) -> None:
    desk = watched.desk()
    fill_tasks(desk)
    period = desk.submissions.default_period(Kind.PROGRESS)
    watched.clocks.wall -= timedelta(days=1)
    with pytest.raises(Refusal, match="đang chỉ 09:00 ngày 09/12/2025") as refused:
        desk.submissions.complete(Kind.PROGRESS, period)
    assert refused.value.findings[0].code == "clock.jumped"
    assert desk.submissions.current(Kind.PROGRESS, period).state is State.DRAFT
    warned = [each for each in desk.submissions.findings(Kind.PROGRESS, period) if each.code == "clock.wrong"]
    assert [each.level for each in warned] == [Level.WARN]
    assert "đồng hồ máy đã 1 lần sai hoặc bị đổi" in warned[0].text
    assert desk.submissions.complete(Kind.PROGRESS, period).value.state is State.COMPLETE


def test_signing_names_a_jump_before_the_password_counts(watched: Watched) -> None:
    row = completed(watched.desk())
    watched.clocks.wall += timedelta(days=365)
    with pytest.raises(Refusal, match="đang chỉ 09:00 ngày 10/12/2026"):
        sign(watched.desk())
    assert watched.desk().submissions.current(Kind.PROGRESS, row.period).state is State.COMPLETE
    assert sign(watched.desk()).state is State.SIGNED


def test_a_package_tells_how_often_the_clock_was_wrong(watched: Watched, tmp_path: Path) -> None:
    for days in (30, -30):
        watched.clocks.wall += timedelta(days=days)
        assert watched.watch.look() is not None
    completed(watched.desk())
    row = sign(watched.desk())
    written = watched.desk().dispatch.write_package(row.id, tmp_path)
    verification = verify(written.path)
    assert verification.verdict is Verdict.VALID
    assert verification.info is not None
    assert verification.info.clock_notes == 2
    assert "2 lần sai hoặc bị chỉnh" in audit_words(verification.info)[1]


def test_a_wrong_clock_at_the_start_is_named_before_signing_too(watched: Watched) -> None:
    completed(watched.desk())
    watched.clocks.wall -= timedelta(days=1)
    watched.workplace.clock_watch = ClockWatch(watched.workplace.store, lambda: watched.clocks.steady)
    assert start_notices(watched.workplace.store)
    assert "đồng hồ máy đã 1 lần sai" in watched.desk().submissions.look_at_clock()


@pytest.mark.parametrize("year", [1970, 2024])
def test_a_folder_that_was_only_ever_used_under_an_absurd_clock_is_told(tmp_path: Path, year: int) -> None:
    workplace = new_workplace(tmp_path, fixed_clock(datetime(year, 1, 1, tzinfo=VIETNAM)))
    desk_of(workplace).tasks.add_entry("TQ2025H2-06")
    again = start_notices(workplace.store)
    assert any(f"01/01/{year}, trước năm 2025" in notice.what for notice in again)
    workplace.store.close(with_backup=False)


def test_the_real_clock_is_watched_by_one_that_nobody_sets() -> None:
    assert steady_clock_for(system_clock) is steady_seconds
    first = steady_seconds()
    assert steady_seconds() >= first


def completed(desk: Desk):
    fill_tasks(desk)
    return desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS)).value


def sign(desk: Desk):
    period = desk.submissions.default_period(Kind.PROGRESS)
    who = desk.submissions.current(Kind.PROGRESS, period).leader_id
    return desk.submissions.sign_with_password(Kind.PROGRESS, period, leader_id=who, password=LEADER_PASSWORD).value


MOMENTS = {
    "straight": [timedelta(minutes=minute) for minute in range(60)],
    "a day back in between": [timedelta(days=-(minute % 2), minutes=minute) for minute in range(60)],
    "backwards": [timedelta(minutes=-minute) for minute in range(60)],
    "hours about": [timedelta(hours=(minute * 7) % 5 - 2, minutes=minute) for minute in range(60)],
    "another offset": [timedelta(minutes=minute) for minute in range(60)],
}


@contextmanager
def under(name: str, folder: Path) -> Iterator[tuple[Desk, Callable[[], None]]]:
    """A desk under a clock that takes the next of these moments at each command."""
    clocks = Clocks()
    offset = timezone(timedelta(hours=2)) if name == "another offset" else VIETNAM
    moments = iter(MOMENTS[name])

    def tick() -> None:
        clocks.wall = (BEGIN + next(moments)).astimezone(offset)

    workplace = new_workplace(folder, clocks)
    yield desk_of(workplace), tick
    workplace.store.close(with_backup=False)


def work_through(desk: Desk, tick: Callable[[], None]) -> list[object]:
    """The same commands, whatever the clock says; everything of the outcome but identities and times."""
    day, entries, told = date(2025, 11, 20), [], []
    for code in ("06", "07", "08"):
        tick()
        entries.append(desk.tasks.add_entry(f"TQ2025H2-{code}", day).value)
        tick()
        desk.tasks.edit_entry(entries[-1], percent=40 + int(code), result=f"Kết quả {code}")
    tick()
    desk.tasks.edit_entry(entries[0], result="Sửa lần hai")
    tick()
    desk.session.undo()
    tick()
    desk.tasks.delete_entry(entries[1])
    tick()
    desk.session.undo()
    for row in desk.tasks.board().rows:
        told.append((row.code, row.percent, row.status.value))
    with desk.session.read() as connection:
        lines = list(trail(connection))
        assert broken_link(iter(lines)) is None
    told += [(line.seq, line.group_id, line.action, line.table_name, line.field) for line in lines if line.run_id]
    return told


@pytest.mark.parametrize("name", [name for name in MOMENTS if name != "straight"])
def test_a_mad_clock_changes_no_result(tmp_path: Path, name: str) -> None:
    with under("straight", tmp_path / "thang") as (desk, tick):
        straight = work_through(desk, tick)
    with under(name, tmp_path / "lech") as (desk, tick):
        assert work_through(desk, tick) == straight
