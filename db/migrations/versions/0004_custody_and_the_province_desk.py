"""Signed documents, where packages went, what the province said; and the desk of the province itself."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_STATES = "state IN ('draft', 'complete', 'signed', 'exported', 'received', 'returned', 'accepted', 'reopened')"


def upgrade() -> None:
    """Add the tables; submissions get the states that the province gives, a folder says whose desk it is."""
    _let_a_folder_be_of_the_province()
    _let_submissions_come_back()
    _add_signed_document()
    _add_trust_list()
    _add_device()
    _add_package_copy()
    _add_answer_from_province()
    _add_remark()
    _add_received()
    _add_received_remark()
    _add_issued_answer()
    _add_quarantined()


def _let_a_folder_be_of_the_province() -> None:
    op.execute("DROP TRIGGER workspace_sample_is_for_good")
    with op.batch_alter_table("workspace", recreate="always") as batch:
        batch.add_column(sa.Column("desk", sa.Text(), server_default="commune", nullable=False))
        batch.create_check_constraint(op.f("ck_workspace_desk"), "desk IN ('commune', 'province')")
    op.execute(
        "CREATE TRIGGER workspace_sample_is_for_good BEFORE UPDATE OF sample ON workspace "
        "BEGIN SELECT RAISE(ABORT, 'sample data stay sample data'); END"
    )


def _let_submissions_come_back() -> None:
    with op.batch_alter_table("submission", recreate="always") as batch:
        batch.drop_constraint(op.f("ck_submission_state"), type_="check")
        batch.create_check_constraint(op.f("ck_submission_state"), _STATES)


def _add_signed_document() -> None:
    op.create_table(
        "signed_document",
        _id(),
        _reference("submission_id", nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        _hash("sha256"),
        _key("way"),
        _key("signer"),
        _text("organisation"),
        _text("issuer"),
        _text("serial"),
        _text("signed_at"),
        sa.CheckConstraint("way IN ('key_file', 'token', 'imported')", name=op.f("ck_signed_document_way")),
        sa.CheckConstraint("step IN (1, 2)", name=op.f("ck_signed_document_step")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_signed_document_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_document")),
        sa.UniqueConstraint("submission_id", "step", name=op.f("uq_signed_document_submission_id_step")),
    )


def _add_trust_list() -> None:
    op.create_table(
        "trust_list",
        _id(),
        _key("edition"),
        _text("issued"),
        _hash("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _key("imported_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_list")),
        sa.UniqueConstraint("edition", name=op.f("uq_trust_list_edition")),
    )


def _add_device() -> None:
    op.create_table(
        "device",
        _id(),
        _key("owner"),
        _key("owner_name"),
        _hash("fingerprint"),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        _key("enrolled_at"),
        _text("retired_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_device_fingerprint")),
    )
    op.create_index("ix_device_owner", "device", ["owner"], unique=False)


def _add_package_copy() -> None:
    op.create_table(
        "package_copy",
        _id(),
        _reference("submission_id", nullable=False),
        _key("medium"),
        _text("label"),
        _key("place"),
        _hash("sha256"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), server_default="1", nullable=False),
        _key("written_at"),
        _text("read_back_at"),
        _text("gone_at"),
        sa.CheckConstraint("medium IN ('folder', 'stick', 'mail')", name=op.f("ck_package_copy_medium")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_package_copy_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_copy")),
    )
    op.create_index("ix_package_copy_submission_id", "package_copy", ["submission_id"], unique=False)


def _add_answer_from_province() -> None:
    op.create_table(
        "answer_from_province",
        _id(),
        _reference("submission_id", nullable=False),
        _key("kind"),
        _key("code"),
        _text("at"),
        _text("note"),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        _key("imported_at"),
        sa.CheckConstraint("kind IN ('received', 'returned', 'accepted')", name=op.f("ck_answer_from_province_kind")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_answer_from_province_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_from_province")),
        sa.UniqueConstraint(
            "submission_id", "kind", "code", name=op.f("uq_answer_from_province_submission_id_kind_code")
        ),
    )


def _add_remark() -> None:
    op.create_table(
        "remark",
        _id(),
        _reference("answer_id", nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _key("target"),
        _key("place"),
        _key("text"),
        _text("reply"),
        _reference("replied_by", nullable=True),
        _text("replied_at"),
        sa.ForeignKeyConstraint(["answer_id"], ["answer_from_province.id"], name=op.f("fk_remark_answer_id")),
        sa.ForeignKeyConstraint(["replied_by"], ["officer.id"], name=op.f("fk_remark_replied_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("answer_id", "sequence", name=op.f("uq_remark_answer_id_sequence")),
    )
    op.create_index("ix_remark_answer_id", "remark", ["answer_id"], unique=False)


def _add_received() -> None:
    op.create_table(
        "received",
        _id(),
        sa.Column("unit_code", sa.String(length=5), nullable=False),
        _key("kind"),
        _text("form_code"),
        _key("period_code"),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("parent_sha256"),
        _hash("snapshot_sha256"),
        _hash("package_sha256"),
        _key("package_name"),
        sa.Column("package_size", sa.Integer(), nullable=False),
        _key("program_version"),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        _reference("device_id", nullable=True),
        _key("key_state"),
        _key("state"),
        _key("received_at"),
        _text("source"),
        _text("decided_at"),
        _reference("decided_by", nullable=True),
        _text("note"),
        sa.CheckConstraint(
            "key_state IN ('known', 'unknown', 'replaced', 'unsigned')", name=op.f("ck_received_key_state")
        ),
        sa.CheckConstraint(
            "state IN ('received', 'conflict', 'superseded', 'returned', 'accepted')", name=op.f("ck_received_state")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_received_revision")),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name=op.f("fk_received_decided_by")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_received_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received")),
        sa.UniqueConstraint("package_sha256", name=op.f("uq_received_package_sha256")),
        sa.UniqueConstraint("snapshot_sha256", name=op.f("uq_received_snapshot_sha256")),
    )
    op.create_index("ix_received_place", "received", ["unit_code", "kind", "form_code", "period_code"], unique=False)


def _add_received_remark() -> None:
    op.create_table(
        "received_remark",
        _id(),
        _reference("received_id", nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _key("target"),
        _key("place"),
        _key("text"),
        sa.ForeignKeyConstraint(["received_id"], ["received.id"], name=op.f("fk_received_remark_received_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_remark")),
        sa.UniqueConstraint("received_id", "sequence", name=op.f("uq_received_remark_received_id_sequence")),
    )
    op.create_index("ix_received_remark_received_id", "received_remark", ["received_id"], unique=False)


def _add_issued_answer() -> None:
    op.create_table(
        "issued_answer",
        _id(),
        _reference("received_id", nullable=False),
        _key("kind"),
        _key("code"),
        _key("at"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('received', 'returned', 'accepted')", name=op.f("ck_issued_answer_kind")),
        sa.ForeignKeyConstraint(["received_id"], ["received.id"], name=op.f("fk_issued_answer_received_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_answer")),
    )
    op.create_index("ix_issued_answer_received_id", "issued_answer", ["received_id"], unique=False)


def _add_quarantined() -> None:
    op.create_table(
        "quarantined",
        _id(),
        _hash("package_sha256"),
        _key("name"),
        sa.Column("size", sa.Integer(), nullable=False),
        _key("reasons"),
        _text("source"),
        _key("at"),
        _text("released_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantined")),
        sa.UniqueConstraint("package_sha256", name=op.f("uq_quarantined_package_sha256")),
    )


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(length=36), nullable=False)


def _reference(name: str, *, nullable: bool) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=36), nullable=nullable)


def _hash(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
