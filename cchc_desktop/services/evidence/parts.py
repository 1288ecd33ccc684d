"""The files that a submission carries, in the shape of domain/snapshot.py: each once, with all that it proves."""

from collections.abc import Mapping

from cchc_desktop.domain.snapshot import EvidencePart, PagesPart
from cchc_desktop.services.evidence.evidence import FileRow


class CarriedFiles:
    """Collects files and their uses in the order in which the document names them."""

    def __init__(self) -> None:
        self._files: dict[str, FileRow] = {}
        self._uses: dict[str, dict[str, dict[str, None]]] = {}

    def add(self, file: FileRow, target: str, *, pages: str | None = None) -> None:
        """A file proves a target ("criterion:1.1.1"); ``pages`` are those of the row unless given."""
        self._files[file.sha256] = file
        said = file.pages if pages is None else pages
        self._uses.setdefault(file.sha256, {}).setdefault(target, {})[said] = None

    def parts(self) -> list[EvidencePart]:
        """The list of evidence."""
        return [_part(self._files[sha256], uses) for sha256, uses in self._uses.items()]


def _part(file: FileRow, uses: Mapping[str, Mapping[str, None]]) -> EvidencePart:
    part: EvidencePart = {
        "sha256": file.sha256,
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "number": file.number,
        "date": file.day.isoformat() if file.day else "",
        "title": file.title,
        "use": list(uses),
    }
    if file.issuer:
        part["issuer"] = file.issuer
    pages = [PagesPart(use=target, pages="; ".join(filter(None, said))) for target, said in uses.items() if any(said)]
    if pages:
        part["pages"] = pages
    return part
