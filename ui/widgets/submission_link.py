"""Links to a submission, and to a field of it: "submission:<kind>:<period>[:<form>][:<field>]"."""

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import Kind

_OWN = "submission"


def submission_link(kind: Kind, period: Period, *, form: str = "", field: str = "") -> str:
    """The link to a submission."""
    return ":".join(filter(None, (_OWN, kind.value, period.code, form, field)))


def told_of(target: str, kind: Kind, period: Period, *, form: str = "") -> str:
    """A link that is told of this submission ("submission:number"), made to lead to it from everywhere.

    Others stay as they are.
    """
    prefix, _, field = target.partition(":")
    return submission_link(kind, period, form=form, field=field) if prefix == _OWN else target
