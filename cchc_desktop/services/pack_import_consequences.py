"""What packs in use lose when a file replaces those that they take registers, columns, options and fields from.

A form would count 0 over a column that is gone, so such a file is refused, with the place where the column is used.
"""

from collections.abc import Iterator, Sequence

from cchc_desktop.catalogue.exchange.workbook_reader import together
from cchc_desktop.catalogue.problem import Problem
from cchc_desktop.catalogue.reader import Pack
from cchc_desktop.catalogue.references import reference_problems
from cchc_desktop.domain.finding import Finding, Level

_PLACES = {"formula": "chỉ tiêu", "field": "chỉ tiêu", "rule": "điều kiện kiểm tra", "draft": "câu dự thảo của mục"}
_BREAKING = frozenset({"register-unknown", "form-unknown"})
"""Warnings for a pack that stands alone, but what it has now must not be taken from a pack in use."""


def consequences(new: Sequence[Pack], used: Sequence[Pack]) -> Iterator[Finding]:
    """What stands against a file, or should be known, because of packs in use that it does not bring."""
    codes = {pack.header.code for pack in new}
    after = together(new, used)
    for pack in used:
        if pack.header.code in codes:
            continue
        before = set(reference_problems(pack, used))
        for problem in reference_problems(pack, after):
            if problem not in before:
                blocks = problem.level is Level.BLOCK or problem.code in _BREAKING
                level = Level.BLOCK if blocks else Level.WARN
                yield Finding(f"pack.{problem.code}", level, _sentence(pack, problem), f"pack:{pack.header.code}")


def _sentence(pack: Pack, problem: Problem) -> str:
    header = pack.header
    used_by = f"đang được {header.title} (mã {header.code}), {_place(problem, header.kind)} dùng"
    lost = _lost(problem)
    if not lost:
        return f"{header.title} (đang dùng), {_place(problem, header.kind)}: {_bare(problem)}"
    keep = f"hãy giữ lại, hoặc nạp cùng lúc lần ban hành mới của {header.code} không còn dùng"
    return f"{lost} {used_by}, nhưng tệp nạp không còn; {keep}."


def _lost(problem: Problem) -> str:
    value, register, column = (problem.value(name) for name in ("value", "register", "column"))
    match problem.code:
        case "column-unknown":
            return f"Cột {value} của sổ {register}"
        case "register-unknown":
            return f"Sổ {value}"
        case "option-unknown":
            return f"Lựa chọn {value} của cột {column}"
        case "formula-field-unknown":
            return f"Chỉ tiêu {value}"
        case "task-unknown":
            return f"Nhiệm vụ {value}"
    return ""


def _place(problem: Problem, kind: str) -> str:
    """The place in the words of people: chỉ tiêu TC.2, phụ lục số 1."""
    if problem.entry.startswith("annexes["):
        return f"phụ lục số {problem.entry.removeprefix('annexes[').rstrip(']')}"
    key = problem.key.partition("[")[0]
    noun = "tiêu chí" if kind == "criteria" else _PLACES.get(key, "mục")
    return f"{noun} {problem.entry}"


def _bare(problem: Problem) -> str:
    """The sentence of a problem with the title that people know in place of the key of the file."""
    return problem.text.removeprefix(f"Mục {problem.entry}, trường {problem.key}: ")
