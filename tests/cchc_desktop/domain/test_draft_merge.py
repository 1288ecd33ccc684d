from cchc_desktop.domain.draft_merge import drafted_lines, redrafted

DECISIONS, BOARD, TALKS = (
    "Trong quý I đã ban hành 03 quyết định.",
    "- Kiện toàn Ban Chỉ đạo.",
    "Đã tổ chức 02 cuộc đối thoại.",
)
OLD = "\n".join((DECISIONS, BOARD, TALKS))
NEW = "\n".join((DECISIONS.replace("03", "04"), BOARD, "- Ban hành quy chế.", TALKS))


def test_an_empty_text_takes_the_whole_draft() -> None:
    assert redrafted("  \n", old=OLD, new=NEW) == NEW


def test_lines_that_stand_as_drafted_follow_the_data() -> None:
    assert redrafted(OLD, old=OLD, new=NEW) == NEW


def test_typed_lines_stay_where_they_stand() -> None:
    first, second, third = OLD.splitlines()
    typed = f"Thực hiện chỉ đạo của tỉnh.\n{first}\n{second}\nCông tác này được duy trì nền nếp.\n{third}"
    assert redrafted(typed, old=OLD, new=NEW).splitlines() == [
        "Thực hiện chỉ đạo của tỉnh.",
        "Trong quý I đã ban hành 04 quyết định.",
        "- Kiện toàn Ban Chỉ đạo.",
        "Công tác này được duy trì nền nếp.",
        "- Ban hành quy chế.",
        "Đã tổ chức 02 cuộc đối thoại.",
    ]


def test_a_drafted_line_that_was_changed_by_hand_is_not_drafted_beside_it() -> None:
    edited = OLD.replace("03 quyết định.", "03 quyết định quan trọng.")
    again = redrafted(edited, old=OLD, new=NEW)
    assert "03 quyết định quan trọng." in again
    assert "04 quyết định" not in again
    assert "- Ban hành quy chế." in again


def test_a_drafted_line_that_was_taken_out_does_not_return() -> None:
    without = "\n".join(OLD.splitlines()[:2])
    again = redrafted(without, old=OLD, new=NEW)
    assert "đối thoại" not in again
    assert redrafted(again, old=NEW, new=NEW) == again


def test_a_line_whose_matter_is_gone_goes() -> None:
    assert redrafted(OLD, old=OLD, new=OLD.splitlines()[0]) == OLD.splitlines()[0]


def test_drafting_again_without_new_data_changes_nothing() -> None:
    typed = f"Mở đầu.\n{OLD}\nKết thúc."
    assert redrafted(typed, old=OLD, new=OLD) == typed


def test_each_line_says_whether_the_program_wrote_it() -> None:
    assert list(drafted_lines("Tự nhập.\n\n- Kiện toàn Ban Chỉ đạo. ", OLD)) == [
        ("Tự nhập.", False),
        ("- Kiện toàn Ban Chỉ đạo.", True),
    ]
