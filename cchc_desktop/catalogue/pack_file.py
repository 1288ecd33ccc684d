"""A pack file on disk: from a path to text, with one clear fault for each way in which that can fail."""

import stat
from pathlib import Path

from cchc_desktop.catalogue.problem import PackFault

MAX_BYTES = 4 * 1024 * 1024  # the largest bundled pack has about 0.1 MiB

_ASK_AGAIN = "Xin lại tệp từ nơi gửi rồi nạp lại."
_SAVE_AGAIN = "Lưu lại tệp với bảng mã UTF-8 không có BOM rồi nạp lại."
_MAYBE_BROKEN = "Lưu lại tệp với bảng mã UTF-8; nếu tệp không phải là văn bản, xin lại tệp từ nơi gửi."
_CODEC_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path) -> bytes:
    """Read a pack file of at most MAX_BYTES.

    Raises PackFault "pack-missing", "pack-unreadable" or "pack-too-large".
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unreadable(path, "đây không phải là tệp thường")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise PackFault(
            "pack-missing",
            what=f"Không tìm thấy tệp «{path.name}».",
            do="Kiểm tra lại tên tệp, thư mục hoặc cắm lại thiết bị nhớ.",
        ) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, "không có quyền đọc hoặc thiết bị nhớ có lỗi") from error
    if len(data) > MAX_BYTES:
        raise PackFault(
            "pack-too-large",
            what=f"Tệp «{path.name}» lớn hơn {MAX_BYTES // 1024 // 1024} MB, không phải là bộ danh mục.",
            do="Chọn đúng tệp bộ danh mục (đuôi .toml).",
        )
    return data


def decoded(data: bytes, *, name: str) -> str:
    """Decode UTF-8 without a byte order mark.

    Raises PackFault "pack-empty", "pack-not-toml" (a zip or Excel file) or "pack-not-text".
    """
    if not data.strip():
        raise PackFault("pack-empty", what=f"Tệp «{name}» không có nội dung.", do=_ASK_AGAIN)
    if data.startswith(b"PK\x03\x04"):
        raise PackFault(
            "pack-not-toml",
            what=f"Tệp «{name}» là tệp nén hoặc tệp Excel, không phải là bộ danh mục dạng TOML.",
            do="Giải nén hoặc chọn đúng tệp bộ danh mục (đuôi .toml).",
        )
    if data.startswith(_CODEC_MARKS):
        raise _not_text(name, "có dấu thứ tự byte (BOM) ở đầu tệp", _SAVE_AGAIN)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_text(name, f"byte thứ {error.start + 1} không đúng bảng mã", _MAYBE_BROKEN) from error


def _unreadable(path: Path, reason: str) -> PackFault:
    return PackFault(
        "pack-unreadable",
        what=f"Không đọc được tệp «{path.name}»: {reason}.",
        do="Chép tệp sang thư mục khác rồi nạp lại.",
    )


def _not_text(name: str, reason: str, do: str) -> PackFault:
    return PackFault(
        "pack-not-text",
        what=f"Tệp «{name}» không phải là văn bản UTF-8 đúng quy định: {reason}.",
        do=do,
    )
