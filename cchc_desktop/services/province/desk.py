"""The desk of the province's department: what an officer who receives gets, and nothing of a commune's work."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_desktop.services.devices.devices import Devices
from cchc_desktop.services.history import History
from cchc_desktop.services.province.board import Board
from cchc_desktop.services.province.receiving import Receiving
from cchc_desktop.services.recovery.kept_texts import KeptTexts
from cchc_desktop.services.recovery.recovery import Recovery
from cchc_desktop.services.session.accounts import check_password
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.workplace import COMMAND_LINE, Desk, Workplace

if TYPE_CHECKING:
    from cchc_desktop.services.packs.importing import PackImport
    from cchc_desktop.services.province.appraisal import Appraisal
    from cchc_desktop.services.province.lists import Lists


@dataclass(frozen=True, slots=True)
class ProvinceDesk:
    """The services of an officer of the department who is signed in."""

    workplace: Workplace
    session: Session
    history: History
    kept_texts: KeptTexts
    recovery: Recovery
    receiving: Receiving
    board: Board
    devices: Devices
    _base: Desk

    @property
    def pack_import(self) -> "PackImport":
        """New packs and new editions of packs."""
        return self._base.pack_import

    @property
    def appraisal(self) -> "Appraisal":
        """Remarks and answers."""
        from cchc_desktop.services.province.appraisal import Appraisal  # brings asn1crypto: at first use only

        return Appraisal(self.session, self.workplace.library.units)

    @property
    def lists(self) -> "Lists":
        """What of the board is printed or sent."""
        from cchc_desktop.services.province.lists import Lists  # brings reportlab and openpyxl: at first use only

        return Lists(self.session)


def sign_in(workplace: Workplace, officer_id: str, password: str) -> ProvinceDesk:
    """Check the password and lay out the desk.

    Refusal for a wrong password, a locked account, and in the folder of a commune.
    """
    workplace.require_desk(province=True)
    return lay_out(workplace.desk_of(check_password(workplace.store, officer_id, password)))


def at_command_line(workplace: Workplace) -> ProvinceDesk:
    """The desk of the command line; Refusal in the folder of a commune."""
    workplace.require_desk(province=True)
    return lay_out(workplace.desk_of(COMMAND_LINE))


def lay_out(base: Desk) -> ProvinceDesk:
    """The province's desk over the session of ``base``, whose own services stay out of reach."""
    units = base.workplace.library.units
    return ProvinceDesk(
        workplace=base.workplace,
        session=base.session,
        history=base.history,
        kept_texts=base.kept_texts,
        recovery=base.recovery,
        receiving=Receiving(base.session, units),
        board=Board(base.session, units),
        devices=Devices(base.session, units),
        _base=base,
    )
