"""What is stored of periodic reports: entered values, texts, explanations, and what completed reports froze."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from cchc_desktop.catalogue.reader import read_pack
from cchc_desktop.domain import period as periods
from cchc_desktop.domain.field_text import from_plain
from cchc_desktop.domain.field_value import FieldValue, ValueState
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.form_evaluation import Entered
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.snapshot import FigurePart, ReportPart
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.session.frozen import FROZEN_STATES
from cchc_desktop.services.session.session import Session
from db.tables import pack, report_explanation, report_field, report_text, submission


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of a section, and the draft that was last taken over into it."""

    text: str
    draft: str


@dataclass(frozen=True, slots=True)
class StoredReport:
    """Everything that was entered for a form and period.

    ``unreadable`` holds stored values that the form in use no longer reads, by field code; ``frozen`` is the content
    of the report where the latest revision is completed.
    """

    entered: Mapping[str, Entered] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, StoredText] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    frozen: ReportPart | None = None


class ReportStore:
    """Reads what is stored. Frozen contents are parsed once: they never change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._parsed: dict[str, ReportPart] = {}
        self._editions: dict[str, Form] = {}

    def report(self, form: Form, period: Period) -> StoredReport:
        """Everything that was entered for a form and period."""
        with self._session.read() as connection:
            entered, unreadable = self._entered(connection, form, period)
            texts = connection.execute(_mine(report_text, form, period)).all()
            explanations = connection.execute(_mine(report_explanation, form, period)).all()
            frozen = self._frozen(connection, form, period)
        return StoredReport(
            entered=entered,
            unreadable=unreadable,
            texts={row.section_code: StoredText(row.text, row.draft) for row in texts},
            explanations={row.finding_code: row.text for row in explanations if row.text},
            frozen=frozen,
        )

    def values(self, form: Form, period: Period) -> tuple[ReportPart | None, Mapping[str, Entered]]:
        """What the completed report of a period froze, if there is one, and the values entered for it."""
        with self._session.read() as connection:
            return self._frozen(connection, form, period), self._entered(connection, form, period)[0]

    def frozen_form(self, part: ReportPart) -> Form | None:
        """The edition of the form on which a completed report was made; None where it is not stored here."""
        made_on = next((item for item in part["packs"] if item["code"] == part["form_code"]), None)
        if made_on is None:
            return None
        if made_on["sha256"] not in self._editions:
            with self._session.read() as connection:
                content = connection.scalar(sa.select(pack.c.content).where(pack.c.sha256 == made_on["sha256"]))
            read = read_pack(content.decode(), name=made_on["code"]).pack if content is not None else None
            if not isinstance(read, Form):
                return None
            self._editions[made_on["sha256"]] = read
        return self._editions[made_on["sha256"]]

    def is_frozen(self, connection: sa.Connection, form_code: str, period: Period) -> bool:
        """Whether the latest revision of the report is completed."""
        latest = connection.execute(self._latest(form_code, period)).first()
        return latest is not None and latest.state in FROZEN_STATES

    def _entered(
        self, connection: sa.Connection, form: Form, period: Period
    ) -> tuple[Mapping[str, Entered], Mapping[str, str]]:
        """The entered values by field code, and those that the form in use no longer reads, as stored."""
        fields = {item.code: item for item in form.fields}
        entered: dict[str, Entered] = {}
        unreadable: dict[str, str] = {}
        for row in connection.execute(_mine(report_field, form, period)):
            if row.field_code not in fields or row.state == ValueState.EMPTY.value:
                continue
            try:
                value = from_plain(row.value, fields[row.field_code].spec) if row.state == "value" else None
            except ValueError:
                unreadable[row.field_code] = row.value
                continue
            entered[row.field_code] = Entered(
                FieldValue(ValueState(row.state), value, row.estimate), row.override_reason
            )
        return entered, unreadable

    def _frozen(self, connection: sa.Connection, form: Form, period: Period) -> ReportPart | None:
        latest = connection.execute(self._latest(form.code, period)).first()
        if latest is None or latest.state not in FROZEN_STATES:
            return None
        if latest.snapshot_sha256 not in self._parsed:
            content = connection.execute(
                sa.select(submission.c.snapshot).where(submission.c.id == latest.id)
            ).scalar_one()
            self._parsed[latest.snapshot_sha256] = json.loads(content)["report"]
        return self._parsed[latest.snapshot_sha256]

    def periods(self, form_code: str) -> tuple[Period, ...]:
        """The periods with entries or submissions of a form."""
        stored = [
            sa.select(table.c.period_code).where(table.c.form_code == form_code).distinct()
            for table in (report_field, report_text, report_explanation)
        ]
        submitted = sa.select(submission.c.period_code).where(
            submission.c.kind == Kind.REPORT.value, submission.c.form_code == form_code
        )
        with self._session.read() as connection:
            codes = sorted(set(connection.scalars(sa.union(*stored, submitted))))
        return tuple(periods.parse(code) for code in codes)

    def _latest(self, form_code: str, period: Period) -> sa.Select[Any]:
        query = sa.select(submission.c.id, submission.c.state, submission.c.snapshot_sha256).where(
            submission.c.kind == Kind.REPORT.value,
            submission.c.unit_code == self._session.workspace.unit.code,
            submission.c.form_code == form_code,
            submission.c.period_code == period.code,
        )
        return query.order_by(submission.c.revision.desc()).limit(1)


def frozen_values(form: Form, report: ReportPart) -> dict[str, FieldValue]:
    """The figures of a frozen report as values, as far as the form in use still reads them."""
    specs = {item.code: item.spec for item in form.fields}
    found: dict[str, FieldValue] = {}
    for figure in report["figures"]:
        if figure["code"] in specs:
            try:
                found[figure["code"]] = _frozen_value(figure, form)
            except ValueError:
                continue  # the form in use reads this field differently: nothing is known of it
    return found


def _frozen_value(figure: FigurePart, form: Form) -> FieldValue:
    state = ValueState(figure["state"])
    spec = form.field(figure["code"]).spec
    value = from_plain(figure["value"], spec) if state is ValueState.VALUE else None
    return FieldValue(state, value, figure["estimate"])


def _mine(table: sa.Table, form: Form, period: Period) -> sa.Select[Any]:
    return sa.select(table).where(table.c.form_code == form.code, table.c.period_code == period.code)
