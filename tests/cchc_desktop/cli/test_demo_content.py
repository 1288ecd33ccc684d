"""The sample commune: whole, consistent with the plan and with itself, and written as an office writes."""

import tomllib
import unicodedata
from importlib.resources import files

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.demo_content import sample
from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.rules import Survey

SAMPLE = sample()
PLAN = bundled().plan(SAMPLE.plan)
CRITERIA = bundled().criteria_set(SAMPLE.criteria)
TASKS = {task.number: task for task in SAMPLE.tasks}
ENTRIES = [entry for task in SAMPLE.tasks for entry in task.entries]
LED = [task.number for task in PLAN.tasks if involvement(task) is Involvement.LEAD]


def test_every_task_that_the_commune_leads_has_one_to_three_entries() -> None:
    assert len(LED) == 14
    assert {number: len(TASKS[number].entries) for number in LED}.keys() == set(LED)
    assert all(1 <= len(TASKS[number].entries) <= 3 for number in LED)


def test_the_percentage_of_a_task_never_falls() -> None:
    for task in SAMPLE.tasks:
        assert [entry.day for entry in task.entries] == sorted({entry.day for entry in task.entries})
        assert [entry.percent for entry in task.entries] == sorted(entry.percent for entry in task.entries)


def test_no_two_entries_say_the_same() -> None:
    results = [entry.result for entry in ENTRIES if entry.result]
    assert len(set(results)) == len(results)


def test_a_product_is_not_dated_after_the_entry_that_reports_it() -> None:
    late = [product.number for entry in ENTRIES for product in entry.products if product.day > entry.day]
    assert late == []


def test_a_document_number_has_one_date_throughout_the_sample() -> None:
    dated = {(item.number, item.day) for entry in ENTRIES for item in entry.products}
    dated |= {(item.number, item.day) for item in SAMPLE.documents}
    assert len({number for number, _day in dated}) == len(dated)


def test_exactly_the_self_assessed_leaves_are_answered() -> None:
    leaves = [leaf.code for leaf in CRITERIA.leaves() if not isinstance(leaf.rule, Survey)]
    assert len(leaves) == 72
    assert [given.code for given in SAMPLE.answers] == leaves


def test_every_document_is_used_and_every_key_is_known() -> None:
    known = {document.key for document in SAMPLE.documents}
    used = {key for given in SAMPLE.answers for key in given.documents}
    used |= {key for entry in ENTRIES for product in entry.products for key in product.documents}
    assert used == known


def test_every_officer_is_plainly_a_sample() -> None:
    assert all(officer.full_name.endswith(" Mẫu") for officer in SAMPLE.officers.values())


def test_tasks_are_assigned_to_officers_of_the_sample() -> None:
    assert {task.assignee for task in SAMPLE.tasks if task.assignee} <= SAMPLE.officers.keys()


@pytest.mark.parametrize("name", ["xa_ham_yen.toml", "tai_lieu.toml", "tien_do.toml", "tu_cham.toml"])
def test_the_text_is_precomposed_vietnamese(name: str) -> None:
    text = (files("resources") / "demo" / name).read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert tomllib.loads(text)
