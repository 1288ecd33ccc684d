"""What officers write in reports: figures, overrides, texts, explanations."""

from dataclasses import dataclass
from typing import Any

from support.any_sequence.command import Command, nfc
from support.any_sequence.model import Draft
from support.any_sequence.reading import FORM

from cchc_desktop.domain.period import parse
from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True)
class Figure(Command):
    """What is typed for a figure, and its state, value and estimate as stored; None where it must be refused."""

    period: str
    field: str
    typed: str
    stored: tuple[str, str, bool] | None
    reason: str | None = None
    """The reason of an override; None where the figure is not derived."""

    def act(self, desk: Desk) -> object:
        period = parse(self.period)
        if self.reason is None:
            return desk.reports.type_field(FORM, period, self.field, self.typed).value
        return desk.reports.override(FORM, period, self.field, self.typed, self.reason).value

    def refused(self, draft: Draft) -> bool:
        return self.stored is None or draft.report_is_frozen(self.period)

    def expect(self, draft: Draft) -> None:
        if self.stored is not None:
            state, value, estimate = self.stored
            why = nfc(self.reason or "").strip()
            _write_figure(
                draft, self.period, self.field, state=state, value=value, estimate=estimate, override_reason=why
            )


@dataclass(frozen=True)
class ClearOverride(Command):
    period: str
    field: str

    def act(self, desk: Desk) -> object:
        return desk.reports.clear_override(FORM, parse(self.period), self.field).value

    def refused(self, draft: Draft) -> bool:
        return draft.report_is_frozen(self.period)

    def expect(self, draft: Draft) -> None:
        blank = {"state": "empty", "value": "", "estimate": False, "override_reason": ""}
        _write_figure(draft, self.period, self.field, **blank)


@dataclass(frozen=True)
class SectionText(Command):
    period: str
    section: str
    text: str

    def act(self, desk: Desk) -> object:
        return desk.reports.set_text(FORM, parse(self.period), self.section, self.text).value

    def refused(self, draft: Draft) -> bool:
        return draft.report_is_frozen(self.period)

    def expect(self, draft: Draft) -> None:
        key = f"{self.period}|{self.section}"
        if draft.row("report_text", key) is not None:
            draft.change("report_text", key, text=nfc(self.text))
        elif self.text:
            draft.put("report_text", key, text=nfc(self.text), draft="")


@dataclass(frozen=True)
class ExplainFigure(Command):
    period: str
    finding: str
    text: str

    def act(self, desk: Desk) -> object:
        return desk.reports.explain(FORM, parse(self.period), self.finding, self.text).value

    def refused(self, draft: Draft) -> bool:
        return draft.report_is_frozen(self.period)

    def expect(self, draft: Draft) -> None:
        key, text = f"{self.period}|{self.finding}", nfc(self.text).strip()
        if text or draft.row("report_explanation", key) is not None:
            draft.put("report_explanation", key, text=text)


def _write_figure(draft: Draft, period: str, field: str, **values: Any) -> None:
    key = f"{period}|{field}"
    if draft.row("report_field", key) is not None or values["state"] != "empty":
        draft.put("report_field", key, **values)
