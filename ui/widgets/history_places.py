"""Of what a widget shows the history: found by climbing, so that no screen registers any of its editors.

A pane tells it itself (``HistoryOwner``), or by the link under which it keeps what is typed (``Keeping``).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject


@runtime_checkable
class HistoryOwner(Protocol):
    """A pane that knows of which records and fields its parts are."""

    def history_of(self, widget: QWidget) -> Subject | None:
        """What a widget inside shows: its field, else the record of the pane; None for nothing that has a history."""
        ...


class _Place(Protocol):
    @property
    def target(self) -> str: ...


@runtime_checkable
class _Linked(Protocol):
    def kept_spot(self, editor: QWidget) -> _Place | None: ...


def subject_of(widget: QWidget | None) -> Subject | None:
    """What the history of a widget is of; None where nobody above it knows. A link is the more exact answer."""
    if widget is None:
        return None
    above = list(_upwards(widget))
    spots = (at.kept_spot(widget) for at in above if isinstance(at, _Linked))
    links = (subject_of_link(spot.target) for spot in spots if spot is not None)
    panes = (at.history_of(widget) for at in above if isinstance(at, HistoryOwner))
    return next((found for found in (*links, *panes) if found is not None), None)


def subject_of_link(target: str) -> Subject | None:
    """What a link of ``kept_spot`` names; None for one that names no record yet."""
    kind, _, rest = target.partition(":")
    reader = _READERS.get(kind)
    try:
        return reader(rest) if reader is not None else None
    except ValueError:
        return None


def _of_plan(rest: str) -> Subject:
    code, field, _plan = rest.split(":")
    if code == "sent":
        return subject.plan_text(f"sent_{field}")
    if not field:
        return subject.plan_text(code)
    if field in ("internal_due", "assignee"):
        return subject.assignment(code, "officer_id" if field == "assignee" else field)
    return subject.plan_task(code, field)


def _of_row(rest: str) -> Subject:
    row, column = rest.split(":")
    return subject.by_id("register_row", row, column)


def _of_report(rest: str) -> Subject:
    form, period, field = rest.split(":", 2)
    if field.startswith("#"):
        return subject.section(form, period, field[1:])
    if field.startswith("!"):
        return subject.explanation(form, period, field[1:])
    return subject.figure(form, period, field.partition("~")[0])


def _of_criterion(rest: str) -> Subject:
    code, part, _criteria = rest.split(":")
    if code == "adjustments":
        name, _, item = part.partition(".")
        return subject.adjustment(item, name)
    return subject.answer(code, "explanation" if part == "explanation" else "content")


def _of_document(rest: str) -> Subject:
    file_id, field = rest.split(":")
    return subject.by_id("evidence", file_id, field)


def _of_use(rest: str) -> Subject:
    use_id, field = rest.split(":")
    return subject.by_id("evidence_use", use_id, field)


def _of_remark(rest: str) -> Subject:
    remark_id, field = rest.split(":")
    return subject.by_id("remark", remark_id, field)


def _of_settings(rest: str) -> Subject:
    tab, field = rest.split(":")
    if tab != "documents" or field not in _DOCUMENT_DEFAULTS:
        raise ValueError("kept for this machine, outside of the journal")
    return subject.document_defaults(field)


_DOCUMENT_DEFAULTS = ("addressee", "recipients")
_READERS: Mapping[str, Callable[[str], Subject]] = {
    "plan": _of_plan,
    "register-row": _of_row,
    "report": _of_report,
    "criterion": _of_criterion,
    "evidence": _of_document,
    "evidence-use": _of_use,
    "settings": _of_settings,
    "remark": _of_remark,
}


def _upwards(widget: QWidget) -> Iterator[QObject]:
    at: QObject | None = widget
    while at is not None:
        yield at
        at = at.parent()
