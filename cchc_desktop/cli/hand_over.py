"""``data hand-over`` and ``data receive``: everything in one file, and its arrival."""

import argparse
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.services.hand_over.arrival import Offer, inspect, meet
from cchc_desktop.services.hand_over.arrival import receive as write_received
from cchc_desktop.services.hand_over.hand_over import Request, give
from cchc_desktop.services.hand_over.manifest import Manifest
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.safe_write import make_folder


def hand_over(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Write the file and leave the folder to be looked at."""
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new:
            return wrong_use(f"Thư mục {folder} chưa có dữ liệu đơn vị; hãy mở chương trình và làm bước bắt đầu trước.")
        people = workplace.officers()
        giver = next((row for row in people if row.full_name.casefold() == arguments.by.strip().casefold()), None)
        if giver is None:
            names = ", ".join(row.full_name for row in people)
            return wrong_use(f"Không có tài khoản “{arguments.by}”; người giao phải là một trong: {names}.")
        make_folder(arguments.out)
        request = Request(arguments.to, arguments.to_post, arguments.reason, arguments.out, giver)
        given = give(workplace.command_line_desk(), request, step=_silent)
    lines = [
        f"Đã bàn giao cho {given.manifest.giving.to}: {given.file}",
        f"Gồm: {given.manifest.held}.",
        f"Mã xác nhận: {given.code}",
        f"Biên bản để in và ký: {given.protocol}" if given.protocol else "Chưa ghi được biên bản.",
        f"Thư mục {folder} từ nay chỉ để xem.",
    ]
    data = {"file": str(given.file), "code": given.code, "protocol": str(given.protocol or "")}
    return Report(Exit.DONE, lines, {**data, **_held(given.manifest)})


def receive(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Verify the file, then write it into the folder unless this is a dry run or the code is another."""
    offer = inspect(arguments.file, step=_silent)
    lines, data = list(_told(offer)), {"code": offer.code, **_held(offer.manifest)}
    if arguments.code and _plain(arguments.code) != _plain(offer.code):
        lines.append(f"Mã trên biên bản ({arguments.code}) khác mã của tệp: không nhận, chưa ghi gì.")
        return Report(Exit.FINDINGS, lines, {**data, "received": False})
    if arguments.dry_run:
        return Report(Exit.DONE, [*lines, "Tệp nguyên vẹn. Chỉ kiểm tra, chưa ghi gì."], {**data, "received": False})
    meeting = meet(offer, folder)
    if meeting.is_live and not arguments.set_aside:
        lines.append(
            f"Thư mục {folder} có bản cũ hơn vẫn đang dùng của cùng dữ liệu này; những gì nhập riêng ở đó không có "
            "trong tệp. Chưa ghi gì. Nếu đồng ý cất bản cũ sang một bên, thêm --set-aside."
        )
        return Report(Exit.FINDINGS, lines, {**data, "received": False})
    received = write_received(offer, folder, clock, step=_silent)
    lines += [received.sentence, f"Thư mục dữ liệu: {folder}"]
    lines += [f"Dữ liệu cũ được cất tại {received.set_aside}."] if received.set_aside else []
    lines += [f"- {problem}" for problem in received.problems]
    result = {"received": True, "folder": str(folder), "set_aside": str(received.set_aside or "")}
    return Report(Exit.DONE, lines, {**data, **result, "problems": list(received.problems)})


def _told(offer: Offer) -> tuple[str, ...]:
    manifest = offer.manifest
    giving = manifest.giving
    return (
        f"Tệp bàn giao của {manifest.office}: {giving.by} giao cho {giving.to} lúc {manifest.given_at:%H:%M %d/%m/%Y}.",
        f"Gồm: {manifest.held}.",
        f"Mã xác nhận: {offer.code}",
    )


def _held(manifest: Manifest) -> dict[str, object]:
    counts: dict[str, object] = dict(manifest.counts)
    return {"unit": manifest.unit_code, "files": len(manifest.evidence_files), "counts": counts}


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()


def _silent(_done: int, _total: int, _text: str) -> None:
    pass
