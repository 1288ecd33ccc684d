"""Revisions (các bản) of a submission side by side: any two that were frozen, or one of them and the present data."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.revision_difference import Difference, differences
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind, SigningWay, State
from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.submissions import Submissions

PRESENT = "present"
"""The identity of the side that is what the data say now."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side that can be chosen: a frozen revision by its identity, or ``PRESENT``.

    ``lines`` tell who completed, signed and exported it and when, and why it was made anew.
    """

    identity: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and what differs between them, in printed order."""

    name: str
    before: Side
    after: Side
    differences: tuple[Difference, ...]
    snapshots: tuple[Snapshot, Snapshot]


class Revisions:
    """Compares what was frozen and what stands now."""

    def __init__(self, session: Session, submissions: Submissions) -> None:
        self._session = session
        self._submissions = submissions

    def sides(self, kind: Kind, period: Period, *, form: str = "") -> tuple[Side, ...]:
        """What can be compared, oldest first; the present data are last."""
        rows = self._rows(kind, period, form)
        frozen = [_frozen_side(row) for row in rows if row.snapshot_sha256]
        return (*frozen, _present_side(self._submissions.current(kind, period, form=form)))

    def usual(self, kind: Kind, period: Period, *, form: str = "") -> tuple[str, str] | None:
        """The two that are compared first: the last frozen one with what came of it; None without one."""
        frozen = [row for row in self._rows(kind, period, form) if row.snapshot_sha256]
        if not frozen:
            return None
        if self._submissions.current(kind, period, form=form).state is State.DRAFT or len(frozen) == 1:
            return frozen[-1].id, PRESENT
        return frozen[-2].id, frozen[-1].id

    def compare(self, kind: Kind, period: Period, *, before: str, after: str, form: str = "") -> Comparison:
        """Compare two sides by identity. Refuses the present data where no leader is chosen, and what is not there."""
        sides = {side.identity: side for side in self.sides(kind, period, form=form)}
        if before not in sides or after not in sides:
            text = "Không còn bản này để so sánh; hãy chọn lại."
            raise Refusal(Finding("revision.unknown", Level.BLOCK, text, "submission"))
        old, new = (self._snapshot(identity, kind, period, form) for identity in (before, after))
        name = f"{kind.label}, {period.label}"
        return Comparison(name, sides[before], sides[after], differences(old, new), (old, new))

    def pdf(self, comparison: Comparison) -> bytes:
        """The comparison on paper. Raises Refusal for text that no font has."""
        from cchc_desktop.exports.revision_comparison import PrintedSide, render_comparison  # reportlab: at first use

        old, new = comparison.snapshots
        before, after = (PrintedSide(side.title, side.lines) for side in (comparison.before, comparison.after))
        return render_comparison(
            old,
            new,
            sides=(before, after),
            found=comparison.differences,
            title=comparison.name,
            officer=self._session.officer.full_name,
            today=self._session.today().isoformat(),
        )

    def _rows(self, kind: Kind, period: Period, form: str) -> Sequence[SubmissionRow]:
        mine = [row for row in self._submissions.all() if (row.kind, row.period, row.form_code) == (kind, period, form)]
        return sorted(mine, key=lambda row: row.revision)

    def _snapshot(self, identity: str, kind: Kind, period: Period, form: str) -> Snapshot:
        if identity == PRESENT:
            return self._submissions.draft_snapshot(kind, period, form=form)
        return cast("Snapshot", json.loads(self._submissions.frozen_snapshot(identity)))


def _frozen_side(row: SubmissionRow) -> Side:
    lines = [f"Lý do lập lại từ bản {row.revision - 1}: {row.reopen_reason}"] if row.reopen_reason else []
    lines.append(f"Hoàn thành: {row.completed_by}, {_moment(row.completed_at)}")
    if row.signed_at:
        way = (row.signing_way or SigningWay.PASSWORD).words
        lines.append(f"Ký: {row.signed_by}, {_moment(row.signed_at)} ({way})")
    else:
        lines.append("Chưa ký")
    if row.exported_at:
        lines.append(f"Kết xuất: {_moment(row.exported_at)}")
    return Side(row.id, f"Bản {row.revision}", tuple(lines))


def _present_side(row: SubmissionRow) -> Side:
    if row.state is not State.DRAFT:
        return Side(PRESENT, "Dữ liệu đang có", ("Chưa chốt; muốn đưa vào bản mới, hãy bấm Mở lại để sửa.",))
    lines = [f"Lý do lập lại từ bản {row.revision - 1}: {row.reopen_reason}"] if row.reopen_reason else []
    return Side(PRESENT, "Dữ liệu đang có", (*lines, f"Đang soạn bản {row.revision}, chưa hoàn thành"))


def _moment(stamp: str) -> str:
    return format_moment(datetime.fromisoformat(stamp))
