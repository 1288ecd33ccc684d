"""What the disk did not take is kept and written later, also when another task has come meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

TASK, OTHER = "TQ2025H2-06", "TQ2025H2-07"


@contextmanager
def disk_that_takes_nothing(bench) -> Iterator[None]:
    def set_query_only(value: int) -> None:
        with bench.desk.session.store._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA query_only = {value}")

    set_query_only(1)
    try:
        yield
    finally:
        set_query_only(0)


def result_of(bench, code: str) -> list[str]:
    return [entry.result for entry in bench.desk.tasks.detail(code).entries]


def test_a_field_that_could_not_be_written_is_written_with_the_next_one(bench) -> None:
    entry, other = bench.desk.tasks.add_entry(TASK).value, bench.desk.tasks.add_entry(OTHER).value
    bench.detail.show(TASK)
    with disk_that_takes_nothing(bench):
        bench.detail.edit_entry(entry, "result", "Không được mất")
        assert bench.saves.said[-1].startswith("unsaved")
        bench.detail.show(OTHER)
        assert bench.saves.said[-1].startswith("unsaved")
    assert result_of(bench, TASK) == [""]
    bench.detail.edit_entry(other, "result", "Nhiệm vụ sau")
    assert (result_of(bench, TASK), result_of(bench, OTHER)) == (["Không được mất"], ["Nhiệm vụ sau"])
    assert bench.saves.said[-1].startswith("saved")


def test_leaving_the_window_offers_it_once_more(bench) -> None:
    entry = bench.desk.tasks.add_entry(TASK).value
    bench.detail.show(TASK)
    with disk_that_takes_nothing(bench):
        bench.detail.edit_entry(entry, "result", "Không được mất")
    bench.detail.save_again()
    assert result_of(bench, TASK) == ["Không được mất"]


def test_the_latest_text_of_a_field_wins_over_the_owed_one(bench) -> None:
    entry = bench.desk.tasks.add_entry(TASK).value
    bench.detail.show(TASK)
    with disk_that_takes_nothing(bench):
        bench.detail.edit_entry(entry, "result", "bản cũ")
    bench.detail.edit_entry(entry, "result", "bản mới")
    bench.detail.save_again()
    assert result_of(bench, TASK) == ["bản mới"]
