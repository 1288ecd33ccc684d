"""What the trouble page says and offers for each fault: first what is safe and where, then the way back to the data."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.system.fault import Fault
from ui.models.backup_rows import BackupRow, backup_row

if TYPE_CHECKING:
    from cchc_desktop.services.backups.backups import Backup

RESTORABLE = frozenset({"database-missing", "database-damaged", "database-newer"})
START_NEW = (
    "Bắt đầu mới? Chương trình sẽ trống như lần đầu: phải chọn lại đơn vị, lập lại tài khoản, nhập lại từ đầu. "
    "Tệp dữ liệu hiện tại (nếu có) được cất vào thư mục truoc-phuc-hoi bên cạnh; các bản sao lưu và kho "
    "minh chứng giữ nguyên, sau này vẫn phục hồi được."
)
_SAFE_WITHOUT_BACKUP = {
    "database-missing": (
        "Nếu tệp dữ liệu chỉ bị chuyển đi nơi khác thì mọi nội dung trong tệp vẫn còn. Chương trình không sửa, không "
        "xóa gì và không tạo dữ liệu trống đè lên."
    ),
    "database-damaged": (
        "Tệp dữ liệu vẫn ở nguyên chỗ cũ để người hỗ trợ xem lại. Chương trình không sửa và không ghi gì vào tệp này."
    ),
}
_TITLES = {
    "already-open": "Dữ liệu đang được mở ở cửa sổ khác",
    "database-missing": "Chưa tìm thấy tệp dữ liệu",
    "database-damaged": "Tệp dữ liệu bị hỏng",
    "folder-unsuited": "Cần chuyển dữ liệu vào ổ đĩa của máy",
    "database-newer": "Dữ liệu thuộc phiên bản chương trình mới hơn",
    "database-busy": "Dữ liệu đang được chương trình khác giữ",
    "folder-read-only": "Không ghi được vào thư mục dữ liệu",
    "folder-vanished": "Không tìm thấy thư mục dữ liệu",
    "disk-full": "Ổ đĩa đã đầy",
}


class TroublePresenter:
    """Holds one fault; restoring and a new beginning need their callbacks and a fault that they mend."""

    def __init__(
        self,
        fault: Fault,
        *,
        backups: "Sequence[Backup]" = (),
        on_restore: Callable[[Path], None] | None = None,
        on_start_new: Callable[[], None] | None = None,
    ) -> None:
        self._fault = fault
        self._restore = on_restore
        self._start_new = on_start_new
        self.is_mendable = on_restore is not None and fault.code in RESTORABLE
        rows = tuple(backup_row(found) for found in backups) if self.is_mendable else ()
        helps = fault.code != "database-newer" or any(row.is_readable for row in rows)
        self.backups = rows if helps else ()

    @property
    def may_start_new(self) -> bool:
        """Whether the folder may begin anew, with what is in it set aside."""
        return self.is_mendable and self._start_new is not None and self._fault.code != "database-newer"

    @property
    def title(self) -> str:
        """The fault in a few words."""
        return _TITLES.get(self._fault.code, "Chưa mở được dữ liệu")

    @property
    def paragraphs(self) -> tuple[tuple[str, str, str], ...]:
        """Icon, heading and text: what is safe, which is looked for first, what happened, what to do."""
        return (
            ("saved", "Điều vẫn an toàn", self._safe()),
            ("info", "Điều đã xảy ra", self._fault.what),
            ("arrow-right", "Việc cần làm", self._advice()),
        )

    @property
    def next_step(self) -> str:
        """The one deed that stands out: "restore", "search", "choose", "quit" or "retry"."""
        if self._fault.code == "database-newer":
            return "quit"
        if self.backups:
            return "restore"
        if self.is_mendable:
            return "search"
        return "choose" if self._fault.code == "folder-unsuited" else "retry"

    def question(self, row: BackupRow) -> str:
        """What is asked before a restore, with its consequence."""
        return (
            f"Phục hồi dữ liệu về thời điểm {row.when}? Những gì nhập sau thời điểm đó sẽ không có trong bản này. "
            "Tệp dữ liệu hiện tại (nếu có) không bị xóa mà được cất vào thư mục truoc-phuc-hoi bên cạnh."
        )

    @property
    def start_new_question(self) -> str:
        """What is asked before a new beginning, with its consequence."""
        return START_NEW

    def start_new(self) -> None:
        """Begin anew."""
        if self._start_new is not None:
            self._start_new()

    def restore(self, row: BackupRow) -> None:
        """Put this backup in the place of the database."""
        if self._restore is not None:
            self._restore(row.path)

    def _safe(self) -> str:
        """With a backup at hand: up to when the data are there, and how much of them."""
        newest = next((row for row in self.backups if row.is_readable), None)
        if newest is None:
            return (_SAFE_WITHOUT_BACKUP if self.is_mendable else {}).get(self._fault.code, self._fault.safe)
        if self._fault.code == "database-newer":
            return self._fault.safe
        return (
            f"Dữ liệu đến {newest.when} vẫn còn trong bản sao lưu ({newest.where.lower()}): {newest.tasks} nhiệm vụ có "
            f"cập nhật, {newest.register_rows} dòng sổ theo dõi, {newest.reports} báo cáo, {newest.evidence} tài liệu "
            f"kiểm chứng. Chương trình không sửa, không xóa gì trong thư mục dữ liệu."
        )

    def _advice(self) -> str:
        if self._fault.code == "database-newer":
            return self._advice_on_newer_data()
        if self.backups:
            return (
                "Chọn một bản sao lưu trong danh sách bên dưới (thường là bản mới nhất) rồi bấm Phục hồi bản đã "
                "chọn. Nếu tệp dữ liệu đã được chuyển đi nơi khác, hãy chép trở lại rồi bấm Mở lại. "
                "Có bản mới hơn trên USB thì bấm Tìm bản sao lưu ở nơi khác."
            )
        if self._fault.code in RESTORABLE:
            return (
                "Thư mục này không có bản sao lưu. Nếu tệp dữ liệu đã được chuyển đi nơi khác, hãy chép trở lại rồi "
                "bấm Mở lại. Nếu không, hãy cắm USB sao lưu rồi bấm Tìm bản sao lưu ở nơi khác. "
                "Nếu không còn bản nào, hãy nhờ người hỗ trợ trước khi chọn Bắt đầu mới."
            )
        return self._fault.do

    def _advice_on_newer_data(self) -> str:
        """The newer program, or what was backed up before it upgraded the data."""
        if not self.backups:
            return self._fault.do
        return (
            f"{self._fault.do} Nếu buộc phải dùng phiên bản này, hãy chọn bản sao lưu ghi trước khi nâng cấp trong "
            "danh sách bên dưới rồi bấm Phục hồi bản đã chọn: dữ liệu của phiên bản mới được cất vào thư mục "
            "truoc-phuc-hoi, không bị xóa; những gì nhập sau khi nâng cấp không có trong bản đó."
        )
