"""The mails of one package as files: one with the whole of it, or one for each part, none larger than the limit."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.exports.mail import Mail, encoded_size, most_attached, size_without, write_mail
from cchc_desktop.packages.parts import MAX_HEADER_BYTES, MAX_PARTS, Cut, cut_evenly, part_chunks
from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import keep_beside
from cchc_desktop.system.safe_write import publish, settle, staging, translate

_CHUNK = 1 << 20

Compose = Callable[[tuple[str, ...], int], Mail]
"""``compose(names, number)``: the mail that carries attachment ``number`` (from 1) of these."""
Progress = Callable[[int, int, str], None]
"""``progress(done, total, name)`` before each mail."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package file, or what it will be like: ``path`` is None then and ``sha256`` empty. ``size`` in bytes."""

    name: str
    sha256: str
    size: int
    path: Path | None = None


class Letters:
    """The mails of ``package``, each of at most ``limit`` bytes; Refusal where it cannot be cut so small."""

    def __init__(self, package: PackageFile, compose: Compose, *, limit: int) -> None:
        self._package = package
        self._compose = compose
        self._cut = _cut(package, compose, limit=limit)

    @property
    def count(self) -> int:
        """How many mails there are."""
        return self._cut.count if self._cut else 1

    @property
    def largest(self) -> int:
        """Bytes of the largest attachment; of a part at most."""
        return self._cut.part_size + MAX_HEADER_BYTES if self._cut else self._package.size

    @property
    def mail_size(self) -> int:
        """Bytes of the largest mail; at most, where there are parts."""
        return max(size_without(self.mail(1)), size_without(self.mail(self.count))) + encoded_size(self.largest)

    def mail(self, number: int) -> Mail:
        """Mail ``number`` without the content of its attachment."""
        return self._compose(_names(self._package, self._cut), number)

    @contextmanager
    def staged(self, folder: Path, *, progress: Progress | None = None) -> Iterator["Staged"]:
        """All mails under temporary names in ``folder``, gone at the end unless they were published.

        The package must be a file. Raises Fault.
        """
        needed = self.count * self.mail_size
        try:
            require_free(folder, needed)
        except OSError as error:
            raise translate(error, folder / self.file_name(1), needed) from error
        with ExitStack() as stack:
            staged = Staged()
            for number in range(1, self.count + 1):
                path = folder / self.file_name(number)
                if progress is not None:
                    progress(number - 1, self.count, path.name)
                file = stack.enter_context(staging(path, needed=needed))
                staged.largest = max(staged.largest, write_mail(file, self.mail(number), self._content(number)))
                settle(file)
                staged.files.append((file, path))
            yield staged

    def file_name(self, number: int) -> str:
        """What the file of a mail is called."""
        return draft_name(self._package.name, number, self.count)

    def _content(self, number: int) -> Iterator[bytes]:
        """The attachment; what cannot be read of the package is no error of writing."""
        assert self._package.path is not None
        try:
            with self._package.path.open("rb") as stream:
                if self._cut is not None:
                    yield from part_chunks(stream, self._cut, number)
                    return
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except OSError as error:
            raise Fault(
                "package-unreadable",
                what=f"Không đọc được gói nộp “{self._package.path}” khi soạn thư.",
                safe="Chưa có thư nào được ghi ra, hồ sơ trong chương trình vẫn nguyên vẹn.",
                do="Hãy kết xuất lại gói nộp rồi soạn thư lại.",
            ) from error


@dataclass(slots=True)
class Staged:
    """Mails that are written and have no names yet; ``largest`` is the size of the largest in bytes.

    ``kept`` are the files that had these names before, under the names they have now.
    """

    files: list[tuple[BinaryIO, Path]] = field(default_factory=list)
    largest: int = 0
    kept: list[Path] = field(default_factory=list)
    _published: list[tuple[Path, Path | None]] = field(default_factory=list)

    def publish(self) -> tuple[Path, ...]:
        """Give all mails their names. One that is there already with this content stays; raises OSError."""
        for file, path in self.files:
            if path.is_file() and _is_same(file, path):
                continue
            kept = keep_beside(path)
            self._published.append((path, kept))
            publish(file, path)
        self.kept = [kept for _path, kept in self._published if kept is not None]
        return tuple(path for _file, path in self.files)

    def take_back(self) -> None:
        """Undo ``publish``: what had the names before has them again."""
        for path, kept in reversed(self._published):
            with suppress(OSError):
                if kept is None:
                    path.unlink(missing_ok=True)
                elif path.exists() and path.samefile(kept):
                    kept.unlink()
                else:
                    kept.replace(path)


def draft_name(package_name: str, number: int, count: int) -> str:
    """What the file of mail ``number`` of ``count`` is called."""
    stem = package_name.removesuffix(".zip")
    return f"{stem}.thu-{number}-{count}.eml" if count > 1 else f"{stem}.thu.eml"


def _cut(package: PackageFile, compose: Compose, *, limit: int) -> Cut | None:
    """How the package is cut for mails of ``limit`` bytes; None where it goes into one."""
    if size_without(compose((package.name,), 1)) + encoded_size(package.size) <= limit:
        return None
    count = 2
    while count <= MAX_PARTS:
        text = max(size_without(compose(_planned(package, count), number)) for number in (1, count))
        room = most_attached(limit - text) - MAX_HEADER_BYTES
        if room < 1:
            break
        wanted = -(-package.size // room)
        if wanted <= count:
            return cut_evenly(package.name, package.sha256, package.size, part_size=-(-package.size // count))
        count = wanted
    words = (
        f"Gói nộp quá lớn để chia vào các thư {limit >> 20} MB (nhiều nhất {MAX_PARTS} thư); hãy gửi bằng USB, hoặc "
        "tăng mức thư điện tử trong Cài đặt."
    )
    raise Refusal(Finding("mail.too-many-parts", Level.BLOCK, words, "settings:documents:email_megabytes"))


def _names(package: PackageFile, cut: Cut | None) -> tuple[str, ...]:
    if cut is None:
        return (package.name,)
    return tuple(cut.file_name(number) for number in range(1, cut.count + 1))


def _planned(package: PackageFile, count: int) -> tuple[str, ...]:
    return tuple(f"{package.name}.{number:03}-{count:03}.phan" for number in range(1, count + 1))


def _is_same(file: BinaryIO, other: Path) -> bool:
    file.seek(0)
    with other.open("rb") as there:
        while chunk := file.read(_CHUNK):
            if there.read(len(chunk)) != chunk:
                return False
        return not there.read(1)
