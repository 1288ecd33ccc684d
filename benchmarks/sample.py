"""The data that the measurements use: the demonstration's own folder, filled through the services."""

import shutil
import tempfile
from pathlib import Path

from cchc_desktop.cli.demo import demo


def fill(data: Path) -> None:
    """Put a filled data folder at ``data``."""
    with tempfile.TemporaryDirectory() as folder:
        demo(Path(folder) / "demo", screens=False)
        shutil.copytree(Path(folder) / "demo" / "du-lieu", data)
