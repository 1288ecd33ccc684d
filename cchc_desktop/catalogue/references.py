"""What a pack takes from other packs: tasks, registers, forms. Who has several packs at hand asks here, no reader."""

from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.criteria_formulas import unknown_report_fields
from cchc_desktop.catalogue.form_references import unknown_registers
from cchc_desktop.catalogue.integrity import unknown_tasks
from cchc_desktop.catalogue.problem import Problem
from cchc_desktop.catalogue.reader import Pack
from cchc_desktop.catalogue.target_integrity import unknown_fields, unknown_target_tasks
from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.register import RegisterSet
from cchc_desktop.domain.target import TargetSet


def reference_problems(pack: Pack, beside: Iterable[Pack]) -> tuple[Problem, ...]:
    """References of a pack that was read to things that neither it nor the packs ``beside`` it have.

    A plan, a register or a form that is not at hand at all is a warning; a column or a field that is missing in one
    that is at hand breaks the pack. References to a kind of which nothing is at hand are not looked at.
    """
    return tuple(_problems(pack, tuple(beside)))


def _problems(pack: Pack, beside: tuple[Pack, ...]) -> Iterator[Problem]:
    tasks = frozenset(task.code for plan in beside if isinstance(plan, Plan) for task in plan.tasks)
    forms = [found for found in beside if isinstance(found, Form)]
    match pack:
        case CriteriaSet():
            yield from unknown_tasks(pack, tasks) if tasks else ()
            yield from unknown_report_fields(pack, forms) if forms else ()
        case Form():
            registers = [register for found in beside if isinstance(found, RegisterSet) for register in found.registers]
            yield from unknown_registers(pack, registers) if registers else ()
        case TargetSet():
            yield from unknown_fields(pack, forms) if forms else ()
            yield from unknown_target_tasks(pack, tasks) if tasks else ()
