from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.stored_files import pdf_of, png_of, written

from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.system.fault import Fault
from db.evidence_files import EvidenceFiles
from ui.screens.evidence.adding import STOPPED, Adding
from ui.screens.evidence.facts import Line, Show, Strips, Work
from ui.screens.evidence.presenter import NOT_SAVED
from ui.widgets.background_runner import BackgroundRunner

DAY = date(2025, 1, 20)


def told(stage) -> list[str]:
    return [fact.text for fact in stage.view.file.facts]


def test_an_empty_library_says_so(stage) -> None:
    assert stage.view.is_empty
    assert stage.view.file is None


def test_search_finds_without_diacritics_in_name_number_date_issuer_abstract_and_place(stage) -> None:
    file = stage.add("scan 1.pdf", number="12/KH-UBND", day=DAY, issuer="Đảng ủy xã", title="Kế hoạch tuyên truyền")
    stage.add("khac.pdf")
    stage.library.attach(file.id, stage.place("Tiêu chí 1.3.1"))
    stage.presenter.reload()
    for text in ("scan", "12/kh", "20/1/2025", "20/01/2025", "dang uy", "tuyen truyen", "tieu chi 1.3.1", "2025"):
        stage.presenter.search(text)
        assert stage.view.names() == ["scan 1.pdf"], text
    stage.presenter.search("khong co")
    assert (stage.view.names(), stage.view.file) == ([], None)
    assert stage.view.counted.shown == "0/2 tệp"


def test_each_filter_shows_its_files_and_counts_them(stage) -> None:
    shared = stage.add("chung.pdf", number="1/KH", day=DAY)
    for text in ("Tiêu chí 1.1.1", "Tiêu chí 1.3.1"):
        stage.library.attach(shared.id, stage.place(text))
    lost = stage.add("mat.pdf", number="2/KH", day=DAY)
    stage.library.attach(lost.id, stage.place("Tiêu chí 1.1.1"))
    stage.library.path(lost).unlink()
    stage.add("thieu.pdf")
    stage.presenter.reload()
    expected = {
        Show.UNUSED: ["thieu.pdf"],
        Show.LACKING: ["thieu.pdf"],
        Show.SHARED: ["chung.pdf"],
        Show.TWINS: [],
        Show.LOST: ["mat.pdf"],
    }
    for show, names in expected.items():
        stage.presenter.press(frozenset({show}))
        assert stage.view.names() == names
    assert dict(stage.view.counted.chips) == {show: len(names) for show, names in expected.items()}


def test_twins_are_found_by_the_name_they_came_with(stage, tmp_path: Path) -> None:
    stage.presenter.add([written(tmp_path / "1", "Kế hoạch.pdf", b"1"), written(tmp_path / "2", "Kế hoạch.pdf", b"2")])
    stage.presenter.press(frozenset({Show.TWINS}))
    assert sorted(stage.view.names()) == ["Kế hoạch (2).pdf", "Kế hoạch.pdf"]
    assert "trùng tên" in stage.notices.posted[0].what


def test_five_scans_come_in_together_and_the_cursor_waits_in_the_number_of_the_first(stage, tmp_path: Path) -> None:
    stage.add("cu.pdf")
    files = [written(tmp_path, f"scan {number}.pdf", b"%d" % number) for number in range(5)]
    stage.presenter.add(files)
    assert stage.view.names() == [*(file.name for file in files), "cu.pdf"]
    assert stage.view.file.line.file.name == "scan 0.pdf"
    assert stage.view.focus == ["number"]
    assert stage.view.works == ["start copying", "end copying"]
    assert "Đang chép tệp 2/5: scan 1.pdf…" in stage.view.steps
    stage.desk.session.undo()
    stage.presenter.reload()
    assert stage.view.names() == ["cu.pdf"]


def test_adding_brings_a_filtered_list_back(stage, tmp_path: Path) -> None:
    stage.presenter.search("gi do")
    stage.presenter.add([written(tmp_path, "moi.pdf")])
    assert stage.view.names() == ["moi.pdf"]
    assert stage.view.filters == ("", frozenset())


def test_a_file_that_cannot_be_copied_is_told_and_the_others_come_in(stage, tmp_path: Path) -> None:
    stage.presenter.add([written(tmp_path, "rong.pdf", b""), tmp_path / "mat.pdf", written(tmp_path, "tot.pdf")])
    assert stage.view.names() == ["tot.pdf"]
    assert [notice.what for notice in stage.notices.posted] == [
        "Tệp “rong.pdf” không có nội dung (0 byte).",
        f"Tệp “mat.pdf” không còn ở {tmp_path} khi đang đính kèm.",
    ]
    assert stage.saves.said[-1].startswith("saved")


def test_nothing_that_can_be_copied_changes_nothing(stage, tmp_path: Path) -> None:
    stage.presenter.add([tmp_path])
    stage.presenter.add([written(tmp_path, "rong.pdf", b"")])
    assert stage.view.names() == []
    assert stage.notices.posted[0].what.startswith("Thư mục không được thêm")
    assert stage.view.works == ["start copying", "end copying"]


def test_stopping_the_copy_takes_in_nothing_of_this_round(stage, tmp_path: Path, monkeypatch) -> None:
    step = stage.view.step_work

    def stop_at_the_second(work: Work, done: int, total: int, text: str) -> None:
        step(work, done, total, text)
        if "2/3" in text:
            stage.presenter.stop(Work.COPYING)

    monkeypatch.setattr(stage.view, "step_work", stop_at_the_second)
    stage.presenter.add([written(tmp_path, f"{number}.pdf", b"%d" % number) for number in range(3)])
    assert stage.library.files() == ()
    assert stage.notices.posted[-1].what == STOPPED
    assert stage.view.works[-1] == "end copying"


def test_stopping_a_copy_that_runs_in_its_thread_takes_in_nothing_and_leaves_no_half_file(
    stage, qapp, tmp_path: Path
) -> None:
    runner = BackgroundRunner(stage.notices.sink(), report=lambda _trace: "")
    context = replace(stage.presenter._context, runner=runner)
    adding = Adding(stage.view, context, stage.library, added=lambda _ids: None, saved=lambda: None)
    adding.add([written(tmp_path, f"{number}.pdf", b"%d" % number + b"x" * (8 << 20)) for number in range(3)])
    adding.stop()
    runner.close()
    assert stage.library.files() == ()
    assert stage.notices.posted[-1].what == STOPPED
    assert EvidenceFiles(stage.library.folder).leftovers() == ()
    assert stage.view.works == ["start copying", "end copying"]


def test_after_a_stop_the_next_files_come_in(stage, tmp_path: Path) -> None:
    stage.presenter.stop(Work.COPYING)
    stage.presenter.add([written(tmp_path, "a.pdf")])
    assert stage.view.names() == ["a.pdf"]


def test_a_pasted_picture_comes_in_under_its_moment(stage) -> None:
    stage.presenter.adding.add_picture(png_of())
    assert stage.view.names() == ["Ảnh chụp màn hình 2025-12-10 09.00.png"]


def test_what_is_typed_is_stored_and_shown(stage) -> None:
    file = stage.add("a.pdf")
    stage.presenter.choose(file.id)
    stage.presenter.edit(file.id, "number", "12/KH-UBND")
    stage.presenter.edit(file.id, "day", DAY)
    stage.presenter.edit(file.id, "title", "Kế hoạch")
    kept = stage.file("a.pdf")
    assert (kept.number, kept.day, kept.title) == ("12/KH-UBND", DAY, "Kế hoạch")
    assert stage.view.lines[0].lacks == ()
    assert stage.saves.said[-1] == "saved 09:00:00"
    stage.presenter.edit(file.id, "day", None)
    assert stage.file("a.pdf").day is None


def test_a_value_that_could_not_be_stored_is_kept_shown_again_and_saved_later(stage, monkeypatch) -> None:
    first, second = stage.add("a.pdf"), stage.add("b.pdf")
    stage.presenter.choose(first.id)

    def full(*_args: object, **_given: object) -> None:
        raise Fault("disk-full", what="Ổ đĩa đã đầy.", safe="Dữ liệu cũ vẫn nguyên.", do="Hãy dọn ổ đĩa.")

    with monkeypatch.context() as patch:
        patch.setattr(Evidence, "describe", full)
        stage.presenter.edit(first.id, "number", "12/KH-UBND")
        assert stage.view.refusals["number"] == NOT_SAVED
        assert stage.saves.said[-1].startswith("unsaved")
        stage.presenter.choose(second.id)
        assert stage.view.file.owed == {}
        stage.presenter.choose(first.id)
        assert stage.view.file.owed == {"number": "12/KH-UBND"}
        assert stage.view.file.failed == {"number"}
        stage.presenter.add([written(stage.folder, "c.pdf")])
        assert stage.saves.said[-1].startswith("unsaved")
        stage.presenter.choose(first.id)
    stage.presenter.save_again()
    assert stage.file("a.pdf").number == "12/KH-UBND"
    assert stage.view.refusals["number"] == ""
    assert stage.saves.said[-1] == "saved 09:00:00"


def test_the_next_file_that_lacks_number_or_date_is_opened(stage) -> None:
    first = stage.add("a.pdf", number="1/KH", day=DAY)
    stage.add("b.pdf", number="2/KH")
    stage.add("c.pdf")
    stage.presenter.choose(first.id)
    stage.presenter.go_to_next_lacking()
    assert (stage.view.chosen, stage.view.focus[-1]) == (stage.file("b.pdf").id, "day")
    stage.presenter.choose(stage.file("b.pdf").id)
    stage.presenter.go_to_next_lacking()
    assert (stage.view.chosen, stage.view.focus[-1]) == (stage.file("c.pdf").id, "number")


def test_nothing_lacking_is_told_calmly(stage) -> None:
    stage.add("a.pdf", number="1/KH", day=DAY)
    stage.presenter.go_to_next_lacking()
    assert stage.notices.posted[-1].kind == "info"


def test_number_and_date_are_compared_with_the_words_of_the_pdf(stage) -> None:
    file = stage.add("a.pdf", pdf_of("So: 12/KH-UBND, ngay 20 thang 01 nam 2025"), number="13/KH-UBND", day=DAY)
    stage.presenter.choose(file.id)
    assert told(stage) == ["Trong tệp không thấy số 13/KH-UBND; hãy xem lại."]
    stage.presenter.edit(file.id, "number", "12/KH-UBND")
    assert told(stage) == ["Trong tệp có số 12/KH-UBND và ngày 20/01/2025 như đã nhập."]


def test_one_file_for_several_places_is_found_by_searching_places(stage) -> None:
    file = stage.add("a.docx")
    stage.presenter.choose(file.id)
    stage.presenter.search_places()
    stage.presenter.placing.search("tieu chi 1.3.1")
    assert [place.text for place in stage.view.places] == ["Tiêu chí 1.3.1"]
    stage.presenter.placing.attach(stage.view.places[0])
    stage.presenter.search_places()
    stage.presenter.placing.search("tieu chi 1.3.1")
    assert stage.view.places == ()
    assert stage.view.told.startswith("Không có nơi nào khớp")
    stage.presenter.placing.search("")
    stage.presenter.placing.attach(stage.view.places[0])
    assert told(stage) == ["Tệp này đang dùng ở 2 nơi."]


def test_detaching_offers_to_take_it_back(stage) -> None:
    file = stage.add("a.pdf")
    stage.library.attach(file.id, stage.place("Tiêu chí 1.3.1"))
    stage.presenter.placing.detach(stage.file("a.pdf").uses[0])
    assert stage.file("a.pdf").uses == ()
    stage.notices.posted[-1].deed.run()
    assert [use.place.text for use in stage.file("a.pdf").uses] == ["Tiêu chí 1.3.1"]
    assert stage.view.lines[0].proves == "Tiêu chí 1.3.1"


def test_taking_back_a_detaching_never_undoes_another_deed(stage) -> None:
    file = stage.add("a.pdf")
    stage.library.attach(file.id, stage.place("Tiêu chí 1.3.1"))
    stage.presenter.placing.detach(stage.file("a.pdf").uses[0])
    deed = stage.notices.posted[-1].deed
    stage.presenter.edit(file.id, "number", "12/KH-UBND")
    deed.run()
    assert stage.file("a.pdf").number == "12/KH-UBND"
    assert stage.file("a.pdf").uses == ()


def test_a_refused_place_is_told(stage, monkeypatch) -> None:
    file = stage.add("a.pdf")
    stage.presenter.choose(file.id)
    stage.presenter.search_places()
    monkeypatch.setattr(type(stage.desk.assessment), "_is_frozen", lambda *_: True)
    stage.presenter.placing.attach(stage.place("Tiêu chí 1.3.1"))
    assert "đã chốt" in stage.notices.posted[-1].what
    assert stage.file("a.pdf").uses == ()


def test_a_full_check_finds_missing_altered_and_orphan_files(stage) -> None:
    for name in ("mat.pdf", "doi.pdf", "tot.pdf"):
        stage.add(name)
    stage.library.path(stage.file("mat.pdf")).unlink()
    stage.library.path(stage.file("doi.pdf")).write_bytes(b"doi.pdF")
    stage.library.copy_in(written(stage.folder, "mo coi.pdf", b"khong ai dung"))
    stage.presenter.check()
    assert stage.view.strips[Strips.CHECKED].text.startswith(
        "Đã kiểm tra 3 tệp lúc 09:00: 1 tệp không thấy, 1 tệp bị thay đổi."
    )
    assert sorted(stage.view.names()) == ["doi.pdf", "mat.pdf"]
    assert stage.view.filters[1] == frozenset({Show.LOST})
    assert "1 tệp (1 KB) không được tài liệu nào dùng đến" in stage.view.strips[Strips.ORPHANS].text
    stage.deed(Strips.ORPHANS, "Để riêng")
    assert stage.view.strips[Strips.ORPHANS].text.startswith("Đang để riêng 1 tệp")
    stage.deed(Strips.ORPHANS, "Đưa trở lại kho")
    assert Strips.ORPHANS not in stage.view.strips
    stage.presenter.checking.look_for_orphans()
    assert "1 tệp (1 KB)" in stage.view.strips[Strips.ORPHANS].text


def test_a_check_that_finds_nothing_says_that_all_is_whole(stage) -> None:
    stage.add("a.pdf")
    stage.presenter.check()
    assert stage.view.strips[Strips.CHECKED].text == "Đã kiểm tra 1 tệp lúc 09:00: tất cả còn nguyên vẹn."
    stage.deed(Strips.CHECKED, "Đóng")
    assert stage.view.strips == {}


def test_a_check_can_be_stopped_and_says_how_far_it_was(stage, monkeypatch) -> None:
    for number in range(3):
        stage.add(f"{number}.pdf")
    step = stage.view.step_work

    def stop_at_the_second(work: Work, done: int, total: int, text: str) -> None:
        step(work, done, total, text)
        if "2/3" in text:
            stage.presenter.stop(Work.CHECKING)

    monkeypatch.setattr(stage.view, "step_work", stop_at_the_second)
    stage.presenter.check()
    assert stage.view.strips[Strips.CHECKED].text.startswith("Đã dừng kiểm tra sau 1/3 tệp")
    assert stage.view.works == ["start checking", "end checking"]


def test_an_altered_file_is_mended_with_its_original(stage) -> None:
    file = stage.add("a.pdf", b"abc")
    stage.library.path(file).write_bytes(b"abd")
    stage.presenter.check()
    assert stage.view.lines[0].state[0] == "Bị thay đổi"
    stage.presenter.mend(written(stage.folder, "khac.pdf", b"khac"))
    assert "không giống" in stage.notices.posted[-1].what
    stage.presenter.mend(stage.folder / "nguon" / "a.pdf")
    stage.presenter.press(frozenset())
    assert stage.view.lines[0].state[0] == "Thiếu số, ngày"
    assert stage.library.path(file).read_bytes() == b"abc"


def test_a_budget_that_is_exceeded_names_the_largest_files(stage) -> None:
    file = stage.add("lon.pdf", b"x" * (2 << 20))
    stage.library.attach(file.id, stage.place("Tiêu chí 1.3.1"))
    stage.presenter.carried.set_limit(1)
    stage.presenter.reload()
    strip = stage.view.strips[Strips.BUDGET]
    assert strip.text == (
        "Tự chấm điểm năm 2025: tệp đi kèm 2,0 MB, quá 1 MB của thư điện tử, nên gửi bằng USB hoặc nhiều thư. "
        "Lớn nhất: lon.pdf (2,0 MB)."
    )
    assert stage.view.totals.text == "Kho có 1 tệp, 2,0 MB. Tệp đi kèm - Tự chấm điểm năm 2025: 2,0 MB."
    stage.deed(Strips.BUDGET, "Đóng")
    stage.presenter.reload()
    assert Strips.BUDGET not in stage.view.strips
    stage.presenter.carried.set_limit(2)
    assert Strips.BUDGET not in stage.view.strips


def test_new_scans_are_offered_once_they_are_written_and_taken_in_only_when_asked(stage, tmp_path: Path) -> None:
    folder = tmp_path / "quet"
    folder.mkdir()
    stage.presenter.inbox.watch(folder)
    assert stage.view.watching == str(folder)
    path = written(folder, "1.pdf", b"dang ghi")
    stage.presenter.inbox.look()
    assert Strips.INBOX not in stage.view.strips
    path.write_bytes(b"da ghi xong")
    stage.presenter.inbox.look()
    assert Strips.INBOX not in stage.view.strips
    stage.presenter.inbox.look()
    assert stage.view.strips[Strips.INBOX].text == "1 tệp mới trong thư mục quét: 1.pdf"
    assert stage.view.names() == []
    stage.deed(Strips.INBOX, "Thêm vào kho")
    assert stage.view.names() == ["1.pdf"]
    stage.presenter.inbox.look()
    stage.presenter.inbox.look()
    assert Strips.INBOX not in stage.view.strips


def test_scans_that_are_passed_over_are_not_offered_again(stage, tmp_path: Path) -> None:
    folder = tmp_path / "quet"
    for number in range(5):
        written(folder, f"{number}.pdf", b"%d" % number)
    stage.presenter.inbox.watch(folder)
    stage.presenter.inbox.look()
    assert stage.view.strips[Strips.INBOX].text == ("5 tệp mới trong thư mục quét: 0.pdf, 1.pdf, 2.pdf và 2 tệp khác")
    stage.deed(Strips.INBOX, "Bỏ qua")
    stage.presenter.inbox.look()
    assert Strips.INBOX not in stage.view.strips
    assert stage.library.files() == ()


def test_a_scan_folder_that_is_gone_is_told_and_can_be_left(stage, tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    stage.presenter.inbox.watch(folder)
    folder.rmdir()
    stage.presenter.inbox.look()
    assert stage.view.strips[Strips.INBOX].text.startswith(f"Không thấy thư mục quét {folder}")
    stage.deed(Strips.INBOX, "Thôi theo dõi")
    assert stage.view.watching == ""
    assert Strips.INBOX not in stage.view.strips


def test_a_file_is_opened_as_a_copy(stage) -> None:
    file = stage.add("a.pdf", b"abc")
    stage.presenter.choose(file.id)
    stage.presenter.open_outside()
    (copy,) = stage.view.opened
    assert (copy.name, copy.read_bytes()) == ("a.pdf", b"abc")
    assert copy != stage.library.path(file)


def test_a_place_of_use_is_a_link(stage) -> None:
    stage.presenter.follow("criterion:1.3.1:evidence")
    assert stage.targets == ["criterion:1.3.1:evidence"]


@pytest.mark.parametrize(("target", "names"), [("evidence:lacking", ["b.pdf"]), ("evidence", ["a.pdf", "b.pdf"])])
def test_a_link_shows_a_filter(stage, target: str, names: list[str]) -> None:
    stage.add("a.pdf", number="1/KH", day=DAY)
    stage.add("b.pdf")
    stage.presenter.open_target(target)
    assert stage.view.names() == names


def test_a_link_opens_a_file(stage) -> None:
    stage.add("a.pdf")
    wanted = stage.add("b.pdf")
    stage.presenter.open_target(f"evidence:{wanted.id}")
    assert stage.view.file.line.file.id == wanted.id


def test_the_state_of_a_line_names_the_most_urgent_first(stage) -> None:
    file = stage.add("a.pdf", number="1/KH", day=DAY)
    assert Line(file).state[0] == "Chưa dùng"
    stage.library.attach(file.id, stage.place("Tiêu chí 1.3.1"))
    assert Line(stage.file("a.pdf")).state[0] == "Đủ"
    assert Line(file, altered=True).state[0] == "Bị thay đổi"


def test_many_places_are_counted(stage) -> None:
    file = stage.add("a.pdf")
    for place in stage.library.places()[:4]:
        stage.library.attach(file.id, place)
    assert Line(stage.file("a.pdf")).proves.splitlines()[-1] == "và 2 nơi khác"


def test_a_shortcut_among_dropped_files_is_refused_and_the_others_come_in(stage, tmp_path: Path) -> None:
    good = [written(tmp_path / "nguon", name, name.encode()) for name in ("a.pdf", "b.pdf")]
    stage.presenter.add([good[0], written(tmp_path / "nguon", "Báo cáo.lnk"), good[1]])
    assert sorted(stage.view.names()) == ["a.pdf", "b.pdf"]
    assert any("lối tắt" in str(notice) for notice in stage.notices.posted)
