import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from support.filling import fill_tasks
from support.workplaces import LEADER_PASSWORD, UNIT, desk_of, new_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind

PACKS = resources.files("resources") / "catalogues"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    folder = tmp_path / "du-lieu"
    workplace = new_workplace(folder)
    desk = desk_of(workplace)
    fill_tasks(desk)
    period = desk.submissions.default_period(Kind.PROGRESS)
    desk.submissions.complete(Kind.PROGRESS, period)
    leader = next(row for row in workplace.officers() if row.role is Role.LEADER)
    desk.submissions.sign_with_password(Kind.PROGRESS, period, leader_id=leader.id, password=LEADER_PASSWORD)
    workplace.close()
    return folder


def export(folder: Path, out: Path, **changes: str) -> list[str]:
    given = {"unit": UNIT, "period": "2025-Q4", "kind": "progress"} | changes
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    return ["--data", str(folder), "submission", "export", *options, "--out", str(out)]


def test_a_signed_submission_is_exported_and_verified(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = run(capsys, *export(signed, tmp_path / "ra"))
    assert code == 0
    code, verdict = run(capsys, "package", "verify", str(answer["package"]))
    assert (code, verdict["verdict"], verdict["problems"]) == (0, "valid", [])


def test_exporting_again_gives_the_same_package(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, first = run(capsys, *export(signed, tmp_path / "ra"))
    _, second = run(capsys, *export(signed, tmp_path / "khac"))
    assert first["sha256"] == second["sha256"]
    code, _ = run(capsys, *export(signed, tmp_path / "ra"))
    assert code == 0


def test_a_flipped_byte_is_named_with_its_path(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer = run(capsys, *export(signed, tmp_path / "ra"))
    package = Path(str(answer["package"]))
    content = bytearray(package.read_bytes())
    at = content.find(b'"format":"cchc-snapshot"')
    content[at + 5] ^= 1
    package.write_bytes(content)
    code, verdict = run(capsys, "package", "verify", str(package))
    assert (code, verdict["verdict"]) == (1, "invalid")
    problems = verdict["problems"]
    assert isinstance(problems, list)
    assert any("snapshot.json" in problem["path"] for problem in problems)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"unit": "99999"}, 2), ({"period": "2025-Q9"}, 2), ({"kind": "assessment", "period": "2025"}, 1)],
)
def test_what_cannot_be_exported_is_told_with_the_right_exit_code(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], code: int
) -> None:
    assert run(capsys, *export(signed, tmp_path / "ra", **changes))[0] == code
    assert not list(tmp_path.glob("ra/*.zip"))


def test_the_data_folder_is_told_checked_backed_up_and_restored(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(signed), "data")
    assert run(capsys, *data, "where")[1]["folder"] == str(signed)
    assert run(capsys, *data, "check") == (0, {"exit": 0, "problems": []})
    code, backup = run(capsys, *data, "backup")
    assert (code, Path(str(backup["backup"])).exists()) == (0, True)
    code, restored = run(capsys, *data, "restore")
    assert (code, restored["backup"]) == (0, backup["backup"])


def test_the_folder_may_come_from_the_environment(
    signed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_DATA_DIR", str(signed))
    assert run(capsys, "data", "where")[1]["folder"] == str(signed)


def test_an_empty_folder_is_wrong_use_not_a_new_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = run(capsys, "--data", str(tmp_path), "data", "check")
    assert code == 2
    assert "chưa có dữ liệu" in str(answer["error"])
    assert list(tmp_path.iterdir()) == []


def test_every_bundled_pack_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    names = [item.name for item in PACKS.iterdir() if item.name.endswith(".toml")]
    assert len(names) == 8
    for name in names:
        assert run(capsys, "pack", "check", str(PACKS / name))[0] == 0


def test_a_damaged_pack_is_told_by_code_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (PACKS / "plan_tuyenquang_2025_h2.toml").read_text(encoding="utf-8")
    damaged = tmp_path / "ke-hoach.toml"
    damaged.write_text(text.replace('code = "TQ2025H2-07"', 'code = "TQ2025H2-06"'), encoding="utf-8")
    code, answer = run(capsys, "pack", "check", str(damaged))
    problems = answer["problems"]
    assert code == 1
    assert isinstance(problems, list)
    assert any("TQ2025H2-06" in problem["entry"] and problem["key"] == "code" for problem in problems)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["package", "open"], "không nhận 'open'"),
        (["demo"], "còn thiếu --out"),
        (["demo", "--out"], "--out cần một giá trị"),
        (["demo", "--out", "x", "--nhanh"], "không hiểu --nhanh"),
    ],
)
def test_wrong_use_is_told_in_vietnamese_with_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert "cách dùng: cchc-desktop" in told
    assert words in told


@pytest.mark.parametrize("command", [[], ["demo"], ["submission", "export"], ["package"], ["data"], ["pack", "check"]])
def test_no_help_page_speaks_english(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    page = capsys.readouterr().out
    assert not [word for word in ("usage", "options:", "positional", "show this") if word in page]


def test_an_installation_checks_itself_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cchc_desktop", "--selftest", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["failed"] == []


def test_the_data_folder_may_stand_before_or_behind_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--data", str(tmp_path), "data", "where"], ["data", "where", "--data", str(tmp_path)]):
        assert run(capsys, *words)[1]["folder"] == str(tmp_path)
