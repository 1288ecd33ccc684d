"""Opening an Excel workbook that somebody brings: what the file really is, and whether it may be unpacked at all.

A name that ends in .xlsx says nothing: old .xls, web pages and CSV come under it, encrypted files and zip bombs too.
Formulas are never computed, macros never run, links to other files never followed.

Fault
|-- file-missing, file-unreadable, file-too-large
|-- not-xlsx             something else, e.g. a picture, a Word file, an OpenDocument sheet
|-- xls-old              Excel 97-2003
|-- html-as-xls          a web page or XML saved under the name of a workbook
|-- csv-as-xlsx          plain text
|-- password-protected   encrypted
|-- bomb                 unpacks to more than any workbook of ours
`-- damaged              a workbook, but cut or broken
"""

import io
import re
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from cchc_desktop.system.fault import Fault

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_PARTS_READ_WHOLE = {"xl/sharedstrings.xml": 16 * 1024 * 1024, "xl/styles.xml": 8 * 1024 * 1024}
"""Parts of a workbook that stand in memory before the first row is read; real ones have a tenth of it."""
MAX_MEMBERS = 2000
MAX_RATIO = 200  # the XML of sheets packs 10 to 60 times; a bomb about 1000 times
SMALL_MEMBER_BYTES = 4 * 1024 * 1024

SAFE = "Chương trình chỉ đọc thử, chưa nhập gì; dữ liệu hiện có không thay đổi."

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_CONTENT_TYPES, _WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
_MARKUP = re.compile(r"\s*(<!doctype html|<html|<head|<body|<table|<meta|<style|<\?xml|<workbook|<!--|mime-version:)")
_TEXT_SAMPLE = 64 * 1024
_CHUNK = 64 * 1024
_ENCRYPTED_FLAG = 0x1

_LIBRARY_ERRORS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,  # lxml's XMLSyntaxError, ElementTree's ParseError
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
)
"""What openpyxl and its parsers let through when a workbook is broken; there is no common base class."""


class FileKind(Enum):
    """What the bytes are, whatever the name says."""

    XLSX = "xlsx"
    XLS = "xls-old"
    HTML = "html-as-xls"
    TEXT = "csv-as-xlsx"
    ENCRYPTED = "password-protected"
    OTHER = "not-xlsx"


def open_guarded(source: Path | bytes, *, name: str = "", read_only: bool = False) -> "Workbook":
    """Open a workbook; ``name`` is what messages call it when ``source`` is bytes.

    ``read_only`` takes openpyxl's streaming mode, in which merged cells are not known; read its rows inside
    ``telling_damage``, since the sheets are parsed only then. Raises Fault as the docstring of this module says.
    """
    data = source if isinstance(source, bytes) else read_capped(source)
    called = name or (source.name if isinstance(source, Path) else "bảng tính")
    kind = kind_of(data)
    if kind is not FileKind.XLSX:
        raise _wrong_kind(kind, called, data)
    with telling_damage(called):
        _refuse_bomb(data, called)
        return _load(data, read_only=read_only)


def read_capped(path: Path) -> bytes:
    """The bytes of a file of at most MAX_FILE_BYTES; Fault "file-missing", "file-unreadable" or "file-too-large"."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unreadable(path)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise Fault(
            "file-missing",
            what=f"Không tìm thấy tệp “{path.name}”.",
            safe=SAFE,
            do="Hãy kiểm tra lại tên tệp, thư mục, hoặc cắm lại USB rồi chọn lại.",
        ) from error
    except OSError as error:
        raise _unreadable(path) from error
    if len(data) > MAX_FILE_BYTES:
        raise Fault(
            "file-too-large",
            what=f"Tệp “{path.name}” lớn hơn {MAX_FILE_BYTES // 1024 // 1024} MB.",
            safe=SAFE,
            do="Hãy chọn đúng tệp, hoặc bỏ bớt hình ảnh và trang tính không cần rồi lưu lại.",
        )
    return data


def kind_of(data: bytes) -> FileKind:
    """Tell from the first bytes, and for archives from their parts, what a file is."""
    if data.startswith(_ZIP):
        return _kind_of_archive(data)
    if data.startswith(_OLE):
        if _wide("EncryptedPackage") in data:
            return FileKind.ENCRYPTED
        return FileKind.XLS if _wide("Workbook") in data or _wide("Book") in data else FileKind.OTHER
    if data.startswith(_OLD_SHEETS):
        return FileKind.XLS
    text = _as_text(data)
    if not text.strip():
        return FileKind.OTHER
    return FileKind.HTML if _MARKUP.match(text.lower()) else FileKind.TEXT


@contextmanager
def telling_damage(name: str) -> Iterator[None]:
    """Turn what the library raises over a broken workbook into Fault "damaged", and keep its warnings to itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of features and dates that it drops; we look at the values
            yield
    except Fault:
        raise
    except _LIBRARY_ERRORS as error:
        raise damaged(name) from error


def is_bomb(members: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether an office file unpacks to more than any real one.

    zipfile never gives out more of a member than its declared size, so that the declared sizes are a true cap.
    """
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        return True
    return any(_swells(member) or _is_too_long(member) for member in members)


def damaged(name: str) -> Fault:
    """The workbook is cut or broken."""
    return Fault(
        "damaged",
        what=f"Tệp “{name}” bị hỏng hoặc bị cắt cụt nên không đọc được như một bảng tính Excel.",
        safe=SAFE,
        do="Hãy mở tệp bằng Excel, lưu lại dưới tên khác (.xlsx) rồi chọn tệp mới; hoặc xin lại tệp từ nơi gửi.",
    )


def _load(data: bytes, *, read_only: bool) -> "Workbook":
    from openpyxl import load_workbook  # 200 ms: only where a workbook is really read

    return load_workbook(io.BytesIO(data), read_only=read_only, keep_links=False)


def _kind_of_archive(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return FileKind.XLSX  # opening it tells the damage
    names = {member.filename.lower() for member in members}
    if _CONTENT_TYPES.lower() not in names or _WORKBOOK not in names:
        return FileKind.OTHER
    encrypted = any(member.flag_bits & _ENCRYPTED_FLAG for member in members)
    return FileKind.ENCRYPTED if encrypted else FileKind.XLSX


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if is_bomb(members):
            raise _bomb(name)
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels")) and _declares_entities(archive, member):
                raise _bomb(name)


def _swells(member: zipfile.ZipInfo) -> bool:
    return member.file_size > SMALL_MEMBER_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def _is_too_long(member: zipfile.ZipInfo) -> bool:
    return member.file_size > MAX_PARTS_READ_WHOLE.get(member.filename.lower(), MAX_UNPACKED_BYTES)


class _Reached(Exception):
    """The place in an XML text that decides was reached."""


def _declares_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether the XML has a document type, which no workbook has and which entity bombs need."""
    found: list[bool] = []

    def decide(*, doctype: bool) -> None:
        found.append(doctype)
        raise _Reached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: decide(doctype=True)
    parser.StartElementHandler = lambda *_: decide(doctype=False)
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
    except _Reached:
        return found[0]
    return False


def _as_text(data: bytes) -> str:
    """The beginning of a text file; empty for what is no text."""
    sample = data[:_TEXT_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", errors="ignore")
    if b"\x00" in sample:
        return ""
    text = sample.decode("utf-8-sig", errors="replace")
    controls = sum(1 for letter in text if ord(letter) < 32 and letter not in "\t\r\n\f")
    return "" if controls > len(text) // 100 else text


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _unreadable(path: Path) -> Fault:
    return Fault(
        "file-unreadable",
        what=f"Không đọc được tệp “{path.name}”.",
        safe=SAFE,
        do="Hãy đóng tệp trong chương trình khác, hoặc chép tệp sang thư mục khác rồi chọn lại.",
    )


def _bomb(name: str) -> Fault:
    return Fault(
        "bomb",
        what=f"Tệp “{name}” khi giải nén lớn bất thường, không giống một bảng tính thông thường; đã dừng trước khi mở.",
        safe=SAFE,
        do="Hãy hỏi lại nơi gửi tệp; không nên mở tệp này bằng chương trình khác.",
    )


def _wrong_kind(kind: FileKind, name: str, data: bytes) -> Fault:
    what, do = _KIND_TEXTS[kind]
    if not data.strip():
        what = "Tệp “{name}” không có nội dung."
    return Fault(kind.value, what=what.format(name=name), safe=SAFE, do=do)


_SAVE_AS = "Hãy mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi chọn tệp mới."
_KIND_TEXTS = {
    FileKind.XLS: ("Tệp “{name}” là bảng tính Excel kiểu cũ (97-2003), dù tên tệp có thể khác.", _SAVE_AS),
    FileKind.HTML: ("Tệp “{name}” thực ra là trang web hoặc tệp XML được đặt tên như tệp Excel.", _SAVE_AS),
    FileKind.TEXT: ("Tệp “{name}” thực ra là tệp văn bản (CSV hoặc tương tự), không phải bảng tính Excel.", _SAVE_AS),
    FileKind.ENCRYPTED: (
        "Tệp “{name}” được bảo vệ bằng mật khẩu nên không đọc được.",
        "Hãy mở tệp bằng Excel, bỏ mật khẩu ở mục Tệp, Thông tin, Bảo vệ sổ làm việc, rồi lưu và chọn lại tệp.",
    ),
    FileKind.OTHER: ("Tệp “{name}” không phải là bảng tính Excel (.xlsx).", "Hãy chọn đúng tệp Excel có đuôi .xlsx."),
}
