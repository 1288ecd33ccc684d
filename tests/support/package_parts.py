"""Parts of packages on the disk, and mails with one attachment."""

from pathlib import Path

from cchc_desktop.exports.mail import Mail, write_mail
from cchc_desktop.packages.parts import Cut, cut_of, part_chunks


def parts_of(package: Path, folder: Path, *, count: int, alter: bool = False) -> list[Path]:
    """The parts of ``package``, in order; with ``alter`` each is sound in itself, of other bytes than it says."""
    folder.mkdir(parents=True, exist_ok=True)
    cut = cut_of(package, part_size=-(-package.stat().st_size // count))
    assert cut.count == count
    source = package
    if alter:
        source = folder / "nguon"
        source.write_bytes(bytes(byte ^ 1 for byte in package.read_bytes()))
    written = [_part(source, cut, number, folder) for number in range(1, count + 1)]
    if alter:
        source.unlink()
    return written


def mailed(path: Path, content: bytes, *, name: str) -> Path:
    """A saved mail with this attachment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mail(file, Mail("tinh@tuyenquang.gov.vn", "Gửi gói nộp", "Kính gửi Sở Nội vụ.", name), [content])
    return path


def _part(source: Path, cut: Cut, number: int, folder: Path) -> Path:
    path = folder / cut.file_name(number)
    with source.open("rb") as stream:
        path.write_bytes(b"".join(part_chunks(stream, cut, number)))
    return path
