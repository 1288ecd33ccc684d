"""From snapshot to files: the same bytes each time, and nothing handed over that was not counted again."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from support.snapshots import assessment_snapshot, entry, progress_snapshot

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.assessment_sheets import assessment_workbook
from cchc_desktop.exports.code import short_code
from cchc_desktop.exports.document import Identity
from cchc_desktop.exports.progress_sheets import progress_workbook
from cchc_desktop.exports.recount import recount_pdf, recount_xlsx
from cchc_desktop.exports.render import preview_pdf, render
from cchc_desktop.exports.xlsx import render_xlsx
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.fault import Fault

ROOT = Path(__file__).parents[3]
HASH = "7f" * 32
PROGRAM = """
import hashlib
from support.report_snapshots import plan_snapshot, register_snapshot, report_snapshot
from support.snapshots import assessment_snapshot, progress_snapshot
from cchc_desktop.exports.render import render, render_docx
for make in (assessment_snapshot, progress_snapshot, report_snapshot, plan_snapshot, register_snapshot):
    rendered = render(make(), sha256="7f" * 32)
    print(hashlib.sha256(rendered.pdf).hexdigest(), hashlib.sha256(rendered.xlsx).hexdigest())
for make in (report_snapshot, plan_snapshot):
    print(hashlib.sha256(render_docx(make())).hexdigest())
"""


def _digests(seed: str, zone: str) -> str:
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
    }
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout


def test_two_programs_print_the_same_bytes_whatever_their_hash_seed_and_time_zone() -> None:
    first = _digests("0", "UTC")
    assert len(first.split()) == 12
    assert _digests("4711", "Asia/Ho_Chi_Minh") == first


def test_the_same_snapshot_gives_the_same_bytes_again_after_another_one() -> None:
    first = render(progress_snapshot(), sha256=HASH)
    render(assessment_snapshot(), sha256=HASH)
    assert render(progress_snapshot(), sha256=HASH) == first


def test_another_snapshot_gives_another_document() -> None:
    changed = progress_snapshot()
    changed["progress"]["fields"][0]["tasks"][0]["entries"] = [entry("Kết quả khác")]
    first, second = (render(snapshot, sha256=HASH) for snapshot in (progress_snapshot(), changed))
    assert first.pdf != second.pdf
    assert first.xlsx != second.xlsx


def test_both_documents_bear_the_code_of_the_hash() -> None:
    snapshot = assessment_snapshot()
    digest = sha256(canonical(snapshot))
    rendered = render(snapshot, sha256=digest)
    line = f"UBND xã Yên Sơn · Năm 2025 · Bản chốt số 1 · Mã {short_code(digest)}"
    assert recount_pdf(rendered.pdf, Identity("UBND xã Yên Sơn", "Năm 2025", "Bản chốt số 1", short_code(digest))) > 10
    file = openpyxl.load_workbook(BytesIO(rendered.xlsx))
    assert {page.oddFooter.left.text for page in file.worksheets} == {line}


def test_text_that_cannot_be_printed_is_refused_before_anything_is_made() -> None:
    snapshot = progress_snapshot()
    snapshot["progress"]["fields"][0]["tasks"][0]["name"] = "Kế hoạch ☑"
    with pytest.raises(Refusal, match="ký tự không in được"):
        render(snapshot, sha256=HASH)
    with pytest.raises(Refusal, match="ký tự không in được"):
        preview_pdf(snapshot)


def test_counts_that_do_not_add_up_are_never_handed_over() -> None:
    snapshot = progress_snapshot()
    snapshot["progress"]["counts"][0]["count"] += 1
    with pytest.raises(Fault, match="số nhiệm vụ “Hoàn thành đúng hạn” là 15, trong bản chốt là 16"):
        render(snapshot, sha256=HASH)


def test_a_lost_task_is_never_handed_over() -> None:
    snapshot = progress_snapshot()
    snapshot["progress"]["fields"][0]["tasks"].pop()
    with pytest.raises(Fault, match="số nhiệm vụ là 57, trong bản chốt là 58"):
        render(snapshot, sha256=HASH)


@pytest.mark.parametrize("key", ["self_points", "bonus_points", "deduction_points", "total"])
def test_points_that_do_not_add_up_are_never_handed_over(key: str) -> None:
    snapshot = assessment_snapshot()
    snapshot["assessment"][key] = "33.33"  # type: ignore[literal-required]  # the key is one of the four above
    with pytest.raises(Fault) as fault:
        render(snapshot, sha256=HASH)
    assert fault.value.code == "export-recount"


def test_a_deduction_does_not_take_the_total_below_zero() -> None:
    snapshot = assessment_snapshot()
    for row in snapshot["assessment"]["rows"]:
        row["points"] = "0" if row["points"] else ""
    snapshot["assessment"] |= {"self_points": "0", "bonus_points": "0", "deduction_points": "3", "total": "0"}
    assert render(snapshot, sha256=HASH).pdf.startswith(b"%PDF")


def test_a_page_of_another_snapshot_is_found_out() -> None:
    pdf = preview_pdf(progress_snapshot())
    with pytest.raises(Fault, match="trang 1 của tệp PDF thiếu mã bản chốt"):
        recount_pdf(pdf, Identity("UBND xã Yên Sơn", "Quý IV năm 2025", "Bản chốt số 1", "0000-0000-00"))


def test_a_file_that_cannot_be_read_again_is_found_out() -> None:
    snapshot = progress_snapshot()
    workbook = progress_workbook(snapshot, code="")
    with pytest.raises(Fault, match="tệp PDF không đọc lại được"):
        recount_pdf(b"%PDF-1.4 cut", Identity("", "", "", ""))
    with pytest.raises(Fault, match="tệp Excel không đọc lại được"):
        recount_xlsx(render_xlsx(workbook)[:-2000], workbook, snapshot)


def test_a_workbook_with_a_row_too_few_is_found_out() -> None:
    snapshot = assessment_snapshot()
    shorter: Snapshot = assessment_snapshot()
    shorter["assessment"]["rows"].pop()
    with pytest.raises(Fault, match="số dòng của trang tính “Bảng điểm”"):
        recount_xlsx(
            render_xlsx(assessment_workbook(shorter, code="")), assessment_workbook(snapshot, code=""), snapshot
        )


def test_a_draft_on_which_nobody_has_worked_can_be_previewed() -> None:
    snapshot = assessment_snapshot()
    snapshot["document"] |= {"number": "", "date": ""}
    snapshot["evidence"] = []
    for row in snapshot["assessment"]["rows"]:
        row |= {"points": "", "outcome": "", "answer": [], "arithmetic": "", "evidence": [], "explanation": ""}
    snapshot["assessment"] |= {"self_points": "0", "total": "0", "rescaled": "0", "grade": ""}
    assert preview_pdf(snapshot).startswith(b"%PDF")
