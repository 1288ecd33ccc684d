"""Bonus and deduction (điểm thưởng, điểm trừ): cases and explanations, points under their caps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain import number
from cchc_desktop.domain.number import format_decimal, format_points
from ui.widgets.saver import Saver

if TYPE_CHECKING:
    from cchc_desktop.services.assessment.self_assessment import AdjustmentRow, Sheet
    from cchc_desktop.services.workplace import Desk

_MOST_CASES = 999


@dataclass(frozen=True, slots=True)
class AdjustmentFacts:
    """One item: what it is, its points for each case, the cases, their points in words, the explanation."""

    code: str
    name: str
    each: str
    cases: int
    points: str
    explanation: str
    hint: str


@dataclass(frozen=True, slots=True)
class AdjustmentPage:
    """The page; the sums say what the cap leaves of them."""

    bonus: tuple[AdjustmentFacts, ...]
    bonus_sum: str
    deduction: tuple[AdjustmentFacts, ...]
    deduction_sum: str


class AdjustmentsViewPort(Protocol):
    """What the presenter asks of its pane."""

    def show_adjustments(self, page: AdjustmentPage) -> None:
        """Show the page, or the same page with what was stored since; what is being typed stays."""
        ...


class AdjustmentsPresenter:
    """One public method for each thing the user does to bonus and deduction."""

    def __init__(self, view: AdjustmentsViewPort, desk: "Desk", saver: Saver) -> None:
        self._view, self._desk, self._saver = view, desk, saver
        self._rows: dict[str, tuple[int, str]] = {}

    def show(self, sheet: "Sheet") -> None:
        """Show the items of the sheet; left out while a command is on its way, after which it is read anew."""
        if self._saver.is_ahead:
            self._saver.owes_reading = True
            return
        self._rows = {row.item.code: (row.cases, row.explanation) for row in (*sheet.bonus, *sheet.deduction)}
        self._view.show_adjustments(page_of(sheet, self._desk.session.workspace.criteria))

    def commit_cases(self, code: str, cases: Decimal | None) -> None:
        """How often an item occurred; an empty field is none."""
        _, explanation = self._rows[code]
        self._store(code, int(cases or 0), explanation)

    def explain(self, code: str, text: str) -> None:
        """What the cases were."""
        cases, _ = self._rows[code]
        self._store(code, cases, text)

    def _store(self, code: str, cases: int, explanation: str) -> None:
        self._rows[code] = (cases, explanation)
        assessment = self._desk.assessment
        self._saver.run(("cases", code), lambda: assessment.set_cases(code, cases=cases, explanation=explanation))


class Caps(Protocol):
    """The caps of a criteria set."""

    @property
    def bonus_cap(self) -> Decimal:
        """The most bonus points."""
        ...

    @property
    def deduction_cap(self) -> Decimal:
        """The most points deducted."""
        ...


def parse_cases(text: str) -> Decimal:
    """Read a number of cases; ValueError with the sentence to show."""
    value = number.parse(text)
    if value < 0 or value != value.to_integral_value() or value > _MOST_CASES:
        raise ValueError(f"Số trường hợp là số nguyên từ 0 đến {_MOST_CASES} (đã nhập {format_decimal(value)}).")
    return value


def page_of(sheet: "Sheet", caps: Caps) -> AdjustmentPage:
    """The page of a sheet in words."""
    result = sheet.result
    return AdjustmentPage(
        bonus=_facts(sheet.bonus, sign="+"),
        bonus_sum=_sum(sheet.bonus, result.bonus_points, caps.bonus_cap, sign="+"),
        deduction=_facts(sheet.deduction, sign="−"),
        deduction_sum=_sum(sheet.deduction, result.deduction_points, caps.deduction_cap, sign="−"),
    )


def _facts(rows: "Sequence[AdjustmentRow]", *, sign: str) -> tuple[AdjustmentFacts, ...]:
    return tuple(
        AdjustmentFacts(
            code=row.item.code,
            name=row.item.name,
            each=f"{sign}{format_points(row.item.points)} điểm cho mỗi trường hợp",
            cases=row.cases,
            points=f"{sign}{format_points(row.item.points * row.cases)}" if row.cases else "0",
            explanation=row.explanation,
            hint="Cần giải trình: ghi rõ nội dung, số, ký hiệu, ngày văn bản."
            if row.cases and not row.explanation.strip()
            else "",
        )
        for row in rows
    )


def _sum(rows: "Sequence[AdjustmentRow]", points: Decimal, cap: Decimal, *, sign: str) -> str:
    plain = sum((row.item.points * row.cases for row in rows), Decimal(0))
    counted = f"{sign}{format_points(points)}" if points else "0"
    limit = f"tối đa {format_points(cap)} điểm"
    if plain > cap:
        return f"Cộng {sign}{format_points(plain)}, {limit} → tính {counted} điểm"
    return f"Tính {counted} điểm ({limit})"
