import json
from pathlib import Path

import pytest
from support.kept_year import kept_workplace
from support.workplaces import LEADER_PASSWORD, UNIT, desk_of

from cchc_desktop.__main__ import main
from cchc_desktop.cli.demo_report import FORM
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A folder with a signed report of quarter III."""
    folder = tmp_path / "du-lieu"
    workplace = kept_workplace(folder, "2025-H1", "2025-Q3")
    desk, period = desk_of(workplace), parse("2025-Q3")
    desk.submissions.complete(Kind.REPORT, period, form=FORM)
    leader = next(row for row in workplace.officers() if row.role is Role.LEADER)
    desk.submissions.sign_with_password(Kind.REPORT, period, leader_id=leader.id, password=LEADER_PASSWORD, form=FORM)
    workplace.close()
    return folder


def export(folder: Path, out: Path, *more: str) -> list[str]:
    where = ["--data", str(folder), "submission", "export", "--unit", UNIT]
    return [*where, "--period", "2025-Q3", "--kind", "report", "--out", str(out), "--json", *more]


def test_a_signed_report_is_exported_with_its_word_file(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(export(signed, tmp_path / "ra")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert all(Path(answer[name]).exists() for name in ("package", "pdf", "xlsx", "docx"))
    assert main(["package", "verify", answer["package"], "--json"]) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--form", "BC-KHAC"], "Không có biểu mẫu báo cáo “BC-KHAC”; các biểu mẫu đang dùng: BC-CCHC-XA."),
        (["--form", FORM, "--kind", "progress"], "Loại hồ sơ này không dùng biểu mẫu; hãy bỏ --form BC-CCHC-XA."),
    ],
)
def test_a_form_that_is_not_in_use_is_wrong_use(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    assert main(export(signed, tmp_path / "ra", *more)) == 2
    assert json.loads(capsys.readouterr().out)["error"] == words
