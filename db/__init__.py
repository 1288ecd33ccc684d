"""Storage: SQLite through SQLAlchemy Core, journalled writes, migrations, backups."""
