"""What came by e-mail: parts of packages sorted by package, and packages and parts inside of saved mails.

Nothing is written: a package in parts is read over the parts where they lie, an attachment is decoded into a temporary
file without a name. Every part is checked by itself before, so that a spoiled one is named and the others wait for it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cchc_desktop.packages.container import LOCAL_MARK
from cchc_desktop.packages.part_set import PartSet, gather, numbers_words
from cchc_desktop.packages.part_texts import refusal
from cchc_desktop.packages.parts import MARK, SUFFIX, FileOrigin, Origin, Part, PartRefusedError, is_part, read_part
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.saved_mail import MAX_ATTACHMENTS, Attachment, attachments
from cchc_desktop.packages.saved_mail import SUFFIX as MAIL_SUFFIX
from cchc_desktop.packages.verification import Problem
from cchc_desktop.services.province.plan import Waiting


@dataclass(frozen=True, slots=True)
class Refused:
    """A part that is none, or that cannot be read."""

    origin: Origin
    problem: Problem


@dataclass(frozen=True, slots=True)
class Pieces:
    """What was found: packages attached to mails, parts by package, what is spoiled, and mails with nothing of all."""

    packages: tuple[Attachment, ...] = ()
    sets: tuple[PartSet, ...] = ()
    refused: tuple[Refused, ...] = ()
    others: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Finds:
    packages: list[Attachment] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)

    def read(self, origin: Origin) -> None:
        """Take a part in, or say why not."""
        try:
            self.parts.append(read_part(origin))
        except PartRefusedError as error:
            self.refused.append(Refused(origin, error.problem))
        except OSError:
            self.refused.append(Refused(origin, problem("unreadable", origin.name)))

    def open_mail(self, path: Path) -> None:
        """Take in what a saved mail carries."""
        try:
            found = attachments(path, head=len(MARK))
        except OSError:
            self.refused.append(Refused(FileOrigin(path), problem("unreadable", path.name)))
            return
        if len(found) >= MAX_ATTACHMENTS:
            self.refused.append(Refused(FileOrigin(path), refusal("mail-crowded", path.name, count=MAX_ATTACHMENTS)))
            return
        pieces = [each for each, head in found if is_part(head) or each.name.lower().endswith(SUFFIX)]
        packages = [each for each, head in found if each not in pieces and _is_package(each.name, head)]
        self.packages += packages
        for each in pieces:
            self.read(each)
        if not pieces and not packages:
            self.others.append(path)


def look_into(paths: Iterable[Path], go_on: Callable[[Path], bool]) -> Pieces:
    """Read parts and mails; ``go_on`` is asked before each file."""
    finds = _Finds()
    for path in paths:
        if not go_on(path):
            break
        if path.suffix.lower() == MAIL_SUFFIX:
            finds.open_mail(path)
        else:
            finds.read(FileOrigin(path))
    return Pieces(tuple(finds.packages), gather(finds.parts), tuple(finds.refused), tuple(finds.others))


def waiting(sets: Iterable[PartSet], *, known: Collection[str]) -> Iterator[Waiting]:
    """What there is of packages that are not whole yet; those of a ``known`` hash are there already."""
    for each in sets:
        if each.missing and not each.contested and each.cut.package_sha256 not in known:
            paths = tuple(dict.fromkeys(part.origin.path for part in each.parts))
            there = numbers_words([part.number for part in each.parts])
            wanted = numbers_words(each.missing)
            text = f"Chờ phần {wanted}/{each.cut.count}; đã có phần {there}."
            yield Waiting(each.name, each.missing, each.cut.count, paths, text)


def contested(each: PartSet) -> Problem:
    """Why a package is not joined that has two different parts of one number."""
    return refusal("part-contested", each.name, numbers=numbers_words(each.contested))


def joined_wrong(each: PartSet) -> Problem:
    """Why parts that are all there do not make the package that they name."""
    return refusal("part-joined", each.name, count=each.cut.count)


def _is_package(name: str, head: bytes) -> bool:
    return name.lower().endswith(".zip") or (not Path(name).suffix and head.startswith(LOCAL_MARK))
