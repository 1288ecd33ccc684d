"""What is told of a stick that fails: what happened, that the copy in the machine is whole, what to do."""

import errno
from pathlib import Path

from cchc_desktop.system.diskspace import megabytes
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.removable import Stick

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_MEGABYTE = 1_000_000
_WINDOWS_IN_USE = frozenset({32, 33})
_WINDOWS_FULL = frozenset({39, 112})
_WINDOWS_PROTECTED = frozenset({5, 19})
_WINDOWS_PULLED = frozenset({2, 3, 15, 20, 21, 55, 433, 1006, 1167, 1617})


def too_small(stick: Stick, size: int, source: Path) -> Fault:
    """Not enough room, seen before anything was written."""
    needed, free = (megabytes(-(-count // _MEGABYTE)) for count in (stick.needed(size), max(stick.free, 0)))
    return Fault(
        "stick-full",
        what=f"USB “{stick.label}” không đủ chỗ: cần {needed}, còn trống {free}.",
        safe=f"Chưa ghi gì lên USB. {_whole(source)}",
        do="Hãy xóa bớt tệp không cần trên USB hoặc cắm USB khác, rồi bấm Ghi ra USB lần nữa.",
    )


def write_protected(stick: Stick, source: Path) -> Fault:
    """The stick takes no writing."""
    return Fault(
        "stick-read-only",
        what=f"USB “{stick.label}” đang khóa chống ghi, hoặc máy không cho ghi lên USB này.",
        safe=f"Không có bản dở dang nào được ghi nhận. {_whole(source)}",
        do="Hãy gạt khóa trên thân USB (nếu có) hoặc cắm USB khác, rồi bấm Ghi ra USB lần nữa.",
    )


def pulled(stick: Stick, source: Path) -> Fault:
    """The stick went away while it was being written or read."""
    return Fault(
        "stick-pulled",
        what=f"USB “{stick.label}” đã bị rút ra, hoặc mất kết nối, khi chưa ghi xong.",
        safe=f"Bản trên USB chưa được ghi nhận. {_whole(source)}",
        do="Hãy cắm lại USB rồi bấm Ghi ra USB lần nữa; phần ghi dở trên USB sẽ được dọn đi.",
    )


def reads_other(stick: Stick, source: Path, *, removed: bool) -> Fault:
    """What comes back is not what was written: a stick that is worn out, or smaller than it says."""
    gone = "Bản hỏng đã được xóa khỏi USB." if removed else "Bản hỏng chưa xóa được khỏi USB: đừng gửi USB này đi."
    return Fault(
        "stick-reads-other",
        what=f"USB “{stick.label}” nhận dữ liệu nhưng đọc lại ra nội dung khác: USB hỏng hoặc dung lượng không thật.",
        safe=f"{gone} {_whole(source)}",
        do="Đừng dùng USB này nữa; hãy cắm USB khác rồi bấm Ghi ra USB lần nữa.",
    )


def failing(stick: Stick, source: Path, error: OSError) -> Fault:
    """The stick is there and reports an error."""
    return Fault(
        "stick-failing",
        what=f"USB “{stick.label}” báo lỗi khi ghi hoặc đọc (máy báo: {error.strerror or error}).",
        safe=f"Bản trên USB chưa được ghi nhận. {_whole(source)}",
        do="Hãy rút ra, cắm lại rồi làm lại; nếu vẫn lỗi thì dùng USB khác.",
    )


def full_meanwhile(stick: Stick, source: Path) -> Fault:
    """The room was there before, and is used up now."""
    return Fault(
        "stick-full",
        what=f"USB “{stick.label}” đã đầy khi đang ghi.",
        safe=f"Phần ghi dở đã được xóa. {_whole(source)}",
        do="Hãy xóa bớt tệp không cần trên USB hoặc cắm USB khác, rồi bấm Ghi ra USB lần nữa.",
    )


def refuses_room(stick: Stick, source: Path) -> Fault:
    """The stick says that there is room, and takes no more."""
    return Fault(
        "stick-failing",
        what=f"USB “{stick.label}” báo còn chỗ nhưng không nhận thêm dữ liệu: USB hỏng hoặc dung lượng không thật.",
        safe=f"Bản trên USB chưa được ghi nhận. {_whole(source)}",
        do="Đừng dùng USB này nữa; hãy cắm USB khác rồi bấm Ghi ra USB lần nữa.",
    )


def told(error: OSError, stick: Stick, source: Path, *, size: int) -> Fault:
    """The Fault of an error met while writing to the stick or reading from it; what was written is removed already."""
    windows = getattr(error, "winerror", None)
    if windows in _WINDOWS_PULLED or not stick.is_still_there():
        return pulled(stick, source)
    if error.errno in _FULL or windows in _WINDOWS_FULL:
        now = stick.now()
        has_room = now is not None and now.free >= now.needed(size)
        return refuses_room(stick, source) if has_room else full_meanwhile(stick, source)
    if windows in _WINDOWS_IN_USE:
        return failing(stick, source, error)
    if error.errno in _READ_ONLY or windows in _WINDOWS_PROTECTED:
        return write_protected(stick, source)
    return failing(stick, source, error)


def told_of_checking(error: OSError, stick: Stick, file: str) -> Fault:
    """The Fault of an error that was met while reading a copy that was written earlier."""
    windows = getattr(error, "winerror", None)
    is_pulled = windows in _WINDOWS_PULLED or not stick.is_still_there()
    what = (
        f"USB “{stick.label}” đã bị rút ra, hoặc mất kết nối, khi chưa kiểm tra xong tệp “{file}”."
        if is_pulled
        else f"USB “{stick.label}” báo lỗi khi đọc tệp “{file}” (máy báo: {error.strerror or error})."
    )
    return Fault(
        "stick-pulled" if is_pulled else "stick-failing",
        what=what,
        safe="Bản này chưa được ghi nhận là đã kiểm tra; việc kiểm tra không đụng đến bản trong máy.",
        do="Hãy cắm lại USB rồi bấm Kiểm tra lại; nếu vẫn lỗi thì ghi ra USB khác.",
    )


def absent(name: str, file: str) -> Fault:
    """The stick of a copy is not plugged in."""
    return Fault(
        "stick-absent",
        what=f"Chưa thấy USB “{name}” cắm vào máy.",
        safe="Không có gì thay đổi; việc kiểm tra không đụng đến bản trong máy.",
        do=f"Hãy cắm USB có tệp “{file}”, đợi vài giây rồi bấm Kiểm tra lại.",
    )


def no_longer_there(stick: Stick, file: str) -> Fault:
    """The stick is there, the copy is not on it."""
    return Fault(
        "stick-copy-gone",
        what=f"Trên USB “{stick.label}” không còn tệp “{file}”.",
        safe="USB không bị thay đổi; việc kiểm tra không đụng đến bản trong máy.",
        do="Nếu tệp đã bị xóa hoặc chuyển đi, hãy bấm Ghi ra USB để ghi lại.",
    )


def spoiled_since(stick: Stick, file: str, *, removed: bool) -> Fault:
    """A copy that was written earlier reads otherwise now."""
    gone = "Tệp hỏng đã được xóa khỏi USB" if removed else "Tệp hỏng chưa xóa được khỏi USB: đừng gửi USB này đi"
    return Fault(
        "stick-reads-other",
        what=f"Tệp “{file}” trên USB “{stick.label}” không còn đúng như lúc ghi.",
        safe=f"{gone}; bản chép này đã được ghi là không còn. Bản trong máy không bị đụng đến.",
        do="Hãy ghi lại ra USB khác; USB này có thể hỏng hoặc dung lượng không thật.",
    )


def another_file(stick: Stick, file: str) -> Fault:
    """A whole file of the same name lies where the copy was."""
    return Fault(
        "stick-reads-other",
        what=f"Tệp “{file}” trên USB “{stick.label}” không phải bản đã ghi lần đó: nội dung khác.",
        safe="Tệp đó được để nguyên; bản chép này đã được ghi là không còn. Bản trong máy không bị đụng đến.",
        do="Hãy bấm Ghi ra USB để ghi lại; tệp cũ cùng tên sẽ được giữ lại với tên khác.",
    )


def source_spoiled(path: Path) -> Fault:
    """The package in the machine is not what was recorded."""
    return Fault(
        "package-altered",
        what=f"Gói nộp trong máy “{path}” không còn đúng như lúc kết xuất.",
        safe="Chưa có bản nào được ghi nhận trên USB; hồ sơ trong chương trình vẫn nguyên vẹn.",
        do="Hãy chuyển tệp đó đi nơi khác, kết xuất lại gói nộp, rồi bấm Ghi ra USB lần nữa.",
    )


def _whole(source: Path) -> str:
    return f"Bản trong máy còn nguyên: “{source}”."
