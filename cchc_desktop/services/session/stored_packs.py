"""The packs of a data folder as they are stored: whole editions with their bytes, and those in use."""

import sqlalchemy as sa

from cchc_desktop.catalogue.library import LoadedPack
from cchc_desktop.catalogue.reader import read_pack
from db.store import Store
from db.tables import pack, pack_use


def packs_in_use(store: Store) -> dict[str, LoadedPack]:
    """Every pack in use by its code, in the order of kind and code."""
    in_use = sa.and_(pack_use.c.code == pack.c.code, pack_use.c.edition == pack.c.edition)
    query = sa.select(pack.c.code, pack.c.content, pack.c.sha256).join(pack_use, in_use)
    with store.read() as connection:
        rows = connection.execute(query.order_by(pack.c.kind, pack.c.code)).all()
    return {row.code: _loaded(row.code, row.content, row.sha256) for row in rows}


def stored_edition(store: Store, code: str, edition: str) -> LoadedPack | None:
    """This edition as it was stored once, in use or not; None where it never was."""
    query = sa.select(pack.c.content, pack.c.sha256).where(pack.c.code == code, pack.c.edition == edition)
    with store.read() as connection:
        row = connection.execute(query).first()
    return _loaded(code, row.content, row.sha256) if row else None


def _loaded(code: str, content: bytes, sha256: str) -> LoadedPack:
    return LoadedPack(read_pack(content.decode(), name=code).pack, content, sha256, ())
