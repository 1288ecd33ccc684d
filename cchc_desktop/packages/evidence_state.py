"""What a package holds of each file that its snapshot names."""

from collections.abc import Callable

from cchc_desktop.domain.evidence_gaps import FileState
from cchc_desktop.domain.snapshot import EvidencePart
from cchc_desktop.packages.contents import Contents
from cchc_desktop.packages.layout import EVIDENCE_FOLDER, evidence_path


def state_in(contents: Contents) -> Callable[[EvidencePart], FileState]:
    """A function that says whether a file is in the package as it was frozen."""
    hashes = {file.sha256 for path, file in contents.files.items() if path.startswith(EVIDENCE_FOLDER)}

    def state_of(part: EvidencePart) -> FileState:
        if part["sha256"] in hashes:
            return FileState.WHOLE
        places = {evidence_path(part["sha256"], part["name"], full_hash=full) for full in (False, True)}
        return FileState.MISSING if places.isdisjoint(contents.paths) else FileState.ALTERED

    return state_of
