"""The words about a folder that was last used elsewhere."""

from pathlib import Path

from cchc_desktop.services.hand_over.place import Elsewhere
from ui.screens.elsewhere.presenter import ElsewherePresenter

COPY = Elsewhere(Path("/b"), "MAY-1", "MAY-1", "/a", "2025-12-10T09:00:00+07:00", original=Path("/a"))
RENAMED = Elsewhere(Path("/a"), "MAY-MOI", "MAY-1", "/a", "")


def test_a_copy_is_called_so_and_looking_is_the_careful_choice() -> None:
    presenter = ElsewherePresenter(COPY)
    assert presenter.is_copy
    assert "bản chép" in presenter.story
    assert dict(presenter.facts) == {
        "Thư mục đang mở": "/b",
        "Máy này": "MAY-1",
        "Dùng lần cuối tại": "/a",
        "Trên máy": "MAY-1 (từ ngày 10/12/2025)",
    }


def test_another_name_of_the_machine_is_nothing_to_worry_about() -> None:
    presenter = ElsewherePresenter(RENAMED)
    assert not presenter.is_copy
    assert "không có gì đáng lo" in presenter.story
    assert dict(presenter.facts)["Trên máy"] == "MAY-1"
