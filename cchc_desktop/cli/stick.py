"""``submission stick``: a package onto a stick or into a folder, and read back from there.

Exit 0 when every copy was read back from its medium, 1 when one must be plugged in again first, 3 as every Fault.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from cchc_desktop.cli.named_submission import named_submission
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.number import format_count
from cchc_desktop.services.sending.stick import WrittenCopy
from cchc_desktop.services.submissions.package_copies import Medium, copies_of
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.outgoing_files import kept_words
from cchc_desktop.system.removable import Stick, plugged_in, stick_at


def submission_stick(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Write the package of a signed submission, or read the copies that were written again."""
    with named_submission(arguments, folder, clock) as (desk, row):
        if arguments.again:
            return _read_again(desk, row.id)
        stick = _chosen(arguments.to)
        if isinstance(stick, Report):
            return stick
        return _told([desk.sticks.write(row.id, stick).value])


def _chosen(to: Path | None) -> Stick | Report:
    """The stick or folder to write to, or what is wrong with the choice."""
    sticks = plugged_in()
    if to is None:
        if len(sticks) == 1:
            return sticks[0]
        seen = ", ".join(f"{stick.path} ({stick.name})" for stick in sticks)
        return wrong_use(
            f"Có nhiều USB; hãy nêu --to, một trong: {seen}." if seen else "Chưa thấy USB nào; hãy nêu --to."
        )
    found = next((stick for stick in sticks if stick.path == to.resolve()), None)
    if found is not None:
        return found
    return stick_at(to.resolve()) if to.is_dir() else wrong_use(f"Không có thư mục {to}.")


def _read_again(desk: Desk, submission_id: str) -> Report:
    with desk.session.read() as connection:
        copies = [row for row in copies_of(connection, submission_id) if row.medium is Medium.STICK and not row.gone_at]
    if not copies:
        return wrong_use("Hồ sơ này chưa có bản nào được ghi ra USB.")
    return _told([desk.sticks.verify_again(row.id).value for row in copies])


def _told(written: Sequence[WrittenCopy]) -> Report:
    lines = [line for copy in written for line in _lines(copy)]
    data = {"copies": [_data(copy) for copy in written]}
    return Report(Exit.DONE if all(copy.may_unplug for copy in written) else Exit.FINDINGS, lines, dict(data))


def _lines(copy: WrittenCopy) -> list[str]:
    wrote = "Đã có sẵn, đã đọc lại" if copy.was_there else "Đã ghi và đọc lại"
    size = f"{format_count(copy.size)} byte, SHA-256 {copy.sha256}"
    lines = [f"{wrote}: {copy.path} ({size})"]
    if copy.stick.removable:
        return [*lines, copy.text]
    proof = (
        "Đã đọc lại từ chính ổ đĩa." if copy.may_unplug else "Chưa đọc lại được từ chính ổ đĩa, chỉ từ bộ nhớ của máy."
    )
    return [*lines, proof + kept_words(copy.kept)]


def _data(copy: WrittenCopy) -> dict[str, object]:
    return {
        "copy": copy.copy_id,
        "file": str(copy.path),
        "stick": copy.stick.name if copy.stick.removable else "",
        "sha256": copy.sha256,
        "size": copy.size,
        "read_back": copy.may_unplug,
        "was_there": copy.was_there,
        "kept": str(copy.kept or ""),
    }
