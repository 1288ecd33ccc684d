"""What the trouble page says and offers for each fault: calm words, and the way back to the data."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cchc_desktop.system.fault import Fault
from ui.models.backup_rows import BackupRow, backup_row

RESTORABLE = frozenset({"database-missing", "database-damaged"})
_TITLES = {
    "already-open": "Dữ liệu đang được mở ở cửa sổ khác",
    "database-missing": "Chưa tìm thấy tệp dữ liệu",
    "database-damaged": "Tệp dữ liệu bị hỏng",
    "database-newer": "Dữ liệu thuộc phiên bản chương trình mới hơn",
    "database-busy": "Dữ liệu đang được chương trình khác giữ",
    "folder-read-only": "Không ghi được vào thư mục dữ liệu",
    "folder-vanished": "Không tìm thấy thư mục dữ liệu",
    "disk-full": "Ổ đĩa đã đầy",
}


class TroublePresenter:
    """Holds one fault; restoring needs ``on_restore`` and a fault that a backup can mend."""

    def __init__(
        self, fault: Fault, *, backups: Sequence[Path] = (), on_restore: Callable[[Path], None] | None = None
    ) -> None:
        self._fault = fault
        self._restore = on_restore
        offered = on_restore is not None and fault.code in RESTORABLE
        self.backups = tuple(backup_row(path) for path in backups) if offered else ()

    @property
    def title(self) -> str:
        """The fault in a few words."""
        return _TITLES.get(self._fault.code, "Chưa mở được dữ liệu")

    @property
    def paragraphs(self) -> tuple[tuple[str, str, str], ...]:
        """Icon, heading and text: what happened, what is safe, what to do."""
        return (
            ("info", "Điều đã xảy ra", self._fault.what),
            ("saved", "Điều vẫn an toàn", self._fault.safe),
            ("arrow-right", "Việc cần làm", self._advice()),
        )

    def question(self, row: BackupRow) -> str:
        """What is asked before a restore, with its consequence."""
        return (
            f"Phục hồi dữ liệu về thời điểm {row.when}? Những gì nhập sau thời điểm đó sẽ không có trong bản này. "
            "Tệp dữ liệu hiện tại (nếu có) không bị xóa mà được cất vào thư mục truoc-phuc-hoi bên cạnh."
        )

    def restore(self, row: BackupRow) -> None:
        """Put this backup in the place of the database."""
        if self._restore is not None:
            self._restore(row.path)

    def _advice(self) -> str:
        if self.backups:
            return (
                "Chọn một bản sao lưu trong danh sách bên dưới (thường là bản mới nhất) rồi bấm Phục hồi. "
                "Nếu tệp dữ liệu đã được chuyển đi nơi khác, hãy chép trở lại rồi bấm Mở lại."
            )
        if self._fault.code in RESTORABLE:
            return (
                "Thư mục này không có bản sao lưu. Hãy tìm bản sao của thư mục dữ liệu trên USB hoặc máy khác "
                "rồi bấm Chọn thư mục khác, hoặc nhờ người hỗ trợ trước khi làm gì thêm."
            )
        return self._fault.do
