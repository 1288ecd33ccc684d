"""What officers enter in the self-assessment."""

import json
from dataclasses import dataclass

from support.any_sequence.command import Command, nfc
from support.any_sequence.model import Draft

from cchc_desktop.domain.answer import Answer
from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True)
class Score(Command):
    """The answer of a criterion, or with ``explanation`` what explains it."""

    criterion: str
    answer: Answer
    explanation: str | None = None

    def act(self, desk: Desk) -> object:
        if self.explanation is not None:
            return desk.assessment.explain(self.criterion, self.explanation).value
        desk.assessment.set_answer(self.criterion, self.answer)
        return None

    def refused(self, draft: Draft) -> bool:
        return draft.is_frozen("assessment")

    def expect(self, draft: Draft) -> None:
        if draft.row("answer", self.criterion) is None:
            draft.put("answer", self.criterion, content="", explanation="")
        if self.explanation is not None:
            draft.change("answer", self.criterion, explanation=nfc(self.explanation))
        else:
            plain = json.dumps(self.answer.to_plain(), ensure_ascii=False, sort_keys=True)
            draft.change("answer", self.criterion, content="" if self.answer.is_empty else plain)


@dataclass(frozen=True)
class Cases(Command):
    code: str
    cases: int
    explanation: str

    def act(self, desk: Desk) -> object:
        return desk.assessment.set_cases(self.code, cases=self.cases, explanation=self.explanation).value

    def refused(self, draft: Draft) -> bool:
        return self.cases < 0 or draft.is_frozen("assessment")

    def expect(self, draft: Draft) -> None:
        draft.put("adjustment", self.code, cases=self.cases, explanation=nfc(self.explanation))
