"""Sending by e-mail without a window: drafts of a submission, and packages cut into parts and joined from them.

Exit 1 where a part is missing or spoiled, 3 as every Fault.
"""

import argparse
from pathlib import Path

from cchc_desktop.cli.named_submission import named_submission
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.evidence_limits import MEGABYTE
from cchc_desktop.domain.number import format_count
from cchc_desktop.packages.part_set import join, split
from cchc_desktop.packages.parts import MAX_HEADER_BYTES
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.province.joining import contested, look_into
from cchc_desktop.services.province.sources import sources
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.safe_write import make_folder


def submission_mail(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Write drafts of mails with the package of a signed submission."""
    with named_submission(arguments, folder, clock) as (desk, row):
        make_folder(arguments.out)
        receiver = desk.mail.receiver if arguments.to is None else arguments.to
        written = desk.mail.write(row.id, arguments.out, receiver=receiver).value
    open_ones = [] if receiver else ["Chưa có địa chỉ người nhận: hãy điền khi mở thư."]
    lines = [
        f"Đã soạn {len(written.files)} thư, thư lớn nhất {format_count(written.mail_size)} byte:",
        *map(str, written.files),
        f"Gói nộp {written.package_name}: {format_count(written.size)} byte, SHA-256 {written.sha256}",
        *open_ones,
        "Hãy mở từng thư bằng chương trình thư điện tử, xem lại rồi gửi.",
    ]
    data = {
        "mails": [str(path) for path in written.files],
        "to": receiver.strip(),
        "package": written.package_name,
        "sha256": written.sha256,
        "size": written.size,
        "largest_mail": written.mail_size,
    }
    return Report(Exit.DONE, lines, dict(data))


def package_split(arguments: argparse.Namespace) -> Report:
    """Cut a package into parts of at most so many megabytes."""
    found = verify(arguments.file)
    if found.verdict is not Verdict.VALID:
        return Report(Exit.FINDINGS, [f"Không chia “{arguments.file.name}”: {found.problems[0].message}"])
    make_folder(arguments.out)
    try:
        paths = split(arguments.file, arguments.out, part_size=arguments.megabytes * MEGABYTE - MAX_HEADER_BYTES)
    except ValueError:
        return wrong_use(f"Không chia được “{arguments.file.name}” thành các phần {arguments.megabytes} MB.")
    lines = [f"Đã chia “{arguments.file.name}” thành {len(paths)} phần:", *map(str, paths)]
    return Report(Exit.DONE, lines, {"parts": [str(path) for path in paths]})


def package_join(arguments: argparse.Namespace) -> Report:
    """Join every package whose parts are all there; the parts may lie in folders and in saved mails."""
    missing = [path for path in arguments.parts if not path.exists()]
    if missing:
        return wrong_use(f"Không tìm thấy: {', '.join(map(str, missing))}.")
    found = sources(arguments.parts)
    strangers = [path for path in found.packages if path in arguments.parts]
    pieces = look_into((*found.pieces, *strangers), lambda _path: True)
    told = [each.problem.message for each in pieces.refused]
    told += [contested(each).message for each in pieces.sets if each.contested]
    told += [f"Gói nộp “{each.name}” {each.missing_words}." for each in pieces.sets if each.missing]
    make_folder(arguments.out)
    joined = [join(each, arguments.out) for each in pieces.sets if each.is_whole]
    lines = [*(f"Đã ghép: {path}" for path in joined), *(f"- {text}" for text in told)]
    data = {"packages": [str(path) for path in joined], "problems": told}
    if not lines:
        return wrong_use("Không thấy phần gói nộp nào trong những gì đã nêu.")
    return Report(Exit.FINDINGS if told else Exit.DONE, lines, dict(data))
