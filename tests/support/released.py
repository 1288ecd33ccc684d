"""Data folders as released programs left them, for tests of the way to the present schema."""

import gzip
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "db" / "released"


def released(folder: Path, revision: str) -> Path:
    """Lay down the data of a released schema in ``folder``; return the path of the database."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "cchc.db"
    database.write_bytes(gzip.decompress((FOLDER / f"{revision}.sqlite3.gz").read_bytes()))
    return database
