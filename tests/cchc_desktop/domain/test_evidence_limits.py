import pytest

from cchc_desktop.domain.evidence_limits import FILE_MEGABYTES, MEGABYTE, problem_of


@pytest.mark.parametrize("name", ["a.pdf", "Ảnh.JPG", "bảng.xlsx", "không đuôi", "a.exe.pdf"])
def test_documents_are_taken_up_to_the_limit(name: str) -> None:
    assert problem_of(name, FILE_MEGABYTES * MEGABYTE) == ""


def test_a_file_beyond_the_limit_is_refused_with_its_size_and_what_to_do() -> None:
    told = problem_of("quét.pdf", 140 * MEGABYTE)
    assert "140 MB" in told
    assert "200 dpi" in told
    assert problem_of("quét.pdf", FILE_MEGABYTES * MEGABYTE + 1) != ""


@pytest.mark.parametrize(("name", "word"), [("Báo cáo.pdf.lnk", "lối tắt"), ("SETUP.EXE", "chương trình")])
def test_shortcuts_and_programs_are_no_evidence(name: str, word: str) -> None:
    assert word in problem_of(name, 1)
