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
_BREAKING = frozenset({"register-unknown"})
"""A warning for a pack that comes without its registers, but those that it counts now must not be taken from it."""


def consequences(new: Sequence[Pack], used: Sequence[Pack]) -> Iterator[Finding]:
    """What stands against a file, or should be known, because of packs in use that it does not bring."""
    codes = {pack.header.code for pack in new}
    after = together(new, used)
    for pack in used:
        if pack.header.code in codes:
            continue
        before = set(reference_problems(pack, used))
        for problem in reference_problems(pack, after):
            level = _level(problem, is_new=problem not in before)
            if level is not None:
                text = _sentence(pack, problem, is_new=problem not in before)
                yield Finding(f"pack.{problem.code}", level, text, f"pack:{pack.header.code}")


def _level(problem: Problem, *, is_new: bool) -> Level | None:
    """What the import would break stands against it; what is broken already is only told."""
    if not is_new:
        return Level.WARN if problem.level is Level.BLOCK else None
    return Level.BLOCK if problem.level is Level.BLOCK or problem.code in _BREAKING else Level.WARN


def _sentence(pack: Pack, problem: Problem, *, is_new: bool) -> str:
    header, place = pack.header, _place(problem, pack.header.kind)
    lost = _lost(problem)
    if not lost:
        return f"{header.title} (đang dùng), {place}: {_bare(problem)}"
    used_by = f"{lost} đang được {header.title} (mã {header.code}), {place} dùng"
    if not is_new:
        return f"{used_by}, nhưng các bộ danh mục đang dùng không có; hãy nạp lần ban hành mới của một trong hai bộ."
    return f"{used_by}, nhưng tệp nạp không còn; hãy giữ lại, hoặc nạp cùng lúc {header.code} lần mới không dùng nữa."


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
