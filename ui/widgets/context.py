"""What a screen is given when it is built: services, runner, notices, who is signed in and the way to other screens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from cchc_desktop.domain.officer import Role
from ui.widgets.keeping import Keeping
from ui.widgets.notices import Notices
from ui.widgets.runner import Runner

# The services are built in __main__; each presenter declares the narrow protocol of the service that it uses.
Services: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The officer who is signed in."""

    id: str
    name: str
    role: Role
    post: str = ""


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """The header line: unit, plan and period in their Vietnamese words; empty parts are left out."""

    unit: str
    plan: str = ""
    period: str = ""


def header_facts(workspace: Any, *, title: str = "", period: str = "") -> HeaderFacts:
    """The header line over a workspace: unit (marked when the data are a sample), plan or ``title``, period.

    At the province no plan is named: it serves the plans of all.
    """
    mark = " - DỮ LIỆU MẪU" if workspace.sample else ""
    plan = "" if workspace.is_province else workspace.plan.header.title
    return HeaderFacts(f"{workspace.unit.office}{mark}", title or plan, period)


class SavePort(Protocol):
    """The save state at the foot of the window."""

    def saving(self) -> None:
        """Say "Đang lưu…"."""
        ...

    def saved(self, time: str) -> None:
        """Say "Đã lưu 14:05:12"; ``time`` is already formatted."""
        ...

    def unsaved(self, reason: str) -> None:
        """Say "CHƯA LƯU" with the reason."""
        ...

    def read_only(self, reason: str = "") -> None:
        """Say "Chỉ đọc"."""
        ...


@dataclass(frozen=True, slots=True)
class AppContext:
    """Everything a screen may use. ``open_target("task:<code>")`` goes to the screen that owns the prefix.

    ``keeping`` is where the editors of the window keep what cannot be stored yet; None: nowhere.
    """

    services: Services
    runner: Runner
    notices: Notices
    save_state: SavePort
    user: SignedIn
    open_target: Callable[[str], None]
    show_header: Callable[[HeaderFacts], None]
    keeping: Keeping | None = None
