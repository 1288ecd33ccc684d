import tomllib
from datetime import date

import pytest
from hypothesis import given
from support.pack_strategies import packs

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.catalogue.pack_document import with_count
from cchc_desktop.catalogue.pack_writer import document_text, pack_text
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.catalogue.reader import read_header, read_pack

LIBRARY = bundled()
CODES = sorted(header.code for header in LIBRARY.headers)


@pytest.mark.parametrize("code", CODES)
def test_a_bundled_pack_is_read_back_equal(code):
    pack = LIBRARY.pack(code).pack
    assert read_pack(pack_text(pack), name=code).pack == pack


@pytest.mark.parametrize("code", CODES)
def test_the_document_of_a_bundled_file_is_written_and_read_back_word_for_word(code):
    document = tomllib.loads(LIBRARY.source(code).decode())
    assert tomllib.loads(document_text(document)) == document


@given(packs)
def test_any_pack_is_read_back_equal(pack):
    text = pack_text(pack)
    assert read_pack(text, name="gói").pack == pack
    assert read_header(text, name="gói") == pack.header


def test_keys_keep_their_order_and_a_cut_file_is_found_out():
    text = pack_text(LIBRARY.pack("KH-SKHDT-2023").pack)
    assert text.startswith('[header]\nschema = 1\nkind = "plan"\ncode = "KH-SKHDT-2023"\n')
    cut = text[: text.rindex("\n[[tasks]]")]
    with pytest.raises(PackFault, match="cắt cụt"):
        read_pack(cut, name="cụt")


def test_long_texts_are_readable_lines_and_carriage_returns_stay():
    text = document_text(
        {"header": {"a": "x\ny"}, "tasks": [{"name": "một\nhai", "time": "a\r\nb", "tags": ["a", "b"]}]}
    )
    assert text == (
        '[header]\na = "x\\ny"\n\n[[tasks]]\nname = """\nmột\nhai"""\ntime = "a\\r\\nb"\ntags = ["a", "b"]\n'
    )


def test_records_stand_one_on_each_line_and_odd_keys_are_quoted():
    entry = {"inputs": [{"key": "a", "values": {"b c": "1"}}], "day": date(2025, 9, 2), "none": []}
    assert document_text({"criteria": [entry]}) == (
        '[[criteria]]\ninputs = [\n  { key = "a", values = { "b c" = "1" } },\n]\nday = 2025-09-02\nnone = []\n'
    )


def test_what_stands_alone_at_the_top_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="stray"):
        document_text({"stray": 1})


def test_the_count_is_that_of_the_entries():
    assert with_count({"header": {"kind": "calendar"}, "days_off": [{}, {}], "worked": [{}]})["header"] == {
        "kind": "calendar",
        "entries": 3,
    }
