"""Quarantine (cách ly): what cannot be received is kept untouched, with a report that the sender can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.domain.vietnamese import format_moment, nfc
from cchc_desktop.packages.layout import MAX_PACKAGE_BYTES
from cchc_desktop.packages.part_texts import CODES
from cchc_desktop.services.province.copying import SourceChangedError, SourceUnreadableError, bring
from cchc_desktop.services.province.plan import Item
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.stored_paths import path_text
from cchc_desktop.system.safe_write import write_bytes
from db.folder import DataFolder
from db.received_files import quarantine_place
from db.tables import quarantined

_SPOILED = CODES - {"part-newer", "mail-crowded"}


@dataclass(frozen=True, slots=True)
class Held:
    """A file in quarantine: where it lies, its report beside it, and why it was not received."""

    id: str
    name: str
    size: int
    sha256: str
    reasons: tuple[str, ...]
    source: str
    at: str
    path: Path
    report: Path


class Quarantine:
    """The folder "cach-ly" and its list."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def listing(self) -> tuple[Held, ...]:
        """What is held, the latest first."""
        query = sa.select(quarantined).where(quarantined.c.released_at == "").order_by(quarantined.c.at.desc())
        with self._session.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Held(
                id=row.id,
                name=row.name,
                size=row.size,
                sha256=row.package_sha256,
                reasons=tuple(row.reasons.splitlines()),
                source=row.source,
                at=row.at,
                path=(path := place(self._session.store.folder, row.package_sha256, row.name)),
                report=path.with_suffix(".txt"),
            )
            for row in rows
        )

    def printed(self, held: Sequence[Held]) -> bytes:
        """The slip of one file or the list of several as PDF, with every reason; touches no database."""
        from cchc_desktop.exports.quarantine_report import HeldFile, quarantine_pdf  # brings reportlab: at first use

        files = [HeldFile(each.name, each.size, each.sha256, each.source, each.at, each.reasons) for each in held]
        return quarantine_pdf(files, drawn=self._session.now(), sample=self._session.workspace.sample)

    def hold(self, item: Item) -> Path | None:
        """Keep a copy of the file and write its report; None where the file cannot be read or is too large to keep.

        The same file is held once. Raises Fault where the data folder cannot take it.
        """
        if not item.sha256 or item.size > MAX_PACKAGE_BYTES:
            return None
        path = place(self._session.store.folder, item.sha256, self._name(item.sha256) or item.name)
        try:
            bring(item, path)
        except (SourceChangedError, SourceUnreadableError):
            return None
        now = self._session.now()
        write_bytes(path.with_suffix(".txt"), report(item, at=now).encode("utf-8"))
        with self._session.command("Cách ly gói nộp", undoable=False) as work:
            known = sa.select(quarantined.c.id).where(quarantined.c.package_sha256 == item.sha256)
            if work.connection.scalar(known) is None:
                work.insert(
                    quarantined,
                    package_sha256=item.sha256,
                    name=item.name,
                    size=item.size,
                    reasons=nfc("\n".join(reason.text for reason in item.reasons)),
                    source=path_text(item.path.parent),
                    at=now.isoformat(timespec="seconds"),
                )
        return path

    def is_held(self, sha256: str) -> bool:
        """Whether this very file is in quarantine."""
        return bool(self._name(sha256))

    def _name(self, sha256: str) -> str:
        """Under which name a file is held; "" where it is not: the same one may come again under another name."""
        query = sa.select(quarantined.c.name).where(quarantined.c.package_sha256 == sha256)
        with self._session.read() as connection:
            return connection.scalar(query) or ""


def place(folder: DataFolder, sha256: str, name: str) -> Path:
    """Where a file of this hash and name is held: a name that shows what it was, and that is safe everywhere."""
    return folder.path / quarantine_place(sha256, name)


def report(item: Item, *, at: datetime) -> str:
    """The report in plain text: what was found, and what the sender is to do."""
    claim = item.claim
    whose = f"{claim.unit_name}, {claim.title}, {claim.period_label}" if claim else "không đọc được"
    lines = [
        "PHIẾU BÁO GÓI NỘP KHÔNG TIẾP NHẬN ĐƯỢC",
        "",
        f"Tệp: {item.name}",
        f"Dung lượng: {item.size} byte",
        f"Mã băm SHA-256: {item.sha256}",
        f"Hồ sơ: {whose}",
        f"Kiểm tra lúc: {format_moment(at)}",
        "",
        "Lý do:",
        *(f"- {reason.text}" for reason in item.reasons),
        "",
        "Tệp được giữ nguyên ở mục cách ly của tỉnh, không có số liệu nào của tệp được ghi nhận.",
        f"Đề nghị đơn vị gửi: {advice(item)}",
        "",
    ]
    return nfc("\r\n".join(lines))


def advice(item: Item) -> str:
    """What the sender is to do, by the first reason."""
    code = item.reasons[0].code if item.reasons else ""
    return {
        "sample": "kết xuất gói nộp từ dữ liệu thật của đơn vị rồi gửi lại.",
        "real": "không phải làm gì; tỉnh nhận lại tệp này ở dữ liệu thật.",
        "newer": "không phải làm gì; tỉnh cài phiên bản chương trình mới hơn rồi nhận lại tệp này.",
        "unit": "kiểm tra đơn vị đã chọn trong chương trình, kết xuất lại gói nộp rồi gửi lại.",
        "period": "kiểm tra kỳ báo cáo, kết xuất lại gói nộp đúng kỳ rồi gửi lại.",
        "kind": "gửi đúng loại hồ sơ được yêu cầu.",
        "form": "gửi đúng biểu mẫu được yêu cầu.",
        "mail-crowded": "gửi lại gói nộp trong một thư riêng, mỗi thư một tệp đính kèm.",
        "part-newer": "không phải làm gì; tỉnh cài phiên bản chương trình mới hơn rồi nhận lại tệp này.",
        **dict.fromkeys(
            sorted(_SPOILED), "gửi lại đúng phần này, đính kèm nguyên tệp .phan, không sửa, không nén lại."
        ),
    }.get(code, "chép lại đúng tệp .zip do chương trình kết xuất, không sửa, không nén lại, rồi gửi lại.")
