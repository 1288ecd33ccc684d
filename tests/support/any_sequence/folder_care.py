"""What happens to the folder as a whole: opening, closing, backing up, restoring, checking; and what is looked at."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from support.any_sequence.command import Command
from support.any_sequence.model import Draft
from support.filling import fill_assessment, fill_tasks
from support.kept_year import ROWS
from support.workplaces import desk_of, first_start

from cchc_desktop.cli.demo_registers import keep
from cchc_desktop.cli.demo_report import fill_report
from cchc_desktop.domain.period import parse
from cchc_desktop.services.backups.backups import keep_copies
from cchc_desktop.services.data_care.data_check import examine, mend
from cchc_desktop.services.data_care.restore import rehearse, restore_open

if TYPE_CHECKING:
    from support.any_sequence.host import Host


class Care(Command):
    """Changes no row of the data."""

    undoable = None


@dataclass(frozen=True)
class Begin(Care):
    """Make a folder after its first start; with ``evidence`` everything in it is filled in and may be completed."""

    folder: Path
    evidence: Path | None

    def do(self, host: "Host") -> object:
        host.open(self.folder)
        assert host.workplace is not None
        host.workplace.begin(first_start())
        if self.evidence is not None:
            desk = desk_of(host.workplace)
            few = {code: rows[:4] for code, rows in ROWS.items()}
            keep(desk, few)
            fill_report(desk, parse("2025-M11"), few)
            fill_tasks(desk)
            fill_assessment(desk, self.evidence)
        host.workplace.store.close(with_backup=False)
        return None


@dataclass(frozen=True)
class Open(Care):
    folder: Path

    def do(self, host: "Host") -> object:
        host.open(self.folder)
        return None


@dataclass(frozen=True)
class Close(Care):
    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        host.workplace.close()
        return None


@dataclass(frozen=True)
class BackUp(Care):
    force: bool

    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        return host.workplace.store.back_up(force=self.force)


@dataclass(frozen=True)
class KeepCopies(Care):
    """Evidence files go to the backup places."""

    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        kept = keep_copies(host.workplace.store.folder, host.clock)
        if kept.fault is not None:
            raise kept.fault
        return kept.files


@dataclass(frozen=True)
class Mend(Care):
    """The data are checked and mended; what was serious and is left is told."""

    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        store = host.workplace.store
        mended = mend(store, examine(store))
        return [problem.text for problem in mended.left if problem.serious]


@dataclass(frozen=True)
class Rehearse(Care):
    """A restore is tried out; what is wrong with it is told."""

    backup: Path

    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        data = host.workplace.store.folder
        return rehearse(data, self.backup, host.clock, step=lambda _done, _total, _text: None).problems


@dataclass(frozen=True)
class Restore(Care):
    """An earlier state comes back; the store is closed then."""

    backup: Path

    def do(self, host: "Host") -> object:
        assert host.workplace is not None
        restored = restore_open(host.workplace.store, self.backup, officer_id=host.at_work.session.officer.id)
        if restored.fault is not None:
            raise restored.fault
        return restored.evidence_missing


@dataclass(frozen=True)
class TakeBack(Command):
    """The last step is taken back ("Hoàn tác"), or done again ("Làm lại")."""

    undoable = None

    again: bool
    is_possible: bool
    """Whether there is anything to take back or to do again; the program may still refuse it."""

    def do(self, host: "Host") -> object:
        session = host.at_work.session
        return session.redo().value.label if self.again else session.undo().value.label

    def refused(self, draft: Draft) -> bool | None:
        return None if self.is_possible else True


@dataclass(frozen=True)
class Look(Care):
    def do(self, host: "Host") -> object:
        return host.look()


@dataclass(frozen=True)
class LookClosely(Care):
    def do(self, host: "Host") -> object:
        return host.look_closely()
