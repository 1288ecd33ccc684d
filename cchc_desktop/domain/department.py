"""The department of the province that receives (Sở Nội vụ): a unit that submits to nobody at this program's desks."""

from dataclasses import dataclass

from cchc_desktop.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Department(Unit):
    """A department of the provincial People's Committee; ``code`` is that of the province."""

    @property
    def full_name(self) -> str:
        """The name in running text, e.g. "Sở Nội vụ tỉnh Tuyên Quang"."""
        return self.name

    @property
    def office(self) -> str:
        """The same: a department is an office itself."""
        return self.name

    @property
    def heading(self) -> tuple[str, str]:
        """The body above it and its own name, as at the head of its documents."""
        return (f"UBND {self.kind.upper()}", self.name.removesuffix(f" {self.kind}").upper())


DEPARTMENT = Department("08", "tỉnh Tuyên Quang", "Sở Nội vụ tỉnh Tuyên Quang", "Tuyên Quang")
"""Code of the province by Decision 19/2025/QĐ-TTg."""
