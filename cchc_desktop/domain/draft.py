"""Drafts of narrative: sentences of a form with place-holders, filled in from figures, tasks and registers.

A sentence stands on a line of its own. It is left out while one of its figures is empty; where all its figures are 0
or did not arise, the text behind "||" stands instead, if there is any. A block place-holder stands alone and gives a
line for each thing that it lists. docs/packs.md explains the place-holders to those who write forms.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.register import Register

NAMES = ("ky", "ky_sau", "nam", "tu_ngay", "den_ngay", "don_vi", "xa", "ke_hoach")
"""Place-holders for words of the report; see ``report_words.report_names``."""

BLOCKS = ("ket_qua_nhiem_vu", "so", "kho_khan", "nguyen_nhan", "nhiem_vu_chua_xong", "nhiem_vu_sap_toi")
"""Place-holders that stand alone: results of tasks, rows of a register, difficulties, their reasons, open tasks."""

ALTERNATIVE = "||"

_HOLDER = re.compile(r"\{([^{}]*)\}")
_SPACES = re.compile(r"[ \t\u00a0]+")
_SPACE_BEFORE = re.compile(r" +([,;:)]|\.(?!\.))")
_CLOSED = (".", ";", ":", "!", "?", "…", "”")


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A figure as printed in running text; ``known`` is false while it is empty, ``nothing`` where it is 0."""

    text: str
    known: bool
    nothing: bool


class DraftSource(Protocol):
    """Where a draft finds what it says."""

    def figure(self, code: str) -> DraftFigure | None:
        """The figure with this code, None where the report of the period has none."""
        ...

    def name(self, word: str) -> str:
        """What a place-holder of ``NAMES`` stands for."""
        ...

    def lines(self, block: str, argument: str) -> Sequence[str]:
        """The lines of a block; ``argument`` is what stands behind its first colon, "" if nothing does."""
        ...


def written(sentences: Iterable[str], source: DraftSource) -> str:
    """The draft that the data give now, a line for each sentence and for each thing that a block lists."""
    return "\n".join(line for sentence in sentences for line in _lines(sentence, source))


def filled(template: str, names: Mapping[str, str]) -> str:
    """A title or an opening with its place-holders filled in; those that it does not know stay as they are."""
    return _tidy(_HOLDER.sub(lambda found: names.get(found[1].strip(), found[0]), template))


def draft_problems(sentence: str, form: Form, registers: Iterable[Register] = ()) -> tuple[str, ...]:
    """What is wrong with the place-holders of a sentence, in words; nothing for a sentence that can be filled in.

    Registers are another pack: where none are given only the shape of a place-holder that names one is looked at.
    """
    if "{" in _HOLDER.sub("", sentence) or "}" in _HOLDER.sub("", sentence):
        return ("dấu ngoặc nhọn { } không đủ cặp",)
    return tuple(_problems(sentence, form, {register.code: register for register in registers}))


def _problems(sentence: str, form: Form, registers: Mapping[str, Register]) -> Iterator[str]:
    codes = {field.code for field in form.fields}
    for holder in _holders(sentence):
        word, _, argument = holder.partition(":")
        if word in BLOCKS:
            if _block_of(sentence) is None:
                yield f"chỗ điền {{{holder}}} phải đứng riêng một câu"
            yield from _block_problems(holder, word, argument, registers)
        elif holder not in NAMES and holder not in codes:
            yield f"chỗ điền {{{holder}}} không phải mã chỉ tiêu của biểu mẫu và không có trong danh sách chỗ điền"
    if sentence.count(ALTERNATIVE) > 1:
        yield f"dấu {ALTERNATIVE} chỉ được dùng một lần trong câu"


def _block_problems(holder: str, word: str, argument: str, registers: Mapping[str, Register]) -> Iterator[str]:
    if word != "so":
        if argument and word != "ket_qua_nhiem_vu":
            yield f"chỗ điền {{{holder}}} không nhận phần sau dấu hai chấm"
        return
    code, _, column = argument.partition(":")
    if not code or not column:
        yield f"chỗ điền {{{holder}}} phải có dạng {{so:mã sổ:mã cột}}"
    elif registers and code not in registers:
        yield f"chỗ điền {{{holder}}} nêu sổ {code} không có trong các sổ theo dõi"
    elif registers and column not in {item.code for item in registers[code].columns}:
        yield f"chỗ điền {{{holder}}} nêu cột {column} không có trong sổ {code}"


def _lines(sentence: str, source: DraftSource) -> Iterator[str]:
    block = _block_of(sentence)
    if block is not None:
        word, _, argument = block.partition(":")
        yield from (_tidy(line) for line in source.lines(word, argument))
        return
    text = _chosen(sentence, source)
    if text is not None and (line := _tidy(_HOLDER.sub(lambda found: _replaced(found[1].strip(), source), text))):
        yield line if line.endswith(_CLOSED) else f"{line}."


def _chosen(sentence: str, source: DraftSource) -> str | None:
    """The sentence itself, its alternative, or nothing, as its figures ask for."""
    text, _, otherwise = sentence.partition(ALTERNATIVE)
    figures = [source.figure(holder) for holder in _holders(text) if holder not in NAMES]
    if any(figure is None or not figure.known for figure in figures):
        return None
    if figures and all(figure is not None and figure.nothing for figure in figures):
        return otherwise.strip() or None
    return text


def _replaced(holder: str, source: DraftSource) -> str:
    if holder in NAMES:
        return source.name(holder)
    figure = source.figure(holder)
    return figure.text if figure is not None else ""


def _holders(sentence: str) -> list[str]:
    return [found.strip() for found in _HOLDER.findall(sentence)]


def _block_of(sentence: str) -> str | None:
    """The block that a sentence consists of, None where it is a sentence of its own."""
    found = _HOLDER.fullmatch(sentence.strip())
    if found is None or found[1].strip().partition(":")[0] not in BLOCKS:
        return None
    return found[1].strip()


def _tidy(text: str) -> str:
    """One line with single spaces, none before a sign, and a capital at its start."""
    line = _SPACE_BEFORE.sub(r"\1", _SPACES.sub(" ", " ".join(text.split("\n")))).strip()
    start = 2 if line.startswith("- ") else 0
    return line[:start] + line[start : start + 1].upper() + line[start + 1 :]
