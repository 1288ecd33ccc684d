"""The self-assessment as a submission: the scored year, its findings and its snapshot."""

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Period, PeriodKind
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.services.assessment.self_assessment import SelfAssessment
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions import snapshots
from cchc_desktop.services.submissions.rows import SubmissionRow


class AssessmentContent:
    """Provides the self-assessment."""

    def __init__(self, session: Session, assessment: SelfAssessment) -> None:
        self._session = session
        self._assessment = assessment

    def forms(self) -> tuple[tuple[str, str], ...]:
        """The self-assessment needs no form: the criteria set is its form."""
        return ()

    def periods(self, form: str) -> tuple[Period, ...]:
        """The scored year alone."""
        return (self.default_period(form),)

    def default_period(self, form: str) -> Period:
        """The scored year."""
        del form
        return Period(PeriodKind.YEAR, self._session.workspace.criteria.year)

    def findings(self, row: SubmissionRow) -> tuple[Finding, ...]:
        """What the criteria owe."""
        del row
        return self._assessment.sheet().findings

    def snapshot(self, frame: snapshots.Frame) -> Snapshot:
        """The answers and points as they stand."""
        return snapshots.assessment_snapshot(frame, self._session.workspace, self._assessment.sheet())
