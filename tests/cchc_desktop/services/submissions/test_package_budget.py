"""What a package will weigh, and that commune and reviewer are told of the same gaps."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.filling import fill_assessment
from support.stored_files import written
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.cli.commands import package_verify
from cchc_desktop.domain.evidence_gaps import FileState, Gap
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.layout import EVIDENCE_FOLDER
from cchc_desktop.services.submissions.package_budget import DOCUMENTS, PackageBudgets, Weighed, budget_of
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk

WITHOUT = "1.1.1"
MB = 1 << 20


@pytest.fixture
def signed(desk: Desk, tmp_path: Path) -> SubmissionRow:
    """A signed self-assessment: one file on every leaf but one, where its absence is explained; two on another."""
    fill_assessment(desk, written(tmp_path, "chung.pdf", b"chung"))
    desk.assessment.attach("1.3.1", written(tmp_path, "riêng.pdf", b"rieng"))
    row = next(row for row in desk.assessment.sheet().rows if row.criterion.code == WITHOUT)
    desk.assessment.detach(row.files[0].use_id)
    period = desk.submissions.default_period(Kind.ASSESSMENT)
    done = desk.submissions.complete(Kind.ASSESSMENT, period).value
    desk.submissions.sign_with_password(Kind.ASSESSMENT, period, leader_id=done.leader_id, password=LEADER_PASSWORD)
    return done


@pytest.fixture
def budgets(desk: Desk) -> PackageBudgets:
    return PackageBudgets(desk.session, desk.submissions, desk.evidence)


def stored(desk: Desk, name: str) -> Path:
    rows = desk.assessment.sheet().rows
    return next(desk.evidence.path(file.sha256) for row in rows for file in row.files if file.name == name)


def without_file(package: Path, head: str, target: Path) -> Path:
    """The package as it arrives after somebody took a file out of it."""
    with ZipFile(package) as old, ZipFile(target, "w") as new:
        for item in old.infolist():
            if f"{EVIDENCE_FOLDER}{head}" not in item.filename:
                new.writestr(item, old.read(item))
    return target


def test_each_file_counts_once_however_many_criteria_it_proves(signed: SubmissionRow, budgets: PackageBudgets) -> None:
    budget = budgets.of(signed.id)
    assert (budget.files, budget.size) == (2, len(b"chung") + len(b"rieng"))
    assert budget.expected == budget.size + DOCUMENTS


def test_the_package_is_about_as_large_as_was_said(
    desk: Desk, signed: SubmissionRow, budgets: PackageBudgets, tmp_path: Path
) -> None:
    said = budgets.of(signed.id).expected
    assert desk.dispatch.write_package(signed.id, tmp_path).size < said


def test_a_proof_without_a_file_is_told_before_the_export_and_after_the_arrival(
    desk: Desk, signed: SubmissionRow, budgets: PackageBudgets, tmp_path: Path
) -> None:
    package = desk.dispatch.write_package(signed.id, tmp_path)
    told = budgets.of(signed.id).gaps
    assert told == (Gap(f"criterion:{WITHOUT}", "", FileState.MISSING, explained=True),)
    assert desk.dispatch.verify(package.path).gaps == told
    report = package_verify(Namespace(file=package.path), desk.session.store.folder.path, desk.session.now)
    assert report.lines[-1] == "- Tiêu chí 1.1.1: không có tài liệu kiểm chứng, đã có giải trình."
    assert report.data["gaps"] == [{"target": f"criterion:{WITHOUT}", "file": "", "message": told[0].text}]


def test_a_file_that_is_gone_gives_the_same_list_on_both_sides(
    desk: Desk, signed: SubmissionRow, budgets: PackageBudgets, tmp_path: Path
) -> None:
    package = desk.dispatch.write_package(signed.id, tmp_path)
    lost = stored(desk, "riêng.pdf")
    lost.unlink()
    arrived = desk.dispatch.verify(without_file(package.path, lost.name[:8], tmp_path / "den.zip"))
    told = budgets.of(signed.id).gaps
    assert told[0].text == "Tiêu chí 1.3.1: tệp “riêng.pdf” không thấy."
    assert arrived.gaps == told


def test_an_altered_file_is_found_by_its_hash(desk: Desk, signed: SubmissionRow, budgets: PackageBudgets) -> None:
    stored(desk, "riêng.pdf").write_bytes(b"RIENG")
    assert [gap.name for gap in budgets.of(signed.id).gaps] == [""]  # the same size: only reading finds it
    assert budgets.of(signed.id, thorough=True).gaps[0].state is FileState.ALTERED


def weighed(*megabytes: int) -> Iterator[Weighed]:
    return (Weighed(f"{place}.pdf", size * MB) for place, size in enumerate(megabytes))


def test_the_heaviest_files_are_named_and_light_ones_are_not() -> None:
    budget = budget_of([*weighed(1, 30, 2, 20, 9)])
    assert [file.name for file in budget.heaviest] == ["1.pdf", "3.pdf", "4.pdf"]
    assert [file.name for file in budget_of([*weighed(100, 1)]).heaviest] == ["0.pdf"]


def test_documents_and_letters_count_towards_the_limit_of_an_email() -> None:
    assert not budget_of([*weighed(17)]).exceeds(25)
    assert budget_of([*weighed(18)]).exceeds(25)
    assert [budget_of([*weighed(size)]).mails(25) for size in (1, 18, 35, 36)] == [1, 2, 2, 3]


def test_files_above_the_limit_of_one_file_are_told_apart() -> None:
    assert [file.name for file in budget_of([*weighed(101, 100)]).too_large] == ["0.pdf"]
