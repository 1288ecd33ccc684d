"""The power goes while somebody types: the database opens, and lacks at most what was typed in the last second.

The long run is ``python tests/end_to_end/kills.py 200``, which prints its figures by screen; here each screen is
killed once or twice.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from end_to_end import kills
from end_to_end.program import Program

KILLS = len(kills.SCREENS)


@pytest.mark.timeout(1200)  # a machine that stalls takes its time
def test_every_field_that_was_left_a_second_before_the_kill_is_there_or_kept(tmp_path: Path) -> None:
    for verdict in kills.kill_many(KILLS, tmp_path):
        assert not verdict.wrong, verdict
        assert verdict.owed == verdict.stored + verdict.kept


@pytest.fixture
def killed(tmp_path: Path) -> kills.Kill:
    """A program that was killed while somebody typed refused figures and texts into a task."""
    folder = tmp_path / "du-lieu"
    kills.new_workplace(folder).store.close(with_backup=False)
    return kills.kill_one("tasks", folder, seed=1, settings=tmp_path / "cau-hinh")


def test_the_next_start_says_calmly_what_is_safe_and_leads_to_it(
    killed: kills.Kill, open_program: Callable[[Path], Program]
) -> None:
    program = open_program(killed.folder)
    gate = program.gate()
    assert "Dữ liệu đã lưu vẫn còn nguyên" in gate.note.text()
    program.sign_in()
    screen = program.screen("recovery")
    assert program.says("Dữ liệu của đơn vị còn nguyên.")
    assert any("Nhiệm vụ 6" in place.text for place in screen.presenter.places)

    card = next(card for card in screen.cards if card.facts.typed.startswith("mười hai"))
    typed = card.facts.typed
    program.click(card.put_back)
    tasks = program.screen("tasks")
    program.wait(lambda: typed in [card.percent.typed.text() for card in tasks.detail.cards.values()])
    assert [(len(tasks.detail.cards),)] == program.stored("SELECT count(*) FROM progress_entry")
