import unicodedata
from pathlib import Path

import pytest
from support.filling import fill_assessment, fill_tasks

from cchc_desktop.domain.evidence_limits import FILE_MEGABYTES
from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.evidence.evidence import FileRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault

LEAF = "1.3.1"


def files(desk: Desk, code: str = LEAF) -> tuple[FileRow, ...]:
    return next(row.files for row in desk.assessment.sheet().rows if row.criterion.code == code)


def written(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_an_attached_file_no_longer_needs_its_original(desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, "kế hoạch.pdf", b"noi dung")
    desk.assessment.attach(LEAF, source)
    source.unlink()
    (file,) = files(desk)
    assert desk.evidence.path(file.sha256).read_bytes() == b"noi dung"


def test_one_file_may_prove_several_criteria_and_is_stored_once(desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, "a.pdf", b"x")
    for code in (LEAF, "2.1.1"):
        desk.assessment.attach(code, source)
    assert files(desk)[0].id == files(desk, "2.1.1")[0].id


def test_the_same_content_under_another_name_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"x"))
    done = desk.assessment.attach("2.1.1", written(tmp_path, "b.pdf", b"x"))
    assert "đã có trong kho với tên “a.pdf”" in done.value.notice


def test_the_same_file_twice_on_one_criterion_is_told_and_attached_once(desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, "a.pdf", b"x")
    desk.assessment.attach(LEAF, source)
    done = desk.assessment.attach(LEAF, source)
    assert "đã được đính kèm ở đây" in done.value.notice
    assert len(files(desk)) == 1


def test_names_that_differ_only_in_composition_both_stay_and_can_be_told_apart(desk: Desk, tmp_path: Path) -> None:
    name = "Quyết định.pdf"
    desk.assessment.attach(LEAF, written(tmp_path / "nfc", unicodedata.normalize("NFC", name), b"1"))
    done = desk.assessment.attach(LEAF, written(tmp_path / "nfd", unicodedata.normalize("NFD", name), b"2"))
    assert [file.name for file in files(desk)] == ["Quyết định.pdf", "Quyết định (2).pdf"]
    assert "trùng tên" in done.value.notice


def test_a_very_long_name_with_diacritics_is_kept_as_given(desk: Desk, tmp_path: Path) -> None:
    name = "ế" * 80 + ".pdf"
    desk.assessment.attach(LEAF, written(tmp_path, name, b"x"))
    assert files(desk)[0].name == name


@pytest.mark.parametrize(("content", "code"), [(b"", "evidence-empty"), (None, "evidence-vanished")])
def test_a_file_that_cannot_be_attached_leaves_everything_as_it_was(
    desk: Desk, tmp_path: Path, content: bytes | None, code: str
) -> None:
    desk.assessment.explain(LEAF, "đã nhập trước đó")
    source = written(tmp_path, "a.pdf", content) if content is not None else tmp_path / "khong co.pdf"
    with pytest.raises(Fault) as fault:
        desk.assessment.attach(LEAF, source)
    assert fault.value.code == code
    assert files(desk) == ()
    assert next(r.explanation for r in desk.assessment.sheet().rows if r.criterion.code == LEAF) == "đã nhập trước đó"


def test_detaching_keeps_the_file_in_the_store_and_can_be_undone(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"x"))
    (file,) = files(desk)
    desk.assessment.detach(file.use_id)
    assert files(desk) == ()
    assert desk.evidence.path(file.sha256).exists()
    desk.session.undo()
    assert files(desk) == (file,)


def test_a_lost_or_altered_file_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"x"))
    desk.assessment.attach(LEAF, written(tmp_path, "b.pdf", b"y"))
    first, second = files(desk)
    desk.evidence.path(first.sha256).unlink()
    desk.evidence.path(second.sha256).write_bytes(b"z")
    assert sorted(desk.evidence.unsound()) == ["a.pdf", "b.pdf"]


def test_number_day_and_abstract_of_a_document_are_kept(desk: Desk, tmp_path: Path) -> None:
    from datetime import date

    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"x"))
    desk.evidence.describe(files(desk)[0].id, number=" 45/KH-UBND ", day=date(2025, 1, 20), title="Kế hoạch kiểm tra")
    (file,) = files(desk)
    assert (file.number, file.day, file.title) == ("45/KH-UBND", date(2025, 1, 20), "Kế hoạch kiểm tra")


def test_an_inner_node_takes_no_evidence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises((KeyError, Refusal)):
        desk.assessment.attach("1.3", written(tmp_path, "a.pdf", b"x"))


def test_who_issued_a_document_is_kept_as_one_line(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"x"))
    desk.evidence.describe(files(desk)[0].id, issuer="  UBND xã\nYên Sơn ")
    assert files(desk)[0].issuer == "UBND xã Yên Sơn"
    desk.session.undo()
    assert files(desk)[0].issuer == ""


def test_one_file_is_cited_by_other_pages_in_each_place(desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, "a.pdf", b"x")
    for code, pages in ((LEAF, "2-3"), ("2.1.1", "mục II, trang 7")):
        desk.assessment.attach(code, source)
        desk.assessment.cite(files(desk, code)[0].use_id, pages)
    assert [files(desk, code)[0].pages for code in (LEAF, "2.1.1")] == ["2-3", "mục II, trang 7"]
    desk.session.undo()
    assert [files(desk, code)[0].pages for code in (LEAF, "2.1.1")] == ["2-3", ""]


@pytest.mark.parametrize("typed", ["a\x07b", "x" * 121])
def test_a_line_that_no_document_can_print_is_refused_and_nothing_changes(
    desk: Desk, tmp_path: Path, typed: str
) -> None:
    desk.assessment.attach(LEAF, written(tmp_path, "a.pdf", b"x"))
    (file,) = files(desk)
    with pytest.raises(Refusal, match="Cơ quan ban hành"):
        desk.evidence.describe(file.id, issuer=typed)
    with pytest.raises(Refusal, match="Trang, mục"):
        desk.evidence.cite(file.use_id, typed)
    assert files(desk) == (file,)


def test_pages_of_a_score_that_is_frozen_stay(desk: Desk, tmp_path: Path) -> None:
    fill_assessment(desk, written(tmp_path, "a.pdf", b"x"))
    desk.submissions.complete(Kind.ASSESSMENT, desk.submissions.default_period(Kind.ASSESSMENT))
    with pytest.raises(Refusal, match="chốt"):
        desk.assessment.cite(files(desk)[0].use_id, "2")
    assert files(desk)[0].pages == ""


def test_a_file_beyond_the_limit_is_refused_before_a_byte_is_copied(desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, "quét.pdf", b"")
    with source.open("r+b") as file:
        file.truncate((FILE_MEGABYTES << 20) + 1)
    with pytest.raises(Refusal, match="quá mức 100 MB"):
        desk.assessment.attach(LEAF, source)
    assert files(desk) == ()
    assert not [path for path in desk.session.store.folder.evidence.rglob("*") if path.is_file()]


def test_names_that_differ_only_in_case_are_told_apart_and_said(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach(LEAF, written(tmp_path / "1", "Kế hoạch.pdf", b"1"))
    done = desk.assessment.attach(LEAF, written(tmp_path / "2", "KẾ HOẠCH.PDF", b"2"))
    assert [file.name for file in files(desk)] == ["Kế hoạch.pdf", "KẾ HOẠCH (2).PDF"]
    assert done.value.notice == (
        "Kho đã có một tệp khác trùng tên “KẾ HOẠCH.PDF”; tệp mới được đặt tên “KẾ HOẠCH (2).PDF”."
    )


def test_a_completed_submission_keeps_the_files_that_it_was_completed_with(desk: Desk, tmp_path: Path) -> None:
    fill_tasks(desk)
    entry = desk.tasks.add_entry("TQ2025H2-06", desk.session.today()).value
    product = desk.tasks.add_product(entry, "Kế hoạch").value
    use = desk.evidence.attach_to_product(product, written(tmp_path, "a.pdf", b"x")).value.use_id
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    other = written(tmp_path, "b.pdf", b"y")
    for change in (
        lambda: desk.evidence.detach(use),
        lambda: desk.evidence.cite(use, "2"),
        lambda: desk.evidence.attach_to_product(product, other),
    ):
        with pytest.raises(Refusal, match="mở lại hồ sơ"):
            change()
