from cchc_desktop.domain.evidence_gaps import FileState, Gap
from cchc_desktop.services.submissions.package_budget import Weighed, budget_of
from ui.screens.submissions.budget_words import budget_words

MB = 1 << 20


def told(*sizes: int, gaps: tuple[Gap, ...] = ()) -> list[tuple[str, str]]:
    return budget_words(budget_of([Weighed(f"{n}.pdf", size) for n, size in enumerate(sizes)], gaps), 25)


def test_a_light_package_is_said_to_fit_an_email_with_what_is_left() -> None:
    ((level, text),) = told(3 * MB, 2 * MB)
    assert level == "info"
    assert text == (
        "Gói nộp khoảng 6,0 MB: 2 tệp đính kèm 5,0 MB, cùng bản in và bảng tính. "
        "Gửi được bằng một thư điện tử (thư khoảng 8,2 MB, mức 25 MB)."
    )


def test_a_heavy_package_is_said_to_need_a_stick_or_several_mails_and_its_heaviest_files_are_named() -> None:
    ((level, text),) = told(30 * MB, 1)
    assert level == "warn"
    assert "gửi bằng USB, hoặc chương trình chia thành khoảng 2 thư" in text
    assert text.endswith("Nặng nhất: 0.pdf (30,0 MB).")


def test_a_package_without_files_needs_no_list() -> None:
    ((_, text),) = told()
    assert "không có tệp đính kèm" in text


def test_a_file_above_the_limit_of_one_file_has_a_line_of_its_own() -> None:
    assert told(120 * MB)[1] == ("warn", "Quá 100 MB một tệp: 0.pdf (120,0 MB); nên quét lại hoặc tách tệp.")


def test_lost_files_come_first_three_by_name_and_the_rest_counted() -> None:
    gaps = tuple(Gap(f"criterion:1.1.{n}", "a.pdf", FileState.MISSING) for n in range(5))
    lines = told(1, gaps=gaps)[1:]
    assert {level for level, _ in lines} == {"block"}
    assert lines[0][1] == "Tiêu chí 1.1.0: tệp “a.pdf” không thấy."
    assert lines[-1][1].startswith("Và 2 nơi khác")


def test_criteria_without_any_file_are_one_line() -> None:
    gaps = tuple(Gap(f"criterion:2.1.{n}", "", FileState.MISSING, explained=True) for n in range(8))
    ((level, text),) = told(1, gaps=gaps)[1:]
    assert level == "info"
    assert text.startswith("8 tiêu chí có điểm, không có tệp minh chứng: 2.1.0, 2.1.1")
    assert "và 2 tiêu chí khác" in text
