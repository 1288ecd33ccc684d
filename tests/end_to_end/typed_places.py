"""What a place of a screen has in the database file, read by plain sqlite3 and by its link alone."""

import json
from pathlib import Path

from end_to_end.program import rows_of

_TABLES = ("progress_entry", "product")
_COLUMNS = {
    "progress_entry": ("day", "percent", "result", "difficulty", "objective_reason"),
    "product": ("name", "number", "day"),
}


def stored_texts(database: Path, place: str) -> list[str]:
    """What is stored there; several for the cells of new rows, whose rows have no link yet."""
    kind, *parts = place.split(":")
    match kind:
        case "task":
            return _of_task(database, field=parts[1], record=parts[2])
        case "plan":
            table = "assignment" if parts[1] == "internal_due" else "commune_task"
            query = f"SELECT {_plain(parts[1])} FROM {table} WHERE task_code = ?"
            return _texts(database, query, parts[0])
        case "register-row":
            return _cells(database, parts[1], "id = ?", parts[0])
        case "register-new":
            return _cells(database, parts[1], "register_code = ?", parts[0])
        case "report":
            form, period, rest = parts
            if rest.startswith("#"):
                query = "SELECT text FROM report_text WHERE form_code = ? AND period_code = ? AND section_code = ?"
                return _texts(database, query, form, period, rest[1:])
            query = "SELECT value FROM report_field WHERE form_code = ? AND period_code = ? AND field_code = ?"
            return _texts(database, query, form, period, rest)
        case "criterion":
            return _of_criterion(database, parts[0], parts[1])
    raise ValueError(place)


def kept_texts(database: Path, place: str) -> list[str]:
    """What is kept there as it was typed."""
    return _texts(database, "SELECT text FROM kept_text WHERE target = ? AND discarded_at = ''", place)


def _of_task(database: Path, *, field: str, record: str) -> list[str]:
    known = [table for table in _TABLES if field in _COLUMNS[table]]
    found = (_texts(database, f"SELECT {_plain(field)} FROM {table} WHERE id = ?", record) for table in known)
    return [text for texts in found for text in texts]


def _of_criterion(database: Path, code: str, part: str) -> list[str]:
    if part == "explanation":
        return _texts(database, "SELECT explanation FROM answer WHERE criterion_code = ?", code)
    contents = _texts(database, "SELECT content FROM answer WHERE criterion_code = ?", code)
    return [json.loads(content or "{}").get("numbers", {}).get(part, "") for content in contents]


def _cells(database: Path, column: str, where: str, value: str) -> list[str]:
    contents = _texts(database, f"SELECT content FROM register_row WHERE {where}", value)
    return [str(json.loads(content).get(column, "")) for content in contents]


def _texts(database: Path, query: str, *values: object) -> list[str]:
    return [str(text) for (text,) in rows_of(database, query, *values)]


def _plain(name: str) -> str:
    """A column's name from a link, which is never quoted."""
    assert name.isidentifier(), name
    return name
