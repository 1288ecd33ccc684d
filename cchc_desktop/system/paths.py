"""Where things lie on this machine: the data folder and the program's own settings."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from cchc_desktop.system.safe_write import make_folder, write_bytes

NAME = "CCHC Desktop"
ENVIRONMENT = "CCHC_DATA_DIR"


def settings_file() -> Path:
    """The file that remembers which data folder was chosen at the first start."""
    return user_config_path(NAME, appauthor=False) / "cai-dat.json"


def default_data_folder() -> Path:
    """Where data go unless something else is chosen."""
    return user_data_path(NAME, appauthor=False)


def data_folder(given: Path | None, *, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder to work in: given on the command line, in CCHC_DATA_DIR, chosen earlier, or the default."""
    if given is not None:
        return given.absolute()
    if environment.get(ENVIRONMENT):
        return Path(environment[ENVIRONMENT]).absolute()
    return remembered_folder() or default_data_folder()


def remembered_folder() -> Path | None:
    """The folder chosen at the first start, None if none was or the settings cannot be read."""
    try:
        content = json.loads(settings_file().read_text(encoding="utf-8"))
        return Path(content["data_folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember_folder(folder: Path) -> None:
    """Keep the choice of the first start; Fault if it cannot be written."""
    target = settings_file()
    make_folder(target.parent)
    write_bytes(target, json.dumps({"data_folder": str(folder.absolute())}, ensure_ascii=False).encode())
