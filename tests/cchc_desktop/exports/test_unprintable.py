"""Text that no document can show is refused before it is frozen into a wrong print."""

import unicodedata

import pytest
from support.snapshots import assessment_snapshot, entry, progress_snapshot

from cchc_desktop.domain.finding import Refusal
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


def test_the_sample_snapshots_can_be_printed() -> None:
    refuse_unprintable(progress_snapshot())
    refuse_unprintable(assessment_snapshot())
