"""The recovery screen without its widgets: the first sentence calms, then each text that waits, then what is safe."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.vietnamese import format_moment
from ui.widgets.context import AppContext, header_facts

if TYPE_CHECKING:
    from cchc_desktop.services.recovery.kept_texts import KeptText
    from cchc_desktop.services.recovery.recovery import Recovered, SafePlace
    from cchc_desktop.services.workplace import Desk

_EMPTY = "(để trống)"


@dataclass(frozen=True, slots=True)
class TextFacts:
    """A typed text: where, when and by whom, as typed, what is stored there; ``may_go_back`` unless the place is gone.

    ``remark`` says what is worth knowing of its place, "" for nothing.
    """

    id: str
    label: str
    about: str
    typed: str
    stored: str
    remark: str
    may_go_back: bool


@dataclass(frozen=True, slots=True)
class SafeFacts:
    """A record that is safe: its name and fields, when, and its link or ""."""

    text: str
    at: str
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the screen shows."""

    title: str
    sentence: str
    waiting: tuple[TextFacts, ...]
    safe: tuple[SafeFacts, ...]
    discarded: tuple[TextFacts, ...]


class ViewPort(Protocol):
    """What the presenter asks of the view."""

    def show_page(self, page: Page) -> None:
        """Show everything."""
        ...

    def put_back(self, texts: Sequence[tuple[str, str]]) -> None:
        """Put texts (place, text) into the editors of the screen that comes up; tell ``not_put_back`` if none is."""
        ...

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        ...


class RecoveryPresenter:
    """One public method for each intent of the user."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view, self._context = view, context
        self._desk: Desk = context.services
        self._found: Recovered | None = None

    @property
    def places(self) -> "tuple[SafePlace, ...]":
        """What was entered in the run that was cut off."""
        return self._found.cut_off.places if self._found and self._found.cut_off else ()

    def shown(self) -> None:
        """The screen came into sight."""
        self._context.show_header(header_facts(self._desk.session.workspace, title="Nội dung gõ dở"))
        self._load()

    def recover(self, identity: str) -> None:
        """Open the place of a text and put the text into its editor; of a new row all cells come together."""
        text = self._text(identity)
        if text is None or self._found is None:
            return
        together = [text]
        if text.target.startswith("register-new:"):
            row = text.target.rpartition(":")[0]
            together = [one for one in self._found.waiting if one.target.rpartition(":")[0] == row]
        self._context.open_target(text.target)
        self._view.put_back([(one.target, one.text) for one in together])

    def not_put_back(self) -> None:
        """The place could not be typed into: it is frozen, or its screen did not come up."""
        self._context.notices.warn(
            "Chưa đưa được nội dung vào ô: ô đang khóa hoặc không còn trên màn hình này.",
            safe="Nội dung vẫn được giữ nguyên ở Cài đặt, thẻ Dữ liệu, nút Nội dung gõ dở.",
            do="Có thể chép nội dung ở đó rồi dán vào nơi cần.",
        )

    def copy(self, identity: str) -> None:
        """Put a text on the clipboard."""
        text = self._text(identity)
        if text is not None:
            self._view.copy(text.text)
            self._context.notices.success("Đã chép. Nhấn Ctrl+V ở nơi cần dán.")

    def discard(self, identity: str) -> None:
        """Put a text away; it can be taken back for 30 days."""
        self._change(lambda: self._desk.kept_texts.discard(identity))

    def take_back(self, identity: str) -> None:
        """Let a discarded text wait again."""
        self._change(lambda: self._desk.kept_texts.take_back(identity))

    def open(self, target: str) -> None:
        """Look at a record that is safe."""
        self._context.open_target(target)

    def go_on(self) -> None:
        """Go to work."""
        self._context.open_target("overview")

    def _change(self, job: Callable[[], None]) -> None:
        self._context.runner.run(job, done=lambda _none: self._load(), owner=self._view)

    def _load(self) -> None:
        def shown(found: "Recovered") -> None:
            self._found = found
            self._view.show_page(page_of(found))

        self._context.runner.run(self._desk.recovery.look, done=shown, owner=self._view)

    def _text(self, identity: str) -> "KeptText | None":
        texts = (*self._found.waiting, *self._found.discarded) if self._found else ()
        return next((one for one in texts if one.id == identity), None)


def page_of(found: "Recovered") -> Page:
    """The screen in words."""
    title, sentence = _first_words(found)
    places = found.cut_off.places if found.cut_off else ()
    return Page(
        title=title,
        sentence=sentence,
        waiting=tuple(_text_facts(text) for text in found.waiting),
        safe=tuple(SafeFacts(_safe_words(place), f"{place.at:%H:%M}", place.target) for place in places),
        discarded=tuple(_text_facts(text) for text in found.discarded),
    )


def _first_words(found: "Recovered") -> tuple[str, str]:
    waiting = len(found.waiting)
    kept = (
        f"{waiting} nội dung gõ dở chưa ghi được vẫn được giữ nguyên như lúc gõ, ở ngay dưới đây."
        if waiting
        else "Không có nội dung nào gõ dở bị bỏ lại."
    )
    cut_off = found.cut_off
    if cut_off is None:
        title = "Các nội dung đã gõ đều còn đây." if waiting else "Không có nội dung nào gõ dở."
        return title, f"Mọi ô khác đã lưu. {kept}" if waiting else "Mọi nội dung đã nhập đều đã lưu vào dữ liệu."
    title = "Dữ liệu của đơn vị còn nguyên."
    if cut_off.last is None:
        return title, f"Lần trước chương trình bị ngắt đột ngột khi chưa nhập gì mới. {kept}"
    return title, (
        f"Lần trước chương trình bị ngắt đột ngột, lần ghi cuối lúc {format_moment(cut_off.last)}. "
        f"{format_count(cut_off.entries)} mục nhập trong lần đó đã lưu, không phải nhập lại. {kept}"
    )


def _text_facts(text: "KeptText") -> TextFacts:
    who = f", {text.officer}" if text.officer else ""
    is_gone = text.now is None
    now = text.now or ""
    remark = "Nơi này không còn trong dữ liệu; có thể chép nội dung sang nơi khác." if is_gone else ""
    if not is_gone and text.has_changed:
        remark = "Ô này đã được ghi nội dung khác sau lúc gõ; hãy so sánh trước khi đưa lại."
    return TextFacts(
        id=text.id,
        label=text.label,
        about=f"Gõ lúc {format_moment(text.kept_at)}{who}",
        typed=text.text,
        stored="" if is_gone else now or _EMPTY,
        remark=remark,
        may_go_back=not is_gone,
    )


def _safe_words(place: "SafePlace") -> str:
    return f"{place.text}: {', '.join(place.fields)}" if place.fields else place.text
