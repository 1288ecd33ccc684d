"""Which reports a report is compared with: the one before, the one a year ago, the one that closes as it opens."""

from collections.abc import Iterator
from datetime import timedelta

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.period import Period, PeriodKind, containing

_FURTHEST = 4  # periods of one kind that a form may leave out in a row


def previous_report(form: Form, period: Period) -> Period | None:
    """The last period of the same kind before this one that the form serves (kỳ trước): figures of one length compare.

    The reports of Công văn 581/BNV-CCHC leave out quarters II and IV, so quarter III comes before quarter I.
    """
    if period.kind is PeriodKind.AD_HOC:
        return None
    earlier = period.previous
    for _step in range(_FURTHEST):
        if form.serves(earlier):
            return earlier
        earlier = earlier.previous
    return None


def report_a_year_ago(form: Form, period: Period) -> Period | None:
    """The same period of the year before (cùng kỳ năm trước), None for an ad hoc period."""
    if period.kind is PeriodKind.AD_HOC or not form.serves(period.same_last_year):
        return None
    return period.same_last_year


def reports_closing_before(form: Form, period: Period) -> Iterator[Period]:
    """The periods of the form whose window closes on the day before this one opens, the same kind first.

    A balance carried over is the closing balance of one of these: the year's report for quarter I and the half-year.
    """
    close = period.window[0] - timedelta(days=1)
    kinds = [period.kind, *(kind for kind in PeriodKind if kind is not period.kind)]
    for kind in kinds:
        if kind is PeriodKind.AD_HOC:
            continue
        try:
            found = containing(kind, close)
        except ValueError:
            continue  # no nine months hold the day
        if found.window[1] == close and form.serves(found):
            yield found


def following_report(form: Form, period: Period) -> Period | None:
    """The next report that the form asks for: the one whose window closes next; the longest where several close."""
    if period.kind is PeriodKind.AD_HOC:
        return None
    close = period.window[1]
    candidates = []
    for kind in PeriodKind:
        if kind is PeriodKind.AD_HOC:
            continue
        try:
            found = containing(kind, close + timedelta(days=1))
        except ValueError:
            continue
        candidates += [item for item in _running(found) if item.window[1] > close and form.serves(item)]
    return min(candidates, key=lambda item: (item.window[1], item.window[0]), default=None)


def _running(period: Period) -> Iterator[Period]:
    for _step in range(_FURTHEST):
        yield period
        period = period.next
