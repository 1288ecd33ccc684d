"""Signing with a token (PKCS#11): the official's USB key, found by its serial number, the key by its identifier.

Labels are never used to find anything: they carry diacritics and apostrophes, and drivers differ in how they tell them.
Everything runs in a child process, because drivers hang and crash. The PIN is handed on and kept nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from cchc_desktop.signing.certificate import Certificate, read_certificate
from cchc_desktop.signing.child import Died, TookTooLong, in_child

LOOK_SECONDS = 20.0
SIGN_SECONDS = 60.0
"""Signing waits for a slow card, not for ever."""


class Trouble(Enum):
    """What can be wrong with a token."""

    NO_DRIVER = "no-driver"
    NO_TOKEN = "no-token"  # noqa: S105 - a thing, not a password
    NO_KEY = "no-key"
    WRONG_PIN = "wrong-pin"
    LOCKED = "locked"
    PULLED = "pulled"
    DRIVER = "driver"
    TIMEOUT = "timeout"


class TokenTrouble(Exception):
    """A token could not do what it was asked; ``trouble`` says why, ``detail`` is the driver's own word."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble, self.detail = trouble, detail


class Tries(Enum):
    """What the token itself says about its PIN."""

    ENOUGH = "enough"
    LOW = "low"
    LAST = "last"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key with its certificate; ``id`` is the identifier in hex digits."""

    id: str
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is plugged in; ``serial`` in hex digits."""

    serial: str
    label: str
    maker: str
    tries: Tries
    keys: tuple[TokenKey, ...]


def tokens(driver: Path, *, seconds: float = LOOK_SECONDS) -> tuple[Token, ...]:
    """The tokens that are plugged in and the keys for signing on them; asks for no PIN. Raises TokenTrouble."""
    with _told():
        return in_child(_look, str(driver), seconds=seconds)


@dataclass(frozen=True, slots=True)
class TokenOrder:
    """What to sign with which key: the PDF, its empty field, and the one-page PDF that is shown there.

    ``time_stamp_server`` is asked for a time stamp (``time_stamp``); empty for none.
    """

    driver: Path
    serial: str
    key_id: str
    pdf: bytes
    field: str
    appearance: bytes
    time_stamp_server: str = ""


def sign_with_token(order: TokenOrder, pin: str, *, seconds: float = SIGN_SECONDS) -> bytes:
    """Sign a PDF with a key on a token and return it, as ``pdf_signing.sign_pdf`` does. Raises TokenTrouble."""
    with _told():
        return in_child(_sign, order, pin, seconds=seconds)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except TookTooLong:
        raise TokenTrouble(Trouble.TIMEOUT) from None
    except Died:
        raise TokenTrouble(Trouble.DRIVER) from None


def _look(driver: str) -> tuple[Token, ...]:
    import pkcs11

    with _driver_words():
        found = []
        for slot in pkcs11.lib(driver).get_slots(token_present=True):
            token = slot.get_token()
            if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags:
                with token.open() as session:
                    keys = tuple(_keys(session))
                found.append(Token(token.serial.hex(), token.label, token.manufacturer_id, _tries(token.flags), keys))
        return tuple(found)


def _keys(session: object) -> Iterator[TokenKey]:
    from pkcs11 import Attribute, CertificateType, ObjectClass

    wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509}
    for found in session.get_objects(wanted):  # type: ignore[attr-defined]  # python-pkcs11 ships no types
        try:
            certificate = read_certificate(found[Attribute.VALUE])
        except ValueError:
            continue  # a token may hold anything
        if certificate.for_signing:
            yield TokenKey(found[Attribute.ID].hex(), certificate)


def _tries(flags: object) -> Tries:
    from pkcs11 import TokenFlag

    marks = {
        TokenFlag.USER_PIN_LOCKED: Tries.NONE,
        TokenFlag.USER_PIN_FINAL_TRY: Tries.LAST,
        TokenFlag.USER_PIN_COUNT_LOW: Tries.LOW,
    }
    return next((tries for mark, tries in marks.items() if mark in flags), Tries.ENOUGH)  # type: ignore[operator]


def _sign(order: TokenOrder, pin: str) -> bytes:
    import pkcs11
    from pyhanko.sign.pkcs11 import PKCS11Signer

    from cchc_desktop.signing.pdf_signing import sign_pdf
    from cchc_desktop.signing.time_stamp import stamped_if_answered

    with _driver_words():
        serial = bytes.fromhex(order.serial)
        present = (slot.get_token() for slot in pkcs11.lib(str(order.driver)).get_slots(token_present=True))
        token = next((found for found in present if found.serial == serial), None)
        if token is None:
            raise TokenTrouble(Trouble.NO_TOKEN)
        with token.open(user_pin=pin) as session:
            key = bytes.fromhex(order.key_id)
            session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=key)
            signer = PKCS11Signer(session, key_id=key, cert_id=key)
            sign = partial(sign_pdf, order.pdf, signer, field=order.field, appearance=order.appearance)
            return stamped_if_answered(lambda stamper: sign(time_stamper=stamper), order.time_stamp_server)


@contextmanager
def _driver_words() -> Iterator[None]:
    """The driver's errors as troubles; those of the library do not pickle."""
    from pkcs11 import exceptions
    from pyhanko.sign.general import SigningError

    try:
        yield
    except (exceptions.PinIncorrect, exceptions.PinLenRange, exceptions.PinInvalid) as error:
        raise TokenTrouble(Trouble.WRONG_PIN) from error
    except exceptions.PinLocked as error:
        raise TokenTrouble(Trouble.LOCKED) from error
    except (exceptions.DeviceRemoved, exceptions.TokenNotPresent, exceptions.SessionHandleInvalid) as error:
        raise TokenTrouble(Trouble.PULLED) from error
    except exceptions.NoSuchKey as error:
        raise TokenTrouble(Trouble.NO_KEY) from error
    except (exceptions.PKCS11Error, SigningError, RuntimeError) as error:
        if "could not load" in str(error).lower() or "no such file" in str(error).lower():
            raise TokenTrouble(Trouble.NO_DRIVER, str(error)) from error
        raise TokenTrouble(Trouble.DRIVER, f"{type(error).__name__} {error}".strip()) from error
