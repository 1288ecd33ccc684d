"""Whatever is brought, the answer is a table or a calm refusal; never another error."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.task_tables import DEPARTMENT, Row, delimited, html, paste, plan, read, rows, write_docx, write_xlsx

from cchc_desktop.catalogue.task_table.result import TaskTable
from cchc_desktop.system.fault import Fault

quickly = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEAD = ("STT", "Mục tiêu", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời gian")


def outcome(reading: Callable[[], TaskTable]) -> TaskTable | Fault:
    """The table, or the fault in its three sentences; any other error fails the test."""
    try:
        return reading()
    except Fault as fault:
        return fault


def survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    found = outcome(lambda: read(path))
    assert isinstance(found, TaskTable) or all((found.what, found.safe, found.do))


@quickly
@given(data=st.binary(max_size=600))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    survives(tmp_path / "rac.xlsx", data)


@quickly
@given(
    data=st.binary(max_size=300), start=st.sampled_from([b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"<html>", b"STT;"])
)
def test_bytes_that_begin_like_a_known_file(tmp_path: Path, data: bytes, start: bytes) -> None:
    survives(tmp_path / "rac.docx", start + data)


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@quickly
@given(st.lists(st.lists(st.one_of(cells, st.sampled_from(["1", "I", "", "Quý I/2026", "16", *HEAD])), max_size=8)))
def test_any_rows_under_a_header(lines: list[list[str]]) -> None:
    table = paste(delimited([Row(HEAD), *(Row(tuple(line)) for line in lines)]))
    for task in table.tasks:
        assert task.name
        assert task.number
        assert task.lead
        assert task.time
    numbers = [(task.section, task.number) for task in table.tasks]
    assert len(set(numbers)) == len(numbers)


@quickly
@given(st.text(max_size=400))
def test_any_printed_text_under_a_header(text: str) -> None:
    head = "STT Mục tiêu Nhiệm vụ \nCơ quan chủ trì Sản phẩm Thời gian\nI THỂ CHẾ\n1 "
    found = outcome(lambda: paste(head + text))
    assert isinstance(found, TaskTable) or found.code == "header-missing"


@pytest.mark.parametrize("write", [write_xlsx, write_docx])
def test_a_file_with_damaged_bytes(tmp_path: Path, write) -> None:
    data = write(tmp_path / "tot", rows(plan(DEPARTMENT))).read_bytes()
    chance = random.Random(20_251_122)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        survives(tmp_path / "hong", bytes(broken))


@quickly
@given(st.integers(0, 4000), st.text(max_size=8))
def test_a_web_page_with_broken_tags(at: int, noise: str) -> None:
    page = html(rows(plan(DEPARTMENT)))
    found = outcome(lambda: paste(page[:at] + noise + page[at + len(noise) :]))
    assert isinstance(found, TaskTable) or found.code == "header-missing"
