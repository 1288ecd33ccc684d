"""What changed in a row of a register, in the words of its columns."""

import json
from collections.abc import Iterable

from cchc_desktop.domain.register import Register
from cchc_desktop.services.register_reading import parse

EMPTY = "(trống)"


def row_words(register: Register | None, content: str) -> str:
    """A whole row that was added or removed: "Ngày ban hành: 05/10/2025; Số, ký hiệu: 12/KH-UBND"."""
    if register is None:
        return "; ".join(json.loads(content).values())
    shown = parse(register, content).shown
    return "; ".join(f"{column.name}: {shown[column.code]}" for column in register.columns if column.code in shown)


def changed_words(register: Register | None, old: str, new: str) -> tuple[str, str, str]:
    """The names of the columns that changed, and their values before and after; "(trống)" for an empty one."""
    if register is None:
        return "Nội dung dòng", row_words(None, old), row_words(None, new)
    before, after = parse(register, old), parse(register, new)
    changed = [item for item in register.columns if before.plain.get(item.code) != after.plain.get(item.code)]
    if len(changed) == 1:
        code = changed[0].code
        return changed[0].name, before.shown.get(code, EMPTY), after.shown.get(code, EMPTY)
    names = ", ".join(column.name for column in changed)
    old_words = _listed((column.name, before.shown.get(column.code, EMPTY)) for column in changed)
    return names, old_words, _listed((column.name, after.shown.get(column.code, EMPTY)) for column in changed)


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {words}" for name, words in pairs)
