"""The library of evidence: search, filters, the open file with its autosave, and what the parts of the screen do."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.issuing_body import Described, IssuerOffers, issuer_offers
from cchc_desktop.domain.vietnamese import search_key
from ui.screens.evidence.adding import Adding
from ui.screens.evidence.carried import Carried
from ui.screens.evidence.checking import Checking
from ui.screens.evidence.facts import Counted, FileFacts, Line, Show, ViewPort, Work
from ui.screens.evidence.inbox import Inbox
from ui.screens.evidence.mending import Mending
from ui.screens.evidence.placing import Placing
from ui.widgets.context import AppContext, header_facts
from ui.widgets.opened_copy import copy_to_open

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.inbox import EvidenceInbox
    from cchc_desktop.services.evidence.orphans import EvidenceOrphans
    from cchc_desktop.services.library.checks import FileText
    from cchc_desktop.services.library.library import Budget, EvidenceLibrary, LibraryFile

NOT_SAVED = "Chưa lưu được; nội dung vẫn ở đây và sẽ được lưu lại khi rời ô."
TEXTS_KEPT = 40


class EvidencePresenter:
    """State of the screen: what is shown, which file is open, what is typed and not yet stored."""

    def __init__(
        self,
        view: ViewPort,
        context: AppContext,
        *,
        library: "EvidenceLibrary",
        inbox: "EvidenceInbox",
        orphans: "EvidenceOrphans",
    ) -> None:
        self._view, self._context = view, context
        self._library = library
        self._files: tuple[LibraryFile, ...] | None = None
        self._altered: frozenset[str] = frozenset()
        self._fresh: tuple[str, ...] = ()
        self._text, self._pressed = "", frozenset[Show]()
        self._id = self._shown_id = self._wanted = self._wanted_use = ""
        self._reading = False
        self._words: dict[str, FileText] = {}
        self._owed: dict[tuple[str, str], object] = {}
        self._failed: set[tuple[str, str]] = set()
        self.adding = Adding(view, context, library, added=self._on_added, saved=self._tell_saved)
        self.inbox = Inbox(view, context, inbox, self.adding)
        self.carried = Carried(view, context, inbox)
        self.mending = Mending(view, context, library, self._on_mended)
        self.placing = Placing(view, context, library, saved=self._tell_saved)
        self.checking = Checking(view, context, library=library, orphans=orphans, found=self._on_checked)

    @property
    def today(self) -> date:
        """The present day."""
        day: date = self._context.services.session.today()
        return day

    def open(self) -> None:
        """The screen came into sight."""
        self._context.show_header(header_facts(self._context.services.session.workspace))
        self.reload()
        self.inbox.begin()

    def reload(self) -> None:
        """Read the library again, once for all that asked meanwhile; filter and open file stay."""
        if self._reading:
            return
        self._reading = True

        def job() -> "tuple[tuple[LibraryFile, ...], tuple[Budget, ...]]":
            self._reading = False
            files = self._library.files()
            return files, self._library.budgets(files)

        self._context.runner.run(job, done=self._on_files, owner=self._view)

    def open_target(self, target: str) -> None:
        """Follow "evidence:<file id>", "evidence-use:<use id>", "evidence" or a filter such as "evidence:lacking"."""
        rest = target.split(":")[1] if ":" in target else ""
        self._wanted_use, rest = (rest, "") if target.startswith("evidence-use:") else ("", rest)
        named = {"unused": Show.UNUSED, "lacking": Show.LACKING, "lost": Show.LOST, "shared": Show.SHARED}
        self._text, self._pressed = "", frozenset({named[rest]} if rest in named else ())
        self._view.show_filters(self._text, self._pressed)
        self._wanted = "" if rest in named else rest
        self._show_lines()

    def search(self, text: str) -> None:
        """Show the files in which every word occurs, whatever its diacritics."""
        self._text = text
        self._show_lines()

    def press(self, shows: frozenset[Show]) -> None:
        """Show the files that pass one of the pressed filters; all without any."""
        self._pressed = shows
        self._show_lines()

    def choose(self, file_id: str) -> None:
        """Open a file beside the table."""
        if file_id != self._id:
            self._id = file_id
            self._view.close_places()
            self._show_file()

    def edit(self, file_id: str, field: str, value: object) -> None:
        """Save one field of a file: "number", "day", "issuer" or "title"."""
        self._owed[file_id, field] = value
        self._context.save_state.saving()

        def saved(_outcome: object) -> None:
            if self._owed.get((file_id, field)) == value:
                del self._owed[file_id, field]
            self._failed.discard((file_id, field))
            if file_id == self._id:
                self._view.refuse_field(field, "")
            self._tell_saved()
            self.reload()

        def refused(findings: tuple[Finding, ...]) -> None:
            self._mark_unsaved(file_id, field, " ".join(finding.text for finding in findings))

        self._context.runner.run(
            lambda: self._describe(file_id, field, value),
            done=saved,
            refused=refused,
            failed=lambda _error: self._mark_unsaved(file_id, field, NOT_SAVED),
            owner=self._view,
            initiator=self._view,
        )

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        for (file_id, field), value in list(self._owed.items()):
            self.edit(file_id, field, value)

    def go_to_next_lacking(self) -> None:
        """Open the next shown file whose number or date is missing, and put the cursor there."""
        lines = self._lines()
        at = next((number for number, line in enumerate(lines) if line.file.id == self._id), -1)
        for line in (*lines[at + 1 :], *lines[: max(at, 0)]):
            if line.lacks and self._view.choose_line(line.file.id):
                self._view.focus_field("number" if not line.file.number else "day")
                return
        self._context.notices.info("Các tệp đang hiện đều đã có số và ngày.")

    def add(self, files: Sequence[Path]) -> None:
        """Copy files into the library."""
        self.adding.add(files)

    def stop(self, work: Work) -> None:
        """Stop long work."""
        if work is Work.COPYING:
            self.adding.stop()
            self.mending.stop()
        else:
            self.checking.stop()

    def check(self) -> None:
        """Read every stored file and compare it with its hash."""
        if self._files:
            self.checking.start(self._files)
        else:
            self._context.notices.info("Kho minh chứng chưa có tệp nào để kiểm tra.")

    def open_outside(self) -> None:
        """Open a copy of the file with the program that the machine has for it."""
        file = self._file()
        if file is None:
            return
        stored, folder = self._library.path(file), self._view.reading_folder()
        self._context.runner.render(
            lambda: copy_to_open(stored, folder, name=file.name, sha256=file.sha256),
            done=self._view.open_file,
            owner=self._view,
        )

    def search_places(self) -> None:
        """Look for more places that the open file proves."""
        file = self._file()
        if file is not None:
            self.placing.open(file)

    def mend(self, original: Path) -> None:
        """Put the original of the open file back into the store."""
        file = self._file()
        if file is not None:
            self.mending.mend(file, original)

    def follow(self, target: str) -> None:
        """Go to a place of use."""
        self._context.open_target(target)

    def _describe(self, file_id: str, field: str, value: Any) -> object:
        describe = self._context.services.evidence.describe
        if field == "day":
            return describe(file_id, day=value, clear_day=value is None)
        return describe(file_id, **{field: value})

    def _on_mended(self, file: "LibraryFile") -> None:
        self._altered -= {file.id}
        self.reload()

    def _mark_unsaved(self, file_id: str, field: str, text: str) -> None:
        self._failed.add((file_id, field))
        if file_id == self._id:
            self._view.refuse_field(field, text)
        self._context.save_state.unsaved(text)

    def _tell_saved(self) -> None:
        """Never say "saved" while something typed is not."""
        if self._failed:
            self._context.save_state.unsaved(NOT_SAVED)
        elif not self._owed:
            self._context.save_state.saved(f"{self._context.services.session.now():%H:%M:%S}")

    def _on_files(self, read: "tuple[tuple[LibraryFile, ...], tuple[Budget, ...]]") -> None:
        self._files, budgets = read
        self._show_lines()
        self._wanted_use = ""  # what is not there now has gone
        self.carried.show(self._files, budgets)

    def _on_added(self, ids: tuple[str, ...]) -> None:
        self._fresh = (*ids, *(old for old in self._fresh if old not in ids))
        self._text, self._pressed = "", frozenset()
        self._view.show_filters(self._text, self._pressed)
        self._wanted = ids[0] if ids else ""
        self.reload()

    def _on_checked(self, altered: frozenset[str], trouble: bool) -> None:  # noqa: FBT001 - the answer itself
        self._altered = altered
        if trouble:
            self._text, self._pressed = "", frozenset({Show.LOST})
            self._view.show_filters(self._text, self._pressed)
        self.reload()

    def _every(self) -> list[Line]:
        """All lines; files that were just added stand first, in the order in which they came."""
        order = {file_id: number for number, file_id in enumerate(self._fresh)}
        files = sorted(self._files or (), key=lambda file: order.get(file.id, len(order)))
        return [Line(file, altered=file.id in self._altered, fresh=file.id in order) for file in files]

    def _lines(self) -> list[Line]:
        words = search_key(self._text).split()
        return [line for line in self._every() if self._passes(line, words)]

    def _passes(self, line: Line, words: Sequence[str]) -> bool:
        if self._pressed and not any(show.holds(line) for show in self._pressed):
            return False
        found_in = search_key(line.searched) if words else ""
        return all(word in found_in for word in words)

    def _show_lines(self) -> None:
        if self._files is None:
            return
        every, found = self._every(), self._lines()
        chips = tuple((show, sum(show.holds(line) for line in every)) for show in Show)
        told = f"{len(found)} tệp" if len(found) == len(every) else f"{len(found)}/{len(every)} tệp"
        self._view.show_lines(found, Counted(chips, told), is_empty=not every)
        use = self._use_to_follow()
        came = self._follow(found)
        self._show_file()
        if use:
            self._view.focus_use(use)
        elif came:
            self._view.focus_field("number")

    def _use_to_follow(self) -> str:
        """The use that a link names, once it was read: its file is opened."""
        holders = (file.id for file in self._files or () if any(use.id == self._wanted_use for use in file.uses))
        holder = next(holders, "") if self._wanted_use else ""
        if not holder:
            return ""
        self._wanted = holder
        use, self._wanted_use = self._wanted_use, ""
        return use

    def _follow(self, found: Sequence[Line]) -> bool:
        """Keep a line open that is shown; true when one that has just been added was opened."""
        ids = [line.file.id for line in found]
        wanted, self._wanted = self._wanted, ""
        if wanted in ids:
            self._id = wanted
        elif self._id not in ids:
            self._id = ids[0] if ids else ""
        if self._id:
            self._view.choose_line(self._id)
        return bool(wanted) and self._id == wanted and wanted in self._fresh

    def _show_file(self) -> None:
        file = self._file()
        if file is None:
            self._shown_id = ""
            self._view.show_file(None, renew=True)
            return
        renew = file.id != self._shown_id
        self._shown_id = file.id
        self._view.show_file(self._facts(file), renew=renew)
        if file.sha256 not in self._words and file.there:
            self._read_words(file)

    def _facts(self, file: "LibraryFile") -> FileFacts:
        from cchc_desktop.services.library.checks import facts  # brings SQLAlchemy: never with the window

        owed = {field: value for (owner, field), value in self._owed.items() if owner == file.id}
        line = Line(file, altered=file.id in self._altered, fresh=file.id in self._fresh)
        failed = frozenset(field for owner, field in self._failed if owner == file.id)
        return FileFacts(line, facts(file, self._words.get(file.sha256)), self._issuers(file), owed, failed)

    def _issuers(self, file: "LibraryFile") -> IssuerOffers:
        """Who may have issued the document: as its number says, then as was typed for others."""
        work = self._context.services.session.workspace
        known = (Described(other.number, other.issuer) for other in self._files or () if other.id != file.id)
        return issuer_offers(file.number, known, unit=work.unit.full_name, addressee=work.addressee)

    def _read_words(self, file: "LibraryFile") -> None:
        path = self._library.path(file)

        def job() -> "FileText":
            from cchc_desktop.services.library.checks import read_text  # as above

            return read_text(path, media_type=file.media_type)

        def read(words: "FileText") -> None:
            if len(self._words) >= TEXTS_KEPT:
                self._words.clear()
            self._words[file.sha256] = words
            current = self._file()
            if current is not None and current.id == file.id:
                self._view.show_file(self._facts(current), renew=False)

        self._context.runner.render(job, done=read, owner=self._view)

    def _file(self) -> "LibraryFile | None":
        return next((file for file in self._files or () if file.id == self._id), None)
