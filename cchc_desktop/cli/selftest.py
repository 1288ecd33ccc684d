"""``--selftest``: is this installation whole? Runs from any folder and touches no data."""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module, resources
from importlib.metadata import version
from pathlib import Path

from cchc_desktop.cli.report import Exit, Report
from cchc_desktop.system.clock import system_clock

MIN_SQLITE = (3, 35)


def selftest() -> Report:
    """Try each part for real; the report names those that fail."""
    lines, failed = [], []
    for name, check in _checks():
        try:
            lines.append(f"ĐẠT   {name}: {check()}")
        except Exception as error:  # noqa: BLE001 - the point is to report whatever is broken
            lines.append(f"HỎNG  {name}: {type(error).__name__}: {error}")
            failed.append(name)
    end = "Bản cài đặt dùng được." if not failed else "Bản cài đặt không dùng được; hãy cài đặt lại."
    return Report(Exit.ENVIRONMENT if failed else Exit.DONE, [*lines, end], {"failed": failed, "lines": lines})


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "Python", _python
    yield "Giao diện Qt", _qt
    yield "SQLite", _sqlite
    yield "Bộ danh mục", _packs
    yield "Phông chữ in", _fonts
    yield "Cơ sở dữ liệu", _database
    yield "Thư viện kết xuất", _libraries


def _python() -> str:
    return f"{sys.version.split()[0]}, CCHC Desktop {version('cchc-desktop')}"


def _qt() -> str:
    qt = import_module("PySide6")
    if sys.version_info < (3, 12) and qt.__version__.startswith("6.12."):
        raise RuntimeError("PySide6 6.12 dừng đột ngột với Python trước 3.12; cần bản 6.11")
    import_module("PySide6.QtWidgets")
    import_module("PySide6.QtSvg")
    return str(qt.__version__)


def _sqlite() -> str:
    if sqlite3.sqlite_version_info < MIN_SQLITE:
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} quá cũ")
    return sqlite3.sqlite_version


def _packs() -> str:
    library = import_module("cchc_desktop.catalogue.library").bundled()
    reference_problems = import_module("cchc_desktop.catalogue.references").reference_problems
    packs = library.packs()
    lost = [problem.text for pack in packs for problem in reference_problems(pack, packs)]
    if lost:
        raise ValueError("; ".join(lost))
    tasks = sum(len(plan.tasks) for plan in library.plans)
    leaves = sum(1 for criteria in library.criteria_sets for _ in criteria.leaves())
    registers = sum(len(pack.registers) for pack in packs if pack.header.kind == "registers")
    figures = sum(len(pack.fields) for pack in packs if pack.header.kind == "form")
    return (
        f"{len(packs)} bộ: {len(library.units)} đơn vị, {tasks} nhiệm vụ, {leaves} mục chấm điểm, "
        f"{registers} sổ theo dõi, {figures} dòng số liệu báo cáo"
    )


def _fonts() -> str:
    folder = resources.files("resources") / "fonts"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".ttf"))
    if len(names) < 4:
        raise FileNotFoundError("thiếu phông chữ Liberation Serif")
    return f"{len(names)} tệp"


def _database() -> str:
    open_store = import_module("db.store").open_store
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder), system_clock)) as store:
        copy = store.back_up(force=True)
        return f"tạo, ghi và sao lưu được ({copy.stat().st_size // 1024} KB)"


def _libraries() -> str:
    """Import them; some are distributed under another name."""
    elsewhere = {"argon2": "argon2-cffi", "zxingcpp": "zxing-cpp", "pkcs11": "python-pkcs11"}
    names = ("openpyxl", "reportlab", "pypdfium2", "zxingcpp", "argon2", "rfc8785", "cryptography", "pyhanko", "pkcs11")
    for name in names:
        import_module(name)
    return ", ".join(f"{name} {version(elsewhere.get(name, name))}" for name in names)
