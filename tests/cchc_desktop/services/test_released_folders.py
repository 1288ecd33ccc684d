"""A folder of an earlier program: everything is still there, and what the new program brings can be used at once."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.released import released
from support.workplaces import desk_of, empty_workplace

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.services.data_care.data_check import examine
from cchc_desktop.services.history.journal import Wanted
from cchc_desktop.services.library.library import EvidenceLibrary
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.canonical_json import sha256
from db import revision

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
OLD = revision.KNOWN[:-1]


def test_the_work_of_the_first_version_goes_on_with_registers_reports_and_plan(tmp_path: Path) -> None:
    released(tmp_path, "0001")
    with closing(empty_workplace(tmp_path)) as workplace:
        desk = desk_of(workplace)
        board = desk.tasks.board()
        assert len(board.rows) == 58
        assert desk.tasks.detail("TQ2025H2-06").row.percent == 100
        assert desk.submissions.current(Kind.PROGRESS, parse("2025-Q3")).state is State.COMPLETE
        assert len(desk.registers.summaries()) == 11
        assert [form.code for form in desk.reports.forms()] == ["BC-CCHC-XA"]
        desk.registers.add("DT", {"ngay": "05/11/2025", "hinh_thuc": "Diễn đàn"})
        sheet = desk.reports.sheet("BC-CCHC-XA", parse("2025-Y"))
        assert sheet.field("BC1.5.1").shown == "1"
        assert sum(line.included for line in desk.plan.page().lines) == 42


@pytest.fixture(params=OLD)
def brought_up(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Desk]]:
    """A folder of an earlier program, opened by this one; with the database as it was beside it."""
    before = released(tmp_path / "truoc", request.param)
    released(tmp_path / "nay", request.param)
    with closing(empty_workplace(tmp_path / "nay")) as workplace:
        yield before, workplace.command_line_desk()


def counts(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_tasks_plan_and_overview_read_what_an_earlier_program_wrote(brought_up: tuple[Path, Desk]) -> None:
    before, desk = brought_up
    there = counts(before)
    details = [desk.tasks.detail(row.code) for row in desk.tasks.board().rows]
    assert len(details) == len(desk.tasks.board().rows) > 50
    assert sum(len(detail.entries) for detail in details) == there["progress_entry"] > 0
    assert sum(line.included for line in desk.plan.page().lines) > 0
    assert desk.overview.page().fields


def test_registers_and_report_sheets_read_what_an_earlier_program_wrote(brought_up: tuple[Path, Desk]) -> None:
    before, desk = brought_up
    codes = [summary.register.code for summary in desk.registers.summaries()]
    assert len(codes) == 11
    assert sum(desk.registers.table(code).total for code in codes) == counts(before).get("register_row", 0)
    for code in codes:
        assert desk.dispatch.register_book(desk.registers.book_snapshot(code, YEAR)).startswith(b"%PDF")
    for form in desk.reports.forms():
        for period in desk.reports.periods(form.code):
            assert desk.reports.sheet(form.code, period).sections


def test_assessment_and_library_read_what_an_earlier_program_wrote(brought_up: tuple[Path, Desk]) -> None:
    before, desk = brought_up
    assert len(desk.assessment.sheet().rows) > 50
    library = EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)
    files = library.files()
    assert len(files) == counts(before)["evidence"] > 0
    assert sum(len(file.uses) for file in files) == counts(before)["evidence_use"]
    assert len(library.places()) > 50


def test_the_history_tells_every_line_that_an_earlier_program_wrote(brought_up: tuple[Path, Desk]) -> None:
    before, desk = brought_up
    journal = desk.history.journal
    chain = journal.chain()
    while not chain.is_done:
        chain = journal.chain(chain)
    assert chain.broken is None
    assert chain.lines >= counts(before)["audit"]
    page, told = journal.page(Wanted()), 0
    while True:
        told += len(page.rows)
        if not page.before:
            break
        page = journal.page(Wanted(), before=page.before)
    assert told > 0


def test_the_check_finds_nothing_wrong_but_the_files_that_a_sample_has_not(brought_up: tuple[Path, Desk]) -> None:
    _before, desk = brought_up
    assert examine(desk.session.store, files=False) == ()


def test_what_was_frozen_is_byte_for_byte_there_and_prints_with_all_its_figures(brought_up: tuple[Path, Desk]) -> None:
    before, desk = brought_up
    with closing(sqlite3.connect(before)) as connection:
        frozen = dict(connection.execute("SELECT id, snapshot FROM submission WHERE snapshot IS NOT NULL"))
    assert {row.id for row in desk.submissions.all() if row.snapshot_sha256} == set(frozen) != set()
    for identity, content in frozen.items():
        row = desk.submissions.by_id(identity)
        assert desk.submissions.frozen_snapshot(identity) == content
        assert sha256(content) == row.snapshot_sha256
        pdf, xlsx = desk.dispatch.documents(identity)  # recounts every figure of the snapshot in what it printed
        assert any(f"Mã {short_code(row.snapshot_sha256)}" in text for text in page_texts(pdf))
        assert openpyxl.load_workbook(io.BytesIO(xlsx)).sheetnames
        assert desk.dispatch.docx(row.kind, row.period, form=row.form_code).startswith(b"PK")


def test_the_revisions_of_what_was_frozen_can_be_looked_at(brought_up: tuple[Path, Desk]) -> None:
    _before, desk = brought_up
    for row in desk.submissions.all():
        if row.snapshot_sha256:
            assert desk.revisions.sides(row.kind, row.period, form=row.form_code)
