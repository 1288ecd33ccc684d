"""What all tables share: one metadata with names for every constraint, and the columns that come again."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> sa.Column[str]:
    """The primary key: a UUID."""
    return sa.Column("id", sa.String(36), primary_key=True)


def text(name: str, default: str = "") -> sa.Column[str]:
    """A text that is never null."""
    return sa.Column(name, sa.Text, nullable=False, server_default=default)
