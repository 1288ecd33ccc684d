"""The figures of the yearly report that the self-assessment asks for again: read once until something changes."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.period import Period, PeriodKind
from cchc_desktop.domain.report_offers import Offered, offers
from cchc_desktop.services.reports.counted_rows import RegisterRows, RegisterSource
from cchc_desktop.services.reports.store import ReportStore
from cchc_desktop.services.reports.surroundings import OtherReports
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.tasks import Tasks
from db.tables import audit

Offers = Mapping[str, Mapping[str, Offered]]
"""Offered figures by the code of the criterion and the key of the input."""

_NEVER_READ = ("answer", "adjustment", "evidence", "evidence_use", "report_text", "report_explanation")


class ReportFigures:
    """What the yearly report has for the inputs of a criteria set.

    Figures are those that a completed report froze; without one, those that were entered and that registers give.
    """

    def __init__(self, session: Session, tasks: Tasks, registers: RegisterSource) -> None:
        self._session, self._tasks, self._registers = session, tasks, registers
        self._store = ReportStore(session)
        self._known: tuple[CriteriaSet, date, int, Offers] | None = None

    def offered(self, criteria: CriteriaSet) -> Offers:
        """The figures of the report of the scored year; none where the form of the set is not in use."""
        if not criteria.form:
            return {}
        today, change = self._session.today(), self._last_change()
        known = self._known
        if known is None or known[0] is not criteria or known[1:3] != (today, change):
            known = self._known = (criteria, today, change, self._read(criteria))
        return known[3]

    def _read(self, criteria: CriteriaSet) -> Offers:
        packs = self._session.packs
        form = next((found for found in packs.forms() if found.code == criteria.form), None)
        period = Period(PeriodKind.YEAR, criteria.year)
        if form is None or not form.serves(period):
            return {}
        rows = RegisterRows(self._registers, packs.registers(), self._tasks)
        return offers(criteria, form, period, OtherReports(form, self._store, rows).values(period))

    def _last_change(self) -> int:
        """The number of the last recorded change of anything that figures are made from."""
        query = sa.select(audit.c.seq).where(audit.c.table_name.not_in(_NEVER_READ))
        with self._session.read() as connection:
            return connection.scalar(query.order_by(audit.c.seq.desc()).limit(1)) or 0
