"""Writes a pack as TOML: header first, one block for each entry, short lists and records on one line.

``catalogue.reader.read_pack`` reads the text back to an equal pack. The order of keys is that of the document.
"""

from collections.abc import Iterator, Mapping

import tomli_w

from cchc_desktop.catalogue.pack_document import pack_document
from cchc_desktop.catalogue.reader import Pack

LINE = 118
"""A list or record that fits into a line of so many characters is not broken."""


def pack_text(pack: Pack) -> str:
    """The TOML text of a pack."""
    return document_text(pack_document(pack))


def document_text(document: Mapping[str, object]) -> str:
    """The TOML text of a document whose top level holds tables and lists of tables, as that of each pack does."""
    blocks: list[str] = []
    for name, value in document.items():
        if isinstance(value, Mapping):
            blocks.append(_block(f"[{name}]", name, value, multiline=name != "header"))
        elif isinstance(value, list):
            blocks += [_block(f"[[{name}]]", name, entry, multiline=True) for entry in value]
        else:
            raise TypeError(f"{name} does not belong at the top of a pack")
    return "\n".join(blocks)


def _block(title: str, path: str, table: Mapping[str, object], *, multiline: bool) -> str:
    """One table. The header keeps its texts on one line, because it is read up to the first line that begins "[["."""
    lines = [title]
    inner: list[str] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner.append(_block(f"[{path}.{_key(key)}]", f"{path}.{_key(key)}", value, multiline=multiline))
        else:
            lines.append(f"{_key(key)} = {_value(value, room=LINE - len(key) - 3, multiline=multiline)}")
    return "\n".join(["\n".join(lines) + "\n", *inner])


def _value(value: object, *, room: int, multiline: bool) -> str:
    if not isinstance(value, list):
        return _literal(value, multiline=multiline)
    flat = f"[{', '.join(_flat(item) for item in value)}]"
    if len(flat) <= room and not any(isinstance(item, Mapping) for item in value):
        return flat
    return "\n".join(["[", *_item_lines(value), "]"]) if value else "[]"


def _item_lines(items: list[object]) -> Iterator[str]:
    for item in items:
        yield f"  {_flat(item)},"


def _flat(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_flat(item)}' for key, item in value.items())} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_flat(item) for item in value)}]"
    return _literal(value, multiline=False)


def _literal(value: object, *, multiline: bool) -> str:
    """Text, number, date or truth value; the multi-line form of the library would turn CR LF into LF."""
    kept = multiline and isinstance(value, str) and "\r" not in value
    return tomli_w.dumps({"k": value}, multiline_strings=kept)[len("k = ") : -1]


def _key(key: str) -> str:
    return tomli_w.dumps({key: True})[: -len(" = true\n")]
