"""Mails and parts from the command line: the same services as the screens, answers and exit codes."""

import json
from pathlib import Path
from random import Random
from typing import cast

import pytest
from support.communes import LIBRARY, new_province, write_commune
from support.package_parts import mailed, parts_of
from support.workplaces import LEADER_PASSWORD, UNIT, desk_of, fixed_clock, new_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.writer import EvidenceSource
from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.system.canonical_json import sha256

UNITS = LIBRARY.units


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, object]]:
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def signed_plan(folder: Path, *, address: str = "") -> str:
    """A folder with a signed plan; the code of its period."""
    workplace = new_workplace(folder)
    desk = desk_of(workplace)
    period = desk.submissions.default_period(Kind.PLAN)
    row = desk.submissions.complete(Kind.PLAN, period).value
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    EvidenceInbox(desk.session).set_province_address(address)
    workplace.store.close(with_backup=False)
    return period.code


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A package of a bit more than two megabytes."""
    content = Random(3).randbytes(2 << 20)
    file = tmp_path / "van-ban.pdf"
    file.write_bytes(content)
    evidence = EvidenceSource(sha256(content), "van-ban.pdf", file)
    return write_commune(tmp_path / "xa", UNITS[0], evidence=evidence, evidence_size=len(content))


def test_a_signed_submission_is_drafted_to_the_address_of_the_settings_or_another(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    period = signed_plan(tmp_path / "xa", address="cchc@tuyenquang.gov.vn")
    words = ("submission", "mail", "--unit", UNIT, "--period", period, "--kind", "plan", "--data", tmp_path / "xa")
    code, told = run(capsys, *words, "--out", tmp_path / "thu")
    assert (code, told["to"]) == (0, "cchc@tuyenquang.gov.vn")
    mails = cast("list[str]", told["mails"])
    assert len(mails) == 1
    assert Path(mails[0]).stat().st_size == told["largest_mail"]
    code, told = run(capsys, *words, "--out", tmp_path / "khac", "--to", "vanthu@tuyenquang.gov.vn")
    assert (code, told["to"]) == (0, "vanthu@tuyenquang.gov.vn")
    assert run(capsys, *words, "--out", tmp_path / "khac", "--to", "khong phai")[0] == 1


def test_another_unit_is_wrong_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    period = signed_plan(tmp_path / "xa")
    words = ("submission", "mail", "--unit", "00001", "--period", period, "--kind", "plan", "--data", tmp_path / "xa")
    assert run(capsys, *words, "--out", tmp_path / "thu")[0] == 2
    assert not (tmp_path / "thu").exists()


def test_what_is_split_is_joined_again(capsys: pytest.CaptureFixture[str], large: Path, tmp_path: Path) -> None:
    code, told = run(capsys, "package", "split", large, "--megabytes", "1", "--out", tmp_path / "phan")
    assert (code, len(told["parts"])) == (0, 3)  # type: ignore[arg-type] # parsed JSON
    code, told = run(capsys, "package", "join", tmp_path / "phan", "--out", tmp_path / "ra")
    assert (code, told["packages"]) == (0, [str(tmp_path / "ra" / large.name)])
    assert (tmp_path / "ra" / large.name).read_bytes() == large.read_bytes()


def test_a_spoiled_package_is_not_split(capsys: pytest.CaptureFixture[str], large: Path, tmp_path: Path) -> None:
    large.write_bytes(large.read_bytes()[:-1])
    assert run(capsys, "package", "split", large, "--out", tmp_path / "phan")[0] == 1
    assert not (tmp_path / "phan").exists()


@pytest.mark.parametrize("megabytes", ["0", "-1", "muoi", "99999"])
def test_a_size_that_is_none_is_wrong_use(large: Path, tmp_path: Path, megabytes: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["package", "split", str(large), "--megabytes", megabytes, "--out", str(tmp_path / "phan")])
    assert caught.value.code == 2


def test_a_missing_and_a_spoiled_part_are_named_and_other_packages_joined(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first, second, third = (write_commune(tmp_path / "xa", unit) for unit in UNITS[:3])
    parts_of(first, tmp_path / "thu", count=3)[1].unlink()
    spoiled = parts_of(second, tmp_path / "thu", count=2)[0]
    spoiled.write_bytes(spoiled.read_bytes()[:-3])
    halves = parts_of(third, tmp_path / "phan", count=2)
    mailed(tmp_path / "thu" / "thu.eml", halves[0].read_bytes(), name="p.dat")
    code, told = run(capsys, "package", "join", tmp_path / "thu", halves[1], "--out", tmp_path / "ra")
    assert code == 1
    assert told["packages"] == [str(tmp_path / "ra" / third.name)]
    problems = " ".join(told["problems"])  # type: ignore[arg-type] # parsed JSON
    assert f"“{first.name}” còn thiếu phần 2 trong 3" in problems
    assert f"“{spoiled.name}” bị cụt" in problems
    assert f"“{second.name}” còn thiếu phần 1 trong 2" in problems
    assert [path.name for path in (tmp_path / "ra").iterdir()] == [third.name]


def test_a_named_file_that_is_no_part_is_told_and_a_name_that_is_nowhere_is_wrong_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "anh.jpg").write_bytes(b"anh")
    assert run(capsys, "package", "join", tmp_path / "anh.jpg", "--out", tmp_path / "ra")[0] == 1
    assert run(capsys, "package", "join", tmp_path / "khong-co", "--out", tmp_path / "ra")[0] == 2


def test_the_province_is_told_which_part_it_waits_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:

    new_province(tmp_path / "tinh", fixed_clock()).store.close(with_backup=False)
    package = write_commune(tmp_path / "xa", UNITS[0])
    parts_of(package, tmp_path / "thu", count=3)[2].unlink()
    code, told = run(capsys, "province", "receive", tmp_path / "thu", "--data", tmp_path / "tinh")
    assert code == 1
    assert told["waiting"] == [{"package": package.name, "missing": [3], "parts": 3}]
