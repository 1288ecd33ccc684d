"""``cchc-desktop demo``: one run on the real plan, and what stands on the disk afterwards."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import bagit
import pypdfium2
import pytest
from docx import Document
from support.register_totals import totals

from cchc_desktop.__main__ import main
from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.demo import demo_clock
from cchc_desktop.cli.demo_registers import register_year
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.period import parse
from cchc_desktop.exports.official import SAMPLE_MARK
from cchc_desktop.packages.reader import read_snapshot, verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.workplace import Desk, open_workplace

KINDS = ("plan", "progress", "report", "assessment")


@dataclass(frozen=True, slots=True)
class Run:
    exit: int
    answer: dict[str, Any]
    progress: str
    folder: Path

    def package(self, kind: str) -> dict[str, Any]:
        return next(item for item in self.answer["packages"] if item["kind"] == kind)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("chạy thử") / "mẫu"
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(["demo", "--out", str(folder), "--json"])
    return Run(code, json.loads(out.getvalue()), err.getvalue(), folder)


@pytest.fixture(scope="module")
def desk(run: Run) -> Iterator[Desk]:
    with closing(open_workplace(Path(run.answer["data_folder"]), clock=demo_clock, library=bundled())) as workplace:
        yield workplace.command_line_desk()


@pytest.fixture
def unpacked(run: Run, kind: str, tmp_path: Path) -> Path:
    with ZipFile(run.package(kind)["package"]) as archive:
        archive.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    return top


def test_the_command_ends_well_and_tells_its_steps_on_standard_error(run: Run) -> None:
    assert run.exit == 0
    assert "Nhập dữ liệu mẫu của UBND xã Hàm Yên." in run.progress


def test_everything_that_the_answer_names_lies_in_the_folder(run: Run) -> None:
    named = [run.answer["data_folder"], run.answer["documents_folder"]]
    named += [item[key] for item in run.answer["packages"] for key in ("package", "pdf", "xlsx")]
    assert all(Path(path).exists() and Path(path).is_relative_to(run.folder) for path in named)


@pytest.mark.parametrize("kind", KINDS)
def test_the_package_is_valid(run: Run, kind: str) -> None:
    assert run.package(kind)["verdict"] == "valid"
    assert verify(Path(run.package(kind)["package"])).verdict is Verdict.VALID


@pytest.mark.parametrize("kind", KINDS)
def test_the_public_bagit_library_accepts_the_package(unpacked: Path) -> None:
    assert bagit.Bag(str(unpacked)).validate()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_accepts_the_package(unpacked: Path, manifest: str) -> None:
    done = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=unpacked, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_the_package_says_that_it_holds_samples(unpacked: Path) -> None:
    assert unpacked.name.startswith("MAU_")
    info = (unpacked / "bag-info.txt").read_text("utf-8")
    assert "CCHC-Sample: true" in info
    assert SAMPLE_MARK in info


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_that_the_data_are_samples(run: Run, kind: str) -> None:
    with pypdfium2.PdfDocument(run.package(kind)["pdf"]) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(texts) > 3
    assert [number for number, text in enumerate(texts, start=1) if SAMPLE_MARK not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_blocked_the_submission(run: Run, kind: str) -> None:
    assert run.package(kind)["findings"]["block"] == 0


def test_the_counts_by_status_add_up_to_the_58_tasks_of_the_plan(run: Run) -> None:
    assert run.answer["tasks"]["total"] == 58
    assert sum(run.answer["tasks"]["by_status"].values()) == 58
    part = read_snapshot(Path(run.package("progress")["package"]))["progress"]
    assert {line["status"]: line["count"] for line in part["counts"]} == run.answer["tasks"]["by_status"]


def test_all_72_criteria_are_answered_and_the_snapshot_has_the_score_of_the_sheet(run: Run, desk: Desk) -> None:
    result = desk.assessment.sheet().result
    part = read_snapshot(Path(run.package("assessment")["package"]))["assessment"]
    assert (result.answered, result.complete) == (72, True)
    assert part["self_points"] == run.answer["criteria"]["self_points"] == str(result.self_points) == "64.38"
    assert part["total"] == str(result.total) == "65.38"


def test_the_degree_of_completion_that_is_scored_is_that_of_the_tasks(desk: Desk) -> None:
    """Criterion 1.1.3 leaves out what does not arise and what an objective reason holds up."""
    rows = [row for row in desk.tasks.board().rows if row.involvement is not Involvement.NOT_NAMED]
    held_up = [
        row
        for row in rows
        if not row.status.is_done and any(entry.objective_reason for entry in desk.tasks.detail(row.code).entries)
    ]
    sheet = {row.criterion.code: row for row in desk.assessment.sheet().rows}
    answer = sheet["1.1.3"].answer
    assert answer is not None
    assert answer.numbers["a"] == sum(not row.not_arising for row in rows) - len(held_up)
    assert answer.numbers["b"] == sum(row.status.is_done for row in rows)


def test_all_submissions_were_signed_by_the_leader_and_answered_by_the_province(desk: Desk) -> None:
    rows = {row.kind.value: row for row in desk.submissions.all()}
    assert {row.signed_by for row in rows.values()} == {"Nguyễn Văn Mẫu"}
    assert {kind: row.state.value for kind, row in rows.items()} == {
        "plan": "accepted",
        "progress": "accepted",
        "report": "received",
        "assessment": "returned",
    }
    returned = rows["assessment"]
    assert len(desk.answers.open_remarks(returned.kind, returned.period)) == 2


def test_the_sample_department_opens_too(run: Run) -> None:
    folder = Path(run.answer["province_folder"])
    with closing(open_workplace(folder, clock=demo_clock, library=bundled())) as workplace:
        assert workplace.workspace().is_province
        assert workplace.workspace().sample
    assert len(run.answer["answers"]) == 7


def test_the_mark_of_sample_data_cannot_be_lifted(run: Run) -> None:
    with closing(sqlite3.connect(Path(run.answer["data_folder"]) / "cchc.db")) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="sample data stay sample data"):
            connection.execute("UPDATE workspace SET sample = 0")
        assert connection.execute("SELECT sample FROM workspace").fetchone() == (1,)


def test_every_total_of_the_report_follows_from_the_registers(run: Run) -> None:
    part = read_snapshot(Path(run.package("report")["package"]))["report"]
    figures = {figure["code"]: figure["value"] for figure in part["figures"]}
    counted = {
        code: value for code, value in totals(register_year(2025), parse("2025-Y")).items() if type(value) is int
    }
    assert len(counted) > 25
    assert {code: figures[code] for code in counted} == {code: str(value) for code, value in counted.items()}


@pytest.mark.parametrize("kind", ["plan", "report"])
def test_the_word_file_is_there_and_says_that_the_data_are_samples(run: Run, kind: str) -> None:
    texts = [
        paragraph.text for part in Document(run.package(kind)["docx"]).sections for paragraph in part.header.paragraphs
    ]
    assert any(SAMPLE_MARK in text for text in texts)
