"""The full check of the store: every file read and compared with its hash, then orphans looked for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.models.file_size import size_words
from ui.screens.evidence.facts import StripFacts, Strips, ViewPort, Work
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.orphans import EvidenceOrphans, StrayFiles
    from cchc_desktop.services.library.checks import Soundness
    from cchc_desktop.services.library.library import EvidenceLibrary, LibraryFile
    from cchc_desktop.services.session.outcome import Outcome

Found = Callable[[frozenset[str], bool], None]


class Checking:
    """Reads files one by one in the second pool, so that saving goes on meanwhile.

    ``found(altered ids, trouble)`` is called at the end: ``trouble`` when a file is missing or altered.
    """

    def __init__(
        self,
        view: ViewPort,
        context: AppContext,
        *,
        library: "EvidenceLibrary",
        orphans: "EvidenceOrphans",
        found: Found,
    ) -> None:
        self._view, self._context = view, context
        self._library, self._orphans, self._found = library, orphans, found
        self._waiting: list[LibraryFile] = []
        self._altered: set[str] = set()
        self._missing = 0
        self._total = 0

    def start(self, files: "Sequence[LibraryFile]") -> None:
        """Check these files; a check that runs already goes on."""
        if self._total:
            return
        self._waiting, self._total = list(files), len(files)
        self._altered, self._missing = set(), 0
        self._view.show_strip(Strips.CHECKED, None)
        self._view.start_work(Work.CHECKING, "Đang kiểm tra kho minh chứng…")
        self._next()

    def stop(self) -> None:
        """Stop after the file that is being read."""
        if self._total and self._waiting:
            done = self._total - len(self._waiting)
            text = f"Đã dừng kiểm tra sau {done}/{self._total} tệp; các tệp đã xem đều được ghi nhận."
            self._waiting, self._total = [], 0
            self._end(StripFacts(text, (self._close(Strips.CHECKED),)))

    def look_for_orphans(self) -> None:
        """Look for files that nothing refers to."""
        self._context.runner.run(self._orphans.find, done=self._on_orphans, owner=self._view)

    def _next(self) -> None:
        if not self._waiting:
            self._finish()
            return
        file = self._waiting[0]
        done = self._total - len(self._waiting)
        self._view.step_work(Work.CHECKING, done, self._total, f"Đang kiểm tra {done + 1}/{self._total}: {file.name}")
        path = self._library.path(file)

        def read() -> "Soundness":
            from cchc_desktop.services.library.checks import soundness  # brings SQLAlchemy: never with the window

            return soundness(path, file.sha256)

        self._context.runner.render(read, done=lambda sound: self._on_read(file, sound), owner=self._view)

    def _on_read(self, file: "LibraryFile", sound: "Soundness") -> None:
        if not self._total:
            return  # stopped meanwhile
        if sound.value == "altered":
            self._altered.add(file.id)
        self._missing += sound.value == "missing"
        self._waiting.pop(0)
        self._next()

    def _finish(self) -> None:
        total, self._total = self._total, 0
        now = f"{self._context.services.session.now():%H:%M}"
        parts = [(self._missing, "không thấy"), (len(self._altered), "bị thay đổi")]
        trouble = [f"{count} tệp {word}" for count, word in parts if count]
        close = self._close(Strips.CHECKED)
        if trouble:
            text = f"Đã kiểm tra {total} tệp lúc {now}: {', '.join(trouble)}. Chọn tệp đó rồi bấm “Chọn lại tệp gốc…”."
            self._end(StripFacts(text, (close,), "warn"))
        else:
            text = f"Đã kiểm tra {total} tệp lúc {now}: tất cả còn nguyên vẹn."
            self._end(StripFacts(text, (close,), "success"))
        self.look_for_orphans()

    def _end(self, told: StripFacts) -> None:
        self._view.end_work(Work.CHECKING)
        self._view.show_strip(Strips.CHECKED, told)
        self._found(frozenset(self._altered), bool(self._altered or self._missing))

    def _on_orphans(self, stray: "StrayFiles") -> None:
        close = self._close(Strips.ORPHANS)
        if stray.hashes:
            count, size = len(stray.hashes), size_words(stray.size)
            text = f"Trong kho có {count} tệp ({size}) không được tài liệu nào dùng đến, thường là do đã hoàn tác."
            deeds = (Deed("Để riêng", lambda: self._set_aside(stray)), Deed("Để nguyên", close.run))
            self._view.show_strip(Strips.ORPHANS, StripFacts(text, deeds))
        elif stray.aside:
            text = f"Đang để riêng {stray.aside} tệp không dùng đến, ngoài kho; không tệp nào bị xóa."
            deeds = (Deed("Đưa trở lại kho", self._bring_back), close)
            self._view.show_strip(Strips.ORPHANS, StripFacts(text, deeds))
        else:
            self._view.show_strip(Strips.ORPHANS, None)

    def _set_aside(self, stray: "StrayFiles") -> None:
        self._context.runner.run(
            lambda: self._orphans.set_aside(stray.hashes), done=lambda _count: self.look_for_orphans(), owner=self._view
        )

    def _bring_back(self) -> None:
        def back(outcome: "Outcome[int]") -> None:
            self._view.show_strip(Strips.ORPHANS, None)
            self._context.notices.success(f"Đã đưa {outcome.value} tệp trở lại kho.")

        self._context.runner.run(self._orphans.bring_back, done=back, owner=self._view)

    def _close(self, place: Strips) -> Deed:
        return Deed("Đóng", lambda: self._view.show_strip(place, None))
