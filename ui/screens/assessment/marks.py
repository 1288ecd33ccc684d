"""The mark of a leaf: which of seven states its score is in, in one word and one look."""

from dataclasses import replace
from decimal import Decimal
from enum import Enum

from cchc_desktop.domain.scoring import LeafScore, Outcome
from ui.widgets.looks import MARK_LOOKS, Look


class Mark(Enum):
    """The states of a leaf; the values are the keys of the looks."""

    UNANSWERED = "unanswered"
    ZERO = "zero"
    PARTIAL = "partial"
    FULL = "full"
    SURVEY = "survey"
    EXCLUDED = "excluded"
    INVALID = "invalid"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {
            "unanswered": "Chưa chấm",
            "zero": "0 điểm",
            "partial": "Một phần",
            "full": "Tối đa",
            "survey": "Điều tra XHH",
            "excluded": "Loại trừ",
            "invalid": "Chưa hợp lệ",
        }[self.value]

    @property
    def look(self) -> Look:
        """Ink, soft background and icon; a survey leaf is locked for the commune."""
        look = MARK_LOOKS[self.value]
        return replace(look, icon="lock") if self is Mark.SURVEY else look


_WITHOUT_POINTS = {
    Outcome.UNANSWERED: Mark.UNANSWERED,
    Outcome.EXCLUDED: Mark.EXCLUDED,
    Outcome.SURVEY: Mark.SURVEY,
    Outcome.INVALID: Mark.INVALID,
}


def mark_of(score: LeafScore) -> Mark:
    """The mark of a leaf's score."""
    if score.outcome in _WITHOUT_POINTS:
        return _WITHOUT_POINTS[score.outcome]
    points = score.points or Decimal(0)
    if points >= score.max_points:
        return Mark.FULL
    return Mark.PARTIAL if points else Mark.ZERO
