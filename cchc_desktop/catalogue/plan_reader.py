"""Reads the entries of a plan pack: fields of reform and tasks."""

from cchc_desktop.catalogue.table import Table
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.plan import Field, Plan, Task


def read_plan(document: Table, header: PackHeader) -> Plan:
    """Read the plan; problems are noted on the tables."""
    fields = tuple(_read_field(entry) for entry in document.entries("fields"))
    tasks = tuple(_read_task(entry) for entry in document.entries("tasks"))
    return Plan(header, fields, tasks)


def _read_field(entry: Table) -> Field:
    field = Field(entry.text("code"), entry.text("name"))
    entry.finish()
    return field


def _read_task(entry: Table) -> Task:
    task = Task(
        code=entry.text("code"),
        number=entry.text("number"),
        field=entry.text("field"),
        goal=entry.text_or_empty("goal"),
        name=entry.text("name"),
        lead=entry.text("lead"),
        cooperation=entry.text_or_empty("cooperation"),
        product=entry.text_or_empty("product"),
        time=entry.text("time"),
    )
    entry.finish()
    return task
