"""Canonical JSON (RFC 8785): one value, one sequence of bytes, one SHA-256; what is frozen is compared by it."""

import hashlib
import unicodedata

import rfc8785

_PlainJson = None | bool | int | str | list["_PlainJson"] | dict[str, "_PlainJson"]


def canonical(value: object) -> bytes:
    """The bytes of ``value`` by RFC 8785, UTF-8 without BOM or final newline.

    Raises ValueError for floats (decimals travel as strings), text that is not NFC or not Unicode, integers that
    JSON readers would round (beyond 2**53 - 1), keys that are not text, other types, and nesting too deep to walk.
    """
    try:
        return rfc8785.dumps(_plain(value))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def sha256(content: bytes) -> str:
    """The SHA-256 of ``content`` as 64 lowercase hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _plain(value: object) -> _PlainJson:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _nfc(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_nfc(key): _plain(item) for key, item in value.items()}
    raise ValueError(f"{type(value).__name__} has no canonical form: {value!r:.80}")


def _nfc(text: object) -> str:
    if not isinstance(text, str):
        raise ValueError(f"a key must be text: {text!r:.80}")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"text is not NFC: {text!r:.80}")
    return text
