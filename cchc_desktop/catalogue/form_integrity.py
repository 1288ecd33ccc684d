"""What must hold inside a report form: codes, sections, periods, values, place-holders; formulas stand apart."""

import re
from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.formula_integrity import condition_problems, formula_problems
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.value_integrity import period_problems, value_problems
from cchc_desktop.domain.draft import NAMES, draft_problems
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import AnnexKind, Form, FormField, Section
from cchc_desktop.domain.formula import CODE
from cchc_desktop.domain.period import PARTS

DEEPEST_LEVEL = 4
_CODE = re.compile(CODE)
_PLACE_HOLDER = re.compile(r"\{([^{}]*)\}")
_REGISTER_LINES = re.compile(r"\{\s*so:([^:{}]+):([^:{}]+?)\s*\}")


def form_problems(form: Form, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Everything that is wrong inside the form, except in entries that are ``faulty`` already."""
    yield from _duplicates(form)
    if "form" not in faulty:
        yield from _settings_problems(form)
    yield from _section_problems(form, faulty)
    for field in form.fields:
        if field.code not in faulty:
            yield from _field_problems(form, field)
    for check in form.checks:
        if check.code not in faulty:
            yield from period_problems(check.periods, check.code)
    yield from _annex_problems(form, faulty)
    yield from formula_problems(form, faulty)


def register_lines(form: Form) -> Iterator[tuple[str, str, str]]:
    """The lines of drafts that list rows of a register: section, register, column."""
    for section in form.sections:
        for sentence in section.draft:
            for found in _REGISTER_LINES.finditer(sentence):
                yield section.code, found[1], found[2]


def _duplicates(form: Form) -> Iterator[Problem]:
    for entries in (form.sections, form.fields, form.checks):
        seen: set[str] = set()
        for entry in entries:
            if entry.code and entry.code in seen:
                yield problem("code-duplicate", entry.code, key="code", value=entry.code)
            seen.add(entry.code)


def _settings_problems(form: Form) -> Iterator[Problem]:
    if not form.periods:
        yield problem("list-empty", "form", key="periods")
    yield from period_problems(form.periods, "form")
    for key, text in (("title", form.title), ("opening", form.opening)):
        yield from _name_problems(text, entry="form", key=key)


def _section_problems(form: Form, faulty: frozenset[str]) -> Iterator[Problem]:
    before = 0
    for section in form.sections:
        if section.code in faulty:
            continue
        yield from period_problems(section.periods, section.code)
        if not 1 <= section.level <= DEEPEST_LEVEL:
            allowed = f"1 đến {DEEPEST_LEVEL}"
            yield problem("parameter-out-of-range", section.code, key="level", value=section.level, allowed=allowed)
        elif section.level > before + 1:
            yield problem("level-skipped", section.code, key="level", value=section.level, before=before)
        before = section.level
        if section.draft and not section.narrative:
            yield problem("draft-misplaced", section.code, key="draft")
        yield from _name_problems(section.title, entry=section.code, key="title")
        for number, sentence in enumerate(section.draft, start=1):
            for what in draft_problems(sentence, form):
                yield problem("draft-wrong", section.code, key=f"draft[{number}]", value=what)


def _field_problems(form: Form, field: FormField) -> Iterator[Problem]:
    if not _CODE.fullmatch(field.code):
        yield problem("field-code-malformed", field.code, key="code", value=field.code)
    yield from period_problems(field.periods, field.code)
    yield from value_problems(field.spec, field.code)
    section = next((item for item in form.sections if item.code == field.section), None)
    if section is None:
        yield problem("section-unknown", field.code, key="section", value=field.section)
    elif missing := _periods_without(form, field, section):
        yield problem("section-not-served", field.code, key="section", value=field.section, periods=", ".join(missing))
    if field.overridable and not field.formula:
        yield problem("override-without-formula", field.code, key="overridable")
    if field.spec.type is FieldType.HEADING and (field.formula or field.carried):
        yield problem("heading-with-value", field.code, key="formula" if field.formula else "carried")
    if field.deviation is not None and not (field.spec.type.is_number and field.deviation > 0):
        yield problem("deviation-misplaced", field.code, key="deviation")


def _periods_without(form: Form, field: FormField, section: Section) -> list[str]:
    """The parts of the form in which the field is asked for while its section does not stand in the report."""
    asked = _single(form.periods) & (_single(field.periods) if field.periods else _single(form.periods))
    served = _single(section.periods) if section.periods else asked
    return sorted(asked - served)


def _single(parts: Iterable[str]) -> set[str]:
    """Parts that mean one period of the year each: "Q" as Q1 .. Q4."""
    single: set[str] = set()
    for part in parts:
        below = {
            item for item in PARTS if part in ("M", "Q", "H") and item != part and item.rstrip("0123456789") == part
        }
        single |= below or {part}
    return single


def _annex_problems(form: Form, faulty: frozenset[str]) -> Iterator[Problem]:
    for number, annex in enumerate(form.annexes, start=1):
        entry = f"annexes[{number}]"
        if entry in faulty:
            continue
        yield from period_problems(annex.periods, entry)
        if (annex.kind is AnnexKind.REGISTER) != bool(annex.register):
            yield problem("annex-register-misplaced", entry, key="register")
        if annex.condition and not annex.register:
            yield problem("annex-condition-misplaced", entry, key="condition")
        elif annex.condition:
            yield from condition_problems(annex.condition, entry)


def _name_problems(text: str, *, entry: str, key: str) -> Iterator[Problem]:
    """Titles and openings know the names of period and unit, but no figures."""
    for found in _PLACE_HOLDER.finditer(text):
        if found[1].strip() not in NAMES:
            yield problem("placeholder-unknown", entry, key=key, value=found[1], allowed=", ".join(NAMES))
