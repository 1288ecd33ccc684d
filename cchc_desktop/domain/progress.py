"""A progress entry (cập nhật tiến độ): what a commune reports of a task on a day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProductDocument:
    """A document that a task brought forth; ``evidence`` holds the SHA-256 of its stored files.

    ``pages`` says for each of them where to look ("2-3"), "" where nothing was said; it may be left out as a whole.
    """

    name: str
    number: str = ""
    day: date | None = None
    evidence: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """The state of a task on a day: percent done, result in words, difficulty, objective reason, products.

    Raises ValueError when ``percent`` is not between 0 and 100.
    """

    day: date
    percent: int
    result: str = ""
    difficulty: str = ""
    objective_reason: str = ""
    products: tuple[ProductDocument, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100:
            raise ValueError("Tỷ lệ hoàn thành phải là số nguyên từ 0 đến 100.")

    @property
    def is_complete(self) -> bool:
        """Whether the task is reported as done."""
        return self.percent == 100

    @property
    def explanation(self) -> str:
        """What explains a delay: the difficulty and the objective reason, as far as given."""
        return "; ".join(part for part in (self.difficulty.strip(), self.objective_reason.strip()) if part)
