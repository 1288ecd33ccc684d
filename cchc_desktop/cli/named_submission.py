"""The submission that a command names: its folder opened, its unit checked, its period and form found."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.report import WrongUseError
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.clock import Clock


@contextmanager
def named_submission(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Iterator[tuple[Desk, SubmissionRow]]:
    """The desk of the command line and the submission of ``--unit``, ``--kind``, ``--period`` and ``--form``.

    Raises WrongUseError where the folder has no such thing, and Fault where it cannot be opened.
    """
    try:
        period = parse_period(arguments.period)
    except ValueError as error:
        raise WrongUseError(str(error)) from error
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new:
            text = f"Thư mục {folder} chưa có dữ liệu đơn vị; hãy mở chương trình và làm bước bắt đầu trước."
            raise WrongUseError(text)
        unit = workplace.workspace().unit
        if unit.code != arguments.unit:
            text = f"Thư mục {folder} là dữ liệu của {unit.full_name} ({unit.code}), không phải {arguments.unit}."
            raise WrongUseError(text)
        desk, kind = workplace.command_line_desk(), Kind(arguments.kind)
        form, unknown = _chosen_form([code for code, _title in desk.submissions.forms(kind)], arguments.form)
        if unknown:
            raise WrongUseError(unknown)
        yield desk, desk.submissions.current(kind, period, form=form)


def _chosen_form(forms: list[str], wanted: str) -> tuple[str, str]:
    """The report form to export (the only one in use unless one is named), or what is wrong with the choice."""
    if wanted and not forms:
        return "", f"Loại hồ sơ này không dùng biểu mẫu; hãy bỏ --form {wanted}."
    if wanted and wanted not in forms:
        return "", f"Không có biểu mẫu báo cáo “{wanted}”; các biểu mẫu đang dùng: {', '.join(forms)}."
    if not wanted and len(forms) > 1:
        return "", f"Có nhiều biểu mẫu báo cáo; hãy nêu --form, một trong: {', '.join(forms)}."
    return wanted or next(iter(forms), ""), ""
