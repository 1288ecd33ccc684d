"""Using one stored file in more places, and taking it away from one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cchc_desktop.domain.vietnamese import search_key
from ui.screens.evidence.facts import ViewPort
from ui.widgets.context import AppContext
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.services.library.library import EvidenceLibrary, LibraryFile
    from cchc_desktop.services.library.places import Place, Use
    from cchc_desktop.services.session.outcome import Outcome

SHOWN = 60


class Placing:
    """Searches places in memory: they are read once when the search is opened."""

    def __init__(
        self, view: ViewPort, context: AppContext, library: "EvidenceLibrary", *, saved: Callable[[], None]
    ) -> None:
        self._view, self._context, self._library, self._saved = view, context, library, saved
        self._file: LibraryFile | None = None
        self._places: tuple[tuple[Place, str], ...] = ()
        self._text = ""

    def open(self, file: "LibraryFile") -> None:
        """Read all places for a file."""
        self._file, self._text = file, ""

        def job() -> "tuple[tuple[Place, str], ...]":
            return tuple((place, place.search_key) for place in self._library.places())

        self._context.runner.run(job, done=self._on_places, owner=self._view)

    def search(self, text: str) -> None:
        """Show the places in which every word occurs, whatever its diacritics."""
        self._text = text
        self._show()

    def attach(self, place: "Place") -> None:
        """Use the file there, too."""
        file = self._file
        if file is None:
            return

        def attached(outcome: "Outcome[bool]") -> None:
            self._saved()
            self._view.close_places()
            if not outcome.value:
                self._context.notices.info(f"Tệp đã được dùng ở {place.text}.")

        self._context.save_state.saving()
        self._context.runner.run(
            lambda: self._library.attach(file.id, place),
            done=attached,
            refused=lambda findings: self._refused(" ".join(finding.text for finding in findings)),
            failed=lambda error: self._context.save_state.unsaved(str(error)),
            owner=self._view,
            initiator=self._view,
        )

    def cite(self, use: "Use", pages: str) -> None:
        """Say where in the file a place is proved; what is refused stays in its line."""

        def refused(findings: "tuple[Finding, ...]") -> None:
            text = " ".join(finding.text for finding in findings)
            self._view.refuse_pages(use.id, text)
            self._context.save_state.unsaved(text)

        def cited(_outcome: object) -> None:
            self._view.refuse_pages(use.id, "")
            self._saved()

        self._context.save_state.saving()
        self._context.runner.run(
            lambda: self._library.cite(use, pages),
            done=cited,
            refused=refused,
            failed=lambda error: self._view.refuse_pages(use.id, str(error)),
            owner=self._view,
            initiator=self._view,
        )

    def detach(self, use: "Use") -> None:
        """Take a file away from a place; the notice offers to take that back."""

        def detached(_outcome: object) -> None:
            self._saved()
            text = f"Đã gỡ tệp khỏi {use.place.text}. Tệp vẫn ở trong kho."
            session = self._context.services.session
            self._context.notices.success(text, deed=undo_deed(session, self._context.notices, self._undo_detach))

        self._context.save_state.saving()
        self._context.runner.run(
            lambda: self._library.detach(use),
            done=detached,
            refused=lambda findings: self._refused(" ".join(finding.text for finding in findings)),
            failed=lambda error: self._context.save_state.unsaved(str(error)),
            owner=self._view,
            initiator=self._view,
        )

    def _undo_detach(self) -> None:
        self._context.runner.run(self._context.services.session.undo, done=lambda _done: None, owner=self._view)

    def _on_places(self, places: "tuple[tuple[Place, str], ...]") -> None:
        used = {(use.place.kind, use.place.key) for use in self._file.uses} if self._file else set()
        self._places = tuple((place, key) for place, key in places if (place.kind, place.key) not in used)
        self._show()

    def _show(self) -> None:
        words = search_key(self._text).split()
        found = [place for place, key in self._places if all(word in key for word in words)]
        told = f"{len(found)} nơi" if len(found) <= SHOWN else f"{len(found)} nơi, hiện {SHOWN}; gõ thêm để thu hẹp"
        self._view.show_places(found[:SHOWN], told if found else "Không có nơi nào khớp; thử gõ ít chữ hơn.")

    def _refused(self, text: str) -> None:
        self._saved()
        self._context.notices.warn(text)
