"""Text that no document can show is refused before it is frozen into a wrong print."""

import unicodedata

import pytest
from support.report_snapshots import plan_snapshot, register_snapshot, report_snapshot
from support.snapshots import assessment_snapshot, entry, progress_snapshot

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.unprintable import refuse_unprintable, unprintable_characters


def test_vietnamese_text_with_usual_signs_can_be_printed() -> None:
    assert unprintable_characters("Tỷ lệ ≥ 95% – “đạt”;\n\t- nhiệm vụ 12/KH-UBND…") == ""


def test_each_unprintable_character_is_named_once() -> None:
    assert unprintable_characters("Xong ✓ rồi ✓ 😀\x07") == "✓😀\x07"


def test_invisible_formatting_characters_do_not_matter() -> None:
    assert unprintable_characters("Yên\u200b Sơn\ufeff") == ""


def test_a_picture_character_in_a_result_is_refused_with_its_task() -> None:
    snapshot = progress_snapshot()
    snapshot["progress"]["fields"][1]["tasks"][0]["entries"] = [entry("Đã xong ✓")]
    with pytest.raises(Refusal) as refusal:
        refuse_unprintable(snapshot)
    (finding,) = refusal.value.findings
    assert finding.target == "task:TQ2025H2-11"
    assert "“✓” (2713)" in finding.text


def test_decomposed_text_is_refused_with_its_criterion() -> None:
    snapshot = assessment_snapshot()
    snapshot["assessment"]["rows"][2]["explanation"] = unicodedata.normalize("NFD", "Chưa bố trí được kinh phí")
    with pytest.raises(Refusal) as refusal:
        refuse_unprintable(snapshot)
    assert [(finding.code, finding.target) for finding in refusal.value.findings] == [
        ("text-not-nfc", "criterion:1.1.1")
    ]


def _target(snapshot: Snapshot) -> str:
    with pytest.raises(Refusal) as refusal:
        refuse_unprintable(snapshot)
    (finding,) = refusal.value.findings
    return finding.target


def test_text_of_a_report_is_refused_with_its_field_its_section_or_its_register() -> None:
    figure, section, row = report_snapshot(), report_snapshot(), report_snapshot()
    figure["report"]["figures"][26]["override_reason"] = "Vì ☑"
    section["report"]["sections"][1]["paragraphs"][0]["text"] = "Đã xong ✓"
    row["report"]["annexes"][0]["rows"][0][3] = "Kế hoạch ☑"
    assert _target(figure) == f"report:BC-CCHC-XA:2026-Q1:{figure['report']['figures'][26]['code']}"
    assert _target(section) == "report:BC-CCHC-XA:2026-Q1:#1.1"
    assert _target(row) == "register:VB"


def test_text_of_a_plan_or_a_register_is_refused_with_its_place() -> None:
    plan, register = plan_snapshot(), register_snapshot()
    plan["plan"]["fields"][0]["tasks"][10]["name"] = "Hội nghị ☑"
    register["register"]["table"]["rows"][5][3] = "Tọa đàm ☑"
    assert _target(plan) == "plan:XA-59"
    assert _target(register) == "register:TT"


def test_the_sample_snapshots_can_be_printed() -> None:
    refuse_unprintable(progress_snapshot())
    refuse_unprintable(assessment_snapshot())
