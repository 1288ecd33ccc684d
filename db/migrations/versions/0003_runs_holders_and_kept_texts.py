"""Runs of the program, who holds the folder, texts that could not be stored yet; issuer and pages of evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables and columns; what stood in the folder stays as it is."""
    _add_the_holder()
    _add_the_runs()
    _add_the_kept_texts()
    op.add_column("evidence", _text("issuer"))
    op.add_column("evidence_use", _text("pages"))
    op.add_column("audit", _text("run_id"))
    op.add_column("audit", sa.Column("elapsed_ms", sa.Integer(), server_default="0", nullable=False))


def _add_the_holder() -> None:
    op.create_table(
        "folder_holder",
        _id(),
        sa.Column("only", sa.Integer(), server_default="1", nullable=False),
        sa.Column("folder_id", sa.String(length=36), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *map(_text, ("machine", "place", "since", "given_to", "given_code", "given_file")),
        sa.CheckConstraint("only = 1", name=op.f("ck_folder_holder_single_row")),
        sa.CheckConstraint("generation >= 1", name=op.f("ck_folder_holder_generation")),
        sa.CheckConstraint("state IN ('live', 'handed_over')", name=op.f("ck_folder_holder_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder_holder")),
        sa.UniqueConstraint("only", name=op.f("uq_folder_holder_only")),
    )


def _add_the_runs() -> None:
    op.create_table(
        "program_run",
        _id(),
        sa.Column("started_at", sa.Text(), nullable=False),
        *map(_text, ("ended_at", "machine")),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_run")),
    )


def _add_the_kept_texts() -> None:
    op.create_table(
        "kept_text",
        _id(),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("target", "label", "text")),
        _text("stored"),
        sa.Column("officer_id", sa.String(length=36), nullable=True),
        sa.Column("kept_at", sa.Text(), nullable=False),
        _text("discarded_at"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_kept_text_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_text")),
    )
    op.create_index("ix_kept_text_target", "kept_text", ["target"], unique=False)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(length=36), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
