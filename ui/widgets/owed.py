"""What the disk or the folder did not take: kept by its place until it is written, whatever is shown meanwhile."""

from collections.abc import Callable, Hashable


class Owed:
    """Saves that failed in the environment, the latest for each place."""

    def __init__(self) -> None:
        self._offers: dict[Hashable, Callable[[], None]] = {}

    def __bool__(self) -> bool:
        """Whether anything waits to be written."""
        return bool(self._offers)

    def __contains__(self, place: Hashable) -> bool:
        """Whether the save of this place waits."""
        return place in self._offers

    def keep(self, place: Hashable, offer: Callable[[], None]) -> None:
        """Keep a save that failed; ``offer`` tries it again."""
        self._offers[place] = offer

    def forget(self, place: Hashable) -> None:
        """A newer save of this place has come."""
        self._offers.pop(place, None)

    def offer_again(self) -> None:
        """Try everything again, in the order in which it failed; what fails again is kept again."""
        offers, self._offers = self._offers, {}
        for offer in offers.values():
            offer()
