"""Bringing a database to the present schema: one transaction, checked, or everything as it was."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from db.engine import writing


def configuration() -> Config:
    """Alembic's settings: the migrations are found inside the installed package."""
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    return config


def to_head(engine: sa.Engine, before_commit: Callable[[sa.Connection], None] | None = None) -> None:
    """Run all missing migrations in one transaction and check the foreign keys before it commits.

    Foreign keys are off meanwhile: a batch rebuild of a parent table would delete its children otherwise.
    """
    event_off = _without_foreign_keys(engine)
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
        event_off()


def _without_foreign_keys(engine: sa.Engine) -> Callable[[], None]:
    def switch_off(connection: object, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]  # the driver's own connection

    sa.event.listen(engine, "checkout", switch_off)
    return lambda: sa.event.remove(engine, "checkout", switch_off)
