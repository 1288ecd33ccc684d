"""What is drawn for a sequence: texts, days, figures, answers, and when the process is killed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from support.any_sequence.killable import LIVE, Fate
from support.workplaces import LIBRARY

from cchc_desktop.domain.answer import Answer

T = TypeVar("T")
SUBMITTED = (("progress", "2025-Q4"), ("report", "2025-M11"), ("assessment", "2025-Y"), ("plan", "2025-H2"))
SCORES = (
    *(("1.1.1", answer) for answer in (Answer(), Answer(choice=0), Answer(choice=1))),
    *(("1.1.2", answer) for answer in (Answer(), Answer(ticks=frozenset()), Answer(ticks=frozenset({0, 1})))),
    *(("1.2.1", answer) for answer in (Answer(), Answer(numbers={"n": Decimal(0)}))),
    *(("2.1.1", answer) for answer in (Answer(), Answer(yes=True), Answer(yes=False))),
    *(("3.1.1", answer) for answer in (Answer(), Answer(numbers={"a": Decimal(7), "b": Decimal("9.50")}))),
)
"""Criteria with answers of their rules."""
PICKS = st.lists(st.integers(0, 999), min_size=3, max_size=3)
PEOPLE = st.sampled_from((("25", "25"), ("1.200", "1200"), ("", ""), ("mười", None)))
"""What is typed for a number of people, and what is stored; None where it must be refused."""
FIGURES = (
    ("BC3.2.1", "12", ("value", "12", False)),
    ("BC3.2.1", "1.855", ("value", "1855", False)),
    ("BC3.2.1", "ước 41", ("value", "41", True)),
    ("BC3.2.1", "Không phát sinh", ("not_arising", "", False)),
    ("BC3.2.1", "", ("empty", "", False)),
    ("BC3.2.1", "nhiều", None),
    ("BC3.1.1", "0", ("value", "0", False)),
    ("BC3.1.1", "Không phát sinh", None),
    ("BC1.2.1", "4", ("value", "4", False)),
    ("BC1.2.1", "", ("empty", "", False)),
    ("BC1.6.1", "5", None),
    ("BC3.2", "5", None),
)
"""A field, what is typed for it, and its state, value and estimate as stored; None where it must be refused."""

REGISTERS = {register.code: register for register in LIBRARY.pack("SO-XA-2025").pack.registers}
texts = st.sampled_from(
    (
        *("", "Đã ban hành kế hoạch", "Kê\u0301 hoạch số 12", "  hai đầu trống  ", "dòng một\ndòng hai", "100%_'\"\\"),
        *("\U0001f600 xong", '{"a": 1}', "Ngày 10/12 " * 120, "kho\u0302ng phát sinh", "=1+1", "Căn cứ\n\n- một"),
    )
)
lines = st.sampled_from(("", "12/KH-UBND", "Kê\u0301 hoạch", "  hai đầu  trống ", "100%_'\"", "\U0001f600"))
days = st.dates(date(2025, 9, 1), date(2026, 2, 28))
# The commands of officers pass 15 to 30 points, opening 25, a restore 45, a backup or a close 10.
killed = st.builds(Fate, points=st.integers(0, 28)) | st.builds(Fate, seconds=st.floats(0, 0.012))
killed_in_care = st.builds(Fate, points=st.integers(0, 12) | st.integers(0, 48)) | st.builds(
    Fate, seconds=st.floats(0, 0.06)
)
killed_in_care |= st.builds(Fate, points=st.integers(0, 12), only_changes=st.just(True))
openings = st.none() | st.integers(0, 24)
fates = st.integers(0, 6).flatmap(lambda number: killed if number == 6 else st.just(LIVE))
long_fates = st.integers(0, 2).flatmap(
    lambda number: st.just(LIVE) if number == 0 else st.builds(replace, killed_in_care, opening=openings)
)


def register_row(day: date, words: str, people: tuple[str, str | None]) -> tuple[dict[str, str], dict[str, str]]:
    """A row of the register of publicity as typed and as stored; nothing is stored where it must be refused."""
    register = REGISTERS["TT"]
    topic, form = (register.column(code).spec.options[0] for code in ("chu_de", "hinh_thuc"))
    typed, plain = people
    row = {
        "ngay": f"{day:%d/%m/%Y}",
        "chu_de": topic.label,
        "hinh_thuc": form.label,
        "noi_dung": words,
        "so_nguoi": typed,
    }
    if plain is None or not words.strip():
        return row, {}
    stored = {"ngay": day.isoformat(), "chu_de": topic.code, "hinh_thuc": form.code, "noi_dung": words.strip()}
    return row, {**stored, "so_nguoi": plain} if plain else stored


def pick(picks: list[int], choices: Sequence[T]) -> T:
    """One of what is there. What was drawn must not depend on it: a kill at a moment may leave the one or the other."""
    return choices[picks.pop() % len(choices)]
