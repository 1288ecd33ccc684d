"""Watching the wall clock, at the start and while the program runs: a wrong or changed one is told and recorded.

Nothing is ordered by the wall clock, so nothing is lost by a wrong one; but the dates on documents are taken from it.
"""

import json
from datetime import datetime, timedelta

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.session.notice import Notice
from cchc_desktop.system.clock import SteadyClock, steady_clock_for
from db.store import Store
from db.tables import audit, workspace

JUMP = timedelta(minutes=2)
"""By how much the wall clock may leave the steady one before it is told."""
_BACK = timedelta(minutes=2)
_AHEAD = timedelta(days=400)
_VIETNAM = timedelta(hours=7)
EARLIEST_YEAR = 2025


class ClockWatch:
    """Compares the wall clock of a store with a clock that nobody can set; ``look`` costs nothing while they agree."""

    def __init__(self, store: Store, steady: SteadyClock | None = None) -> None:
        self._store = store
        self._steady = steady or steady_clock_for(store.clock)
        self._wall, self._since = store.clock(), self._steady()

    def look(self) -> Notice | None:
        """Tell and record a jump since the last look, each once. Raises Fault where it cannot be recorded."""
        now, steady = self._store.clock(), self._steady()
        expected = self._wall + timedelta(seconds=steady - self._since)
        if abs(now - expected) <= JUMP:
            return None
        self._wall, self._since = now, steady
        self._record(now, expected)
        return Notice(
            f"Đồng hồ máy vừa bị đổi: đang chỉ {clock_words(now)}, lẽ ra là {clock_words(expected)}.",
            "Dữ liệu vẫn nguyên vẹn; thứ tự các lần ghi không phụ thuộc đồng hồ. Việc này đã được ghi vào nhật ký.",
            "Nếu ngày giờ mới là đúng thì cứ làm tiếp; nếu sai, hãy chỉnh lại trước khi hoàn thành hoặc ký hồ sơ.",
        )

    def require_told(self) -> None:
        """Refuse, once, the step that is about to be taken where the clock has jumped and nobody was told yet."""
        notice = self.look()
        if notice is not None:
            text = f"{notice.what} {notice.do} Xong, hãy làm lại bước này."
            raise Refusal(Finding("clock.jumped", Level.WARN, text, "submission"))

    def findings(self) -> tuple[Finding, ...]:
        """What to know of the clock before a document is completed or signed: what was noticed in this run."""
        text = self.warning()
        return (Finding("clock.wrong", Level.WARN, text, "submission"),) if text else ()

    def warning(self) -> str:
        """The same as one sentence or two; "" where nothing was noticed."""
        now = self._store.clock()
        if is_absurd(now):
            return (
                f"Đồng hồ máy đang chỉ {clock_words(now)}. Hãy chỉnh lại ngày giờ trước khi hoàn thành hoặc ký hồ sơ."
            )
        with self._store.read() as connection:
            mine = sa.and_(audit.c.action == "clock", audit.c.run_id == self._store.run.id)
            noted = connection.scalars(sa.select(audit.c.new).where(mine).order_by(audit.c.seq)).all()
        if not noted:
            return ""
        last = json.loads(noted[-1] or "{}")
        showed, known = (clock_words(datetime.fromisoformat(last[name])) for name in ("clock", "last"))
        return (
            f"Từ khi mở chương trình, đồng hồ máy đã {len(noted)} lần sai hoặc bị đổi (gần nhất: từ {known} "
            f"sang {showed}). Hãy kiểm tra ngày giờ của máy trước khi hoàn thành hoặc ký hồ sơ."
        )

    def _record(self, now: datetime, expected: datetime) -> None:
        with self._store.read() as connection:
            identity = connection.scalar(sa.select(workspace.c.id))
        if identity is not None and self._store.refusal is None:
            with self._store.work(None) as work:
                stamps = {"clock": now, "last": expected}
                work.note(
                    "clock",
                    workspace,
                    identity,
                    **{name: moment.isoformat(timespec="seconds") for name, moment in stamps.items()},
                )


def look_at_start(opened: Store) -> Notice | None:
    """Tell and record a clock that cannot be right beside the last line of the trail."""
    now = opened.clock()
    with opened.read() as connection:
        text = connection.scalar(sa.select(audit.c.at).order_by(audit.c.seq.desc()).limit(1))
        identity = connection.scalar(sa.select(workspace.c.id))
    if text is None or identity is None:
        return None
    last = datetime.fromisoformat(text)
    is_likely = last - _BACK <= now <= last + _AHEAD and not is_absurd(now)
    if is_likely or opened.refusal is not None:
        return None
    with opened.work(None) as work:
        work.note("clock", workspace, identity, clock=now.isoformat(timespec="seconds"), last=text)
    return Notice(
        f"Đồng hồ máy đang chỉ {clock_words(now)}, {_against(now, last)}.",
        "Dữ liệu vẫn nguyên vẹn; thứ tự các lần ghi không phụ thuộc đồng hồ. Việc này đã được ghi vào nhật ký.",
        "Hãy chỉnh lại ngày giờ của máy trước khi nhập tiếp, vì ngày tháng trên báo cáo lấy theo đồng hồ.",
    )


def _against(now: datetime, last: datetime) -> str:
    if now < last - _BACK:
        return f"sớm hơn lần ghi dữ liệu gần nhất ({clock_words(last)})"
    if now > last + _AHEAD:
        return f"cách lần ghi dữ liệu gần nhất ({clock_words(last)}) hơn một năm"
    return f"trước năm {EARLIEST_YEAR}, khi chưa có đơn vị hành chính cấp xã hiện nay"


def is_absurd(now: datetime) -> bool:
    """Whether no clock can be right that says this: the communes of today exist since 1 July 2025."""
    return now.year < EARLIEST_YEAR


def clock_words(moment: datetime) -> str:
    """A moment as notices name it; with its UTC offset where that is not the one of Vietnam."""
    zone = "" if moment.utcoffset() == _VIETNAM else f" (múi giờ {moment:%z})"
    return f"{format_moment(moment)}{zone}"
