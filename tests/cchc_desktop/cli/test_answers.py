"""Answers from the command line, both sides: the same services as the screens."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from support.both_sides import BothSides
from support.communes import PASSWORD

from cchc_desktop.__main__ import main

BY = ("--by", "Hoàng Thị Thu")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two closed folders, "xa" and "tinh", after the province received the plan of the commune."""
    BothSides.after_a_plan_was_sent(tmp_path).close()
    return tmp_path


def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, side: Path, *words: str | Path
) -> tuple[int, dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    code = main([*map(str, words), "--data", str(side), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_return_goes_out_as_a_file_and_comes_in_with_its_remarks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    remarks = ("--remark", "Thiếu căn cứ.", "--remark", "Sửa trích yếu.")
    code, told = run(
        capsys, monkeypatch, folder / "tinh", "province", "answer", "return", *remarks, *BY, "--out", folder / "ra"
    )
    assert code == 0
    (answer,), (file,) = told["answers"], told["files"]
    assert (answer["kind"], answer["remarks"], answer["by"]) == ("returned", 2, "Hoàng Thị Thu")
    code, looked = run(capsys, monkeypatch, folder / "xa", "answer", "take", folder / "ra", "--dry-run")
    assert (code, looked["taken"], looked["answers"][0]["effect"]) == (0, 0, "step")
    code, taken = run(capsys, monkeypatch, folder / "xa", "answer", "take", file)
    assert (code, taken["taken"]) == (0, 1)
    assert [each["text"] for each in taken["answers"][0]["remarks"]] == ["Thiếu căn cứ.", "Sửa trích yếu."]
    code, again = run(capsys, monkeypatch, folder / "xa", "answer", "take", file)
    assert (code, again["taken"], again["answers"][0]["effect"]) == (0, 0, "unchanged")


def test_a_receipt_is_heard_by_telephone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    code, told = run(capsys, monkeypatch, folder / "tinh", "province", "answer", "receipts", *BY)
    heard = told["answers"][0]["code"]
    code, taken = run(capsys, monkeypatch, folder / "xa", "answer", "take", "--code", heard.lower().replace("-", " "))
    assert (code, taken["taken"], taken["answers"][0]["kind"]) == (0, 1, "received")
    code, refused = run(capsys, monkeypatch, folder / "xa", "answer", "take", "--code", "0000-0000-0000")
    assert (code, refused["findings"][0]["code"]) == (1, "answer.code")


def test_acceptances_are_made_taken_back_listed_and_written_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    tinh = folder / "tinh"
    assert run(capsys, monkeypatch, tinh, "province", "answer", "accept", *BY)[0] == 0
    assert run(capsys, monkeypatch, tinh, "province", "answer", "take-back", *BY)[0] == 1
    assert run(capsys, monkeypatch, tinh, "province", "answer", "take-back", *BY, "--note", "Nhầm.")[0] == 0
    code, told = run(capsys, monkeypatch, tinh, "province", "answer", "list")
    (received,) = told["received"]
    assert (code, received["state"]) == (0, "returned")
    assert [each["kind"] for each in received["answers"]] == ["accepted", "returned"]
    code, told = run(capsys, monkeypatch, tinh, "province", "answer", "write", "--out", folder / "ra")
    assert (code, len(told["files"])) == (0, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("province", "answer", "accept"),
        ("province", "answer", "accept", "--by", "Không Có"),
        ("province", "answer", "accept", "--unit", "00712", *BY),
        ("province", "answer", "list", "--period", "2025-Q9"),
        ("answer", "take", "x", "--code", "y"),
        ("answer", "take"),
    ],
)
def test_wrong_use_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path, words: tuple[str, ...]
) -> None:
    code, told = run(capsys, monkeypatch, folder / "tinh", *words)
    assert code == 2
    assert told["error"]


def test_a_wrong_password_answers_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("sai\n"))
    assert main(["province", "answer", "accept", *BY, "--data", str(folder / "tinh"), "--json"]) == 1
    capsys.readouterr()
    told = run(capsys, monkeypatch, folder / "tinh", "province", "answer", "list")[1]
    assert told["received"][0]["answers"] == []


def test_a_file_that_is_none_is_a_finding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (folder / "hong.cchc-tra-loi").write_bytes(b"{}")
    code, told = run(capsys, monkeypatch, folder / "xa", "answer", "take", folder / "hong.cchc-tra-loi")
    assert (code, told["answers"][0]["finding"]) == (1, "answer-file")
