"""Bringing a database to the present schema: one transaction, checked, or everything as it was."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from db.engine import make_engine, writing


def configuration() -> Config:
    """Alembic's settings: the migrations are found inside the installed package."""
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    return config


def to_head(database: Path, before_commit: Callable[[sa.Connection], None] | None = None) -> None:
    """Run all missing migrations in one transaction and check the references before it commits."""
    engine = make_engine(database, foreign_keys=False)
    try:
        with writing(engine) as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                raise RuntimeError(f"foreign keys broken after the upgrade: {orphans[:3]}")
            if before_commit:
                before_commit(connection)
    finally:
        engine.dispose()
