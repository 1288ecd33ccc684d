"""Reads the entries of a report form pack: sections, fields, checks and annexes."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from cchc_desktop.catalogue.table import Table
from cchc_desktop.catalogue.value_reader import FIELD_TYPES, read_value
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.form import AnnexKind, Basis, Form, FormAnnex, FormCheck, FormField, Section
from cchc_desktop.domain.pack import PackHeader

LEVELS: Mapping[str, Level] = {level.value: level for level in Level}
BASES: Mapping[str, Basis] = {basis.value: basis for basis in Basis}
ANNEXES: Mapping[str, AnnexKind] = {kind.value: kind for kind in AnnexKind}

Choice = TypeVar("Choice", bound=Enum)


def read_form(document: Table, header: PackHeader) -> Form:
    """Read the form; problems are noted on the tables."""
    settings = document.table("form", entry="form")
    form = Form(
        header=header,
        periods=settings.texts("periods"),
        title=settings.text("title"),
        opening=settings.optional_text("opening"),
        sections=tuple(_read_section(entry) for entry in document.entries("sections")),
        fields=tuple(_read_field(entry) for entry in document.entries("fields")),
        checks=tuple(_read_check(entry) for entry in document.entries("checks", required=False)),
        annexes=tuple(_read_annex(entry) for entry in document.entries("annexes", required=False)),
    )
    settings.finish()
    return form


def _read_section(entry: Table) -> Section:
    section = Section(
        code=entry.text("code"),
        title=entry.text("title"),
        level=entry.integer("level"),
        narrative=entry.flag("narrative", default=True),
        draft=entry.texts("draft"),
        periods=entry.texts("periods"),
        note=entry.optional_text("note"),
    )
    entry.finish()
    return section


def _read_field(entry: Table) -> FormField:
    field = FormField(
        code=entry.text("code"),
        section=entry.text("section"),
        name=entry.text("name"),
        spec=read_value(entry, allowed=FIELD_TYPES),
        basis=_chosen(entry, "basis", BASES) if "basis" in entry else Basis.IN_PERIOD,
        formula=entry.optional_text("formula"),
        overridable=entry.flag("overridable"),
        required=entry.flag("required", default=True),
        not_arising=entry.flag("not_arising", default=True),
        carried=entry.flag("carried"),
        deviation=entry.optional_decimal("deviation"),
        periods=entry.texts("periods"),
        note=entry.optional_text("note"),
        sources=entry.texts("sources"),
    )
    entry.finish()
    return field


def _read_check(entry: Table) -> FormCheck:
    check = FormCheck(
        code=entry.text("code"),
        level=_chosen(entry, "level", LEVELS),
        rule=entry.text("rule"),
        text=entry.optional_text("text"),
        fields=entry.texts("fields"),
        periods=entry.texts("periods"),
    )
    entry.finish()
    return check


def _read_annex(entry: Table) -> FormAnnex:
    annex = FormAnnex(
        kind=_chosen(entry, "kind", ANNEXES),
        title=entry.text("title"),
        register=entry.optional_text("register"),
        condition=entry.optional_text("condition"),
        periods=entry.texts("periods"),
    )
    entry.finish()
    return annex


def _chosen(entry: Table, key: str, choices: Mapping[str, Choice]) -> Choice:
    """The choice that the required key names; the first one after a problem."""
    value = entry.text(key)
    if value and value not in choices:
        entry.note("choice-unknown", key, value=value, allowed=", ".join(choices))
    return choices.get(value, next(iter(choices.values())))
