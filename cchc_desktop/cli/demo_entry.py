"""Entering the sample through the services of the screens, as the officers of a commune would."""

from collections.abc import Callable
from pathlib import Path

from cchc_desktop.cli.demo_content import Sample, SampleDocument, SampleEntry, SampleProduct, SampleTask
from cchc_desktop.services.workplace import Desk


class Preparer:
    """The officer who enters everything. ``drawn`` are the files of the sample documents by key."""

    def __init__(self, desk: Desk, sample: Sample, *, drawn: dict[str, Path], officer_ids: dict[str, str]) -> None:
        self._desk = desk
        self._sample = sample
        self._drawn = drawn
        self._officer_ids = officer_ids
        self._documents = {document.key: document for document in sample.documents}
        self._described: set[str] = set()

    def enter_progress(self, say: Callable[[str], None]) -> None:
        """Assign the tasks, and enter progress, product documents and what does not arise."""
        codes = {row.number: row.code for row in self._desk.tasks.board().rows}
        for count, task in enumerate(self._sample.tasks, start=1):
            self._enter_task(codes[task.number], task)
            if count % 20 == 0:
                say(f"Đã nhập {count}/{len(self._sample.tasks)} nhiệm vụ.")

    def enter_assessment(self, say: Callable[[str], None]) -> None:
        """Answer all criteria with explanations and evidence, and set the bonus."""
        assessment = self._desk.assessment
        for count, given in enumerate(self._sample.answers, start=1):
            assessment.set_answer(given.code, given.answer)
            if given.explanation:
                assessment.explain(given.code, given.explanation)
            for key in given.documents:
                self._describe(key, assessment.attach(given.code, self._drawn[key]).value.file_id)
            if count % 20 == 0:
                say(f"Đã chấm {count}/{len(self._sample.answers)} tiêu chí.")
        for item in self._sample.adjustments:
            assessment.set_cases(item.code, cases=item.cases, explanation=item.explanation)

    def _enter_task(self, code: str, task: SampleTask) -> None:
        tasks = self._desk.tasks
        if task.assignee:
            tasks.assign(code, self._officer_ids[task.assignee])
        if task.internal_due:
            tasks.set_internal_due(code, task.internal_due)
        if task.not_arising:
            tasks.set_not_arising(code, not_arising=True, reason=task.not_arising)
        for entry in task.entries:
            self._enter_entry(code, entry)

    def _enter_entry(self, code: str, entry: SampleEntry) -> None:
        entry_id = self._desk.tasks.add_entry(code, entry.day).value
        self._desk.tasks.edit_entry(
            entry_id,
            percent=entry.percent,
            result=entry.result,
            difficulty=entry.difficulty,
            objective_reason=entry.objective_reason,
        )
        for product in entry.products:
            self._enter_product(entry_id, product)

    def _enter_product(self, entry_id: str, product: SampleProduct) -> None:
        product_id = self._desk.tasks.add_product(entry_id, product.name).value
        self._desk.tasks.edit_product(product_id, number=product.number, day=product.day)
        for key in product.documents:
            attached = self._desk.evidence.attach_to_product(product_id, self._drawn[key]).value
            self._describe(key, attached.file_id)

    def _describe(self, key: str, file_id: str) -> None:
        if key not in self._described:
            document: SampleDocument = self._documents[key]
            title = f"{document.kind.capitalize()}: {document.title}"
            self._desk.evidence.describe(file_id, number=document.number, day=document.day, title=title)
            self._described.add(key)
