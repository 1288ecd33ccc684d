"""The composition root: from the command line to a window or to a command. The one module that knows every layer."""

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_desktop.cli.arguments import parse
from cchc_desktop.system.clock import system_clock

if TYPE_CHECKING:
    from cchc_desktop.cli.report import Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return the exit code. Each branch loads only what it needs: an old PC feels the difference."""
    given = parse(sys.argv[1:] if arguments is None else arguments)
    if given.command is None and not given.selftest:
        from ui.start import run

        return run(given.data, clock=system_clock)
    from cchc_desktop.cli.report import show

    return show(_answer(given), as_json=getattr(given, "json", False))


def _answer(given: argparse.Namespace) -> "Report":
    from cchc_desktop.cli.report import WrongUseError, of_fault, of_refusal, wrong_use
    from cchc_desktop.domain.finding import Refusal
    from cchc_desktop.system.fault import Fault

    try:
        return _run(given)
    except WrongUseError as wrong:
        return wrong_use(str(wrong))
    except Refusal as refusal:
        return of_refusal(refusal)
    except Fault as fault:
        return of_fault(fault)


def _run(given: argparse.Namespace) -> "Report":
    if given.selftest:
        from cchc_desktop.cli.selftest import selftest

        return selftest()
    if given.command == "demo":
        from cchc_desktop.cli.demo import demo

        return demo(given.out, screens=given.screens)
    if given.command == "plan":
        from cchc_desktop.cli.plan import plan_import
        from cchc_desktop.system.paths import data_folder

        return plan_import(given, data_folder(given.data), system_clock)
    if given.command == "province":
        return _province(given)
    from cchc_desktop.cli import commands  # SQLAlchemy is loaded only where a command needs it
    from cchc_desktop.system.paths import data_folder

    match given.command:
        case "package" if given.action == "verify":
            return commands.package_verify(given, data_folder(given.data), system_clock)
        case "package":
            return _parts(given)
        case "pack":
            return _pack(given)
        case "device" | "answer":
            return _other_side(given)
        case "submission":
            return _submission(given)
        case _:
            return commands.data(given, data_folder(given.data), system_clock)


def _submission(given: argparse.Namespace) -> "Report":
    from cchc_desktop.system.paths import data_folder

    folder = data_folder(given.data)
    match given.action:
        case "sign":
            from cchc_desktop.cli.signing import submission_sign

            return submission_sign(given, folder, system_clock)
        case "mail":
            from cchc_desktop.cli.mail import submission_mail

            return submission_mail(given, folder, system_clock)
        case "stick":
            from cchc_desktop.cli.stick import submission_stick

            return submission_stick(given, folder, system_clock)
        case _:
            from cchc_desktop.cli.commands import submission_export

            return submission_export(given, folder, system_clock)


def _parts(given: argparse.Namespace) -> "Report":
    from cchc_desktop.cli import mail

    return mail.package_split(given) if given.action == "split" else mail.package_join(given)


def _province(given: argparse.Namespace) -> "Report":
    from cchc_desktop.system.paths import data_folder

    if given.action == "answer":
        from cchc_desktop.cli.province_answer import answer

        return answer(given, data_folder(given.data), system_clock)
    from cchc_desktop.cli.province import receive

    return receive(given, data_folder(given.data), system_clock)


def _other_side(given: argparse.Namespace) -> "Report":
    from cchc_desktop.system.paths import data_folder

    if given.command == "answer":
        from cchc_desktop.cli.answer import take

        return take(given, data_folder(given.data), system_clock)
    from cchc_desktop.cli.device import device

    return device(given, data_folder(given.data), system_clock)


def _pack(given: argparse.Namespace) -> "Report":
    from cchc_desktop.cli import pack  # brings openpyxl
    from cchc_desktop.system.paths import data_folder

    match given.action:
        case "check":
            return pack.pack_check(given, data_folder(given.data), system_clock)
        case "export":
            return pack.pack_export(given, data_folder(given.data), system_clock)
        case _:
            return pack.pack_import(given, data_folder(given.data), system_clock)


if __name__ == "__main__":
    multiprocessing.freeze_support()  # in a bundled program the child that talks to a token starts here as well
    sys.exit(main())
