"""The log of a data folder, and the reports of bugs beside it."""

import logging
from datetime import datetime
from pathlib import Path


def keep_log(folder: Path) -> None:
    """Write the log of this run into the folder too."""
    from logging.handlers import RotatingFileHandler  # brings sockets with it, which nothing else needs

    logs = folder / "nhat-ky"
    handler = RotatingFileHandler(logs / "cchc.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def write_report(folder: Path, trace: str, *, at: datetime) -> str:
    """Put a traceback where the user can find it; an empty answer where that fails."""
    path = folder / "nhat-ky" / f"loi-{at:%Y%m%d-%H%M%S}.txt"
    try:
        path.write_text(trace, encoding="utf-8")
    except OSError:
        return ""
    return str(path)
