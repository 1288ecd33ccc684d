from io import StringIO
from pathlib import Path

import pytest
from support.filling import fill_tasks
from support.signers import NOW, OFFICE, PASSWORD, authority, revocation_list, signer_of
from support.softhsm import PIN, SoftToken
from support.workplaces import UNIT, desk_of, fixed_clock, new_workplace

from cchc_desktop.cli.arguments import parse
from cchc_desktop.cli.commands import package_verify, submission_export
from cchc_desktop.cli.report import Exit, Report
from cchc_desktop.cli.signing import submission_sign
from cchc_desktop.domain.submission import Kind

ROOT = authority()
CLOCK = fixed_clock(NOW)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a completed submission and a list of trust."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cau-hinh"))
    workplace = new_workplace(tmp_path / "du-lieu", CLOCK)
    desk = desk_of(workplace)
    fill_tasks(desk)
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    (tmp_path / "goc.cer").write_bytes(ROOT.der)
    (tmp_path / "thu-hoi.crl").write_bytes(revocation_list(ROOT))
    desk.trust.import_files([tmp_path / "goc.cer", tmp_path / "thu-hoi.crl"])
    workplace.store.close(with_backup=False)
    return tmp_path / "du-lieu"


def sign(folder: Path, *words: str) -> Report:
    line = ["submission", "sign", "--unit", UNIT, "--period", "2025-Q4", "--kind", "progress", *words]
    return submission_sign(parse(line), folder, CLOCK)


def typed(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{secret}\n"))


def test_a_token_and_a_key_file_sign_and_the_package_is_told_valid(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise("Tran Van Hung")
    token.put(signer_of(ROOT), token="Tran Van Hung", label="khóa")
    from cchc_desktop.signing.token import tokens

    serial = tokens(token.driver)[0].serial
    typed(monkeypatch, PIN)
    assert sign(folder, "--token", serial, "--pin-stdin", "--driver", str(token.driver)).exit is Exit.DONE
    (tmp_path / "dau.p12").write_bytes(signer_of(ROOT, OFFICE, number=2).key_file(ROOT))
    typed(monkeypatch, PASSWORD)
    report = sign(folder, "--key-file", str(tmp_path / "dau.p12"), "--password-stdin")
    assert [line.split(" (")[0] for line in report.lines] == ["Đã ký số: Trần Văn Hùng", f"Đã ký số: {OFFICE}"]

    line = ["submission", "export", "--unit", UNIT, "--period", "2025-Q4", "--kind", "progress"]
    exported = submission_export(parse([*line, "--out", str(tmp_path / "ra")]), folder, CLOCK)
    told = package_verify(parse(["package", "verify", str(exported.data["package"])]), folder, CLOCK)
    assert told.exit is Exit.DONE
    assert "Chữ ký số: HỢP LỆ." in told.lines
    elsewhere = package_verify(parse(["package", "verify", str(exported.data["package"])]), tmp_path / "khac", CLOCK)
    assert "Chữ ký số: KHÔNG XÁC ĐỊNH." in elsewhere.lines


def test_a_secret_is_asked_for_on_standard_input_only(folder: Path, tmp_path: Path) -> None:
    assert sign(folder, "--key-file", str(tmp_path / "a.p12")).exit is Exit.WRONG_USE
    with pytest.raises(SystemExit):
        sign(folder)
