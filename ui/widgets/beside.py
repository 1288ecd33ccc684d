"""The place above the foot of the window for a bar that stays beside every screen."""

from typing import Protocol, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.autosave import flush_editors


class Bar(Protocol):
    """What stands there; it hides itself while it has nothing to say."""

    def shown(self) -> None:
        """The window opened."""
        ...

    def refresh(self, topics: frozenset[str]) -> None:
        """Data changed."""
        ...

    def holds(self, target: str) -> bool:
        """Whether a link leads into it now."""
        ...

    def open_target(self, target: str) -> None:
        """Show what the link names."""
        ...

    def save_again(self) -> None:
        """Offer to the database again what it did not take."""
        ...


class Beside(QVBoxLayout):
    """Empty until ``serve``, and without height while the bar hides itself."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: Bar | None = None

    def serve(self, bar: QWidget | None) -> None:
        """Take this bar in place of the one before; what was typed there is saved."""
        if self._bar is not None:
            before = cast("QWidget", self._bar)
            flush_editors(before)
            self.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._bar = cast("Bar | None", bar)
        if bar is not None:
            self.addWidget(bar)
            cast("Bar", bar).shown()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data changed."""
        if self._bar is not None:
            self._bar.refresh(topics)

    def open_first(self, *targets: str) -> bool:
        """Show the first of these links that leads into the bar; false where none does."""
        bar = self._bar
        target = next((each for each in targets if bar is not None and bar.holds(each)), "")
        if bar is not None and target:
            bar.open_target(target)
        return bool(target)

    def save_again(self) -> None:
        """Offer to the database again what it did not take."""
        if self._bar is not None:
            self._bar.save_again()
