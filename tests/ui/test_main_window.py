import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cchc_desktop.domain.officer import Role
from ui.main_window import MainWindow
from ui.registry import ScreenSpec
from ui.widgets.context import AppContext, HeaderFacts, SignedIn
from ui.widgets.editors import AutosaveLine
from ui.widgets.header_line import HeaderLine
from ui.widgets.runner import InlineRunner


class Outcome:
    changed = frozenset({"tasks"})


class Screen(QWidget):
    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.tell = context.show_header
        self.field = AutosaveLine()
        self.field.committed.connect(self.heard.append)
        QVBoxLayout(self).addWidget(self.field)

    def shown(self) -> None:
        self.heard.append("shown")

    def refresh(self, topics: frozenset[str]) -> None:
        self.heard.append(topics)

    def open_target(self, target: str) -> None:
        self.heard.append(target)


SCREENS = (
    ScreenSpec("overview", "Tổng quan", "overview", Screen, shortcut="Alt+1", topics=frozenset({"tasks"})),
    ScreenSpec("tasks", "Nhiệm vụ", "tasks", Screen, shortcut="Alt+2", targets=frozenset({"task"})),
    ScreenSpec("sign", "Ký duyệt", "sign", Screen, shortcut="Alt+3", roles=frozenset({Role.LEADER})),
)


@pytest.fixture
def window(qtbot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def context(window: MainWindow) -> AppContext:
    return AppContext(
        services=None,
        runner=InlineRunner(window.notices),
        notices=window.notices,
        save_state=window.save_state,
        user=SignedIn("1", "Nguyễn Thị Hương", Role.PREPARER),
        open_target=window.open_target,
        show_header=window.show_header,
    )


def screen(window: MainWindow, screen_id: str) -> Screen:
    found = window.findChild(Screen, f"screen-{screen_id}")
    assert found is not None
    return found


def test_the_frame_stands_before_the_data_is_open(window: MainWindow) -> None:
    assert "Đang mở dữ liệu…" in [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert window.current_screen == ""


def test_the_foot_says_that_nothing_waits_to_be_saved(window: MainWindow, context: AppContext) -> None:
    assert window.save_state.text() == ""
    window.open(context, SCREENS)
    assert window.save_state.text() == "Mọi thay đổi đã được lưu"
    window.close_screens()
    assert window.save_state.text() == ""


def test_screens_are_built_at_their_first_show(window: MainWindow, context: AppContext) -> None:
    window.open(context, SCREENS)
    assert window.current_screen == "overview"
    assert len(window.findChildren(Screen)) == 1
    window.show_screen("tasks")
    window.show_screen("overview")
    assert len(window.findChildren(Screen)) == 2
    assert screen(window, "overview").heard == ["shown", "shown"]


def test_a_screen_of_another_role_is_not_offered(window: MainWindow, context: AppContext) -> None:
    window.open(context, SCREENS)
    window.show_screen("sign")
    assert window.current_screen == "overview"


def test_alt_and_a_number_go_to_a_screen(window: MainWindow, context: AppContext, qtbot) -> None:
    window.open(context, SCREENS)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.findChild(QWidget, "place-tasks").isVisible())
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current_screen == "tasks", timeout=2_000)


def test_a_target_goes_to_the_screen_that_owns_its_prefix(window: MainWindow, context: AppContext) -> None:
    window.open(context, SCREENS)
    context.open_target("task:T7:result")
    assert window.current_screen == "tasks"
    assert screen(window, "tasks").heard == ["shown", "task:T7:result"]
    context.open_target("nobody:1")
    assert window.current_screen == "tasks"


def test_a_hidden_screen_reloads_when_it_is_shown_again(window: MainWindow, context: AppContext) -> None:
    window.open(context, SCREENS)
    window.show_screen("tasks")
    context.runner.run(Outcome, done=lambda _: None)
    assert screen(window, "overview").heard == ["shown"]
    window.show_screen("overview")
    assert screen(window, "overview").heard == ["shown", "shown", frozenset({"tasks"})]
    context.runner.run(Outcome, done=lambda _: None)
    assert screen(window, "overview").heard[-1] == frozenset({"tasks"})
    assert screen(window, "tasks").heard == ["shown"]


def test_what_a_screen_out_of_sight_says_of_the_header_waits_for_it(window: MainWindow, context: AppContext) -> None:
    window.open(context, SCREENS)
    late = screen(window, "overview")
    window.show_screen("tasks")
    screen(window, "tasks").tell(HeaderFacts("UBND xã Yên Sơn", "Kế hoạch", "Năm 2025"))
    late.tell(HeaderFacts("UBND xã Yên Sơn", "Kế hoạch", "Quý IV năm 2025"))
    header = window.findChild(HeaderLine)
    assert header is not None
    assert "Năm 2025" in texts(header)
    window.show_screen("overview")
    assert "Quý IV năm 2025" in texts(header)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_leaving_a_screen_saves_what_was_typed(window: MainWindow, context: AppContext, qtbot) -> None:
    window.open(context, SCREENS)
    overview = screen(window, "overview")
    qtbot.keyClicks(overview.field, "abc")
    window.show_screen("tasks")
    assert overview.heard == ["shown", "abc"]


def test_opening_again_after_a_sign_out_does_not_double_the_refresh(window: MainWindow, context: AppContext) -> None:
    window.open(context, SCREENS)
    gate = QLabel("Đăng nhập")
    window.show_gate(gate)
    assert gate.isVisible()
    assert window.current_screen == ""
    window.open(context, SCREENS)
    context.runner.run(Outcome, done=lambda _: None)
    shown = next(made for made in window.findChildren(Screen) if made.isVisible())
    assert shown.heard == ["shown", frozenset({"tasks"})]


def test_a_change_that_is_not_on_disk_holds_the_window_once(window: MainWindow, context: AppContext, qtbot) -> None:
    window.open(context, SCREENS)
    window.save_state.unsaved("đĩa đầy")
    assert not window.close()
    notice = window._banners.shown()[0]
    assert notice.deed is not None
    notice.deed.run()
    assert not window.isVisible()


def test_undo_and_redo_say_what_they_would_do(window: MainWindow, context: AppContext, qtbot) -> None:
    window.open(context, SCREENS)
    window.set_history(undo="sửa kết quả", redo="")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.undo_requested, timeout=2_000):
        qtbot.keyClick(window._stack, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("width", [1093, 1366])
def test_the_window_fits_an_old_screen_also_at_125_percent(width: int, window: MainWindow, context: AppContext) -> None:
    window.show_header(HeaderFacts("UBND phường Mỹ Lâm", "Kế hoạch 6 tháng cuối năm 2025", "Quý IV/2025"))
    window.open(context, SCREENS)
    window.resize(width, 614)
    assert window.width() == width
    assert window.minimumSizeHint().width() <= 1093
