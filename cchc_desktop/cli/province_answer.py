"""``province answer``: receipts, returns and acceptances without a window, by the same service as the screen.

Answers are signed by the province's device and name who made them: the account is named with ``--by``, its password is
read from standard input.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.services.data_care.data_care import holds_data
from cchc_desktop.services.hand_over.place import enter
from cchc_desktop.services.province.appraisal import Appraisal
from cchc_desktop.services.province.appraisal_reading import AppraisalRow, IssuedRow
from cchc_desktop.services.province.desk import at_command_line, sign_in
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.safe_write import make_folder


def answer(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """List, make or write answers; exit 1 where some of what was asked for gets none."""
    if not holds_data(folder):
        return wrong_use(f"Thư mục {folder} chưa có dữ liệu của bàn cấp tỉnh; hãy mở chương trình rồi chọn bàn đó.")
    try:
        period = parse_period(arguments.period).code if arguments.period else ""
    except ValueError as error:
        return wrong_use(str(error))
    with closing(enter(folder, clock=clock, library=bundled())) as workplace:
        if workplace.is_new or not workplace.workspace().is_province:
            return wrong_use(f"Thư mục {folder} không phải dữ liệu của bàn cấp tỉnh.")
        appraisal = _appraisal(workplace, arguments)
        if appraisal is None:
            names = ", ".join(row.full_name for row in workplace.officers())
            return wrong_use(f"Hãy nêu --by, một trong: {names}; mật khẩu đọc từ đầu vào chuẩn.")
        rows = [row for row in appraisal.all() if _is_meant(row, arguments, period)]
        return _done(appraisal, rows, arguments)


def _appraisal(workplace: Workplace, arguments: argparse.Namespace) -> Appraisal | None:
    """The desk of whoever answers; None where an account is needed and none of that name is there."""
    if arguments.step in ("list", "write"):
        return at_command_line(workplace).appraisal
    wanted = arguments.by.strip().casefold()
    found = next((row for row in workplace.officers() if row.full_name.casefold() == wanted), None)
    if found is None:
        return None
    return sign_in(workplace, found.id, sys.stdin.readline().rstrip("\r\n")).appraisal


def _is_meant(row: AppraisalRow, arguments: argparse.Namespace, period: str) -> bool:
    asked = (arguments.unit, arguments.kind, arguments.form, period)
    return all(not wanted or wanted == found for wanted, found in zip(asked, row.place, strict=True)) and (
        not arguments.revision or arguments.revision == row.revision
    )


def _done(appraisal: Appraisal, rows: Sequence[AppraisalRow], arguments: argparse.Namespace) -> Report:
    match arguments.step:
        case "list":
            return _listed(appraisal, rows)
        case "write":
            return _written(appraisal, [each for row in rows for each in appraisal.issued(row.id)], arguments.out)
        case "receipts":
            given = appraisal.give_receipts(row.id for row in rows).value
            report = _written(appraisal, given.issued, arguments.out)
            left = [finding.text for finding in given.left]
            return Report(Exit.FINDINGS if left else report.exit, [*report.lines, *left], {**report.data, "left": left})
    places = {row.place for row in rows}
    if len(places) != 1:
        return wrong_use(f"Cần đúng một hồ sơ, tìm thấy {len(places)}; hãy nêu rõ --unit, --kind, --period, --form.")
    latest = max(rows, key=lambda row: row.revision)
    return _written(appraisal, [_decided(appraisal, latest, arguments)], arguments.out)


def _decided(appraisal: Appraisal, row: AppraisalRow, arguments: argparse.Namespace) -> IssuedRow:
    match arguments.step:
        case "return":
            for text in arguments.remark:
                appraisal.add_remark(row.id, text=text)
            return appraisal.send_back(row.id, note=arguments.note).value
        case "accept":
            return appraisal.accept(row.id, note=arguments.note).value
        case _:
            return appraisal.take_back_acceptance(row.id, reason=arguments.note).value


def _listed(appraisal: Appraisal, rows: Sequence[AppraisalRow]) -> Report:
    lines, data = [], []
    for row in rows:
        issued = appraisal.issued(row.id)
        lines.append(
            f"- {row.unit_name}, {row.title}, {row.period.label}, bản {row.revision}: {row.state.label}, "
            f"{row.remarks} ý kiến"
        )
        lines += [f"  {each.kind.label} lúc {each.at}, mã {each.code or 'không có'}" for each in issued]
        data.append({**_row(row), "answers": [_issued(each) for each in issued]})
    return Report(Exit.DONE, lines or ["Chưa có hồ sơ nào như vậy."], {"received": data})


def _written(appraisal: Appraisal, issued: Sequence[IssuedRow], folder: Path | None) -> Report:
    lines = [f"{each.kind.title}: mã đọc qua điện thoại {_code(appraisal, each)}" for each in issued]
    data: dict[str, object] = {"answers": [_issued(each) for each in issued], "files": []}
    if folder is not None and issued:
        make_folder(folder)
        written = appraisal.write_answers([each.id for each in issued], folder)
        lines += [f"Đã ghi tệp trả lời: {path}" for path in written.paths]
        data["files"] = [str(path) for path in written.paths]
    return Report(Exit.DONE, lines or ["Không có trả lời nào."], data)


def _code(appraisal: Appraisal, issued: IssuedRow) -> str:
    told = appraisal.telephone_code(issued.id)
    return told.code or f"không có: {told.reason}"


def _row(row: AppraisalRow) -> dict[str, object]:
    unit, kind, form, period = row.place
    return {
        "unit": unit,
        "kind": kind,
        "form": form,
        "period": period,
        "revision": row.revision,
        "state": row.state.value,
        "snapshot": row.snapshot_sha256,
        "remarks": row.remarks,
    }


def _issued(issued: IssuedRow) -> dict[str, object]:
    return {"kind": issued.kind.value, "code": issued.code, "at": issued.at, "by": issued.by, "remarks": issued.remarks}
