"""The command that signs a submission by certificate: with a token, a key file, or a PDF signed elsewhere.

PIN and password come through standard input, never as an argument that other programs of the machine could read.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.cli.named_submission import named_submission
from cchc_desktop.cli.report import Exit, Report, wrong_use
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.services.signatures.token_words import serial_words
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.safe_write import translate

if TYPE_CHECKING:
    from cchc_desktop.services.signatures.digital_signing import DigitalSigning
    from cchc_desktop.services.signatures.signing_order import SignedPdf, SigningOrder


def submission_sign(arguments: argparse.Namespace, folder: Path, clock: Clock) -> Report:
    """Sign what waits for its next signature: the leader's, then the seal of the office."""
    if bool(arguments.token) != arguments.pin_stdin or bool(arguments.key_file) != arguments.password_stdin:
        return wrong_use("--token cần --pin-stdin, --key-file cần --password-stdin; mã đọc từ đầu vào chuẩn.")
    with named_submission(arguments, folder, clock) as (desk, row):
        signing = desk.signing
        if arguments.driver is not None:
            signing.memory.remember_driver(arguments.driver)
        signed = _signed(signing, signing.order(row.id), arguments)
        signing.record(signed, accepted=arguments.accept)
        held = signing.signatures(row.id)
    lines = [f"Đã ký số: {item.signer} ({item.way.label.lower()})" for item in held]
    lines += [signed.note] if signed.note else []
    data = [{"step": item.step, "signer": item.signer, "way": item.way.value, "sha256": item.sha256} for item in held]
    return Report(Exit.DONE, lines, {"signatures": data})


def _signed(signing: "DigitalSigning", order: "SigningOrder", arguments: argparse.Namespace) -> "SignedPdf":
    from cchc_desktop.services.signatures.signing_order import sign_by_key_file, signed_elsewhere  # brings pyHanko

    if arguments.signed_pdf is not None:
        return signed_elsewhere(order, _read(arguments.signed_pdf))
    secret = sys.stdin.readline().rstrip("\r\n")
    if arguments.key_file is not None:
        return sign_by_key_file(order, _read(arguments.key_file), secret)
    wanted = arguments.token.lower()
    named = (item for item in signing.tokens() if wanted in (item.serial, serial_words(item.serial).lower()))
    token = next(named, None)
    if token is None or not token.keys:
        text = f"Không thấy token có số {arguments.token} đang cắm, hoặc token không có chứng thư ký."
        raise Refusal(Finding("token.no-token", Level.BLOCK, text))
    keys = [key.id for key in token.keys]
    if arguments.key not in keys and len(keys) > 1:
        text = f"Token có nhiều khóa; hãy nêu --key, một trong: {', '.join(keys)}."
        raise Refusal(Finding("token.no-key", Level.BLOCK, text))
    return signing.sign_by_token(order, token, key_id=arguments.key or keys[0], pin=secret, sure=arguments.sure)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise translate(error, path) from error
