"""TCVN3 and VNI: recognised, shown before and after, applied only when confirmed."""

from pathlib import Path

import pytest
from support.task_tables import PROVINCE, Row, delimited, differences, paste, plan, read, rows, write_xlsx

from cchc_desktop.catalogue.task_table.legacy_encoding import _TCVN3, _VNI, decode, is_syllable, proposal
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.result import Encoding

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
SAMPLES = {
    Encoding.TCVN3: ("C«ng t¸c c¶i c¸ch hµnh chÝnh n¨m 2025, Uû ban nh©n d©n tØnh", "Công tác cải cách hành chính"),
    Encoding.VNI: (
        "Coâng taùc caûi caùch haønh chính naêm 2025, Uyû ban nhaân daân tænh",
        "Công tác cải cách hành chính",
    ),
}


def encoded(text: str, encoding: Encoding) -> str:
    if encoding is Encoding.TCVN3:
        table = {letter: chr(code) for code, letter in _TCVN3.items()}
    else:
        table = {letter: code for code, letter in reversed(_VNI.items())}
    return "".join(table.get(letter, letter) for letter in text)


def old_rows(encoding: Encoding) -> list[Row]:
    return [
        Row(tuple(encoded(cell, encoding) for cell in row.cells), wide=row.wide, merge=row.merge)
        for row in rows(plan(PROVINCE))
    ]


def in_old_letters(text: str, encoding: Encoding) -> str:
    """TCVN3 has no capitals with tones of their own: fonts drew small letters as capitals."""
    return decode(encoded(text, encoding), encoding)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_known_words_are_decoded(encoding: Encoding) -> None:
    before, after = SAMPLES[encoding]
    assert decode(before, encoding).startswith(after)
    found = proposal([before])
    assert found is not None
    assert (found.encoding, found.after) == (encoding, decode(before, encoding))


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_table_in_an_old_encoding_is_proposed_and_not_read(encoding: Encoding) -> None:
    table = paste(delimited(old_rows(encoding)))
    assert table.proposal is not None
    assert table.proposal.encoding is encoding
    assert not table.is_settled


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_confirmed_encoding_gives_every_task(tmp_path: Path, encoding: Encoding) -> None:
    path = write_xlsx(tmp_path / "old.xlsx", old_rows(encoding))
    table = read(path, Options(encoding=encoding))
    assert differences(table, plan(PROVINCE)) == []
    assert table.is_settled


def test_a_csv_file_of_single_bytes_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(delimited(old_rows(Encoding.TCVN3), ";").encode("cp1252", errors="replace"))
    table = read(path)
    assert table.proposal is not None
    assert table.proposal.encoding is Encoding.TCVN3


@pytest.mark.parametrize("encoding", list(Encoding))
def test_printed_text_in_an_old_encoding_is_cut_after_the_yes(encoding: Encoding) -> None:
    text = (SEEDS / "plan_sokhdt_2023.txt").read_text(encoding="utf-8")
    old = encoded(text, encoding)
    assert paste(old).proposal is not None
    table = paste(old, Options(encoding=encoding))
    assert len(table.tasks) + len(table.questions) == 21
    assert table.tasks[0].name == "Việc tham mưu ban hành văn bản quy phạm pháp luật"


def test_unicode_text_is_never_proposed() -> None:
    assert paste(delimited(rows(plan(PROVINCE)))).proposal is None
    assert proposal(["Naïve café résumé", "Über Straße"]) is None


def test_a_text_confirmed_as_unicode_is_read_as_it_is() -> None:
    head = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\r\n"
    line = f"1\t{SAMPLES[Encoding.TCVN3][0]}\tSở Nội vụ\tQuý I/2026\r\n"
    table = paste(head + line, Options(unicode_confirmed=True))
    assert table.tasks[0].name == SAMPLES[Encoding.TCVN3][0]


@pytest.mark.parametrize("word", ["nghiêng", "Thuyền", "quyết", "giữa", "ươm", "yêu", "khuỷu", "oẹ", "ĐƯỢC"])
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["c«ng", "vaên", "résumé", "ngwà", "t¸c", "bđà"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)
