"""``province receive``: the receipt of packages without a window, by the same service as the screen."""

import argparse
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.reception import Standing
from cchc_desktop.services.data_care.data_care import holds_data
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.province.desk import at_command_line
from cchc_desktop.services.province.plan import Expected, Item, Plan
from cchc_desktop.services.province.receiving import Receipt
from cchc_desktop.system.clock import Clock

_NEEDS_A_PERSON = (Standing.CONFLICT, Standing.REJECTED)


def receive(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Look at all that was named, then receive it unless this is a dry run.

    Exit 1 where a package was rejected, waits for a decision or lacks a part, 3 where the machine stopped the receipt.
    """
    missing = [path for path in arguments.paths if not path.exists()]
    if missing:
        return wrong_use(f"Không tìm thấy: {', '.join(map(str, missing))}.")
    if not holds_data(folder):
        return wrong_use(
            f"Thư mục {folder} chưa có dữ liệu của bàn cấp tỉnh; hãy mở chương trình và chọn Bàn cấp tỉnh."
        )
    try:
        period = parse_period(arguments.period).code if arguments.period else ""
    except ValueError as error:
        return wrong_use(str(error))
    expected = Expected(arguments.unit, arguments.kind, arguments.form, period)
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new or not workplace.workspace().is_province:
            return wrong_use(f"Thư mục {folder} không phải dữ liệu của bàn cấp tỉnh.")
        receiving = at_command_line(workplace).receiving
        plan = receiving.look(arguments.paths, expected=expected)
        if arguments.dry_run:
            return _told(plan)
        return _received(plan, receiving.receive(plan).value)


def _told(plan: Plan) -> Report:
    lines = [*_counted(plan.items), *map(_line, plan.items), *_waiting(plan), *_devices(plan)]
    lines.append("Chỉ kiểm tra, chưa ghi gì.")
    return Report(_exit(plan.items, plan), lines, {**_data(plan.items, plan), "received": False})


def _received(plan: Plan, receipt: Receipt) -> Report:
    items = [each.item for each in receipt.taken]
    lines = [*_counted(items), *map(_line, items), *_waiting(plan), *_devices(plan)]
    lines += [f"Giữ ở mục cách ly: {each.copy}" for each in receipt.taken if _is_held(each.item) and each.copy]
    data = {**_data(items, plan), "received": True, "left": [str(item.path) for item in receipt.left]}
    if receipt.fault is not None:
        fault = receipt.fault
        lines += [fault.what, fault.safe, fault.do, f"Chưa nhận {len(receipt.left)} gói còn lại."]
        data["fault"] = {"code": fault.code, "what": fault.what, "safe": fault.safe, "do": fault.do}
        return Report(Exit.ENVIRONMENT, lines, data)
    return Report(_exit(items, plan), lines, data)


def _is_held(item: Item) -> bool:
    return item.standing is Standing.REJECTED


def _exit(items: list[Item] | tuple[Item, ...], plan: Plan) -> Exit:
    is_open = plan.waiting or any(item.standing in _NEEDS_A_PERSON for item in items)
    return Exit.FINDINGS if is_open else Exit.DONE


def _counted(items: list[Item] | tuple[Item, ...]) -> list[str]:
    counts = Plan(tuple(items)).counts
    found = ", ".join(f"{standing.label}: {number}" for standing, number in counts.items() if number)
    return [f"{len(items)} gói nộp. {found}." if items else "Không thấy gói nộp nào."]


def _line(item: Item) -> str:
    claim = item.claim
    whose = f" {claim.unit_name}, {claim.title}, {claim.period_label}, bản {claim.revision.revision}" if claim else ""
    told = [item.note, *(reason.text for reason in item.reasons), *item.marks]
    if item.received_at:
        told.insert(0, f"đã nhận lúc {item.received_at}")
    words = " ".join(text for text in told if text)
    return f"- {item.standing.label}: {item.name}{whose}{': ' + words if words else ''}"


def _waiting(plan: Plan) -> list[str]:
    return [f"- {each.name}: {each.text}" for each in plan.waiting]


def _devices(plan: Plan) -> list[str]:
    return [f"- Tệp đăng ký máy, ghi nhận bằng lệnh device: {path}" for path in plan.device_files]


def _data(items: list[Item] | tuple[Item, ...], plan: Plan) -> dict[str, object]:
    counts = Plan(tuple(items)).counts
    return {
        "counts": {standing.value: number for standing, number in counts.items()},
        "packages": [_item(item) for item in items],
        "waiting": [
            {"package": each.name, "missing": list(each.missing), "parts": each.count} for each in plan.waiting
        ],
        "others": [str(path) for path in plan.others],
    }


def _item(item: Item) -> dict[str, object]:
    data: dict[str, object] = {
        "file": str(item.path),
        "sha256": item.sha256,
        "size": item.size,
        "standing": item.standing.value,
        "note": item.note,
        "received_at": item.received_at,
        "reasons": [{"code": each.code, "path": each.path, "message": each.text} for each in item.reasons],
        "marks": list(item.marks),
    }
    if item.claim is not None:
        place = item.claim.place
        data |= {"unit": place.unit_code, "kind": place.kind, "form": place.form_code, "period": place.period_code}
        data |= {"revision": item.claim.revision.revision, "snapshot": item.claim.revision.snapshot_sha256}
    return data
