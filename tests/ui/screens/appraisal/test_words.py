"""The words of the lines that are appraised."""

from support.report_snapshots import report_snapshot
from support.snapshots import assessment_snapshot

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.snapshot_sections import Line, sections_of
from ui.screens.appraisal.words import paragraphs


def texts(line: Line) -> list[tuple[str, str]]:
    return [pair for paragraph in paragraphs(line) for pair in paragraph]


def lines(snapshot: Snapshot) -> list[Line]:
    return [line for section in sections_of(snapshot) for line in section.lines]


def test_no_figure_is_lost_because_its_digits_stand_in_the_code_of_its_line() -> None:
    found = [line for line in lines(report_snapshot()) if line.key.startswith("figure:")]
    assert len(found) > 50
    for line in found:
        values = dict(line.words)
        assert ("Số liệu kỳ này" in dict(texts(line))) is ("Số liệu kỳ này" in values)
    criteria = [line for line in lines(assessment_snapshot()) if line.key.startswith("criterion:")]
    for line in criteria:
        assert dict(texts(line)).get("Điểm tự chấm") == dict(line.words).get("Điểm tự chấm")


def test_the_name_that_the_place_says_already_is_not_read_twice() -> None:
    line = next(line for line in lines(report_snapshot()) if line.key == "figure:BC1.1.1")
    assert line.place == "Số liệu BC1.1.1. Số nhiệm vụ đề ra trong kế hoạch"
    assert "Chỉ tiêu thống kê" in dict(line.words)
    assert "Chỉ tiêu thống kê" not in dict(texts(line))


def test_every_other_word_of_a_line_is_read_once_and_in_its_order() -> None:
    for line in lines(report_snapshot()):
        assert texts(line) == [pair for pair in line.words if pair in texts(line)]
        dropped = [text for label, text in line.words if (label, text) not in texts(line)]
        assert all(text.rstrip(".;:, ") in line.place for text in dropped)


def test_short_texts_stand_beside_each_other_and_long_ones_alone() -> None:
    for line in lines(report_snapshot()):
        for paragraph in paragraphs(line):
            assert len(paragraph) == 1 or all(len(label) + len(text) <= 70 for label, text in paragraph)
