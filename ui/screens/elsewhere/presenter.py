"""What is asked about a folder that was last used elsewhere: calm words, for whom the folder only moved is the rule."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_desktop.services.hand_over.place import Elsewhere

ADOPT = (
    "Chọn khi máy đã đổi tên, thư mục đã chuyển đến đây, hoặc máy cũ không dùng nữa. "
    "Từ nay dữ liệu ở đây là bản đang làm việc; việc này được ghi vào nhật ký."
)
VIEW = "Chọn khi chưa chắc, hoặc đây chỉ là bản chép. Xem và in được, không ghi gì vào thư mục này."


class ElsewherePresenter:
    """Holds what was found; changes nothing."""

    def __init__(self, found: "Elsewhere") -> None:
        self._found = found

    @property
    def title(self) -> str:
        """The matter in a few words."""
        return "Làm việc tiếp với thư mục dữ liệu này?"

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Name and value: where it is now, where it was used last."""
        since = self._found.since
        day = f" (từ ngày {since[8:10]}/{since[5:7]}/{since[:4]})" if len(since) >= 10 else ""
        return (
            ("Thư mục đang mở", str(self._found.here)),
            ("Máy này", self._found.this_machine or "không rõ tên"),
            ("Dùng lần cuối tại", self._found.place),
            ("Trên máy", f"{self._found.machine or 'không rõ tên'}{day}"),
        )

    @property
    def story(self) -> str:
        """Why it is asked."""
        if self._found.original is not None:
            return (
                "Dữ liệu ở cả hai nơi vẫn còn, chương trình chưa thay đổi gì. Thư mục gốc vẫn còn ở chỗ cũ, nên thư "
                "mục đang mở là một bản chép. Nếu cả hai nơi cùng nhập, dữ liệu sẽ tách làm hai và không gộp lại "
                "được. Hãy chọn một nơi để làm việc."
            )
        if self._found.is_other_machine:
            return (
                "Dữ liệu vẫn còn trong thư mục này, chương trình chưa thay đổi gì. Lần cuối, dữ liệu được dùng trên "
                "máy có tên khác. Nếu máy được đổi tên hoặc dữ liệu đã chuyển hẳn sang máy này thì không có gì đáng "
                "lo. Nếu máy kia vẫn đang nhập, hãy chỉ mở để xem."
            )
        return (
            "Dữ liệu vẫn còn trong thư mục này, chương trình chưa thay đổi gì. Lần cuối, thư mục được dùng ở chỗ khác "
            "trên máy này."
        )

    @property
    def is_copy(self) -> bool:
        """Whether the original is still there: looking is then the careful choice."""
        return self._found.original is not None
