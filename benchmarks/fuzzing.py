"""Hostile packages by the thousand: ``python -m benchmarks.fuzzing [--seconds 60] [--seed N] [--memory-mb 1024]``.

Takes a real, signed package, spoils it in ways that a cable, a stick or a forger would, and looks at each. A package
that is not byte for byte the one that was written must be refused, or its signature must be broken; so must a part of
it. Looking must not raise, must end in time, must stay in its memory and must write nothing. The run happens in a child
process with a limit of memory; the seed and the number of a case that fails are told, so that it can be had again.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import BinaryIO
from zipfile import ZipFile

from cchc_desktop.packages import layout
from cchc_desktop.packages.bag import write_manifest
from cchc_desktop.packages.container import ContainerWriter
from cchc_desktop.packages.parts import PartRefusedError, cut_evenly, part_chunks, read_part
from cchc_desktop.packages.reader import verify_stream
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.devices.package_keys import DeviceRow, KeyState, key_of
from cchc_desktop.system.canonical_json import sha256

LONGEST_SECONDS = 5.0
_EACH_OF_PARTS = 4
_FOLDERS = ("/", "../", "/etc/", "C:/", "\\", "CON", "a\u0300", "\0", "data/" * 60)
_NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF)


@dataclass(frozen=True, slots=True)
class Subject:
    """The package that is spoiled, and the device that signed it."""

    whole: bytes
    device: DeviceRow


@dataclass(frozen=True, slots=True)
class InMemory:
    """A part that is not on a disk."""

    content: bytes
    name: str = "phan.phan"
    path: Path = Path("phan.phan")

    def open(self) -> BinaryIO:
        """Its bytes."""
        return io.BytesIO(self.content)


Way = Callable[[bytes, Random], bytes]


class Failed(Exception):
    """A spoiled package was not dealt with as it must be."""


def fuzz(subject: Subject, *, seed: int, seconds: float, cases: int = sys.maxsize) -> int:
    """Spoil and look until the time or the cases are over; how many were looked at. Raises Failed."""
    end, number = time.monotonic() + seconds, 0
    while number < cases and time.monotonic() < end:
        random = Random(f"{seed}:{number}")
        spoil = random.choice(WAYS)
        try:
            if number % _EACH_OF_PARTS:
                _look(subject, spoil(subject.whole, random))
            else:
                spoil = random.choice(PART_WAYS)
                _look_at_part(subject.whole, spoil, random)
        except Exception as error:
            raise Failed(f"seed {seed}, case {number}, {spoil.__name__}: {error!r}") from error
        number += 1
    return number


def _look(subject: Subject, spoiled: bytes) -> None:
    begin = time.monotonic()
    found = verify_stream(io.BytesIO(spoiled))
    owner = found.info.unit if found.info else ""
    key = key_of(found.seal, owner=owner, devices=(subject.device,))
    took = time.monotonic() - begin
    if took > LONGEST_SECONDS:
        raise Failed(f"took {took:.1f} s")
    is_taken = found.verdict is Verdict.VALID and key.state is KeyState.KNOWN
    if is_taken != (spoiled == subject.whole):
        raise Failed(f"{found.verdict}, {key.state}")
    if found.verdict is not Verdict.VALID and not all(problem.message for problem in found.problems):
        raise Failed("refused without a reason")


def _look_at_part(whole: bytes, spoil: Way, random: Random) -> None:
    """A part of the package as it goes by e-mail: it is the one that was written, or it is refused."""
    part_size = max(len(whole) // 900, random.choice((512, 5_000, len(whole))))
    cut = cut_evenly("CCHC.zip", sha256(whole), len(whole), part_size=part_size)
    part = b"".join(part_chunks(io.BytesIO(whole), cut, random.randint(1, cut.count)))
    spoiled = spoil(part, random)
    try:
        read_part(InMemory(spoiled))
    except PartRefusedError as error:
        if spoiled == part or not error.problem.message:
            raise Failed("refused without a reason") from error
        return
    if spoiled != part:
        raise Failed("a spoiled part was taken")


def flip_bytes(whole: bytes, random: Random) -> bytes:
    """Some bytes are others."""
    spoiled = bytearray(whole)
    for _ in range(random.choice((1, 1, 1, 2, 8, 64))):
        spoiled[random.randrange(len(spoiled))] ^= random.randrange(1, 256)
    return bytes(spoiled)


def flip_in_headers(whole: bytes, random: Random) -> bytes:
    """A number in a header of the zip says something extreme."""
    marks = [at for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for at in _places(whole, mark)]
    spoiled, size = bytearray(whole), random.choice((2, 4))
    at = random.choice(marks) + random.randrange(4, 46)
    spoiled[at : at + size] = (random.choice(_NUMBERS) & ((1 << 8 * size) - 1)).to_bytes(size, "little")
    return bytes(spoiled[: len(whole)])


def cut_off(whole: bytes, random: Random) -> bytes:
    """The copy was not finished."""
    return whole[: random.randrange(len(whole))]


def cut_out(whole: bytes, random: Random) -> bytes:
    """A piece in the middle is missing, is there twice, or is zeros as on a bad sector."""
    start = random.randrange(len(whole))
    end = min(len(whole), start + random.choice((1, 16, 512, 4096)))
    return whole[:start] + random.choice((b"", whole[start:end] * 2, bytes(end - start))) + whole[end:]


def put_around(whole: bytes, random: Random) -> bytes:
    """Bytes before, after, or a second zip behind."""
    more = random.choice((b"x", random.randbytes(100), whole, b"PK\x05\x06" + bytes(18), b"PK\x06\x06" + bytes(52)))
    return random.choice((more + whole, whole + more))


def exchange_parts(whole: bytes, random: Random) -> bytes:
    """A part is altered, taken out, added or named anew, and the manifests agree again: a forger at work."""
    top, files = _taken_apart(whole)
    name = random.choice(sorted(files))
    match random.randrange(4):
        case 0:
            files[name] = _altered(files[name], random)
        case 1:
            del files[name]
        case 2:
            files[f"data/{random.choice(_FOLDERS)}{random.randrange(9)}"] = random.randbytes(20)
        case _:
            files[name + random.choice((".", " ", "x", "/x"))] = files.pop(name)
    if random.random() < 0.8:
        _seal(files)
    return _put_together(top, files)


WAYS: Sequence[Way] = (
    flip_bytes,
    flip_in_headers,
    cut_off,
    cut_out,
    put_around,
    exchange_parts,
)
PART_WAYS: Sequence[Way] = (flip_bytes, cut_off, cut_out, put_around)


def _places(whole: bytes, mark: bytes) -> list[int]:
    found, at = [], whole.find(mark)
    while at >= 0:
        found.append(at)
        at = whole.find(mark, at + 1)
    return found


def _altered(content: bytes, random: Random) -> bytes:
    """Another content: bytes flipped, or a number or text in it exchanged for an extreme one."""
    if not content or random.random() < 0.2:
        return random.choice(
            (b"", b"{}", b"[" * 100_000, b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n") + b"\r")
        )
    at = random.randrange(len(content))
    digits = random.choice((b"-1", b"1e999", b"9" * 400, b"null", b'""', b"[]", b"\xff", b"\\u0000", b"/../"))
    return content[:at] + digits + content[at + random.randrange(3) :]


def _taken_apart(whole: bytes) -> tuple[str, dict[str, bytes]]:
    with ZipFile(io.BytesIO(whole)) as archive:
        names = archive.namelist()
        return names[0].partition("/")[0], {name.partition("/")[2]: archive.read(name) for name in names}


def _seal(files: dict[str, bytes]) -> None:
    with suppress(UnicodeEncodeError):
        hashes = {name: sha256(content) for name, content in files.items()}
        payload = {name: digest for name, digest in hashes.items() if name.startswith("data/")}
        files[layout.MANIFEST] = write_manifest(payload)
        hashes[layout.MANIFEST] = sha256(files[layout.MANIFEST])
        files[layout.TAG_MANIFEST] = write_manifest({name: hashes[name] for name in layout.TAG_FILES if name in hashes})


def _put_together(top: str, files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    writer = ContainerWriter(file)
    for name in sorted(files, key=layout.order):
        with suppress(UnicodeEncodeError):
            writer.add(f"{top}/{name}", [files[name]])
    writer.finish()
    return file.getvalue()


def real_subject(folder: Path) -> Subject:
    """A commune's signed plan as a package, and the device that signed it."""
    from cchc_desktop.domain.submission import Kind
    from tests.support.workplaces import LEADER_PASSWORD, desk_of, new_workplace

    workplace = new_workplace(folder / "du-lieu")
    desk = desk_of(workplace)
    period = desk.submissions.default_period(Kind.PLAN)
    desk.submissions.complete(Kind.PLAN, period)
    row = desk.submissions.current(Kind.PLAN, period)
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    whole = desk.dispatch.write_package(row.id, folder).path.read_bytes()
    unit, key = desk.session.workspace.unit, desk.devices.own_or_new()
    workplace.store.close(with_backup=False)
    return Subject(whole, DeviceRow("1", unit.code, unit.full_name, key.fingerprint, "2025-12-10T09:00:00+07:00", ""))


def in_child(seconds: float, *, seed: int, memory_mb: int, cases: int = 0) -> int:
    """Run in a process that may have no more memory than this; its exit code."""
    arguments = ["--seconds", str(seconds), "--seed", str(seed), "--memory-mb", str(memory_mb), "--cases", str(cases)]
    return subprocess.run([sys.executable, "-m", "benchmarks.fuzzing", "--child", *arguments], check=False).returncode


@contextmanager
def _limits(memory_mb: int) -> Iterator[None]:
    """So much memory, and not one byte into any file; lifted at the end, so that the result can be told to a file."""
    if os.name == "nt":
        yield
        return
    import resource

    wanted = {resource.RLIMIT_AS: memory_mb << 20, resource.RLIMIT_FSIZE: 0}
    before = {kind: resource.getrlimit(kind) for kind in wanted}
    for kind, most in wanted.items():
        resource.setrlimit(kind, (most, before[kind][1]))
    try:
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)


def _child(seconds: float, *, seed: int, memory_mb: int, cases: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        subject = real_subject(Path(name))
        empty = Path(name) / "leer"
        empty.mkdir()
        os.chdir(empty)
        with _limits(memory_mb):
            count = fuzz(subject, seed=seed, seconds=seconds, cases=cases or sys.maxsize)
        written = list(empty.iterdir())
        os.chdir(name)
    if written:
        raise Failed(f"files were written: {written}")
    what = f"packages of {len(subject.whole)} bytes, and parts of it"
    print(f"{count} spoiled {what}, seed {seed}: each refused with its reason.")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--memory-mb", type=int, default=1024)
    options.add_argument("--cases", type=int, default=0, help="no more than this many; 0 for no limit")
    options.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if not given.child:
        return in_child(given.seconds, seed=given.seed, memory_mb=given.memory_mb, cases=given.cases)
    _child(given.seconds, seed=given.seed, memory_mb=given.memory_mb, cases=given.cases)
    return 0


if __name__ == "__main__":
    sys.exit(main())
