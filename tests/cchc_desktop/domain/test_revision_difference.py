"""The differences between two snapshots: none with itself, every readable change named, whatever the kind."""

import copy
import functools
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.report_snapshots import plan_snapshot, register_snapshot, report_snapshot
from support.snapshots import assessment_snapshot, entry, progress_snapshot

from cchc_desktop.domain.revision_difference import Change, Difference, differences, items
from cchc_desktop.domain.sequence_alignment import aligned, marked
from cchc_desktop.domain.snapshot import Snapshot

Path = tuple[str | int, ...]
MAKERS: dict[str, Callable[[], Snapshot]] = {
    "progress": progress_snapshot,
    "assessment": assessment_snapshot,
    "report": report_snapshot,
    "plan": plan_snapshot,
    "register": register_snapshot,
}
HASH_LENGTH = 64
UNREAD = {
    "format", "format_version", "kind", "submission_id", "revision", "parent_id", "created_at", "program_version",
    "trail", "drafted", "level", "depth", "leaf", "section", "share", "figures_place",
}  # fmt: skip
"""What no reader sees: identities, layout, and what the head of the comparison tells (revision, moment)."""
UNREAD_UNDER = {("progress", "counts", "status"), ("fields", "tasks", "status"), ("fields", "tasks", "involvement")}
"""Codes that stand beside their own words."""


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all values that a reader can see, in print or in Excel."""
    if isinstance(value, dict):
        unseen = UNREAD | _unseen_of_figure(value)
        for key in value:
            if key not in unseen or (key == "level" and "remarks" in path):
                yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, place))
    elif not _is_code_beside_words(path):
        yield path


def _unseen_of_figure(value: dict[str, Any]) -> set[str]:
    """A figure without a value shows none; the plain value of a text is what is shown, also that it is an estimate."""
    if value.get("state") in ("empty", "not_arising"):
        return {"value", "shown", "estimate"}
    if str(value.get("shown", "")).startswith("ước"):
        return {"estimate"}
    return {"value"} if value.get("type") in ("heading", "text", "long_text", "choice", "yes_no") else set()


def _is_code_beside_words(path: Path) -> bool:
    names = tuple(part for part in path if isinstance(part, str))
    is_shape = names[-1] in ("type", "decimals") and ("figures" in names or "columns" in names)
    return (
        is_shape
        or names[-3:] in UNREAD_UNDER
        or names[-2:] in (("annexes", "code"), ("table", "code"), ("remarks", "code"))
    )


@functools.cache
def snapshot_of(kind: str) -> Snapshot:
    """Made once; every test works on a copy."""
    return MAKERS[kind]()


def at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def changed(snapshot: Snapshot, path: Path, new: object) -> Snapshot:
    other = copy.deepcopy(snapshot)
    at(other, path[:-1])[path[-1]] = new
    return other


def mutated(value: object) -> object:
    """Another value of the same form."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 7
    text = cast("str", value)
    try:
        return (date.fromisoformat(text) + timedelta(days=40)).isoformat()
    except ValueError:
        pass
    if len(text) == HASH_LENGTH:
        return "e" * HASH_LENGTH
    if text.replace(".", "", 1).isdecimal():
        return f"9{text}"
    other = {"value": "not_arising", "not_arising": "value", "empty": "not_arising", "met": "not_met"}
    return other.get(text, f"{text} đã sửa")


@pytest.mark.parametrize("kind", MAKERS)
def test_a_snapshot_does_not_differ_from_itself(kind: str) -> None:
    snapshot = snapshot_of(kind)
    assert differences(snapshot, copy.deepcopy(snapshot)) == ()
    again = cast("Snapshot", {**copy.deepcopy(snapshot), "revision": 2, "created_at": "2026-01-01T00:00:00+07:00"})
    assert differences(snapshot, again) == ()


def require_named(snapshot: Snapshot, path: Path) -> None:
    new = mutated(at(snapshot, path))
    found = differences(snapshot, changed(snapshot, path, new))
    assert found, (path, new)
    assert all(each.before != each.after and each.place for each in found)
    if isinstance(new, str) and new.endswith("đã sửa") and path[-1] not in ("sha256", "code", "type"):
        assert any("đã sửa" in f"{each.place} {each.label} {each.after}" for each in found), (path, found)


@pytest.mark.parametrize("kind", MAKERS)
def test_every_sort_of_readable_leaf_that_changes_is_named(kind: str) -> None:
    sorts: dict[Path, list[Path]] = {}
    for path in leaves(snapshot_of(kind)):
        sorts.setdefault(tuple(part for part in path if isinstance(part, str)), []).append(path)
    for paths in sorts.values():
        for path in {paths[0], paths[len(paths) // 2], paths[-1]}:
            require_named(snapshot_of(kind), path)


@pytest.mark.parametrize("kind", MAKERS)
@settings(deadline=None, max_examples=40)
@given(place=st.integers(min_value=0, max_value=1_000_000))
def test_any_readable_leaf_that_changes_is_named(kind: str, place: int) -> None:
    paths = list(leaves(snapshot_of(kind)))
    require_named(snapshot_of(kind), paths[place % len(paths)])


@pytest.mark.parametrize("kind", MAKERS)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_turning_the_comparison_round_turns_each_difference_round(kind: str, data: st.DataObject) -> None:
    snapshot = snapshot_of(kind)
    other = copy.deepcopy(snapshot)
    for path in data.draw(st.lists(st.sampled_from(list(leaves(snapshot))), max_size=5)):
        at(other, path[:-1])[path[-1]] = mutated(at(snapshot, path))
    forth, back = differences(snapshot, other), differences(other, snapshot)
    assert differences(snapshot, other) == forth
    turned = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED, Change.CHANGED: Change.CHANGED}
    assert sorted((each.label, each.before, each.after, each.change.value) for each in forth) == sorted(
        (each.label, each.after, each.before, turned[each.change].value) for each in back
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_before_and_after_stands_in_the_snapshots(kind: str) -> None:
    snapshot = snapshot_of(kind)
    other = copy.deepcopy(snapshot)
    for path in list(leaves(snapshot))[::23]:
        at(other, path[:-1])[path[-1]] = mutated(at(snapshot, path))
    old = {text for item in items(snapshot) for _, text in item.texts}
    new = {text for item in items(other) for _, text in item.texts}
    for each in differences(snapshot, other):
        if each.change is Change.CHANGED:
            assert each.before in old | {""}
            assert each.after in new | {""}


def test_two_kinds_are_not_compared() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        differences(snapshot_of("plan"), snapshot_of("report"))


def test_a_changed_result_is_told_with_its_task_and_its_link() -> None:
    path, task = next(
        (("progress", "fields", f, "tasks", t), task)
        for f, field in enumerate(snapshot_of("progress")["progress"]["fields"])
        for t, task in enumerate(field["tasks"])
        if task["entries"]
    )
    (found,) = differences(
        snapshot_of("progress"), changed(snapshot_of("progress"), (*path, "entries", 0, "result"), "Kết quả mới")
    )
    assert found.place.startswith(f"Nhiệm vụ {task['number']}. ")
    assert found.place.endswith(f"kết quả ngày {_shown(task['entries'][0]['day'])}")
    assert (found.label, found.target) == ("Kết quả thực hiện", f"task:{task['code']}")
    assert (found.before, found.after) == (task["entries"][0]["result"], "Kết quả mới")


def _shown(iso: str) -> str:
    from cchc_desktop.domain.vietnamese import format_date

    return format_date(date.fromisoformat(iso))


def test_an_entry_put_in_before_others_is_one_difference() -> None:
    other = copy.deepcopy(snapshot_of("progress"))
    task = next(task for field in other["progress"]["fields"] for task in field["tasks"] if task["entries"])
    task["entries"].insert(0, entry("Mở đầu", percent=5, day="2025-10-01"))
    (found,) = differences(snapshot_of("progress"), other)
    assert (found.change, found.label, found.before) == (Change.ADDED, "", "")
    assert found.after == "Ngày: 01/10/2025\nTiến độ: 5%\nKết quả thực hiện: Mở đầu"


def test_a_row_put_into_a_register_does_not_change_those_below() -> None:
    other = copy.deepcopy(snapshot_of("register"))
    other["register"]["table"]["rows"].insert(3, ["2026-01-05", "Họp thôn", "", "Dòng mới", "", "12", "", "0.5"])
    other["register"]["table"]["rows"][60][3] = "Nội dung đã sửa"
    found = differences(snapshot_of("register"), other)
    assert [(each.change, each.place.rpartition(", ")[2], each.label) for each in found] == [
        (Change.ADDED, "dòng 4", ""),
        (Change.CHANGED, "dòng 61", "Nội dung"),
    ]
    assert "Ngày: 05/01/2026" in found[0].after
    assert "Kinh phí (triệu đồng): 0,5" in found[0].after


def test_a_row_taken_out_stands_where_it_was() -> None:
    other = copy.deepcopy(snapshot_of("register"))
    gone = other["register"]["table"]["rows"].pop(10)
    other["register"]["table"]["rows"][40][4] = "Nơi khác"
    found = differences(snapshot_of("register"), other)
    assert [each.change for each in found] == [Change.REMOVED, Change.CHANGED]
    assert gone[3] in found[0].before


def test_a_figure_that_did_not_arise_is_not_zero() -> None:
    report = copy.deepcopy(snapshot_of("report"))
    figure = next(figure for figure in report["report"]["figures"] if figure["shown"] and figure["state"] == "value")
    figure |= {"state": "not_arising", "value": "", "shown": ""}
    found = [each for each in differences(snapshot_of("report"), report) if each.label == "Số liệu kỳ này"]
    assert [each.after for each in found] == ["Không phát sinh"]
    assert found[0].target.endswith(f":{figure['code']}")


def test_a_digit_that_rounding_hides_is_told() -> None:
    place = next(
        place
        for place, figure in enumerate(snapshot_of("report")["report"]["figures"])
        if figure["type"] == "decimal" and figure["state"] == "value"
    )
    path = ("report", "figures", place, "value")
    value = at(snapshot_of("report"), path)
    exact = f"{value}001" if "." in value else f"{value}.001"
    (found,) = differences(snapshot_of("report"), changed(snapshot_of("report"), path, exact))
    assert found.label == "Số liệu chưa làm tròn"


def test_a_file_of_another_content_is_another_file() -> None:
    other = copy.deepcopy(snapshot_of("assessment"))
    other["evidence"][0]["sha256"] = "ee" * 32
    found = differences(snapshot_of("assessment"), other)
    files = {each.change for each in found if each.place.startswith("Tài liệu kiểm chứng")}
    assert files == {Change.ADDED, Change.REMOVED}
    assert any(each.label == "Tài liệu kiểm chứng" and "tệp (" in each.after for each in found)


def test_the_reason_of_reopening_stands_among_the_differences() -> None:
    other = cast("Snapshot", {**snapshot_of("plan"), "revision": 2, "reopen_reason": "Sở yêu cầu bổ sung"})
    assert differences(snapshot_of("plan"), other) == (
        Difference("Thông tin văn bản", "Lý do mở lại", "submission:number", "", "Sở yêu cầu bổ sung", Change.CHANGED),
    )


def test_two_hundred_changed_rows_are_compared_in_a_moment() -> None:
    other = copy.deepcopy(snapshot_of("register"))
    rows = other["register"]["table"]["rows"]
    more = [[*row[:3], f"Mới {place}", "Nơi mới", "1", "2", "3"] for place, row in enumerate(rows[:7])]
    other["register"]["table"]["rows"] = [[*row[:3], f"{row[3]} {n}", *row[4:]] for n, row in enumerate(rows)] + more
    found = differences(snapshot_of("register"), other)
    assert json.dumps([each.after for each in found])
    assert sum(each.change is Change.ADDED for each in found) == 7


texts = st.text(alphabet="ab \n", max_size=40)


@given(before=texts, after=texts)
def test_the_pieces_of_marked_texts_are_the_texts(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (before, after)
    assert [piece.text for piece in left if not piece.differs] == [
        piece.text for piece in right if not piece.differs
    ] or (
        "".join(piece.text for piece in left if not piece.differs)
        == "".join(piece.text for piece in right if not piece.differs)
    )
    assert (before == after) == (not any(piece.differs for piece in (*left, *right)))


rows = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c"])] * 3), max_size=12)


@given(before=rows, after=rows)
def test_rows_are_paired_at_most_once_and_equal_lists_whole(before, after) -> None:
    left, right = aligned(before, after)
    assert (len(left), len(right)) == (len(before), len(after))
    assert len(set(left)) == len(left)
    assert len(set(right)) == len(right)
    shared = [name for name in left if name in set(right)]
    assert shared == [name for name in right if name in set(left)]  # pairs never cross
    if before == after:
        assert left == right
