"""``device``: the key of this machine and the devices of the other side, by the same service as the screens."""

import argparse
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.services.devices.devices import Devices, is_same_code
from cchc_desktop.services.devices.package_keys import DeviceRow
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.workplace import COMMAND_LINE
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.outgoing_files import kept_words


def device(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """List, export, enrol or retire."""
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new:
            return wrong_use(f"Thư mục {folder} chưa có dữ liệu đơn vị; hãy mở chương trình và làm bước bắt đầu trước.")
        devices = Devices(workplace.desk_of(COMMAND_LINE).session, workplace.library.units)
        match arguments.action:
            case "list":
                return _list(devices)
            case "export":
                return _export(devices, arguments.out)
            case "enrol":
                return _enrol(devices, arguments.file, arguments.code)
            case _:
                return _retire(devices, arguments.code)


def _list(devices: Devices) -> Report:
    own, rows = devices.own(), devices.all()
    mine = f"Khóa của máy này: {own.code}" if own else "Máy này chưa có khóa; khóa được tạo ở lần kết xuất đầu tiên."
    lines = [mine, *(_line(row) for row in rows)] if rows else [mine, "Chưa ghi nhận máy nào của bên kia."]
    return Report(Exit.DONE, lines, {"own": own.fingerprint if own else "", "devices": [_data(row) for row in rows]})


def _export(devices: Devices, folder: Path) -> Report:
    folder.mkdir(parents=True, exist_ok=True)
    written = devices.write_file(folder)
    lines = [
        f"Đã ghi tệp đăng ký máy: {written.path}",
        f"Mã vân tay để đọc qua điện thoại khi bên nhận hỏi: {written.code}",
        *([kept_words(written.kept).strip()] if written.kept else []),
    ]
    return Report(Exit.DONE, lines, {"file": str(written.path), "code": written.code})


def _enrol(devices: Devices, file: Path, code: str) -> Report:
    offer = devices.look(file)
    data: dict[str, object] = {"owner": offer.file.owner, "code": offer.file.code, "enrolled": offer.known is not None}
    lines = [f"Tệp đăng ký máy của {offer.file.owner_name} ({offer.file.owner}), mã vân tay {offer.file.code}."]
    if offer.known is not None:
        return Report(Exit.DONE, [*lines, "Máy này đã được ghi nhận từ trước; không có gì thay đổi."], data)
    lines += [f"Sẽ thay khóa {row.code} đã ghi nhận {row.enrolled_at[:10]}." for row in offer.replaces]
    if not code:
        ask = "Chưa ghi nhận. Hãy gọi điện cho đơn vị, nghe mã vân tay họ đọc, rồi chạy lại với --code."
        return Report(Exit.FINDINGS, [*lines, ask], data)
    devices.enrol(offer, confirmed=code)
    return Report(Exit.DONE, [*lines, "Đã ghi nhận."], {**data, "enrolled": True})


def _retire(devices: Devices, code: str) -> Report:
    found = next((row for row in devices.all() if is_same_code(code, row.code)), None)
    if found is None:
        return wrong_use(f"Không có máy nào mang mã vân tay {code}; xem bằng device list.")
    devices.retire(found.id)
    return Report(Exit.DONE, [f"Đã thôi dùng máy {found.code} của {found.owner_name}."], {"code": found.code})


def _line(row: DeviceRow) -> str:
    state = f"thôi dùng {row.retired_at[:10]}" if row.retired_at else "đang dùng"
    return f"{row.code}  {row.owner_name} ({row.owner}), ghi nhận {row.enrolled_at[:10]}, {state}"


def _data(row: DeviceRow) -> dict[str, str]:
    return {
        "owner": row.owner,
        "name": row.owner_name,
        "code": row.code,
        "fingerprint": row.fingerprint,
        "enrolled_at": row.enrolled_at,
        "retired_at": row.retired_at,
    }
