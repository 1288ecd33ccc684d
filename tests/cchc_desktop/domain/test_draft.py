from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from support.small_form import field as form_field
from support.small_form import form, publicity_register

from cchc_desktop.domain.draft import DraftFigure, draft_problems, filled, written


@dataclass
class Source:
    figures: Mapping[str, str | None] = field(default_factory=dict)
    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def figure(self, code: str) -> DraftFigure | None:
        if code not in self.figures:
            return None
        text = self.figures[code]
        return DraftFigure(text or "", known=text is not None, nothing=text in ("0", "00"))

    def name(self, word: str) -> str:
        return {"ky": "quý I năm 2026", "don_vi": "UBND xã Hàm Yên", "ke_hoach": ""}[word]

    def lines(self, block: str, argument: str) -> Sequence[str]:
        return self.blocks.get(f"{block}:{argument}", ())


def test_a_sentence_is_filled_in_with_figures_and_words() -> None:
    source = Source({"A": "03", "B": "05"})
    assert written(["Trong {ky}, {don_vi} ban hành {A} quyết định, {B} kế hoạch."], source) == (
        "Trong quý I năm 2026, UBND xã Hàm Yên ban hành 03 quyết định, 05 kế hoạch."
    )


def test_a_sentence_with_an_empty_figure_is_left_out() -> None:
    assert written(["Ban hành {A} quyết định, {B} kế hoạch."], Source({"A": "03", "B": None})) == ""
    assert written(["Ban hành {A} quyết định."], Source()) == ""


def test_a_sentence_whose_figures_are_all_zero_gives_way_to_its_alternative() -> None:
    sentence = "Ban hành {A} quyết định, {B} kế hoạch. || Trong kỳ không ban hành văn bản"
    assert written([sentence], Source({"A": "00", "B": "0"})) == "Trong kỳ không ban hành văn bản."
    assert written([sentence], Source({"A": "00", "B": "02"})) == "Ban hành 00 quyết định, 02 kế hoạch."
    assert written(["Ban hành {A} quyết định."], Source({"A": "0"})) == ""


def test_blocks_give_a_line_for_each_thing() -> None:
    source = Source(blocks={"ket_qua_nhiem_vu:III": ["- Đã rà soát  thủ tục.", "- đã công khai."]})
    assert written(["Kết quả cụ thể:", "{ket_qua_nhiem_vu:III}", "{kho_khan}"], source).splitlines() == [
        "Kết quả cụ thể:",
        "- Đã rà soát thủ tục.",
        "- Đã công khai.",
    ]


def test_words_that_are_missing_leave_no_hole() -> None:
    assert written(["thực hiện {ke_hoach} , {don_vi} báo cáo"], Source()) == "Thực hiện, UBND xã Hàm Yên báo cáo."


def test_titles_know_words_alone() -> None:
    assert filled("kết quả {ky}; {BC1}", {"ky": "năm 2026"}) == "Kết quả năm 2026; {BC1}"


MADE = form(fields=(form_field("BC1.1"),))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ban hành {BC1.2} văn bản.", "{BC1.2}"),
        ("Ban hành {bc1.1} văn bản.", "{bc1.1}"),
        ("Ban hành {BC1.1 văn bản.", "không đủ cặp"),
        ("Các khó khăn: {kho_khan}", "đứng riêng"),
        ("{kho_khan:III}", "không nhận phần sau dấu hai chấm"),
        ("{so:TT}", "{so:mã sổ:mã cột}"),
        ("{so:XX:noi_dung}", "sổ XX"),
        ("{so:TT:tieu_de}", "cột tieu_de"),
        ("{BC1.1} || {ky} || {nam}", "một lần"),
    ],
)
def test_place_holders_that_nothing_fills_are_told(sentence: str, words: str) -> None:
    (problem,) = draft_problems(sentence, MADE, [publicity_register()])
    assert words in problem


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban hành {BC1.1} văn bản trong {ky}. || Không ban hành.",
        "{ket_qua_nhiem_vu:III}",
        "{so:TT:noi_dung}",
        "{kho_khan}",
    ],
)
def test_place_holders_that_can_be_filled_are_silent(sentence: str) -> None:
    assert draft_problems(sentence, MADE, [publicity_register()]) == ()


def test_registers_of_another_pack_are_not_asked_for() -> None:
    assert draft_problems("{so:XX:noi_dung}", MADE) == ()
