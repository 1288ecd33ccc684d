"""The real screen over a real folder: keys, drops, the clipboard, the preview, links."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from support.stored_files import pdf_of, png_of, written

from cchc_desktop.services.library.library import EvidenceLibrary, LibraryFile
from cchc_desktop.services.workplace import Desk
from ui.screens.evidence.facts import StripFacts, Strips
from ui.screens.evidence.picture_view import read_picture
from ui.widgets.kept_editors import put_back
from ui.widgets.notices import Deed


@pytest.fixture
def library(desk: Desk) -> EvidenceLibrary:
    return EvidenceLibrary(desk.session, desk.evidence, assessment=desk.assessment, tasks=desk.tasks)


def by_name(library: EvidenceLibrary, name: str) -> LibraryFile:
    return next(file for file in library.files() if file.name == name)


def shown(screen) -> list[str]:
    return [line.file.name for line in screen.table.rows.visible_rows()]


def drop(screen, *files: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, held, buttons, keys)
    screen.dragEnterEvent(entering)
    assert entering.isAccepted()
    screen.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, held, buttons, keys))


def scans(folder: Path, count: int) -> list[Path]:
    return [written(folder, f"scan {number}.pdf", pdf_of(f"trang {number}")) for number in range(1, count + 1)]


def test_an_empty_library_says_what_to_do_first(screen) -> None:
    assert screen.stack.currentWidget() is screen.empty
    assert "Kéo thả" in screen.empty.step.text()
    assert not screen.chips.isVisible()


def test_two_dropped_scans_get_number_date_issuer_and_abstract_without_the_mouse(
    qtbot, screen, library, tmp_path
) -> None:
    drop(screen, *scans(tmp_path, 2))
    for number in (1, 2):
        qtbot.waitUntil(screen.pane.number.hasFocus)
        for keys, editor in (
            (f"{number}/KH-UBND", screen.pane.number),
            (f"{number}/3/2025", screen.pane.day),
            (f"Truong {number}", screen.pane.issuer),
            (f"Ke hoach {number}", screen.pane.abstract),
        ):
            assert editor.hasFocus()
            qtbot.keyClicks(editor, keys)
            qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert [(file.number, file.day, file.issuer, file.title) for file in reversed(library.files())] == [
        ("2/KH-UBND", date(2025, 3, 2), "Truong 2", "Ke hoach 2"),
        ("1/KH-UBND", date(2025, 3, 1), "Truong 1", "Ke hoach 1"),
    ]


def test_a_picture_of_the_clipboard_is_pasted_by_ctrl_v(qtbot, screen, library) -> None:
    QGuiApplication.clipboard().setImage(QImage.fromData(png_of()))
    screen.activateWindow()
    screen.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown(screen) == ["Ảnh chụp màn hình 2025-12-10 09.00.png"]
    stored = library.path(library.files()[0])
    assert QImage.fromData(stored.read_bytes()).width() == 40


def test_a_second_picture_is_pasted_while_the_cursor_stands_in_the_number_of_the_first(qtbot, screen) -> None:
    for width in (40, 41):
        QGuiApplication.clipboard().setImage(QImage.fromData(png_of(width)))
        qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(screen.pane.number.hasFocus)
    assert len(shown(screen)) == 2


def test_text_of_the_clipboard_goes_into_the_field(qtbot, screen, library, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    QGuiApplication.clipboard().setText("12/KH-UBND")
    qtbot.keyClick(screen.pane.number, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    screen.pane.number.commit()
    assert [file.number for file in library.files()] == ["12/KH-UBND"]


def test_no_field_takes_the_address_of_a_dropped_file_as_text(screen) -> None:
    assert [editor for editor in screen.findChildren(QLineEdit) if editor.acceptDrops()] == []


def test_copied_files_are_pasted_and_an_empty_clipboard_is_told(screen, book, tmp_path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(scans(tmp_path, 1)[0]))])
    QGuiApplication.clipboard().setMimeData(held)
    screen.take_clipboard()
    assert shown(screen) == ["scan 1.pdf"]
    QGuiApplication.clipboard().clear()
    screen.take_clipboard()
    assert "chưa có ảnh hoặc tệp" in book.posted[-1].what


def test_a_dropped_picture_is_taken(screen) -> None:
    held = QMimeData()
    held.setImageData(QImage.fromData(png_of()))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, held, buttons, keys))
    assert len(shown(screen)) == 1


def test_a_pdf_is_shown_page_by_page(screen, tmp_path) -> None:
    drop(screen, written(tmp_path, "a.pdf", pdf_of("mot")))
    screen.pane.preview.load()
    assert screen.pane.preview.currentWidget() is screen.pane.preview.pdf
    assert screen.pane.preview.pdf.page_count == 1


def test_a_picture_is_shown(screen, tmp_path) -> None:
    drop(screen, written(tmp_path, "a.png", png_of()))
    screen.pane.preview.load()
    assert screen.pane.preview.picture.picture.width() == 40
    screen.grab()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"PK", "Loại tệp này không xem trước được"),
        ("a.png", b"khong phai anh", "Ảnh này không xem trước được"),
    ],
)
def test_what_cannot_be_shown_says_why(screen, tmp_path, name: str, content: bytes, words: str) -> None:
    drop(screen, written(tmp_path, name, content))
    if screen.pane.preview._quiet.isActive():
        screen.pane.preview.load()
    assert words in screen.pane.preview.picture.text()


def test_a_camera_picture_is_read_no_larger_than_needed(tmp_path: Path) -> None:
    made = read_picture(str(written(tmp_path, "khong duoi", png_of(5000, 1000))))
    assert (made.width(), made.height()) == (2400, 480)


def test_a_date_that_cannot_be_read_stays_when_another_file_is_opened_and_comes_back(
    qtbot, screen, library, tmp_path
) -> None:
    drop(screen, *scans(tmp_path, 2))
    first, second = (by_name(library, f"scan {number}.pdf").id for number in (1, 2))
    screen.choose_line(first)
    screen.pane.day.setFocus()
    qtbot.keyClicks(screen.pane.day, "32/13/2025")
    screen.choose_line(second)
    assert screen.pane.day.text() == ""
    screen.choose_line(first)
    assert screen.pane.day.text() == "32/13/2025"
    assert screen.pane.day.property("invalid")


def test_what_is_typed_is_stored_when_another_file_is_opened(qtbot, screen, library, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 2))
    first, second = (by_name(library, f"scan {number}.pdf").id for number in (1, 2))
    screen.choose_line(first)
    qtbot.keyClicks(screen.pane.number, "12/KH-UBND")
    screen.choose_line(second)
    assert by_name(library, "scan 1.pdf").number == "12/KH-UBND"
    assert by_name(library, "scan 2.pdf").number == ""
    assert screen.pane.number.text() == ""


def test_a_refresh_never_overwrites_what_is_being_typed(qtbot, screen, library, desk, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    qtbot.waitUntil(screen.pane.number.hasFocus)
    qtbot.keyClicks(screen.pane.number, "12")
    desk.evidence.describe(by_name(library, "scan 1.pdf").id, number="99/XX", title="khac")
    screen.refresh(frozenset({"evidence"}))
    assert (screen.pane.number.text(), screen.pane.abstract.text()) == ("12", "khac")


def test_one_more_place_is_chosen_by_typing_and_enter(qtbot, screen, library, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    screen.activateWindow()
    screen.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    field = screen.pane.places.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "tieu chi 1.3.1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [use.place.text for use in by_name(library, "scan 1.pdf").uses] == ["Tiêu chí 1.3.1"]
    assert not screen.pane.places.isVisible()
    assert screen.pane.tabs.tabText(1) == "&Chứng minh cho (1)"


def test_escape_leaves_the_search_for_places(qtbot, screen, library, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    screen._on_place_wanted()
    qtbot.keyClick(screen.pane.places.field, Qt.Key.Key_Escape)
    assert not screen.pane.places.isVisible()
    assert by_name(library, "scan 1.pdf").uses == ()


def test_a_place_is_a_link_and_delete_takes_the_file_away(qtbot, screen, library, targets, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    file = by_name(library, "scan 1.pdf")
    library.attach(file.id, next(place for place in library.places() if place.text == "Tiêu chí 1.3.1"))
    screen.presenter.reload()
    (row,) = screen.pane.uses.rows
    row.link.click()
    assert targets == ["criterion:1.3.1:evidence"]
    qtbot.keyClick(row.link, Qt.Key.Key_Delete)
    assert by_name(library, "scan 1.pdf").uses == ()
    assert screen.pane.uses.rows == []


def test_the_issuer_that_the_number_suggests_is_offered_and_stored_only_when_chosen(
    qtbot, screen, library, tmp_path
) -> None:
    drop(screen, *scans(tmp_path, 1))
    qtbot.keyClicks(screen.pane.number, "12/KH-UBND")
    screen.pane.number.commit()
    assert "UBND phường Hà Giang 1" in screen.pane.issuer.placeholderText()
    assert by_name(library, "scan 1.pdf").issuer == ""
    screen.activateWindow()
    screen.pane.issuer.setFocus()
    qtbot.keyClick(screen.pane.issuer, Qt.Key.Key_Down)
    popup = screen.pane.issuer.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert by_name(library, "scan 1.pdf").issuer == "UBND phường Hà Giang 1"


def test_the_pages_of_one_place_are_typed_beside_it_and_the_cursor_stays(qtbot, screen, library, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    for text in ("Tiêu chí 1.3.1", "Tiêu chí 2.1.1"):
        library.attach(by_name(library, "scan 1.pdf").id, next(one for one in library.places() if one.text == text))
    screen.presenter.reload()
    screen.pane.tabs.setCurrentIndex(1)
    screen.activateWindow()
    pages = screen.pane.uses.rows[1].pages
    pages.setFocus()
    qtbot.keyClicks(pages, "2-3")
    pages.commit()
    assert [use.pages for use in by_name(library, "scan 1.pdf").uses] == ["", "2-3"]
    assert screen.pane.uses.rows[1].pages is pages
    assert pages.hasFocus()


def test_pages_that_cannot_be_stored_stay_as_typed_and_say_why(qtbot, screen, library, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    library.attach(by_name(library, "scan 1.pdf").id, library.places()[0])
    screen.presenter.reload()
    pages = screen.pane.uses.rows[0].pages
    pages.setText("2\x07")
    pages.textEdited.emit("2\x07")
    pages.commit()
    assert (pages.text(), pages.property("invalid")) == ("2\x07", True)
    assert "không in được" in pages.toolTip()
    assert by_name(library, "scan 1.pdf").uses[0].pages == ""


def test_f6_gives_the_preview_the_room_of_the_table_and_back(qtbot, screen, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    narrow = screen.pane.preview.width()
    screen.activateWindow()
    qtbot.keyClick(screen, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: screen.pane.preview.width() > narrow)
    assert not screen.table.isVisible()
    assert screen.pane.uses.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_F6)
    assert screen.table.isVisible()
    assert screen.pane.tabs.count() == 2


def test_one_line_is_told_at_a_time_the_most_urgent_first(screen) -> None:
    screen.show_strip(Strips.BUDGET, StripFacts("nặng", kind="warn"))
    screen.show_strip(Strips.INBOX, StripFacts("mới", (Deed("Bỏ qua", lambda: screen.show_strip(Strips.INBOX, None)),)))
    assert screen.strip.text() == "mới"
    screen.strip.deeds[0].click()
    assert screen.strip.text() == "nặng"
    screen.show_strip(Strips.BUDGET, None)
    assert not screen.strip.isVisible()


def test_the_limit_of_an_email_is_typed_in_the_foot(qtbot, screen, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    screen.foot.limit.selectAll()
    qtbot.keyClicks(screen.foot.limit, "10")
    screen.foot.limit.commit()
    assert screen.presenter.carried._choices.email_megabytes == 10
    screen.foot.limit.setText("0")
    screen.foot.limit.textEdited.emit("0")
    screen.search.setFocus()
    screen.foot.limit.commit()
    assert screen.presenter.carried._choices.email_megabytes == 10


def test_search_by_keyboard_then_down_into_the_table_then_enter_to_the_fields(qtbot, screen, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 2))
    screen.activateWindow()
    qtbot.keyClick(screen.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(screen.search.hasFocus)
    qtbot.keyClicks(screen.search, "scan 2")
    qtbot.waitUntil(lambda: shown(screen) == ["scan 2.pdf"])
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.pane.number.hasFocus()


def test_no_file_leaves_no_trace_of_the_one_before(qtbot, screen, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    qtbot.keyClicks(screen.pane.number, "12/KH-UBND")
    screen.pane.number.commit()
    screen.presenter.search("khong co")
    assert (screen.pane.number.text(), screen.pane.file_id) == ("", "")
    assert not screen.pane.isEnabled()


def test_a_narrow_table_leaves_its_room_to_the_document(screen, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    screen.table.resize(480, 300)
    assert screen.table.isColumnHidden(2)
    screen.table.resize(700, 300)
    assert not screen.table.isColumnHidden(2)


def test_the_watched_folder_is_named_and_can_be_left(screen, tmp_path) -> None:
    screen.presenter.inbox.watch(tmp_path)
    assert screen.scans.toolTip() == f"Đang theo dõi {tmp_path}"
    leave = screen.scans.menu().actions()[1]
    assert leave.text() == "Thôi theo dõi"
    leave.trigger()
    assert screen.scans.menu() is None


def test_every_button_and_field_has_a_name(screen, tmp_path) -> None:
    drop(screen, *scans(tmp_path, 1))
    reachable = [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless = [
        widget
        for widget in reachable
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and type(widget).__name__ not in {"QTabBar", "QTabWidget", "QScrollArea", "_Area", "QStackedWidget"}
    ]
    assert nameless == []


def test_pages_that_were_not_stored_go_back_by_the_link_of_their_use(qtbot, screen, desk, library, tmp_path) -> None:
    first, second = scans(tmp_path, 2)
    desk.assessment.attach("1.1.3", first)
    use = desk.assessment.attach("1.3.1", second).value.use_id
    screen.presenter.reload()
    target = f"evidence-use:{use}:pages"
    screen.open_target(target)
    qtbot.waitUntil(lambda: put_back(screen, target, "mục II"))
    screen.pane.uses.rows[0].pages.commit()
    assert by_name(library, "scan 2.pdf").uses[0].pages == "mục II"
