"""What an editor could not store is kept on disk by its place, and goes once the place is stored."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.system.fault import Fault
from ui.widgets.editors import AutosaveLine
from ui.widgets.keeping import Keeping, KeepingRunner, Spot
from ui.widgets.kept_editors import put_back
from ui.widgets.notices import NoticeBook
from ui.widgets.number_editor import AutosaveNumber
from ui.widgets.runner import InlineRunner

FULL = Fault("disk-full", what="Ổ đĩa đầy.", safe="Dữ liệu vẫn nguyên vẹn.", do="Xóa bớt tệp.")
LONG = Refusal(Finding("too-long", Level.BLOCK, "Nội dung quá dài."))


class KeptBook:
    """Stands for the service; holds what waits."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def keep(self, target: str, *, label: str, text: str) -> bool:
        assert label
        self.texts[target] = text
        return True

    def forget(self, target: str) -> None:
        self.texts.pop(target, None)

    def forget_under(self, beginning: str) -> None:
        self.texts = {target: text for target, text in self.texts.items() if not target.startswith(beginning)}


class Desk(QWidget):
    """A window with one pane: a number and a text, whose command answers as it is told."""

    def __init__(self, keeping: Keeping, runner: KeepingRunner) -> None:
        super().__init__()
        self.keeping, self._runner = keeping, runner
        self.answer: Exception | None = None
        self.stored: list[object] = []
        self.number = AutosaveNumber(parse=parse, show=str)
        self.text = AutosaveLine()
        column = QVBoxLayout(self)
        for editor in (self.number, self.text):
            column.addWidget(editor)
            editor.committed.connect(self.save)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        name = "number" if editor is self.number else "text"
        return Spot(f"place:{name}", f"Ô {name}")

    def save(self, value: object) -> None:
        def job() -> None:
            if self.answer is not None:
                raise self.answer
            self.stored.append(value)

        self.job = job
        self.offer()

    def offer(self) -> None:
        self._runner.run(self.job, done=lambda _none: None, refused=lambda found: self.text.set_refusal(found[0].text))


def parse(text: str) -> Decimal:
    if not text.isdigit():
        raise ValueError("Chưa phải là số.")
    return Decimal(text)


@pytest.fixture
def kept() -> KeptBook:
    return KeptBook()


@pytest.fixture
def desk(qtbot: QtBot, kept: KeptBook) -> Desk:
    inner = InlineRunner(NoticeBook().sink())
    keeping = Keeping(inner)
    keeping.serve(kept)
    shown = Desk(keeping, KeepingRunner(inner, keeping))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def leave(qtbot: QtBot, editor: AutosaveLine | AutosaveNumber, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    editor.commit()


def test_a_number_that_cannot_be_read_is_kept_as_typed_and_goes_with_the_right_one(
    desk: Desk, kept: KeptBook, qtbot: QtBot
) -> None:
    leave(qtbot, desk.number, "muoi hai")
    assert (kept.texts, desk.stored) == ({"place:number": "muoi hai"}, [])
    leave(qtbot, desk.number, "12")
    assert (kept.texts, desk.stored) == ({}, [Decimal(12)])


def test_a_text_that_the_services_refuse_is_kept_until_they_take_it(desk: Desk, kept: KeptBook, qtbot: QtBot) -> None:
    desk.answer = LONG
    leave(qtbot, desk.text, "dai qua")
    assert kept.texts == {"place:text": "dai qua"}
    desk.answer = None
    leave(qtbot, desk.text, "ngan")
    assert (kept.texts, desk.stored) == ({}, ["ngan"])


def test_what_the_disk_did_not_take_is_kept_and_goes_when_the_same_command_succeeds_later(
    desk: Desk, kept: KeptBook, qtbot: QtBot
) -> None:
    desk.answer = FULL
    leave(qtbot, desk.text, "da lam")
    assert kept.texts == {"place:text": "da lam"}
    desk.answer = None
    desk.offer()
    assert (kept.texts, desk.stored) == ({}, ["da lam"])


def test_a_refused_text_that_is_emptied_again_waits_no_more(desk: Desk, kept: KeptBook, qtbot: QtBot) -> None:
    leave(qtbot, desk.number, "muoi")
    desk.number.selectAll()
    desk.number.setText("")
    desk.number.textEdited.emit("")
    desk.number.commit()
    assert kept.texts == {}


def test_a_text_is_kept_800_ms_after_the_last_key_without_leaving(desk: Desk, kept: KeptBook, qtbot: QtBot) -> None:
    desk.number.setFocus()
    qtbot.keyClicks(desk.number, "muoi")
    qtbot.waitUntil(lambda: kept.texts == {"place:number": "muoi"}, timeout=5000)


def test_another_record_in_the_editor_does_not_take_the_kept_text_away(
    desk: Desk, kept: KeptBook, qtbot: QtBot
) -> None:
    leave(qtbot, desk.number, "muoi")
    desk.number.set_value(Decimal(3))
    desk.number.commit()
    assert kept.texts == {"place:number": "muoi"}


def test_a_kept_text_goes_back_into_the_editor_of_its_place_as_if_typed(
    desk: Desk, kept: KeptBook, qtbot: QtBot
) -> None:
    assert put_back(desk, "place:text", "đã gõ")
    desk.text.commit()
    assert desk.stored == ["đã gõ"]
    assert not put_back(desk, "place:other", "đã gõ")


def test_a_locked_editor_takes_no_kept_text(desk: Desk) -> None:
    desk.text.set_read_only(True)
    assert not put_back(desk, "place:text", "đã gõ")
    assert desk.text.value() == ""
