"""The commands without a window, each from its arguments to a report."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.cli.hand_over import hand_over, receive
from cchc_desktop.cli.named_submission import named_submission
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict, audit_words
from cchc_desktop.services.data_care import data_care
from cchc_desktop.services.devices.devices import known_devices
from cchc_desktop.services.devices.package_keys import key_of, with_key
from cchc_desktop.services.hand_over.place import require_at_home
from cchc_desktop.services.signatures.package_verdict import package_verdict, signature_words
from cchc_desktop.services.signatures.trust_lists import trust_of_folder
from cchc_desktop.services.start_checks import require_suited
from cchc_desktop.signing.verification import Answer
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.outgoing_files import kept_words
from cchc_desktop.system.safe_write import make_folder

if TYPE_CHECKING:
    from cchc_desktop.packages.writer import WrittenPackage
    from cchc_desktop.services.data_care.restore import Contents
    from cchc_desktop.services.submissions.dispatch import WrittenDocuments

VERDICTS = {
    Verdict.VALID: "HỢP LỆ: gói nộp nguyên vẹn.",
    Verdict.INVALID: "KHÔNG HỢP LỆ: gói nộp không nguyên vẹn hoặc sai quy cách.",
    Verdict.UNDETERMINED: "CHƯA XÁC ĐỊNH: chưa kiểm tra được hết gói nộp.",
}


def submission_export(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Write the package of a signed submission."""
    with named_submission(arguments, folder, clock) as (desk, row):
        make_folder(arguments.out)
        package = desk.dispatch.write_package(row.id, arguments.out)
        documents = desk.dispatch.write_documents(row.id, arguments.out)
    return _exported(package, documents)


def _exported(package: "WrittenPackage", documents: "WrittenDocuments") -> Report:
    lines = [
        f"Đã kết xuất và kiểm tra gói nộp: {package.path}",
        f"Văn bản: {documents.pdf}",
        f"Bảng tính: {documents.xlsx}",
        *([f"Tệp Word: {documents.docx}"] if documents.docx else []),
        *([kept_words(*documents.kept).strip()] if documents.kept else []),
    ]
    data = {
        "package": str(package.path),
        "sha256": package.sha256,
        "size": package.size,
        "pdf": str(documents.pdf),
        "xlsx": str(documents.xlsx),
        "docx": str(documents.docx or ""),
        "kept": [str(path) for path in documents.kept],
    }
    return Report(Exit.DONE, lines, dict(data))


def package_verify(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Check a package file, hold its key and signatures against what ``folder`` knows; say what is wrong, by path."""
    result = verify(arguments.file)
    key = key_of(result.seal, owner=result.info.unit if result.info else "", devices=known_devices(folder))
    result = with_key(result, key) if result.info is not None else result
    lines = [VERDICTS[result.verdict]]
    if result.info is not None:
        lines.append(result.info.description)
        lines += [*audit_words(result.info), f"Khóa máy: {key.text}"]
    lines += [f"- {item.path or arguments.file.name}: {item.message}" for item in result.problems]
    if result.gaps:
        lines += ["Nội dung không có tệp để đối chiếu:", *(f"- {gap.text}" for gap in result.gaps)]
    problems = [{"path": item.path, "kind": item.kind, "message": item.message} for item in result.problems]
    data: dict[str, object] = {"verdict": result.verdict.value, "problems": problems, "file": str(arguments.file)}
    data["gaps"] = [{"target": gap.target, "file": gap.name, "message": gap.text} for gap in result.gaps]
    if result.info is not None:
        data |= {"audit_lines": result.info.audit_lines, "clock_notes": result.info.clock_notes}
        data["key"] = {"state": key.state.value, "fingerprint": key.fingerprint, "message": key.text}
    signatures = package_verdict(arguments.file, result, trust=trust_of_folder(folder), at=clock()).signatures
    if signatures is not None:
        told = signature_words(signatures, zone=clock().tzinfo)
        lines += told
        data["signatures"] = {"answer": signatures.answer.name.lower(), "lines": told}
    is_bad = signatures is not None and signatures.answer is Answer.INVALID
    exit_code = Exit.DONE if result.verdict is Verdict.VALID and not is_bad else Exit.FINDINGS
    return Report(exit_code, lines, data)


def data(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Check, back up, list, rehearse, restore, hand over, receive or locate the data folder."""
    match arguments.action:
        case "where":
            return Report(Exit.DONE, [f"Dữ liệu: {folder}"], {"folder": str(folder), "exists": folder.exists()})
        case "restore":
            require_suited(folder)
            return _restore(folder, arguments.backup, clock)
        case "list":
            return _list(folder)
        case "receive":
            return receive(arguments, folder, clock)
        case _ if not data_care.holds_data(folder):
            return wrong_use(f"Thư mục {folder} chưa có dữ liệu của CCHC Desktop.")
        case "hand-over":
            return hand_over(arguments, folder, clock)
        case "backup":
            require_suited(folder)
            return _back_up(folder, clock)
        case "rehearse":
            return _rehearse(folder, arguments.backup, clock)
        case _ if arguments.mend:
            require_at_home(folder)
            return _mend(folder, clock)
        case _:
            return _check(folder, clock)


def _back_up(folder: Path, clock: Clock) -> Report:
    path = data_care.back_up(folder, clock)
    kept = data_care.copies(folder, clock)
    if kept.fault is not None:
        raise kept.fault
    lines = [f"Đã sao lưu và kiểm tra: {path}", f"Đã chép thêm {kept.files} tệp minh chứng vào nơi sao lưu."]
    if kept.absent is not None:
        lines.append(f"Nơi sao lưu thứ hai “{kept.absent.folder}” chưa có mặt nên chưa chép sang đó.")
    return Report(Exit.DONE, lines, {"backup": str(path), "files": kept.files, "second_place": kept.absent is None})


def _list(folder: Path) -> Report:
    found = data_care.restorable(folder)
    lines = [f"{item.at:%d/%m/%Y %H:%M:%S}  {item.where.value}: {_held(item.contents)}  {item.path}" for item in found]
    rows = [
        {"path": str(item.path), "at": item.at.isoformat(), "where": item.where.name.lower(), "size": item.size}
        for item in found
    ]
    return Report(Exit.DONE, lines or [f"Chưa có bản sao lưu nào trong {folder}."], {"backups": rows})


def _held(held: "Contents | None") -> str:
    if held is None:
        return "không đọc được"
    return (
        f"{held.tasks} nhiệm vụ có cập nhật, {held.register_rows} dòng sổ, "
        f"{held.reports} báo cáo, {held.evidence} tài liệu kiểm chứng"
    )


def _rehearse(folder: Path, backup: Path | None, clock: Clock) -> Report:
    found = data_care.rehearse_newest(folder, backup, clock)
    lines = [f"Đã thử phục hồi từ {found.backup.path} vào một thư mục tạm: {_held(found.contents)}."]
    lines += [f"- {item}" for item in found.problems] or ["Bản này phục hồi được; dữ liệu đang dùng không thay đổi."]
    data = {"backup": str(found.backup.path), "problems": list(found.problems), "seconds": round(found.seconds, 3)}
    return Report(Exit.FINDINGS if found.problems else Exit.DONE, lines, dict(data))


def _check(folder: Path, clock: Clock) -> Report:
    problems = data_care.check(folder, clock)
    lines = [f"- {item}" for item in problems] or ["Dữ liệu nguyên vẹn; kho minh chứng đầy đủ."]
    return Report(Exit.FINDINGS if problems else Exit.DONE, lines, {"problems": list(problems)})


def _mend(folder: Path, clock: Clock) -> Report:
    found, mended = data_care.check_and_mend(folder, clock)
    if mended is None:
        return Report(Exit.DONE, ["Dữ liệu nguyên vẹn; kho minh chứng đầy đủ."], {"problems": [], "done": []})
    lines = [f"- {item.text}" for item in found]
    lines += [f"Đã sao lưu trước khi sửa: {mended.backup}", *mended.done]
    lines += [f"Chưa sửa được: {item.text}" for item in mended.left]
    data = {"problems": [item.text for item in mended.left], "done": list(mended.done)}
    return Report(Exit.FINDINGS if mended.left else Exit.DONE, lines, dict(data))


def _restore(folder: Path, backup: Path | None, clock: Clock) -> Report:
    restored = data_care.restore(folder, backup, clock)
    missing, lost = restored.evidence_missing, restored.packages_missing
    lines = [
        f"Đã phục hồi từ bản sao lưu {restored.backup.name}.",
        f"Dữ liệu trước khi phục hồi được giữ tại {restored.set_aside}." if restored.set_aside else "",
        f"Còn thiếu {missing} tệp minh chứng, không tìm thấy ở đâu." if missing else "",
        f"Còn thiếu {lost} gói nộp đã nhận, không tìm thấy ở đâu." if lost else "",
    ]
    data = {
        "backup": str(restored.backup),
        "set_aside": str(restored.set_aside or ""),
        "evidence_missing": missing,
        "packages_missing": lost,
    }
    return Report(Exit.DONE, [line for line in lines if line], dict(data))
