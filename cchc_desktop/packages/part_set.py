"""Packages out of their parts: sorted, read over the parts where they lie, joined to a file; and cut into files.

Everything is streamed: memory stays flat whatever the size, and few files are open at once.
"""

import errno
import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.packages.part_texts import refusal
from cchc_desktop.packages.parts import Cut, Part, cut_of, part_chunks
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import publish, settle, staging

_CHUNK = 1 << 20
_OPEN_AT_ONCE = 8
_NAMED = 10


@dataclass(frozen=True, slots=True)
class PartSet:
    """What there is of one package: a part of each number, in order; ``contested`` numbers have two different ones."""

    cut: Cut
    parts: tuple[Part, ...]
    contested: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers that are not there."""
        there = {part.number for part in self.parts}
        return tuple(number for number in range(1, self.cut.count + 1) if number not in there)

    @property
    def is_whole(self) -> bool:
        """Whether every part is there, each without a doubt."""
        return not self.missing and not self.contested

    @property
    def name(self) -> str:
        """The name of the package."""
        return self.cut.name

    @property
    def path(self) -> Path:
        """Where its first part is."""
        return self.parts[0].origin.path

    @property
    def missing_words(self) -> str:
        """What is missing, in a sentence: "còn thiếu phần 2 trong 3"; "" when nothing is."""
        if not self.missing:
            return ""
        return f"còn thiếu phần {numbers_words(self.missing)} trong {self.cut.count}"

    def open(self) -> BinaryIO:
        """The package as a stream over the parts where they lie; nothing is written. ``is_whole`` must be true."""
        return io.BufferedReader(_Joined(self.parts), _CHUNK >> 4)


def gather(parts: Iterable[Part]) -> tuple[PartSet, ...]:
    """Sort parts by package and number; the same part twice is one part. Packages come by name."""
    sets: dict[Cut, dict[int, list[Part]]] = {}
    for part in parts:
        there = sets.setdefault(part.cut, {}).setdefault(part.number, [])
        if part.sha256 not in {each.sha256 for each in there}:
            there.append(part)
    return tuple(
        PartSet(
            cut,
            tuple(numbers[number][0] for number in sorted(numbers)),
            tuple(number for number in sorted(numbers) if len(numbers[number]) > 1),
        )
        for cut, numbers in sorted(sets.items(), key=lambda item: (item[0].name, item[0].package_sha256))
    )


def join(whole: PartSet, folder: Path) -> Path:
    """Write the package that the parts make into ``folder``, in bounded memory; where it is.

    A file that holds the same already is left as it is. Raises Fault: "parts-missing", "part-contested",
    "part-joined", "part-unreadable", "package-exists", and those of ``safe_write``; nothing is left behind then.
    """
    if not whole.is_whole:
        raise _incomplete(whole)
    target = folder / whole.name
    with whole.open() as source, staging(target, needed=whole.cut.package_size) as file:
        digest = hashlib.sha256()
        while chunk := _read(source, whole):
            digest.update(chunk)
            file.write(chunk)
        if digest.hexdigest() != whole.cut.package_sha256:
            raise _fault("part-joined", refusal("part-joined", whole.name, count=whole.cut.count).message)
        if not target.exists():
            publish(file, target)
        elif _hash(target) != whole.cut.package_sha256:
            raise _exists(target)
    return target


def split(package: Path, folder: Path, *, part_size: int) -> tuple[Path, ...]:
    """Cut ``package`` into files of ``folder``, all or none, of at most ``part_size`` bytes of it each.

    A part that is there already is left as it is. Raises Fault: "package-exists" where another file has the name,
    "part-unreadable", and those of ``safe_write``; ValueError when there would be too many.
    """
    with ExitStack() as stack:
        try:
            cut = cut_of(package, part_size=part_size)
            stream = stack.enter_context(package.open("rb"))
        except OSError as error:
            raise _fault("part-unreadable", f"Không đọc được gói nộp “{package}”.") from error
        staged: list[tuple[BinaryIO, Path]] = []
        for number in range(1, cut.count + 1):
            path = folder / cut.file_name(number)
            file = stack.enter_context(staging(path, needed=cut.package_size))
            file.writelines(part_chunks(stream, cut, number))
            settle(file)
            if not path.exists():
                staged.append((file, path))
            elif _hash(path) != _hash(Path(file.name)):
                raise _exists(path)
        for file, path in staged:
            publish(file, path)
        return tuple(folder / cut.file_name(number) for number in range(1, cut.count + 1))


def _read(source: BinaryIO, whole: PartSet) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        text = f"Không đọc được hết các phần của “{whole.name}”; có thể USB đã bị rút hoặc tệp đã bị chuyển đi."
        raise _fault("part-unreadable", text) from error


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _incomplete(whole: PartSet) -> Fault:
    if whole.contested:
        text = refusal("part-contested", whole.name, numbers=numbers_words(whole.contested)).message
        return _fault("part-contested", text)
    return _fault("parts-missing", f"Gói nộp “{whole.name}” {whole.missing_words}.")


def _exists(target: Path) -> Fault:
    return _fault("package-exists", f"Trong thư mục đã có tệp “{target.name}” với nội dung khác.")


def _fault(code: str, what: str) -> Fault:
    return Fault(
        code,
        what=what,
        safe="Chưa ghi tệp nào ra; các phần đã có vẫn nguyên.",
        do="Hãy lấy lại đúng các phần từ thư gửi đến (không sửa, không nén lại) rồi ghép lại.",
    )


def numbers_words(numbers: Sequence[int]) -> str:
    """The numbers of parts in a sentence: "2", "2 và 3", "2, 3 và 7"; of many the first ones and how many more."""
    words = [str(number) for number in numbers[:_NAMED]]
    if len(numbers) > _NAMED:
        words.append(f"{len(numbers) - _NAMED} phần khác")
    return " và ".join(filter(None, (", ".join(words[:-1]), words[-1])))


class _Joined(io.RawIOBase):
    """The bytes of a package over its parts; at most a few of them are open at once."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__()
        self._parts = parts
        self._cut = parts[0].cut
        self._open: OrderedDict[int, BinaryIO] = OrderedDict()
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._cut.package_size}[whence]
        if base + offset < 0:
            raise OSError(errno.EINVAL, "before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # of Buffer, which is 3.12
        target, filled = memoryview(buffer), 0
        while filled < len(target) and self._position < self._cut.package_size:
            piece = self._read(len(target) - filled)
            target[filled : filled + len(piece)] = piece
            filled += len(piece)
            self._position += len(piece)
        return filled

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()
        super().close()

    def _read(self, most: int) -> bytes:
        number, inside = divmod(self._position, self._cut.part_size)
        part = self._parts[number]
        stream = self._stream(part)
        stream.seek(part.start + inside)
        piece = stream.read(min(most, self._cut.size(part.number) - inside))
        if not piece:
            raise OSError(errno.EIO, f"part {part.number} became shorter")
        return piece

    def _stream(self, part: Part) -> BinaryIO:
        if part.number in self._open:
            self._open.move_to_end(part.number)
            return self._open[part.number]
        if len(self._open) >= _OPEN_AT_ONCE:
            self._open.popitem(last=False)[1].close()
        self._open[part.number] = part.origin.open()
        return self._open[part.number]
