"""Reads one pack of any kind: TOML text to domain objects, with every problem collected on the way."""

import tomllib
from dataclasses import dataclass
from datetime import date

from cchc_desktop.catalogue.calendar_integrity import calendar_problems
from cchc_desktop.catalogue.calendar_reader import read_calendar
from cchc_desktop.catalogue.criteria_reader import read_criteria
from cchc_desktop.catalogue.form_integrity import form_problems
from cchc_desktop.catalogue.form_reader import read_form
from cchc_desktop.catalogue.integrity import criteria_problems, plan_problems, unit_problems
from cchc_desktop.catalogue.plan_reader import read_plan
from cchc_desktop.catalogue.problem import Problem, invalid_pack, problem
from cchc_desktop.catalogue.register_integrity import register_problems
from cchc_desktop.catalogue.register_reader import read_registers
from cchc_desktop.catalogue.table import Table
from cchc_desktop.catalogue.target_integrity import target_problems
from cchc_desktop.catalogue.target_reader import read_targets
from cchc_desktop.catalogue.toml_syntax import broken_file, syntax_fault
from cchc_desktop.catalogue.units_reader import UnitList, read_units
from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.pack import KINDS, LONGEST_CODE, PackHeader, is_pack_code
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.register import RegisterSet
from cchc_desktop.domain.target import TargetSet
from cchc_desktop.domain.vietnamese import printable
from cchc_desktop.domain.working_calendar import WorkingCalendar

SCHEMA = 1

Pack = Plan | CriteriaSet | UnitList | Form | RegisterSet | TargetSet | WorkingCalendar


@dataclass(frozen=True, slots=True)
class Reading:
    """A pack that may be used, with the warnings that stand beside it."""

    pack: Pack
    warnings: tuple[Problem, ...]


def read_pack(text: str, *, name: str) -> Reading:
    """Read one pack; ``name`` is what messages call it.

    Raises PackFault "pack-damaged" when the text is not TOML, "pack-invalid" with all problems when a rule is broken.
    """
    problems: list[Problem] = []
    document = Table(_parsed(text, name), entry="tệp", problems=problems)
    try:
        pack = _read_document(document, problems)
    except RecursionError as error:
        raise broken_file(name, "các mục lồng nhau quá sâu") from error
    blocking = tuple(item for item in problems if item.level is Level.BLOCK)
    if pack is None or blocking:
        raise invalid_pack(name, blocking)
    return Reading(pack, tuple(problems))


def read_header(text: str, *, name: str) -> PackHeader:
    """Read the header alone, without parsing the entries: the header is the first table of a pack.

    Raises PackFault as ``read_pack`` does.
    """
    problems: list[Problem] = []
    head = text.replace("\r\n", "\n").partition("\n[[")[0]
    header, _entries = _read_header(Table(_parsed(head, name), entry="tệp", problems=problems))
    if problems:
        raise invalid_pack(name, tuple(problems))
    return header


def _read_document(document: Table, problems: list[Problem]) -> Pack | None:
    header, count = _read_header(document)
    pack = _read_entries(document, header)
    if pack is None:
        return None
    document.finish()
    if count is not None and count != _count(pack):
        problems.append(problem("count-differs", "header", key="entries", value=_count(pack), declared=count))
    faulty = frozenset(item.entry for item in problems)
    match pack:
        case Plan():
            problems.extend(plan_problems(pack, faulty))
        case CriteriaSet():
            problems.extend(criteria_problems(pack, faulty))
        case UnitList():
            problems.extend(unit_problems(pack.units, faulty))
        case Form():
            problems.extend(form_problems(pack, faulty))
        case RegisterSet():
            problems.extend(register_problems(pack, faulty))
        case TargetSet():
            problems.extend(target_problems(pack, faulty))
        case WorkingCalendar():
            problems.extend(calendar_problems(pack, faulty))
    return pack


def _read_entries(document: Table, header: PackHeader) -> Pack | None:
    match header.kind:
        case "plan":
            return read_plan(document, header)
        case "criteria":
            return read_criteria(document, header)
        case "units":
            return read_units(document, header)
        case "form":
            return read_form(document, header)
        case "registers":
            return read_registers(document, header)
        case "targets":
            return read_targets(document, header)
        case "calendar":
            return read_calendar(document, header)
    return None


def _count(pack: Pack) -> int:
    match pack:
        case Plan():
            return len(pack.tasks)
        case CriteriaSet():
            return sum(1 for area in pack.areas for _node in area.nodes())
        case UnitList():
            return len(pack.units)
        case Form():
            return len(pack.fields)
        case RegisterSet():
            return len(pack.registers)
        case TargetSet():
            return len(pack.targets)
        case WorkingCalendar():
            return len(pack.days_off) + len(pack.worked)


def _read_header(document: Table) -> tuple[PackHeader, int | None]:
    """Read the header and the number of entries it declares, by which a file cut between two entries is found out."""
    table = document.table("header", entry="header")
    schema = table.integer("schema")
    if schema != SCHEMA:
        table.note("schema-unknown", "schema", value=schema, supported=SCHEMA)
    header = PackHeader(
        code=table.text("code"),
        kind=table.text("kind"),
        edition=table.text("edition"),
        title=table.text("title"),
        issuer=table.text("issuer"),
        legal_basis=table.text("legal_basis"),
        source=table.text("source"),
        valid_from=table.day("valid_from"),
        valid_to=table.optional_day("valid_to"),
        reconstruction=table.optional_text("reconstruction"),
    )
    if header.code and not is_pack_code(header.code):
        table.note("pack-code-malformed", "code", value=printable(header.code)[:LONGEST_CODE], longest=LONGEST_CODE)
    if header.kind and header.kind not in KINDS:
        table.note("kind-unknown", "kind", value=header.kind, allowed=", ".join(KINDS))
    if header.valid_to is not None and header.valid_from != date.min and header.valid_to < header.valid_from:
        table.note("validity-reversed", "valid_to")
    count = table.integer("entries") if "entries" in table else None
    table.finish()
    return header, count


def _parsed(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise broken_file(name, "các mục lồng nhau quá sâu") from error
    except ValueError as error:
        raise syntax_fault(text, error, name=name) from error
